"""E2: statements that can be read and placed, and contradict the language or each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Related
from hierannot_dsl.semantics.mistakes import did_you_mean

if TYPE_CHECKING:
    from hierannot_dsl.source import Span


@dataclass(frozen=True)
class UnknownField(Diagnostic, code="E201"):
    """A line starts with a word that is no field of this block."""

    field: str
    place: str
    near: tuple[str, ...] = ()
    belongs: tuple[str, ...] = ()

    def message(self) -> str:
        return f"`{self.field}` is no field of {self.place}"

    def help(self) -> str | None:
        return f"it is a field of {' and '.join(self.belongs)}" if self.belongs else did_you_mean(self.near)


@dataclass(frozen=True)
class FieldTwice(Diagnostic, code="E202"):
    """A field that has one value is given twice."""

    field: str
    first: Span

    def message(self) -> str:
        return f"`{self.field}` is given twice"

    def related(self) -> tuple[Related, ...]:
        return (Related(self.first, "first given here"),)


@dataclass(frozen=True)
class FieldValue(Diagnostic, code="E203"):
    """The value of a field is not of its kind."""

    field: str
    value: str
    wanted: str
    near: tuple[str, ...] = ()

    def message(self) -> str:
        return f"`{self.field}` takes {self.wanted}, not `{self.value}`"

    def help(self) -> str | None:
        return did_you_mean(self.near)


@dataclass(frozen=True)
class FieldValueCount(Diagnostic, code="E204"):
    """A field is followed by more than one value."""

    field: str
    count: int

    def message(self) -> str:
        return f"`{self.field}` takes one value, {self.count} are given"

    def help(self) -> str:
        return "text with spaces stands in quotes"


@dataclass(frozen=True)
class DuplicateMarker(Diagnostic, code="E205"):
    """A gene is listed twice with the same sign."""

    gene: str
    program: str
    first: Span

    def message(self) -> str:
        return f"`{self.program}` lists `{self.gene}` twice"

    def related(self) -> tuple[Related, ...]:
        return (Related(self.first, "first listed here"),)


@dataclass(frozen=True)
class OppositeSigns(Diagnostic, code="E206"):
    """One gene speaks for and against the same program."""

    gene: str
    program: str
    first: Span

    def message(self) -> str:
        return f"`{self.gene}` is both a positive and a negative marker of `{self.program}`"

    def related(self) -> tuple[Related, ...]:
        return (Related(self.first, "its other sign is here"),)


@dataclass(frozen=True)
class EditedTwice(Diagnostic, code="E207"):
    """Two edits change one thing; edits are a set, so neither comes last."""

    thing: str
    first: Span

    def message(self) -> str:
        return f"{self.thing} is edited twice; edits have no order, so neither wins"

    def related(self) -> tuple[Related, ...]:
        return (Related(self.first, "the other edit is here"),)


@dataclass(frozen=True)
class EditOfWhatGoes(Diagnostic, code="E208"):
    """An edit changes a node that another edit removes."""

    program: str
    first: Span

    def message(self) -> str:
        return f"`{self.program}` is edited here and goes away by another edit"

    def related(self) -> tuple[Related, ...]:
        return (Related(self.first, "it goes away here"),)


@dataclass(frozen=True)
class UnknownModality(Diagnostic, code="E209"):
    """The prefix of a gene is no modality."""

    prefix: str
    near: tuple[str, ...] = ()

    def message(self) -> str:
        return f"`{self.prefix}:` is no modality; there are `rna:` and `protein:`"

    def help(self) -> str | None:
        return did_you_mean(self.near)


@dataclass(frozen=True)
class EmptyName(Diagnostic, code="E210"):
    """A name is empty or has spaces around it."""

    what: str

    def message(self) -> str:
        return f"the name of this {self.what} is empty or has spaces at its ends"


@dataclass(frozen=True)
class ConflictingIncludes(Diagnostic, code="E211"):
    """Two included sets give one gene different signs or weights, and the node itself does not say which."""

    gene: str
    program: str
    first: Span

    def message(self) -> str:
        return f"two sets included in `{self.program}` disagree about `{self.gene}`"

    def help(self) -> str:
        return f"list `{self.gene}` in the node itself: an explicit marker wins over an include"

    def related(self) -> tuple[Related, ...]:
        return (Related(self.first, "the other set has it here"),)
