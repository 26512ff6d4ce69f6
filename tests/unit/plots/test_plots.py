"""Plots show what the tables say, and their texts do not run into each other."""

import io
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

pytest.importorskip("matplotlib", reason="the extra `plots` is not installed")

from anndata import AnnData

from hierannot_dsl import MarkerProgram, compare_hierarchy_fit, plot_anndata_marker_dots
from hierannot_dsl.api.pipeline import HierAnnotPipeline
from hierannot_dsl.catalog.builtins import load_builtin
from hierannot_dsl.plots.canvas import CONFIDENCE, FIT, PALETTE, UNKNOWN, label_colors, shortened
from hierannot_dsl.plots.cells import plot_composition, plot_spatial_labels
from hierannot_dsl.plots.confidence import plot_cluster_confidence
from hierannot_dsl.plots.fit import plot_compare_hierarchy_fit, plot_hierarchy_fit_summary
from hierannot_dsl.plots.markers import plot_marker_dots
from hierannot_dsl.plots.scores import plot_routes, plot_score_heatmap
from tests.unit.report.pages import HOSTILE, fitted, made_up_means

# The font that matplotlib brings along has no Chinese.
CLUSTERS = (*(name for name in HOSTILE if name.isascii()), *map(str, range(35)))


@pytest.fixture(scope="module")
def fit():
    return fitted(CLUSTERS)


def drawn(figure):
    """The picture, and the boxes of its row names in pixels."""
    figure.savefig(io.BytesIO(), format="png", dpi=60)
    renderer = figure.canvas.get_renderer()
    return [
        label.get_window_extent(renderer)
        for axes in figure.axes
        for label in axes.get_yticklabels()
        if label.get_text() and label.get_visible()
    ]


def overlapping(boxes):
    by_axes = sorted(boxes, key=lambda box: (round(box.x1), box.y0))
    return [(a, b) for a, b in pairwise(by_axes) if round(a.x1) == round(b.x1) and a.y1 > b.y0 + 1]


@pytest.mark.parametrize("plot", [plot_cluster_confidence, plot_score_heatmap, plot_routes])
def test_forty_clusters_can_be_read(fit, plot):
    figure, _ = plot(fit[0])
    boxes = drawn(figure)
    assert len(boxes) >= 23
    assert overlapping(boxes) == []


def test_the_same_fit_gives_the_same_picture(fit):
    pictures = []
    for _ in range(2):
        buffer = io.BytesIO()
        plot_cluster_confidence(fit[0])[0].savefig(buffer, format="png", dpi=50, metadata={"Software": None})
        pictures.append(buffer.getvalue())
    assert pictures[0] == pictures[1]


def test_confidence_shows_every_cluster_with_its_score(fit):
    result, export = fit
    figure, (left, right) = plot_cluster_confidence(result)
    drawn(figure)
    bars = sorted(bar.get_width() for bar in right.patches)
    assert bars == pytest.approx(sorted(export["annot_confidence_score"]))
    names = [label.get_text() for label in left.get_yticklabels()]
    assert len(names) == len(CLUSTERS)
    assert (
        names[0].split("  ·  ")[0]
        == export.loc[export["annot_confidence_score"].idxmax(), "annot_export_label"]
    )


def test_the_fit_summary_says_the_fractions(fit):
    _, axes = plot_hierarchy_fit_summary(fit[0])
    row = fit[0].diagnostics_summary.iloc[0]
    assert [bar.get_width() for bar in axes.patches] == pytest.approx(
        [
            row[name]
            for name in (
                "resolved_fraction",
                "out_of_scope_fraction",
                "contrast_won_fraction",
                "named_apart_fraction",
            )
        ]
    )
    assert row["hierarchy_fit_status"] in axes.get_title(loc="left")


def test_hierarchies_are_compared_the_best_on_top():
    means = made_up_means(("1", "2", "3"))
    names = ("brain_core", "colon_tme")
    table = compare_hierarchy_fit(
        {name: HierAnnotPipeline(load_builtin(name)).fit_score(means) for name in names}
    )
    _, axes = plot_compare_hierarchy_fit(table)
    assert [label.get_text() for label in axes.get_yticklabels()] == list(table["name"])
    assert [bar.get_width() for bar in axes.patches] == pytest.approx(list(table["fit_rank_score"]))


