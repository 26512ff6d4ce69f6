"""What a test is called, and which of its lines hold."""

from __future__ import annotations

import random

import numpy as np
import pytest

from hierannot_dsl.catalog.builtins import BuiltinLoader, list_builtins
from hierannot_dsl.panel.panel import Panel
from hierannot_dsl.semantics.load import load
from hierannot_dsl.source import Source
from hierannot_dsl.testing.call import Call
from hierannot_dsl.testing.findings import PanelKeepsTooFew, TestFailed, UnusableFile
from hierannot_dsl.testing.profile import Profile
from hierannot_dsl.testing.run import Given, TestRunner, holds
from tests.unit.testing.cases import BACKGROUND, BLOOD, T_CELL, declared, run

BUILTINS = [builtin.name for builtin in list_builtins()]
FIVE_OF_T_CELLS = ("CD3D", "CD3E", "TRAC", "IL7R", "CD2")


def called(body: str, hierarchy: str) -> str:
    source = Source("x.hier", f'test "t" for {hierarchy} {{\n{body}\nexpect unknown\n}}\n')
    (test,) = load(source, BuiltinLoader()).unwrap().tests
    call = TestRunner(BACKGROUND).run(test, Given()).call
    assert call is not None
    return call.label


@pytest.mark.parametrize(("n_genes", "value"), [(4, 3.5), (5, 3.0), (5, 2.5)])
def test_a_few_genes_of_t_cells_are_called_t_cell(n_genes: int, value: float) -> None:
    body = "\n".join(f"express {gene} = {value}" for gene in FIVE_OF_T_CELLS[:n_genes])
    assert called(body, "immune_core") == "T cell"


def test_two_genes_of_seventeen_are_too_few() -> None:
    assert called("express CD3D = 3\nexpress CD3E = 3", "immune_core") == "unknown"


@pytest.mark.parametrize("hierarchy", BUILTINS)
def test_noise_is_unknown_everywhere(hierarchy: str) -> None:
    assert called("", hierarchy) == "unknown"
    noise = random.Random(0)
    genes = [*FIVE_OF_T_CELLS, "MS4A1", "CD79A", "LYZ", "EPCAM", "KRT8", "COL1A1", "PECAM1", "GFAP", "MBP"]
    faint = "\n".join(f"express {gene} = {noise.uniform(0, 0.3):.2f}" for gene in genes)
    assert called(faint, hierarchy) == "unknown"


def test_a_test_that_passes() -> None:
    result = run(T_CELL + 'expect "T cell"')
    assert result.passed
    assert result.call is not None
    assert (result.call.label, result.call.status, result.call.path) == ("T cell", "resolved", ("T cell",))
    assert (result.call.leader, result.call.confidence) == ("T cell", "high")


def test_a_test_that_fails_says_which_line_and_why() -> None:
    result = run(T_CELL + 'expect "T cell"\nexpect "CD8 T cell"')
    (finding,) = result.findings
    assert isinstance(finding, TestFailed)
    assert finding.expected == "`CD8 T cell`"
    assert [line.written() for line in result.failed] == ["`CD8 T cell`"]
    assert [voice.program for voice in finding.voices] == ["T cell", "CD8 T cell"]
    spoke, silent = finding.voices
    assert [gene for gene, _ in spoke.spoke] == ["CD3D", "TRAC", "CD3E"]
    assert (spoke.n_high, spoke.n_markers) == (3, 3)
    assert silent.spoke == ()


def test_what_was_measured_does_not_make_it_another_finding() -> None:
    (first,) = run(T_CELL + "expect unknown").findings
    (second,) = run(T_CELL.replace("3", "4") + "expect unknown").findings
    assert first == second
    assert first.notes() != second.notes()


def test_each_test_is_scored_alone() -> None:
    bodies = [T_CELL + "expect unknown", "express MS4A1 = 4\nexpress CD79A = 4\nexpect unknown"]
    runner = TestRunner(BACKGROUND)
    together = [runner.run(test, Given()).call for test in declared(*bodies)]
    alone = [run(body).call for body in bodies]
    assert together == alone


def test_one_symbol_that_differs_in_case_alone_is_the_marker() -> None:
    result = run(T_CELL.replace("CD3D", "Cd3d").replace("TRAC", "trac") + 'expect "T cell"')
    assert result.passed
    assert result.call == run(T_CELL + 'expect "T cell"').call


def test_the_modality_of_the_hierarchy_is_what_is_expressed() -> None:
    proteins = BLOOD.replace("{\n", "{\n  modality protein\n", 1)
    assert run(T_CELL + 'expect "T cell"', before=proteins).passed


def test_a_profile_stands_in_for_the_background() -> None:
    genes = (*(f"G{number}" for number in range(1000)), "CD3D", "CD3E", "TRAC")
    profile = Profile(genes, np.array([*np.linspace(2, 0, 1000), 3.0, 3.0, 3.0]))
    body = 'profile "t.csv" column "c"\nexpect "T cell"'
    assert run(body, given=Given(profile)).passed
    silenced = run(body + "\nexpress CD3D = 0\nexpress CD3E = 0\nexpress TRAC = 0", given=Given(profile))
    assert silenced.call is not None
    assert silenced.call.label == "unknown"


def test_what_a_profile_lacks_is_not_measured() -> None:
    profile = Profile(("ACTB", "CD3D"), np.array([5.0, 3.0]))
    (finding,) = run('profile "t.csv" column "c"\nexpect "T cell"', given=Given(profile)).findings
    assert isinstance(finding, TestFailed)
    assert [(voice.program, voice.score) for voice in finding.voices] == [("T cell", None)]


def test_a_profile_that_cannot_be_read_is_the_only_finding() -> None:
    (test,) = declared('profile "t.csv" column "c"\nexpect "T cell"')
    problem = UnusableFile(test.name.span, "t.csv", "it is not there")
    result = TestRunner(BACKGROUND).run(test, Given(problems=(problem,)))
    assert (result.call, result.findings, result.passed) == (None, (problem,), False)


def test_a_panel_must_keep_the_markers_of_a_node_and_its_variants() -> None:
    given = Given(panels={"p.txt": Panel("p.txt", ("CD8B", "Gzmk", "CD3D"))})
    assert run('panel "p.txt" keeps "CD8 T cell" at least 2', given=given).passed
    result = run('panel "p.txt" keeps "CD8 T cell" at least 3', given=given)
    (finding,) = result.findings
    assert isinstance(finding, PanelKeepsTooFew)
    assert (finding.kept, finding.lost, finding.needed) == (("CD8B", "GZMK"), ("CD8A",), 3)
    assert result.call is None


def test_a_mixed_label_is_no_node_and_not_unknown() -> None:
    (test,) = declared(
        'expect "T cell"\nexpect not "T cell"\nexpect unknown\nexpect not unknown\nexpect "T cell" or above'
    )
    mixed = Call("mixed_a.b", "mixed", (), "mixed", "none", "T cell", "B cell", 0.01)
    assert [holds(line, mixed) for line in test.expectations] == [False, True, False, True, False]


def test_the_published_method_runs_too() -> None:
    assert run(T_CELL + "expect unknown", method="hierannot").call is not None
