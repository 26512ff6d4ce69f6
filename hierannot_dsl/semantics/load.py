"""A source and what it refers to -> a library of resolved hierarchies."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from hierannot_dsl.diagnostics.outcome import HierError, Outcome
from hierannot_dsl.diagnostics.suggest import closest, closest_or_longer
from hierannot_dsl.semantics.compose import compose
from hierannot_dsl.semantics.fields import KNOWN_FIELDS
from hierannot_dsl.semantics.placement import check_placement, of_kind
from hierannot_dsl.source import Source, Span
from hierannot_dsl.syntax import nodes
from hierannot_dsl.syntax.keywords import STATEMENT_KEYWORDS
from hierannot_dsl.syntax.parse import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from hierannot_dsl.diagnostics.model import Diagnostic
    from hierannot_dsl.semantics.entries import Resolved
    from hierannot_dsl.semantics.tests import DeclaredTest

MAX_STEPS = 32


class UnreadableSource(HierError):
    """Raised by a loader when a file is there and cannot be read; its message says why."""


@dataclass(frozen=True)
class Found:
    """A source that should declare a hierarchy; `shadows`: a built-in of that name is passed over."""

    source: Source
    shadows: bool = False


class Loader(Protocol):
    """Finds the source of a hierarchy by name. Where it looks is its own business."""

    def find(self, name: str, importing: Source) -> Found | None:
        """The source that should declare `name`, as seen from `importing`; None where there is none.

        Raises
        ------
        UnreadableSource
            If there is one and it cannot be read.
        """
        ...

    def names(self, importing: Source) -> Iterable[str]:
        """Every name that `find` would find, for suggestions."""
        ...


@dataclass(frozen=True)
class Library:
    """What a source declares, resolved, and every source that had a part in it.

    Attributes
    ----------
    hierarchies
        The hierarchies that the source itself declares, by name, in the order of their declaration.
    sources
        Every source read, by its name: what diagnostics point into.
    file
        The source itself as it is written.
    files
        Every source read as it is written, by its name.
    tests
        The tests that the source itself holds, of its own hierarchies or of others.
    """

    source: Source
    hierarchies: Mapping[str, Resolved]
    sources: Mapping[str, Source]
    file: nodes.File
    files: Mapping[str, nodes.File]
    tests: tuple[DeclaredTest, ...] = ()


def load(
    source: Source, loader: Loader, *, read: Callable[[Source], Outcome[nodes.File]] = parse
) -> Outcome[Library]:
    """Parse a source and whatever it builds on, and resolve the hierarchies that it declares.

    `read` gives what `parse` gives, perhaps from memory.
    """
    work = _Loading(loader, read)
    return Outcome(work.library(source), work.findings())


def load_all(sources: Iterable[Source], loader: Loader) -> Outcome[tuple[Library, ...]]:
    """As `load` of each source, and what they share is read once; findings are those of all."""
    work = _Loading(loader)
    sources = tuple(sources)
    for source in sources:
        work.read(source)  # before any of them is imported by another
    libraries = tuple([work.library(source) for source in sources])
    return Outcome(libraries, work.findings())


class _Loading:
    """One run of `load`: what was read and resolved so far, each once."""

    def __init__(self, loader: Loader, parse: Callable[[Source], Outcome[nodes.File]] = parse) -> None:
        self.loader, self.parse = loader, parse
        self.found: list[Diagnostic] = []
        self.sources: dict[str, Source] = {}
        self.files: dict[str, nodes.File] = {}
        self.resolved: dict[tuple[str, str], Resolved | None] = {}
        self.declared: dict[str, dict[str, nodes.HierarchyDecl]] = {}
        self.steps: dict[tuple[str, str], int] = {}
        self.underway: list[tuple[str, str]] = []

    def findings(self) -> tuple[Diagnostic, ...]:
        """What was found, each once: what several sources build on is resolved for the first of them."""
        return tuple(dict.fromkeys(self.found))

    def library(self, source: Source) -> Library:
        """What one source declares."""
        file = self.read(source)
        hierarchies = {}
        for declared in of_kind(file.items, nodes.HierarchyDecl):
            resolved = self.resolve(declared.name, file)
            if resolved is not None:
                hierarchies[declared.name.text] = resolved
                self.tell_empty(declared, resolved)
        if not (hierarchies or file.damaged or of_kind(file.items, nodes.TestDecl)):
            from hierannot_dsl.semantics.mistakes import NoHierarchy

            self.found.append(NoHierarchy(Span(source.name, 0, 0)))
        return Library(source, hierarchies, self.sources, file, self.files, self.tests(file))

    def tell_empty(self, declared: nodes.HierarchyDecl, resolved: Resolved) -> None:
        """Of what could not be read or grafted, something else is told."""
        lost = resolved.damaged or of_kind(declared.body.items, nodes.UseDecl)
        if not (resolved.roots or resolved.marker_sets or lost):
            from hierannot_dsl.semantics.mistakes import EmptyHierarchy

            self.found.append(EmptyHierarchy(declared.name.span, declared.name.text))

    def tests(self, file: nodes.File) -> tuple[DeclaredTest, ...]:
        bodies = (declared.body.items for declared in of_kind(file.items, nodes.HierarchyDecl))
        if not any(of_kind(items, nodes.TestDecl) for items in (file.items, *bodies)):
            return ()
        from hierannot_dsl.semantics.tests import read_tests  # most files have none, and need not wait

        return read_tests(file, lambda name: self.resolve(name, file), self.found.append)

    def read(self, source: Source) -> nodes.File:
        if source.name in self.files:
            return self.files[source.name]
        outcome = self.parse(source)
        self.found.extend(outcome.diagnostics)
        file = outcome.value or nodes.File(source, (), damaged=True)
        items = check_placement(file.items, "a file", self.found.append)
        first: dict[str, Span] = {}
        for declared in of_kind(items, nodes.HierarchyDecl):
            name = declared.name
            if name.text in first:
                from hierannot_dsl.semantics.mistakes import DuplicateHierarchy

                self.found.append(DuplicateHierarchy(name.span, name.text, first[name.text]))
            first.setdefault(name.text, name.span)
        file = nodes.File(source, items, damaged=file.damaged)
        self.sources[source.name], self.files[source.name] = source, file
        return file

    def resolve(self, name: nodes.Word, importing: nodes.File) -> Resolved | None:
        """The hierarchy that `name` means in `importing`: one of its own, else what the loader finds."""
        file = importing if self.declaration(importing, name.text) else self.find(name, importing)
        if file is None:
            return None
        key = (file.source.name, name.text)
        if key in self.underway:
            cycle = tuple(step for _, step in self.underway[self.underway.index(key) :])
            from hierannot_dsl.semantics.mistakes import CyclicComposition

            self.found.append(CyclicComposition(name.span, (*cycle, name.text)))
            return None
        # What stands below counts too: the limit must not depend on which file is read first.
        if len(self.underway) + self.steps.get(key, 0) >= MAX_STEPS:
            from hierannot_dsl.semantics.mistakes import CompositionTooDeep

            self.found.append(CompositionTooDeep(name.span, MAX_STEPS))
            return None
        if key not in self.resolved:
            declared = self.declaration(file, name.text)
            if declared is None:
                if not file.damaged:
                    from hierannot_dsl.semantics.mistakes import MissingInFile

                    self.found.append(MissingInFile(name.span, name.text, file.source.name))
                return None
            self.underway.append(key)
            damaged = _has_damage(declared.body)
            self.resolved[key] = compose(
                declared, lambda other: self.resolve(other, file), self.found.append, damaged=damaged
            )
            self.underway.pop()
        if self.underway:
            above = self.underway[-1]
            self.steps[above] = max(self.steps.get(above, 0), self.steps.get(key, 0) + 1)
        return self.resolved[key]

    def declaration(self, file: nodes.File, name: str) -> nodes.HierarchyDecl | None:
        if file.source.name not in self.declared:
            declared = of_kind(file.items, nodes.HierarchyDecl)
            self.declared[file.source.name] = {one.name.text: one for one in reversed(declared)}
        return self.declared[file.source.name].get(name)

    def find(self, name: nodes.Word, importing: nodes.File) -> nodes.File | None:
        try:
            found = self.loader.find(name.text, importing.source)
        except UnreadableSource as problem:
            from hierannot_dsl.semantics.mistakes import UnreadableImport

            self.found.append(UnreadableImport(name.span, name.text, str(problem)))
            return None
        if found is None:
            if name.text != importing.source.text[name.span.start : name.span.end]:
                return None  # nobody wrote this name: it stands for one that could not be read
            known = sorted({*self.loader.names(importing.source), *_declared_names(importing)})
            from hierannot_dsl.semantics.mistakes import UnknownHierarchy

            self.found.append(UnknownHierarchy(name.span, name.text, closest_or_longer(name.text, known)))
            return None
        if found.shadows:
            from hierannot_dsl.semantics.mistakes import ShadowedBuiltin

            self.found.append(ShadowedBuiltin(name.span, name.text, found.source.name))
        return self.read(replace(found.source, imported_by=name.span))


def _declared_names(file: nodes.File) -> list[str]:
    return [declared.name.text for declared in of_kind(file.items, nodes.HierarchyDecl)]


def _has_damage(body: nodes.Block) -> bool:
    """Whether something of a block was not understood: a name that is not there may have been."""
    for item in body.items:
        inner = item.replacement if isinstance(item, nodes.ReplaceDecl) else item
        below = getattr(inner, "body", None)
        if isinstance(item, nodes.Damaged) or (below is not None and _has_damage(below)):
            return True
        if isinstance(item, nodes.FieldDecl) and _may_be_misspelt_statement(item.keyword.text):
            return True
    return False


def _may_be_misspelt_statement(keyword: str) -> bool:
    """Whether what reads as a field may have been meant as a graft or an edit: ``contras use blood``."""
    return keyword not in KNOWN_FIELDS and bool(closest(keyword, STATEMENT_KEYWORDS))
