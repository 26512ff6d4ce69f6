"""Test blocks -> what they express and expect, with every name looked up in the hierarchy they are of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.semantics.entries import modality_of
from hierannot_dsl.semantics.expectations import Expectation, PanelFloor, read_expectation, read_panel_floor
from hierannot_dsl.semantics.markers import MODALITIES, split_symbol
from hierannot_dsl.semantics.mistakes_in_tests import (
    DuplicateTest,
    ExpressedTwice,
    FileOutside,
    ForeignTest,
    HomelessTest,
    NothingExpected,
    OtherModality,
    SecondProfile,
)
from hierannot_dsl.semantics.paths import Index
from hierannot_dsl.semantics.placement import check_placement, head, of_kind
from hierannot_dsl.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.semantics.compose import Resolve
    from hierannot_dsl.semantics.entries import Entry, Modality, Resolved
    from hierannot_dsl.semantics.fields import Report
    from hierannot_dsl.source import Span

SUFFIX = ".test.hier"
# A drive, a scheme or a home folder: no path that starts below the file that names it.
_ELSEWHERE = re.compile(r"/|~|[^/]*:|(.*/)?\.\.(/|$)")


@dataclass(frozen=True)
class ProfileColumn:
    """A column of a table, in a file whose path starts at the folder of the test's own."""

    file: nodes.Word
    column: nodes.Word


@dataclass(frozen=True)
class DeclaredTest:
    """A test whose names lead somewhere.

    Attributes
    ----------
    hierarchy
        What is tested.
    expressed
        Symbols and values in ln(CP10K + 1), as written, over the profile.
    profile
        None: the background that ships with the package.
    span
        The first line of the block.
    """

    name: nodes.Word
    hierarchy: Resolved
    expressed: tuple[tuple[str, float], ...]
    profile: ProfileColumn | None
    expectations: tuple[Expectation, ...]
    panels: tuple[PanelFloor, ...]
    span: Span

    @property
    def modality(self) -> Modality:
        """What bare symbols of the hierarchy are."""
        return modality_of(self.hierarchy.fields)

    def own_marker_list(self) -> Entry | None:
        """The node that is expected, where all that is expressed are markers of it and of nodes above it."""
        genes = {gene for gene, value in self.expressed if value > 0}
        if not genes or self.profile:
            return None
        for expectation in self.expectations:
            if not expectation.path or expectation.negated:
                continue
            known = {
                marker.gene
                for entry in expectation.path
                for part in (entry, *entry.of_kind("variant"))
                for marker in part.markers
                if marker.sign > 0
            }
            if genes <= known:
                return expectation.path[-1]
        return None


def named_in_file_name(source: str) -> str | None:
    """The hierarchy that the tests of a file without one are of: NAME of ``NAME.test.hier``."""
    name = source.rpartition("/")[2]
    return name.removesuffix(SUFFIX) if name.endswith(SUFFIX) else None


def read_tests(file: nodes.File, resolve: Resolve, report: Report) -> tuple[DeclaredTest, ...]:
    """The tests of a file in the order of the text; one of an unknown hierarchy is reported and left out."""
    own = {hierarchy.name.text for hierarchy in of_kind(file.items, nodes.HierarchyDecl)}
    found: dict[str, Resolved | None] = {}
    first: dict[tuple[str, str], nodes.TestDecl] = {}
    indices: dict[str, Index] = {}
    tests = []
    for declared, owner in _declared(file, report):
        name = owner.text
        if name not in found:
            # In a damaged file a name may lead nowhere because of the damage.
            found[name] = resolve(owner) if name in own or not file.damaged else None
        hierarchy = found[name]
        earlier = first.setdefault((name, declared.name.text), declared)
        if earlier is not declared:
            report(DuplicateTest(declared.name.span, declared.name.text, name, earlier.name.span))
        if hierarchy is not None:
            if name not in indices:
                indices[name] = Index.of(hierarchy.roots)
            tests.append(_read(declared, hierarchy, indices[name], report))
    return tuple(tests)


def _declared(file: nodes.File, report: Report) -> Iterator[tuple[nodes.TestDecl, nodes.Word]]:
    """Tests, each with the name of its hierarchy."""
    hierarchies = of_kind(file.items, nodes.HierarchyDecl)
    implied = hierarchies[-1].name.text if hierarchies else named_in_file_name(file.source.name)
    for item in file.items:
        if isinstance(item, nodes.TestDecl):
            if item.hierarchy is not None:
                yield item, item.hierarchy
            elif implied is not None:
                yield item, nodes.Word(implied, quoted=False, span=item.name.span)
            elif not file.damaged:
                report(HomelessTest(head(item)))
        elif isinstance(item, nodes.HierarchyDecl):
            for test in of_kind(item.body.items, nodes.TestDecl):
                if test.hierarchy is not None:
                    report(ForeignTest(test.hierarchy.span, test.hierarchy.text, item.name.text))
                yield test, nodes.Word(item.name.text, quoted=False, span=test.name.span)


def _read(declared: nodes.TestDecl, hierarchy: Resolved, index: Index, report: Report) -> DeclaredTest:
    items = check_placement(declared.body.items, "a test", report)
    expectations = tuple(
        read_expectation(item, hierarchy, index, report) for item in of_kind(items, nodes.ExpectDecl)
    )
    panels = tuple(
        read_panel_floor(item, hierarchy, index, report) for item in of_kind(items, nodes.PanelKeepsDecl)
    )
    if not expectations and not panels and not any(isinstance(item, nodes.Damaged) for item in items):
        report(NothingExpected(declared.name.span, declared.name.text))
    profiles = of_kind(items, nodes.ProfileDecl)
    for second in profiles[1:]:
        report(SecondProfile(second.span, profiles[0].span))
    for file in (*(item.file for item in profiles), *(panel.file for panel in panels)):
        if not file.text or _ELSEWHERE.match(file.text.replace("\\", "/")):
            report(FileOutside(file.span, file.text))
    return DeclaredTest(
        name=declared.name,
        hierarchy=hierarchy,
        expressed=_expressed(of_kind(items, nodes.ExpressDecl), hierarchy, report),
        profile=ProfileColumn(profiles[0].file, profiles[0].column) if profiles else None,
        expectations=expectations,
        panels=panels,
        span=head(declared),
    )


def _expressed(
    lines: tuple[nodes.ExpressDecl, ...], hierarchy: Resolved, report: Report
) -> tuple[tuple[str, float], ...]:
    modality = modality_of(hierarchy.fields)
    values: dict[str, float] = {}
    first: dict[str, Span] = {}
    for line in lines:
        prefix, gene = split_symbol(line.gene)
        if prefix is not None and MODALITIES.get(prefix) != modality:
            report(OtherModality(line.gene.span, line.gene.text, hierarchy.name.text, modality))
        elif gene in first:
            report(ExpressedTwice(line.gene.span, gene, first[gene]))
        else:
            first[gene] = line.gene.span
            values[gene] = line.value.value or 0.0
    return tuple(values.items())
