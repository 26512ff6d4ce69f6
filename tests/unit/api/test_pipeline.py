from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from hierannot_dsl.adapters.notices import DataWarning
from hierannot_dsl.api.convert import hierarchy_of
from hierannot_dsl.api.pipeline import HierAnnotPipeline
from hierannot_dsl.api.programs import MarkerProgram
from hierannot_dsl.compiler import compile_for_panel, program_for_genes
from hierannot_dsl.export.summary import make_cluster_annotation_export_summary
from hierannot_dsl.panel.panel import Panel
from hierannot_dsl.program import Program
from hierannot_dsl.score.settings import DefaultSettings, HierannotSettings

MARKERS = {
    "T cell": "CD3D CD3E CD3G CD2",
    "B cell": "MS4A1 CD79A CD19 CD22",
    "Mast cell": "KIT CPA3 TPSAB1 MS4A2",
}


def tree() -> list[MarkerProgram]:
    return [MarkerProgram(name, genes.split()) for name, genes in MARKERS.items()]


def means() -> pd.DataFrame:
    """Three clusters, each with the markers of one type far above 200 genes of no meaning."""
    random = np.random.default_rng(0)
    genes = [gene for text in MARKERS.values() for gene in text.split()]
    values = random.gamma(1.0, 1.0, (len(genes) + 200, 3))
    for cluster in range(3):
        values[4 * cluster : 4 * cluster + 4, cluster] = 40
    return pd.DataFrame(values, index=[*genes, *(f"G{at}" for at in range(200))], columns=["2", "0", "1"])


def labels(result) -> list[str]:
    return make_cluster_annotation_export_summary(result)["annot_label"].tolist()


@pytest.mark.parametrize("method", ["default", "hierannot"])
def test_programs_hierarchies_and_compiled_programs_are_the_same_thing(method):
    matrix, hierarchy = means(), hierarchy_of(tree())
    program = program_for_genes(hierarchy, Panel("cluster means", tuple(matrix.index)))
    sources = [tree(), tuple(tree()), hierarchy, program, Program.loads(program.dumps())]
    results = [HierAnnotPipeline(source, method=method).fit_score(matrix) for source in sources]
    assert labels(results[0]) == list(MARKERS)
    for result in results:
        assert result.scores.clusters == ("2", "0", "1")
        np.testing.assert_array_equal(result.scores.branch, results[0].scores.branch)
        assert result.program.content_hash == program.content_hash


def test_the_order_of_genes_markers_and_clusters_changes_no_bit():
    matrix = means()
    expected = HierAnnotPipeline(tree()).fit_score(matrix).scores.branch
    shuffled = tree()
    for program in shuffled:
        program.positive_markers.reverse()
    result = HierAnnotPipeline(shuffled).fit_score(matrix.iloc[::-1, ::-1])
    np.testing.assert_array_equal(result.scores.branch, expected[:, ::-1])


def test_later_edits_of_the_programs_do_not_count():
    roots = tree()
    pipeline = HierAnnotPipeline(roots)
    roots[0].name = "changed"
    assert labels(pipeline.fit_score(means()))[0] == "T cell"


@pytest.mark.parametrize("rename", [str.lower, str.capitalize])
def test_symbols_that_differ_in_case_are_found_and_the_renaming_is_on_record(rename):
    matrix = means().rename(index=rename)
    result = HierAnnotPipeline(tree()).fit_score(matrix)
    assert labels(result) == list(MARKERS)
    spelling = dict(zip(result.program.symbols, result.program.panel_symbols, strict=True))
    assert spelling["CD3D"] == rename("CD3D")


def test_previous_symbols_are_found_as_on_a_panel_and_told():
    roots = [*tree()[::2], MarkerProgram("B cell", ["MS4A1", "CD79A", "JCHAIN", "GUCY1A1"])]
    matrix = means().rename({"CD19": "IGJ", "CD22": "GUCY1A3"})
    fit = HierAnnotPipeline(roots).fit_score(matrix)
    assert fit.renamed == {"GUCY1A1": "GUCY1A3", "JCHAIN": "IGJ"}
    compiled = compile_for_panel(hierarchy_of(roots), Panel("p", tuple(matrix.index))).unwrap()
    other = HierAnnotPipeline(compiled.program).fit_score(matrix)
    np.testing.assert_array_equal(fit.scores.branch, other.scores.branch)
    assert other.renamed == {}


