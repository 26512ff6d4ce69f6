"""A changed file -> the mistakes that other files have from now on because of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Severity
from hierannot_dsl.semantics.load import Found, load

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hierannot_dsl.diagnostics.model import Diagnostic
    from hierannot_dsl.semantics.load import Loader
    from hierannot_dsl.source import Source


class Instead:
    """A loader that finds one source as it will be, and everything else as it is."""

    def __init__(self, loader: Loader, changed: Source) -> None:
        self.loader, self.changed = loader, changed

    def find(self, name: str, importing: Source) -> Found | None:
        found = self.loader.find(name, importing)
        if found is not None and found.source.name == self.changed.name:
            return Found(self.changed, found.shadows)
        return found

    def names(self, importing: Source) -> Iterable[str]:
        return self.loader.names(importing)


def broken_by(
    changed: Source, others: Iterable[Source], loader: Loader
) -> tuple[tuple[Diagnostic, ...], Mapping[str, Source]]:
    """Errors in other files that they would not have without the change, and the sources these point into."""
    found: dict[Diagnostic, None] = {}
    sources: dict[str, Source] = {}
    for other in others:
        before = set(load(other, loader).diagnostics)
        after = load(other, Instead(loader, changed))
        new = [d for d in after.diagnostics if d not in before and d.severity is Severity.ERROR]
        found |= dict.fromkeys(d for d in new if d.span and d.span.source == other.name)
        sources[other.name] = other
    return tuple(found), sources
