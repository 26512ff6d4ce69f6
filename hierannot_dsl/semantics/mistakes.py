"""E1: names that lead nowhere or collide, and statements that stand where they have no meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Related, Severity

if TYPE_CHECKING:
    from hierannot_dsl.source import Span


def did_you_mean(near: tuple[str, ...]) -> str | None:
    return f"did you mean {' or '.join(f'`{name}`' for name in near)}?" if near else None


@dataclass(frozen=True)
class NoHierarchy(Diagnostic, code="E101"):
    """A file declares no hierarchy."""

    def message(self) -> str:
        return "this file declares no hierarchy"

    def help(self) -> str:
        return "start with `hierarchy my_tissue {`"


@dataclass(frozen=True)
class UnknownHierarchy(Diagnostic, code="E102"):
    """A hierarchy that is extended or used is nowhere on the search path."""

    hierarchy: str
    near: tuple[str, ...] = ()

    def message(self) -> str:
        return f"no hierarchy `{self.hierarchy}` in this file, beside it, or on the catalog path"

    def help(self) -> str | None:
        return did_you_mean(self.near)


@dataclass(frozen=True)
class MissingInFile(Diagnostic, code="E103"):
    """The file that should hold a hierarchy declares others only."""

    hierarchy: str
    file: str

    def message(self) -> str:
        return f"`{self.file}` declares no hierarchy `{self.hierarchy}`"


@dataclass(frozen=True)
class UnreadableImport(Diagnostic, code="E104"):
    """The file of a hierarchy that is extended or used cannot be read."""

    hierarchy: str
    reason: str

    def message(self) -> str:
        return f"the file of `{self.hierarchy}` cannot be read: {self.reason}"


@dataclass(frozen=True)
class CyclicComposition(Diagnostic, code="E105"):
    """A hierarchy is built from itself."""

    cycle: tuple[str, ...]

    def message(self) -> str:
        return "this hierarchy is built from itself: " + " -> ".join(f"`{name}`" for name in self.cycle)


@dataclass(frozen=True)
class CompositionTooDeep(Diagnostic, code="E106"):
    """Hierarchies build on each other through more steps than are followed."""

    limit: int

    def message(self) -> str:
        return f"hierarchies build on each other through more than {self.limit} steps"


@dataclass(frozen=True)
class DuplicateHierarchy(Diagnostic, code="E107"):
    """Two hierarchies of one file share a name."""

    hierarchy: str
    first: Span

    def message(self) -> str:
        return f"hierarchy `{self.hierarchy}` is declared twice"

    def related(self) -> tuple[Related, ...]:
        return (Related(self.first, "first declared here"),)


@dataclass(frozen=True)
class DuplicateName(Diagnostic, code="E108"):
    """Two nodes or contrasts of one resolved hierarchy share a name; labels are names."""

    program: str
    hierarchy: str
    first: Span

    def message(self) -> str:
        return f"`{self.program}` stands twice in `{self.hierarchy}`"

    def help(self) -> str:
        return "`rename`, `replace` or `drop` one of the two"

    def related(self) -> tuple[Related, ...]:
        return (Related(self.first, "the other one is here"),)


@dataclass(frozen=True)
class DuplicateVariant(Diagnostic, code="E109"):
    """Two variants of one node share a name."""

    variant: str
    program: str
    first: Span

    def message(self) -> str:
        return f"`{self.program}` has two variants `{self.variant}`"

    def related(self) -> tuple[Related, ...]:
        return (Related(self.first, "the other one is here"),)


@dataclass(frozen=True)
class UnknownNode(Diagnostic, code="E110"):
    """A path names no node: in an edit, of the tree as it stands before the edits."""

    path: tuple[str, ...]
    hierarchy: str
    near: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    before_edits: bool = True

    def message(self) -> str:
        written = " > ".join(f'"{name}"' for name in self.path)
        when = " before its edits" if self.before_edits else ""
        return f"`{written}` is no node of `{self.hierarchy}`{when}"

    def help(self) -> str | None:
        if self.elsewhere:
            return f"`{self.path[-1]}` stands at {', '.join(f'`{path}`' for path in self.elsewhere)}"
        return did_you_mean(self.near)


@dataclass(frozen=True)
class AmbiguousPath(Diagnostic, code="E111"):
    """A path fits more than one node."""

    path: tuple[str, ...]
    fits: tuple[str, ...]

    def message(self) -> str:
        written = " > ".join(f'"{name}"' for name in self.path)
        return f"`{written}` fits {len(self.fits)} nodes: {', '.join(f'`{fit}`' for fit in self.fits)}"


@dataclass(frozen=True)
class UnknownMarkerSet(Diagnostic, code="E112"):
    """An `include` names no marker set of this hierarchy or its bases."""

    marker_set: str
    near: tuple[str, ...] = ()

    def message(self) -> str:
        return f"no `markers {self.marker_set}` in this hierarchy or what it extends"

    def help(self) -> str | None:
        return did_you_mean(self.near)


@dataclass(frozen=True)
class DuplicateMarkerSet(Diagnostic, code="E113"):
    """A named marker set is defined twice, here or in a base."""

    marker_set: str
    first: Span

    def message(self) -> str:
        return f"`markers {self.marker_set}` is defined twice"

    def related(self) -> tuple[Related, ...]:
        return (Related(self.first, "first defined here"),)


@dataclass(frozen=True)
class MisplacedStatement(Diagnostic, code="E114"):
    """A statement stands in a block in which it has no meaning."""

    statement: str
    place: str
    belongs: tuple[str, ...] = ()

    def message(self) -> str:
        return f"`{self.statement}` has no meaning in {self.place}"

    def help(self) -> str | None:
        *others, last = self.belongs or ("",)
        places = f"{', '.join(others)} or {last}" if others else last
        return f"it belongs in {places}" if places else None


@dataclass(frozen=True)
class MarkerNotThere(Diagnostic, code="E115"):
    """`set` or `drop` names a marker that the node does not have."""

    gene: str
    sign: int
    program: str
    other_sign: bool = False
    near: tuple[str, ...] = ()

    def message(self) -> str:
        return f"`{'+' if self.sign > 0 else '-'} {self.gene}` is no marker of `{self.program}`"

    def help(self) -> str | None:
        if self.other_sign:
            return f"it has `{'-' if self.sign > 0 else '+'} {self.gene}`"
        return did_you_mean(self.near)


@dataclass(frozen=True)
class MarkerAlreadyThere(Diagnostic, code="E116"):
    """An edit adds a marker that the node has already."""

    gene: str
    program: str
    first: Span

    def message(self) -> str:
        return f"`{self.gene}` is a marker of `{self.program}` already"

    def help(self) -> str:
        return f"`set + {self.gene} = ...` changes its weight"

    def related(self) -> tuple[Related, ...]:
        return (Related(self.first, "it stands here"),)


@dataclass(frozen=True)
class NothingToUse(Diagnostic, code="E117"):
    """`use` of a hierarchy that has contrasts only."""

    hierarchy: str

    def message(self) -> str:
        return f"`{self.hierarchy}` has no node that `use` could graft"

    def help(self) -> str:
        return f"`contrast use {self.hierarchy}` takes its contrasts"


@dataclass(frozen=True)
class MovedIntoItself(Diagnostic, code="E118"):
    """A node is moved under itself or a node below it."""

    program: str
    under: str

    def message(self) -> str:
        return f"`{self.program}` cannot move under `{self.under}`, which stands below it"


@dataclass(frozen=True)
class ShadowedBuiltin(Diagnostic, code="E119", severity=Severity.NOTE):
    """A hierarchy beside the file or on the catalog path has the name of a built-in and is used instead."""

    hierarchy: str
    file: str

    def message(self) -> str:
        return f"`{self.hierarchy}` is taken from `{self.file}`, not from the built-ins"


@dataclass(frozen=True)
class NotANode(Diagnostic, code="E120"):
    """Something is moved under a contrast or a variant, which hold markers only."""

    program: str
    kind: str

    def message(self) -> str:
        return f"`{self.program}` is a {self.kind}; nodes can stand under nodes only"
