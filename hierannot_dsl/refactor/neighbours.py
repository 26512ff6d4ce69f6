"""A changed file -> tests elsewhere that follow it, and the mistakes that other files have from now on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Severity
from hierannot_dsl.diagnostics.outcome import Outcome
from hierannot_dsl.refactor.change import Changed, change
from hierannot_dsl.refactor.references import references
from hierannot_dsl.semantics.load import Found, load

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hierannot_dsl.diagnostics.model import Diagnostic
    from hierannot_dsl.semantics.load import Library, Loader
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


def followed(tests: Library, changed: Changed, loader: Loader) -> Outcome[Changed]:
    """A file of tests in which every path means what it meant before a refactor.

    Parameters
    ----------
    tests
        The file, with the hierarchies as they were.
    changed
        What the refactor made of the file that declares them.
    loader
        Finds files as they were.
    """
    tested = {test.hierarchy.name.text: test.hierarchy for test in tests.tests}
    paths = references(tests, others=lambda word: tested.get(word.text))
    edits = [edit for path in paths for edit in changed.calls(path)]
    if not edits:
        return Outcome(Changed(tests.source, 0))
    now = Instead(loader, changed.source)
    return change(tests, now, edits, expect=lambda _: True, called=f"following {changed.source.name}")


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