def test_the_heat_map_marks_every_call(fit):
    result, _ = fit
    _, axes = plot_score_heatmap(result)
    assert len(axes.collections[0].get_offsets()) == int((result.routes.label >= 0).sum())
    with_contrasts = plot_score_heatmap(result, contrasts=True)[1]
    assert len(with_contrasts.get_yticklabels()) == result.program.n_programs


def test_routes_say_why_each_cluster_stopped(fit):
    result, _ = fit
    _, axes = plot_routes(result)
    assert [label.get_text() for label in axes.get_yticklabels()] == [shortened(name) for name in CLUSTERS]
    filled = [dot for dot in axes.collections if dot.get_sizes()[0] == 44]
    assert len(filled) == int((result.routes.label >= 0).sum())


def test_shares_of_a_sample_add_up():
    obs = pd.DataFrame({"label": ["T cell", "T cell", None, "B cell"], "sample": ["a", "a", "a", "b"]})
    figure, axes = plot_composition(obs, "label", "sample")
    drawn(figure)
    widths = {}
    for bar in axes.patches:
        widths[round(bar.get_y())] = widths.get(round(bar.get_y()), 0) + bar.get_width()
    assert list(widths.values()) == pytest.approx([1.0, 1.0])
    legend = [text.get_text() for text in figure.legends[0].get_texts()]
    assert sorted(legend) == ["B cell", "T cell", "no label"]


def test_cells_are_where_they_are_in_the_colours_of_the_object():
    cells = AnnData(np.zeros((3, 1), dtype=np.float32))
    cells.obs["label"] = pd.Categorical(["T cell", "B cell", "T cell"])
    cells.uns["label_colors"] = ["#112233", "#445566"]
    cells.obsm["spatial"] = np.array([[0.0, 0.0], [1.0, 5.0], [2.0, 2.0]])
    figure, axes = plot_spatial_labels(cells, "label")
    drawn(figure)
    colors = {tuple(np.round(dots.get_facecolor()[0][:3] * 255).astype(int)) for dots in axes.collections}
    assert colors == {(0x44, 0x55, 0x66), (0x11, 0x22, 0x33)}
    assert axes.yaxis_inverted()
    with pytest.raises(KeyError, match="obsm has no 'X_umap'"):
        plot_spatial_labels(cells, "label", basis="X_umap")
    with pytest.raises(KeyError, match="obs has no column 'labels'"):
        plot_spatial_labels(cells, "labels")


def test_dots_are_as_large_as_the_fraction_and_scaled_by_gene():
    genes, clusters = ["CD3D", "MS4A1", "X"], ["T", "B"]
    means = pd.DataFrame([[4.0, 2.0], [0.0, 0.0], [9.0, 9.0]], genes, clusters)
    fractions = pd.DataFrame([[1.0, 0.5], [0.0, 0.0], [1.0, 1.0]], genes, clusters)
    _, axes = plot_marker_dots(means, fractions, {"T cell": ["CD3D", "TRAC"], "B cell": ["MS4A1", "CD3D"]})
    dots = axes.collections[0]
    assert [label.get_text() for label in axes.get_xticklabels()] == ["CD3D", "MS4A1"]
    assert list(dots.get_array()) == [1.0, 0.0, 0.0, 0.0]
    assert list(dots.get_sizes()) == pytest.approx([105.0, 52.5, 0.0, 0.0])
    with pytest.raises(ValueError, match="no marker is among the genes"):
        plot_marker_dots(means, fractions, {"x": ["Y"]})
    with pytest.raises(ValueError, match="not of the same genes and clusters"):
        plot_marker_dots(means, fractions.iloc[:1], {"x": ["X"]})


