import json
import os
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

from hierannot_dsl.api.builtins import get_builtin_hierarchy
from hierannot_dsl.api.convert import content_hash
from hierannot_dsl.api.documents import hierarchy_to_dict
from hierannot_dsl.api.panels import compile_builtin_hierarchy_for_panel, compile_hierarchy_for_panel
from hierannot_dsl.api.programs import MarkerProgram
from hierannot_dsl.api.trees import walk
from hierannot_dsl.panel.policy import Floors, RetentionPolicy


def tree() -> list[MarkerProgram]:
    return [
        MarkerProgram(
            "Lymphoid",
            ["PTPRC", "CORO1A"],
            children=[
                MarkerProgram("T cell", ["CD3D", "CD3E", "CD3G", "CD2"], ["MS4A1"]),
                MarkerProgram("B cell", ["MS4A1", "CD79A", "CD19", "CD22"], role="major"),
                MarkerProgram("NK cell", ["NKG7", "GNLY", "KLRD1", "KLRF1"]),
            ],
        ),
        MarkerProgram(
            "Mast cell", ["KIT", "TPSAB1"], contrasts=[MarkerProgram("Erythroid", ["HBB", "HBA1"])]
        ),
    ]


PANEL = ["PTPRC", "CORO1A", "cd3d", "CD3E", "CD3G", "MS4A1", "CD79A", "NKG7", "HBB", "HBA1", "KIT", "TPSAB1"]


def test_a_panel_keeps_what_it_measures_and_says_so():
    roots, report = compile_hierarchy_for_panel(tree(), PANEL, panel_name="toy panel")
    kept = {program.name: program for _, program in walk(roots)}
    assert kept["T cell"].positive_markers == ["cd3d", "CD3E", "CD3G"]
    assert "NK cell" not in kept
    assert not kept["B cell"].callable
    assert [contrast.name for contrast in kept["Mast cell"].contrasts] == ["Erythroid"]
    assert {name: report.status(name) for name in ("T cell", "B cell", "NK cell")} == {
        "T cell": "full",
        "B cell": "fallback_to_parent",
        "NK cell": "disabled",
    }
    assert "toy panel" in str(report)


def test_the_rules_are_arguments():
    lenient = RetentionPolicy(small=Floors(0.1, 0.1, 0.1, 0.1), min_positive=1)
    roots, report = compile_hierarchy_for_panel(tree(), PANEL, policy=lenient)
    assert {row.status for row in report.nodes} == {"full"}
    assert len(list(walk(roots))) == 5


def test_major_programs_can_be_preserved():
    panel = [gene for gene in PANEL if gene != "CD79A"] + ["CD22"]
    strict = RetentionPolicy(small=Floors(0.9, 0.9, 0.95, 0.95))
    _, report = compile_hierarchy_for_panel(tree(), panel, policy=strict)
    assert report.status("B cell") == "disabled"
    _, report = compile_hierarchy_for_panel(tree(), panel, policy=strict, preserve_major_immune_subtypes=True)
    assert report.status("B cell") == "fallback_to_parent"
    assert report.policy.small == strict.small


def test_compiled_roots_compile_to_themselves():
    roots, _ = compile_hierarchy_for_panel(tree(), PANEL)
    again, report = compile_hierarchy_for_panel(roots, PANEL)
    assert content_hash(again) == content_hash(roots)
    assert {row.status for row in report.nodes} == {"full"}


@pytest.mark.parametrize("kind", [list, tuple, pd.Index, np.array, pd.Series, iter])
def test_genes_come_in_any_iterable(kind):
    genes = [*PANEL, "CD3E"]
    assert str(compile_hierarchy_for_panel(tree(), kind(genes))[1]) == str(
        compile_hierarchy_for_panel(tree(), genes)[1]
    )


def test_a_set_of_genes_gives_one_result():
    code = (
        "from hierannot_dsl import compile_builtin_hierarchy_for_panel as compile_\n"
        f"roots, report = compile_(set({PANEL!r}), 'immune_core')\n"
        "print(roots, report, report.rows, sep='\\n')"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(outputs) == 1


def test_the_seed_compiles_a_built_in_for_its_panel():
    genes = {gene for _, p in walk(get_builtin_hierarchy("colon_tme")) for gene in p.positive_markers[::2]}
    compiled_roots, report = compile_builtin_hierarchy_for_panel(
        gene_list=genes,
        builtin_name="colon_tme",
        panel_name="small_1K_panel",
        preserve_major_immune_subtypes=True,
    )
    assert str(report).startswith("colon_tme on small_1K_panel")
    left = {gene for _, program in walk(compiled_roots) for gene in program.positive_markers}
    assert left
    assert left <= genes
    assert json.loads(json.dumps(hierarchy_to_dict(compiled_roots), indent=2))["format_version"] == 1


@pytest.mark.parametrize(
    ("genes", "error", "message"),
    [
        ("CD3D", TypeError, "gene_list must be a list of symbols, not a str"),
        (5, TypeError, "gene_list must be a list of symbols, not a int"),
        (["CD3D", np.nan], TypeError, "gene_list must hold symbols: nan is a float"),
    ],
)
def test_what_is_no_list_of_genes_is_refused(genes, error, message):
    with pytest.raises(error) as caught:
        compile_hierarchy_for_panel(tree(), genes)
    assert str(caught.value) == message


def test_other_ids_than_symbols_are_refused_with_the_overlap():
    with pytest.raises(ValueError, match="ENSG00000167286"):
        compile_builtin_hierarchy_for_panel(["ENSG00000167286"], "immune_core")
    with pytest.raises(KeyError, match="immune_cor"):
        compile_builtin_hierarchy_for_panel(PANEL, "immune_cor")
