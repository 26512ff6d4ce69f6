"""HierarchyDiff: what changed between two hierarchies, as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["node", "contrast"]
MarkerFate: TypeAlias = Literal["added", "removed", "sign changed", "weight changed", "note changed"]
Path: TypeAlias = tuple[str, ...]


@dataclass(frozen=True)
class FieldChange:
    """A field that says something else.

    Attributes
    ----------
    before, after
        None where it was, or is, not written; of one that repeats, all it says, sorted and joined by ``; ``.
    gone, new
        Of one that repeats, what it says no longer, and what it says now, each sorted.
    """

    field: str
    before: str | None
    after: str | None
    gone: tuple[str, ...] = ()
    new: tuple[str, ...] = ()


@dataclass(frozen=True)
class MarkerChange:
    """What became of one gene of a program, or of one of its variants.

    Attributes
    ----------
    variant
        ``""``: the program's own markers.
    before, after
        Sign and weight, such as ``(1, 0.5)``; None where it was, or is, not listed.
    """

    gene: str
    variant: str
    fate: MarkerFate
    before: tuple[int, float] | None
    after: tuple[int, float] | None


@dataclass(frozen=True)
class Inside:
    """A program that came or went with one above it; its path begins below that one."""

    kind: Kind
    path: Path


@dataclass(frozen=True)
class ProgramChange:
    """What became of one node or contrast.

    Attributes
    ----------
    before, after
        Its path, from the root to its name; None where it was, or is, not there. A contrast stands below the
        node at whose fork it competes.
    moved
        Whether it stands below another parent; a parent that was only renamed is the same one.
    inside
        Of an added or removed program: what came or went with it, in document order; what stood there before
        or is elsewhere now is told by itself.
    """

    kind: Kind
    before: Path | None
    after: Path | None
    moved: bool = False
    fields: tuple[FieldChange, ...] = ()
    markers: tuple[MarkerChange, ...] = ()
    inside: tuple[Inside, ...] = ()

    @property
    def added(self) -> bool:
        return self.before is None

    @property
    def removed(self) -> bool:
        return self.after is None

    @property
    def renamed(self) -> bool:
        return self.before is not None and self.after is not None and self.before[-1] != self.after[-1]

    @property
    def name(self) -> str:
        """The name that it has now, or had."""
        return (self.after or self.before or ("",))[-1]


@dataclass(frozen=True)
class HierarchyDiff:
    """What changed between two hierarchies; nothing is in it where they mean the same.

    Attributes
    ----------
    name
        Of the hierarchy afterwards, or of one that is gone.
    whole
        ``added`` or ``removed`` where there is only one side, and nothing else is told of it; else empty.
    n_nodes
        How many nodes the hierarchy has, or had.
    before_version, after_version
        None where there is none.
    fields
        Of the hierarchy itself, the version included.
    programs
        Those that changed: first what was removed, in the order of the hierarchy before; then the others,
        in the order of the hierarchy after.
    """

    name: str
    whole: Literal["added", "removed", ""]
    n_nodes: int
    before_version: str | None
    after_version: str | None
    fields: tuple[FieldChange, ...]
    programs: tuple[ProgramChange, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.whole or self.fields or self.programs)


def number_text(value: float) -> str:
    """A number as it may be written in a file: two that differ differ here.

    Examples
    --------
    >>> number_text(1000001.0), number_text(0.5)
    ('1000001', '0.5')
    """
    return repr(value).removesuffix(".0")