def test_a_compiled_program_finds_its_panels_symbols_in_a_matrix_of_another_case():
    matrix = means()
    program = program_for_genes(hierarchy_of(tree()), Panel("panel", tuple(matrix.index)))
    result = HierAnnotPipeline(program).fit_score(matrix.rename(index=str.lower))
    assert labels(result) == list(MARKERS)
    assert result.program is program


def test_a_protein_hierarchy_is_scored_on_a_matrix_of_proteins():
    roots = [
        MarkerProgram(name, [f"protein:{gene}" for gene in genes.split()]) for name, genes in MARKERS.items()
    ]
    assert labels(HierAnnotPipeline(roots).fit_score(means())) == list(MARKERS)


def test_knobs_reach_the_settings():
    pipeline = HierAnnotPipeline(
        tree(),
        preset="small",
        input_type="normalized",
        level1_branch_child_rescue_weight=0.5,
        branch_child_rescue_weight=0.25,
        n_bins=7.0,
    )
    expected = DefaultSettings(
        preset="small",
        input_type="normalized",
        level1_branch_child_rescue_weight=0.5,
        branch_child_rescue_weight=0.25,
        n_bins=7,
    )
    assert pipeline.settings == expected
    assert isinstance(pipeline.settings.n_bins, int)
    assert HierAnnotPipeline(tree()).settings == DefaultSettings()
    exact = HierAnnotPipeline(tree(), method="hierannot", random_state=3)
    assert exact.settings == replace(HierannotSettings(), random_state=3)


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"method": "seed"}, ValueError, "method 'seed' is not one of"),
        ({"preset": "tiny"}, ValueError, "preset 'tiny' is not one of"),
        ({"input_type": "counts"}, ValueError, "input_type 'counts' is not one of"),
        ({"scale_factor": 1e4}, TypeError, "method 'default' does not use scale_factor"),
        (
            {"method": "hierannot", "ambient_weight": 0.5},
            TypeError,
            "method 'hierannot' does not use ambient_weight",
        ),
        ({"branch_child_rescue_weight": 2}, ValueError, "branch_child_rescue_weight is 2"),
        ({"root_programs": []}, ValueError, "a hierarchy needs at least one root program"),
        ({"root_programs": MarkerProgram("A")}, TypeError, "not the one program 'A'"),
        (
            {"root_programs": "colon_tme"},
            TypeError,
            "not a str: get_builtin_hierarchy('colon_tme') gives those of a built-in",
        ),
    ],
)
def test_slips_are_told_before_any_data(arguments, error, message):
    with pytest.raises(error) as caught:
        HierAnnotPipeline(**({"root_programs": tree()} | arguments))
    assert message in str(caught.value)


def test_a_matrix_of_other_ids_is_refused():
    matrix = means().set_axis([f"ENSG{at:011d}" for at in range(212)])
    for source in (tree(), program_for_genes(hierarchy_of(tree()), Panel("p", tuple(means().index)))):
        with pytest.raises(ValueError, match=r"none of the 12 marker symbols .* Ensembl gene ids"):
            HierAnnotPipeline(source).fit_score(matrix)


def test_a_warning_points_at_the_line_that_called():
    with pytest.warns(DataWarning, match="clusters x genes") as caught:
        HierAnnotPipeline(tree()).fit_score(means().T)
    assert caught[0].filename == __file__


def test_one_pipeline_scores_matrices_of_several_panels_one_after_the_other():
    pipe = HierAnnotPipeline(tree())
    narrow = means().drop(index=["CD3D", "CD3E", "CD3G"])
    for matrix in (means(), narrow, narrow * 2, means()):
        found, fresh = pipe.fit_score(matrix), HierAnnotPipeline(tree()).fit_score(matrix)
        assert found.program.panel_symbols == fresh.program.panel_symbols
        assert np.array_equal(found.scores.raw, fresh.scores.raw, equal_nan=True)


def test_clusters_that_are_called_as_a_gene_do_not_turn_the_matrix():
    matrix = means().set_axis(["CD3D", "kit", "1"], axis=1)
    assert labels(HierAnnotPipeline(tree()).fit_score(matrix)) == ["T cell", "B cell", "Mast cell"]
