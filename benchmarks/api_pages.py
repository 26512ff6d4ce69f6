"""Docstrings of the public names -> docs/api: a page for each topic, and an index.

``python -m benchmarks.api_pages`` writes them.
"""

from __future__ import annotations

from pathlib import Path

import hierannot_dsl
from benchmarks.docstrings import anchor, section, summary

FOLDER = Path(__file__).parents[1] / "docs/api"
MADE = "Made from the docstrings by `make reference`."
TOPICS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "labels": (
        "Scoring and labels",
        "From mean expression to a name for every cluster, and why it has that name.",
        (
            "HierAnnotPipeline",
            "AnnotationResult",
            "make_cluster_annotation_export_summary",
            "Explanation",
            "compare_hierarchy_fit",
        ),
    ),
    "anndata": (
        "AnnData",
        "From cells to cluster means, and from labels of clusters to labels of cells.",
        (
            "annotate",
            "label_anndata",
            "aggregate_anndata_to_cluster_means",
            "sum_anndata_by_cluster",
            "ClusterSums",
            "aggregate_expression_to_cluster_means",
            "expand_cluster_annotation_to_cells",
            "open_cells",
            "CellStore",
        ),
    ),
    "validation": (
        "Clustering and validation",
        "Clusters of an embedding, and markers that hold a name up (extra `scanpy`).",
        (
            "cluster_anndata_on_representation",
            "cluster_and_aggregate_anndata",
            "identify_top_robust_markers_by_cluster",
            "collect_positive_marker_genes",
        ),
    ),
    "hierarchies": (
        "Hierarchies",
        "Read, build, edit, show and save them.",
        (
            "MarkerProgram",
            "MarkerVariant",
            "read_hierarchy",
            "write_hierarchy",
            "Hierarchy",
            "programs_of",
            "hierarchy_of",
            "replace_branch",
            "format_hierarchy_tree",
            "hierarchy_to_dict",
            "hierarchy_from_dict",
            "content_hash",
        ),
    ),
    "catalog": (
        "Catalog and matching",
        "The built-in hierarchies, which of them fits, and what their markers are worth.",
        (
            "list_builtin_hierarchies",
            "get_builtin_hierarchy",
            "match_builtin_hierarchy",
            "suggest_builtin_hierarchies",
            "suggest_hierarchy_for_profiles",
            "curate_hierarchy",
            "NoConfidentMatch",
            "TiedMatch",
        ),
    ),
    "panels": (
        "Panels",
        "A hierarchy and the genes that an assay measures: what is left, and the program to annotate with.",
        (
            "compile_hierarchy_for_panel",
            "compile_builtin_hierarchy_for_panel",
            "RetentionReport",
            "RetentionPolicy",
            "Floors",
            "suggest_panel_genes",
            "Program",
            "save_program",
            "load_program",
        ),
    ),
    "plots": (
        "Plots",
        "Figures of matplotlib (extra `plots`). [The guide](../guide/plots.md) shows each.",
        (
            "plot_cluster_confidence",
            "plot_hierarchy_fit_summary",
            "plot_compare_hierarchy_fit",
            "plot_score_heatmap",
            "plot_routes",
            "plot_composition",
            "plot_spatial_labels",
            "plot_marker_dots",
            "plot_anndata_marker_dots",
        ),
    ),
    "reports": (
        "Reports",
        "Results as one HTML page that needs nothing else. [The guide](../guide/reports.md) shows them.",
        ("write_annotation_report",),
    ),
    "errors": (
        "Errors and warnings",
        "What calls raise and warn of, besides `ValueError` and `KeyError`.",
        ("HierError", "CompileFailed", "DataWarning"),
    ),
}


def pages() -> dict[str, str]:
    """The text of every page, by its file name."""
    links = {name: f"{topic}.md#{anchor(name)}" for topic, (_, _, names) in TOPICS.items() for name in names}
    made = {"README.md": _index(links)}
    for topic, (title, line, names) in TOPICS.items():
        parts = [f"# {title}", line, " · ".join(f"[`{name}`](#{anchor(name)})" for name in names)]
        parts += [section(name, getattr(hierannot_dsl, name), links) for name in names]
        made[f"{topic}.md"] = "\n\n".join([*parts, f"{MADE}\n"])
    return made


def _index(links: dict[str, str]) -> str:
    parts = [
        "# The Python interface",
        "Every public name: `from hierannot_dsl import NAME`. `hierannot_dsl.__version__` is the version.",
    ]
    for topic, (title, line, names) in TOPICS.items():
        rows = (f"| [`{name}`]({links[name]}) | {summary(getattr(hierannot_dsl, name))} |" for name in names)
        parts += [f"## [{title}]({topic}.md)", line, "\n".join(["| | |", "| --- | --- |", *rows])]
    return "\n\n".join([*parts, f"{MADE}\n"])


def main() -> None:
    """Write the pages."""
    FOLDER.mkdir(exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
