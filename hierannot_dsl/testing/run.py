"""Declared tests -> results: each is scored alone, called, and held against what it expects."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from hierannot_dsl.compiler import program_for_genes
from hierannot_dsl.export.annotate import annotate_clusters
from hierannot_dsl.panel.bind import bind_symbols, markers_of
from hierannot_dsl.panel.panel import Panel
from hierannot_dsl.panel.unmeasured import other_symbols
from hierannot_dsl.score.expression import Expression
from hierannot_dsl.score.settings import make_settings
from hierannot_dsl.semantics.lower import lower
from hierannot_dsl.symbols.table import builtin_table
from hierannot_dsl.testing.call import Call, call_of, voice_of
from hierannot_dsl.testing.findings import PanelKeepsTooFew, TestFailed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hierannot_dsl.diagnostics.model import Diagnostic
    from hierannot_dsl.export.result import AnnotationResult
    from hierannot_dsl.model.hierarchy import Hierarchy
    from hierannot_dsl.program import Program
    from hierannot_dsl.score.settings import Settings
    from hierannot_dsl.semantics.entries import Resolved
    from hierannot_dsl.semantics.expectations import Expectation, PanelFloor
    from hierannot_dsl.semantics.tests import DeclaredTest
    from hierannot_dsl.testing.profile import Profile

UNKNOWN = "unknown"


@dataclass(frozen=True)
class Given:
    """What the files that a test names hold.

    Attributes
    ----------
    profile
        The column that the test starts from; None where it names none, or it could not be read.
    panels
        Panels by the file as the test writes it.
    problems
        What could not be read.
    """

    profile: Profile | None = None
    panels: Mapping[str, Panel] = field(default_factory=dict)
    problems: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True)
class TestResult:
    """What became of one test.

    Attributes
    ----------
    call
        None where nothing was scored: the test asks about panels only, or its profile could not be read.
    failed
        The `expect` lines that do not hold.
    findings
        Why the test did not pass; empty where it did.
    """

    __test__ = False

    test: DeclaredTest
    call: Call | None
    failed: tuple[Expectation, ...]
    findings: tuple[Diagnostic, ...]

    @property
    def passed(self) -> bool:
        return not self.findings


class TestRunner:
    """Runs tests with one method and one background.

    Parameters
    ----------
    background
        What inline values are laid over where a test names no profile.
    method
        ``"default"`` or ``"hierannot"``.
    """

    __test__ = False

    def __init__(self, background: Profile, *, method: str = "default") -> None:
        self._background = background
        self._settings: Settings = make_settings(method, input_type="normalized")
        self._models: dict[int, tuple[Resolved, Hierarchy, Mapping[str, None], frozenset[str]]] = {}
        self._programs: dict[tuple[int, tuple[str, ...]], Program] = {}

    def run(self, test: DeclaredTest, given: Given) -> TestResult:
        """Run one test of a hierarchy without errors."""
        findings = list(given.problems)
        call: Call | None = None
        failed: tuple[Expectation, ...] = ()
        if test.expectations and (given.profile is not None or test.profile is None):
            result = self._score(test, given.profile)
            call = call_of(result)
            failed = tuple(line for line in test.expectations if not holds(line, call))
            findings += [_failure(test, line, call, result) for line in failed]
        for floor in test.panels:
            panel = given.panels.get(floor.file.text)
            if panel is not None:
                findings += _lacking(test, floor, replace(panel, modality=test.modality))
        return TestResult(test, call, failed, tuple(findings))

    def _score(self, test: DeclaredTest, profile: Profile | None) -> AnnotationResult:
        model, asked, folded = self._model(test.hierarchy)
        if profile is None:
            cluster = self._background.with_genes(dict(test.expressed), silent=asked)
        else:
            cluster = profile.with_genes(dict(test.expressed))
        genes = tuple(sorted(gene for gene in cluster.genes if gene.casefold() in folded))
        key = (id(test.hierarchy), genes)
        if key not in self._programs:
            self._programs[key] = program_for_genes(model, Panel("test", genes, model.modality))
        expression = Expression(cluster.genes, (test.name.text,), cluster.levels[:, np.newaxis])
        return annotate_clusters(self._programs[key], expression, self._settings)

    def _model(self, resolved: Resolved) -> tuple[Hierarchy, Mapping[str, None], frozenset[str]]:
        """The model of a hierarchy, the genes it asks for, and these by all their names in folded case."""
        # The resolved hierarchy is kept beside its model: an id is one only as long as its object lives.
        if id(resolved) not in self._models:
            model = lower(resolved)
            asked = dict.fromkeys(m.gene for m in markers_of(model) if m.modality == model.modality)
            table = builtin_table()
            others = (other_symbols(gene, table, species=model.species) for gene in asked)
            folded = frozenset(name.casefold() for name in chain(asked, *others))
            self._models[id(resolved)] = (resolved, model, asked, folded)
        return self._models[id(resolved)][1:]


def holds(expectation: Expectation, call: Call) -> bool:
    """Whether a call is what a line expects. A mixed label is no node, and not `unknown` either."""
    if expectation.path:
        hit = call.status == "resolved" and call.label in expectation.labels()
    else:
        hit = call.status == UNKNOWN
    return hit != expectation.negated


def _failure(test: DeclaredTest, line: Expectation, call: Call, result: AnnotationResult) -> TestFailed:
    wanted = line.path[-1].name.text if line.path and not line.negated else ""
    voices = tuple(voice_of(result, name) for name in dict.fromkeys((call.leader, wanted)) if name)
    return TestFailed(line.span, test.name.text, line.written(), call, voices)


def _lacking(test: DeclaredTest, floor: PanelFloor, panel: Panel) -> list[Diagnostic]:
    if floor.entry is None:
        return []
    markers = (m for part in (floor.entry, *floor.entry.of_kind("variant")) for m in part.markers)
    genes = sorted({(m.gene, m.modality) for m in markers if m.sign > 0})
    bindings = bind_symbols(((modality, gene) for gene, modality in genes), panel, symbols=builtin_table())
    kept = tuple(gene for gene, modality in genes if bindings[modality, gene].measured)
    lost = tuple(gene for gene, _ in genes if gene not in kept)
    if len(kept) >= floor.count:
        return []
    name = floor.entry.name.text
    return [PanelKeepsTooFew(floor.span, test.name.text, floor.file.text, name, floor.count, kept, lost)]
