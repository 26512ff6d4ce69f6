"""Subject: everything that a rule may look at."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from hierannot_dsl.lint.declared import declared_markers
from hierannot_dsl.lint.tree import Tree
from hierannot_dsl.symbols.spelling import spellings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hierannot_dsl.diagnostics.model import Diagnostic
    from hierannot_dsl.lint.declared import DeclaredMarker
    from hierannot_dsl.semantics.load import Library
    from hierannot_dsl.source import Span
    from hierannot_dsl.symbols.table import Meaning, SymbolTable
    from hierannot_dsl.syntax.nodes import File


@dataclass(frozen=True)
class Subject:
    """One source under examination.

    Attributes
    ----------
    library
        What the source declares, resolved.
    symbols
        Which symbols are no approved ones.
    beside
        Libraries of the other sources of the same run.
    found, judged
        For rules that come last: what the others found, and the codes of all that was looked for.
    """

    library: Library
    symbols: SymbolTable
    beside: tuple[Library, ...] = ()
    found: tuple[Diagnostic, ...] = ()
    judged: frozenset[str] = frozenset()

    @property
    def file(self) -> File:
        return self.library.file

    @cached_property
    def trees(self) -> tuple[Tree, ...]:
        """The hierarchies of the source; one with lines that could not be read is left out."""
        return trees_of(self.library)

    @cached_property
    def markers(self) -> tuple[DeclaredMarker, ...]:
        """The marker lines of the source as they are written."""
        return declared_markers(self.file)

    @cached_property
    def usual_species(self) -> str:
        """The species whose symbols those of the source look like, for hierarchies that do not say theirs."""
        spelled = spellings(marker.gene for marker in self.markers)
        return "mouse" if spelled["mouse"] > spelled["human"] else "human"

    def meanings(self, marker: DeclaredMarker) -> tuple[Meaning, ...]:
        """What the symbol of a marker line stands for, if it is no approved one."""
        return self.symbols.lookup(marker.gene, species=marker.species or self.usual_species)

    def owns(self, span: Span) -> bool:
        """Whether a place is in the source itself, not in what it builds on."""
        return span.source == self.library.source.name

    def own(self, spans: Iterable[Span]) -> Span | None:
        """The first of some places that is in the source itself."""
        return next((span for span in spans if self.owns(span)), None)


def trees_of(library: Library) -> tuple[Tree, ...]:
    return tuple(Tree(resolved) for resolved in library.hierarchies.values() if not resolved.damaged)
