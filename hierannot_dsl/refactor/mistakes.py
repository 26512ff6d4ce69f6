"""E14: refactors that cannot be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Related

if TYPE_CHECKING:
    from hierannot_dsl.source import Span


@dataclass(frozen=True)
class NameTaken(Diagnostic, code="E141"):
    """A node cannot have a name that another one has.

    There is no example: `hierc rename` says so of what it was asked for, and no file holds it.
    """

    program: str
    hierarchy: str
    first: Span

    def message(self) -> str:
        return f"`{self.hierarchy}` has a `{self.program}` already"

    def related(self) -> tuple[Related, ...]:
        return (Related(self.first, "it is here"),)


@dataclass(frozen=True)
class OutOfReach(Diagnostic, code="E142"):
    """A node is in none of the trees that edits mean, because an edit brings it in itself.

    Paths of edits mean the tree before all edits. What comes in by an edit, inside an `in` block or in the
    place of what was replaced, can be changed only where it is written.

    There is no example: `hierc rename` and `hierc mv` say so of what they were asked for.
    """

    program: str
    hierarchy: str

    def message(self) -> str:
        return f"`{self.program}` comes into `{self.hierarchy}` by an edit, where no other edit can reach it"


@dataclass(frozen=True)
class StillNamed(Diagnostic, code="E144"):
    """A node cannot be taken out of a file while a statement that stays names it.

    There is no example: `hierc compile --prune` says so of what it was asked for.
    """

    program: str
    statement: str

    def message(self) -> str:
        return f"`{self.program}` is pruned, and {self.statement} names it"


@dataclass(frozen=True)
class SaysSomethingElse(Diagnostic, code="E143"):
    """The file would say something else afterwards than was asked for; nothing is written.

    There is no example: `hierc rename` and `hierc mv` say so of what they were asked for.
    """

    change: str

    def message(self) -> str:
        return f"{self.change} would change something else too, so nothing was written"


@dataclass(frozen=True)
class UnfitName(Diagnostic, code="E145"):
    """A name cannot be given to a node: no file can hold it, or it reads as a path.

    There is no example: `hierc rename` says so of what it was asked for.
    """

    wanted: str

    def message(self) -> str:
        if " > " in self.wanted:
            return f"`{self.wanted}` reads as a path, and cannot be the name of a node"
        return f"`{repr(self.wanted)[1:-1]}` holds a character that no name can hold"