def test_stability_is_a_ring_where_it_was_estimated(fit):
    result, export = fit
    _, (_, right) = plot_cluster_confidence(result, export=export)
    order = np.argsort(-export["annot_confidence_score"].to_numpy(), kind="stable")
    assert right.collections[0].get_offsets()[:, 0].data == pytest.approx(
        export["annot_stability"].to_numpy(dtype=float)[order], nan_ok=True
    )
    without = export.drop(columns="annot_stability")
    figure, _ = plot_cluster_confidence(result, export=without)
    assert "stability" not in [text.get_text() for text in figure.legends[0].get_texts()]


def test_a_table_of_something_else_is_refused(fit):
    with pytest.raises(ValueError, match="no column 'cluster_id': give what make_cluster_annotation_export"):
        plot_cluster_confidence(fit[0], export=pd.DataFrame({"x": [1]}))
    with pytest.raises(ValueError, match="no column 'name': give what compare_hierarchy_fit returned"):
        plot_compare_hierarchy_fit(pd.DataFrame({"x": [1]}))


def test_thirty_labels_differ_by_pattern_or_mark_where_colours_repeat():
    labels = [f"label {number:02}" for number in range(30)]
    obs = pd.DataFrame({"label": labels, "sample": "one"}, index=[f"c{i}" for i in range(30)])
    _, axes = plot_composition(obs, "label", "sample")
    looks = {(bar.get_facecolor(), bar.get_hatch()) for bar in axes.patches}
    assert len(looks) == 30
    cells = AnnData(np.zeros((30, 1), dtype=np.float32), obs=obs)
    cells.obsm["spatial"] = np.arange(60.0).reshape(30, 2)
    _, axes = plot_spatial_labels(cells, "label")
    marks = {(tuple(d.get_facecolor()[0]), len(d.get_paths()[0].vertices)) for d in axes.collections}
    assert len(marks) == 30


def test_cells_without_a_place_or_a_sample_are_left_out_and_nothing_is_a_mistake():
    obs = pd.DataFrame({"label": ["T", "B"], "sample": [None, None]}, index=["a", "b"])
    cells = AnnData(np.zeros((2, 1), dtype=np.float32), obs=obs)
    with pytest.raises(ValueError, match=r"no cell has a value in obs\['sample'\]"):
        plot_composition(obs, "label", "sample")
    cells.obsm["spatial"] = np.array([[0.0, 1.0], [np.nan, np.nan]])
    _, axes = plot_spatial_labels(cells, "label")
    assert sum(len(dots.get_offsets()) for dots in axes.collections) == 1
    cells.obsm["one"] = np.zeros((2, 1))
    with pytest.raises(ValueError, match=r"obsm\['one'\] has no two columns"):
        plot_spatial_labels(cells, "label", basis="one")
    cells.obsm["none"] = np.full((2, 2), np.nan)
    with pytest.raises(ValueError, match=r"no cell has coordinates in obsm\['none'\]"):
        plot_spatial_labels(cells, "label", basis="none")


def shown_genes(axes):
    return [label.get_text() for label in axes.get_xticklabels()]


def test_dots_of_cells_take_markers_of_every_kind():
    cells = AnnData(np.array([[1.0, 0.0, 2.0], [3.0, 0.0, 0.0], [0.0, 5.0, 0.0]], dtype=np.float32))
    cells.var_names, cells.obs["leiden"] = ["CD3D", "MS4A1", "TRAC"], ["0", "0", "1"]
    roots = [MarkerProgram("T", ["TRAC", "CD3D"]), MarkerProgram("B", ["MS4A1"])]
    table = pd.DataFrame(
        {"group": ["1", "0", "0"], "names": ["MS4A1", "CD3D", "TRAC"], "robust_rank_within_group": [1, 2, 1]}
    )
    for markers in (roots, {"T": ["TRAC", "CD3D"], "B": ["MS4A1"]}, table, ["TRAC", "CD3D", "MS4A1"]):
        _, axes = plot_anndata_marker_dots(cells, "leiden", markers)
        assert shown_genes(axes) == ["TRAC", "CD3D", "MS4A1"]
    assert list(axes.collections[0].get_sizes()) == pytest.approx([52.5, 0.0, 105.0, 0.0, 0.0, 105.0])
    assert shown_genes(plot_anndata_marker_dots(cells, "leiden", table, per_group=1)[1]) == ["TRAC", "MS4A1"]
    assert shown_genes(plot_anndata_marker_dots(cells, "leiden", roots, per_group=1)[1]) == ["CD3D", "MS4A1"]
    assert set(shown_genes(plot_anndata_marker_dots(cells, "leiden", "immune_core")[1])) <= set(
        cells.var_names
    )
    with pytest.raises(ValueError, match="per_group is 0, not 1 or more"):
        plot_anndata_marker_dots(cells, "leiden", roots, per_group=0)
    with pytest.raises(
        ValueError, match="no column 'group': give what identify_top_robust_markers_by_cluster"
    ):
        plot_anndata_marker_dots(cells, "leiden", pd.DataFrame({"x": [1]}))


