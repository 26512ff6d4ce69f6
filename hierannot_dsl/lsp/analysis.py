"""Analysis: one version of a document as the compiler sees it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Severity
from hierannot_dsl.lint.ignores import heed_ignores
from hierannot_dsl.lint.run import lint

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hierannot_dsl.diagnostics.model import Diagnostic
    from hierannot_dsl.lsp.positions import Positions
    from hierannot_dsl.semantics.entries import Resolved
    from hierannot_dsl.semantics.load import Library
    from hierannot_dsl.source import Source
    from hierannot_dsl.syntax.nodes import File, HierarchyDecl


@dataclass(frozen=True)
class Analysis:
    """What is known of one version of a document.

    Attributes
    ----------
    found
        What `check` finds, in the document and in what it builds on.
    positions
        The places of its text, as the client counts them.
    """

    library: Library
    found: tuple[Diagnostic, ...]
    positions: Positions

    @property
    def source(self) -> Source:
        return self.library.source

    @property
    def file(self) -> File:
        return self.library.file

    @property
    def failed(self) -> bool:
        """Whether anything is wrong that stands in the way of a model."""
        return any(d.severity is Severity.ERROR for d in self.found)

    @cached_property
    def checked(self) -> tuple[Diagnostic, ...]:
        """What `check` finds, without what comments silence."""
        return heed_ignores(self.found, self.library.files)

    @cached_property
    def linted(self) -> tuple[Diagnostic, ...]:
        """What `check` and `lint` find in the document itself, with their fixes."""
        return lint(self.library, found=own(self.found, self.source))

    def resolved(self, declared: HierarchyDecl | None) -> Resolved | None:
        """The hierarchy that a statement of the document declares."""
        found = self.library.hierarchies.get(declared.name.text) if declared else None
        return found if declared and found and found.name.span == declared.name.span else None


def own(found: Iterable[Diagnostic], source: Source) -> list[Diagnostic]:
    """What is found in a source itself, without what it builds on."""
    return [one for one in found if one.span is None or one.span.source == source.name]