def test_a_label_keeps_its_own_colour_and_what_has_no_name_is_grey():
    names = ["T cell", "unknown", "mixed_a.b", "B cell"]
    assert label_colors(names, {"B cell": PALETTE[0]}) == {
        "T cell": PALETTE[1],
        "unknown": UNKNOWN,
        "mixed_a.b": UNKNOWN,
        "B cell": PALETTE[0],
    }


def test_long_texts_are_cut_and_a_dollar_is_no_formula():
    assert shortened("a" * 40 + "b" * 40) == "a" * 29 + "…" + "b" * 14
    assert shortened("$a$") == r"\$a\$"


def luminance(color):
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scale", [CONFIDENCE, FIT])
def test_ordered_colours_differ_in_lightness_too(scale):
    values = [luminance(color) for color in scale.values()]
    assert min(abs(a - b) for i, a in enumerate(values) for b in values[i + 1 :]) > 0.02


def test_a_label_that_starts_with_an_underscore_is_in_the_legend():
    obs = pd.DataFrame({"label": ["_odd", "T cell", "_odd"], "sample": ["a", "a", "b"]}, index=list("xyz"))
    figure, _ = plot_composition(obs, "label", "sample")
    drawn(figure)
    assert [text.get_text().strip() for text in figure.legends[0].get_texts()] == ["_odd", "T cell"]
    cells = AnnData(np.zeros((3, 1)), obs=obs, obsm={"spatial": np.arange(6.0).reshape(3, 2)})
    figure, _ = plot_spatial_labels(cells, "label")
    drawn(figure)
    assert [text.get_text().strip() for text in figure.legends[0].get_texts()] == ["_odd (2)", "T cell (1)"]


def test_coordinates_that_are_no_numbers_are_refused():
    cells = AnnData(np.zeros((2, 1)), obs=pd.DataFrame({"label": ["T", "B"]}, index=["x", "y"]))
    cells.obsm["spatial"] = pd.DataFrame({"x": ["one", "two"], "y": ["1", "2"]}, index=["x", "y"])
    with pytest.raises(ValueError, match=r"obsm\['spatial'\] holds something else than numbers"):
        plot_spatial_labels(cells, "label")


def test_genes_of_dots_are_one_row_each_and_lists():
    table = pd.DataFrame(np.eye(2), index=[7, 8], columns=["a", "b"])
    _, axes = plot_marker_dots(table, table, {"T": ["7", "8"]})
    assert [label.get_text() for label in axes.get_xticklabels()] == ["7", "8"]
    twice = table.set_axis(["CD3D", "CD3D"])
    with pytest.raises(ValueError, match="the tables have more than one row for 'CD3D'"):
        plot_marker_dots(twice, twice, {"T": ["CD3D"]})
    with pytest.raises(TypeError, match="the genes of 'T' must be a list, not the one string 'CD3D': write"):
        plot_marker_dots(table, table, {"T": "CD3D"})
    with pytest.raises(TypeError, match="markers must be a mapping from groups to genes, not a list"):
        plot_marker_dots(table, table, ["CD3D"])
    cells = AnnData(np.ones((2, 1)), obs=pd.DataFrame({"c": ["a", "b"]}, index=["x", "y"]))
    with pytest.raises(TypeError, match="the genes of 'T' must be a list"):
        plot_anndata_marker_dots(cells, "c", {"T": "CD3D"})
