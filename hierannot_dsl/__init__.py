"""hierannot_dsl: cell-type hierarchies as a language, and labels that can be defended."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hierannot_dsl.adapters.aggregate import ClusterSums as ClusterSums
    from hierannot_dsl.adapters.anndata import (
        aggregate_anndata_to_cluster_means as aggregate_anndata_to_cluster_means,
    )
    from hierannot_dsl.adapters.anndata import sum_anndata_by_cluster as sum_anndata_by_cluster
    from hierannot_dsl.adapters.cell_store import CellStore as CellStore
    from hierannot_dsl.adapters.cell_store import open_cells as open_cells
    from hierannot_dsl.adapters.cells import (
        expand_cluster_annotation_to_cells as expand_cluster_annotation_to_cells,
    )
    from hierannot_dsl.adapters.clustering import (
        cluster_and_aggregate_anndata as cluster_and_aggregate_anndata,
    )
    from hierannot_dsl.adapters.clustering import (
        cluster_anndata_on_representation as cluster_anndata_on_representation,
    )
    from hierannot_dsl.adapters.expression import (
        aggregate_expression_to_cluster_means as aggregate_expression_to_cluster_means,
    )
    from hierannot_dsl.adapters.files import load_program as load_program
    from hierannot_dsl.adapters.files import save_program as save_program
    from hierannot_dsl.adapters.labels import label_anndata as label_anndata
    from hierannot_dsl.adapters.markers import (
        identify_top_robust_markers_by_cluster as identify_top_robust_markers_by_cluster,
    )
    from hierannot_dsl.adapters.notices import DataWarning as DataWarning
    from hierannot_dsl.api.annotate import annotate as annotate
    from hierannot_dsl.api.builtins import get_builtin_hierarchy as get_builtin_hierarchy
    from hierannot_dsl.api.builtins import list_builtin_hierarchies as list_builtin_hierarchies
    from hierannot_dsl.api.convert import content_hash as content_hash
    from hierannot_dsl.api.convert import hierarchy_of as hierarchy_of
    from hierannot_dsl.api.convert import programs_of as programs_of
    from hierannot_dsl.api.curation import curate_hierarchy as curate_hierarchy
    from hierannot_dsl.api.documents import hierarchy_from_dict as hierarchy_from_dict
    from hierannot_dsl.api.documents import hierarchy_to_dict as hierarchy_to_dict
    from hierannot_dsl.api.marker_plots import plot_anndata_marker_dots as plot_anndata_marker_dots
    from hierannot_dsl.api.markers import collect_positive_marker_genes as collect_positive_marker_genes
    from hierannot_dsl.api.matching import NoConfidentMatch as NoConfidentMatch
    from hierannot_dsl.api.matching import TiedMatch as TiedMatch
    from hierannot_dsl.api.matching import match_builtin_hierarchy as match_builtin_hierarchy
    from hierannot_dsl.api.matching import suggest_builtin_hierarchies as suggest_builtin_hierarchies
    from hierannot_dsl.api.panels import (
        compile_builtin_hierarchy_for_panel as compile_builtin_hierarchy_for_panel,
    )
    from hierannot_dsl.api.panels import compile_hierarchy_for_panel as compile_hierarchy_for_panel
    from hierannot_dsl.api.panels import suggest_panel_genes as suggest_panel_genes
    from hierannot_dsl.api.pipeline import HierAnnotPipeline as HierAnnotPipeline
    from hierannot_dsl.api.programs import MarkerProgram as MarkerProgram
    from hierannot_dsl.api.programs import MarkerVariant as MarkerVariant
    from hierannot_dsl.api.reading import read_hierarchy as read_hierarchy
    from hierannot_dsl.api.reports import write_annotation_report as write_annotation_report
    from hierannot_dsl.api.suggest import suggest_hierarchy_for_profiles as suggest_hierarchy_for_profiles
    from hierannot_dsl.api.views import format_hierarchy_tree as format_hierarchy_tree
    from hierannot_dsl.api.views import replace_branch as replace_branch
    from hierannot_dsl.api.writing import write_hierarchy as write_hierarchy
    from hierannot_dsl.diagnostics.outcome import CompileFailed as CompileFailed
    from hierannot_dsl.diagnostics.outcome import HierError as HierError
    from hierannot_dsl.explain.model import Explanation as Explanation
    from hierannot_dsl.export.fit import compare_hierarchy_fit as compare_hierarchy_fit
    from hierannot_dsl.export.result import AnnotationResult as AnnotationResult
    from hierannot_dsl.export.summary import (
        make_cluster_annotation_export_summary as make_cluster_annotation_export_summary,
    )
    from hierannot_dsl.model.hierarchy import Hierarchy as Hierarchy
    from hierannot_dsl.panel.policy import Floors as Floors
    from hierannot_dsl.panel.policy import RetentionPolicy as RetentionPolicy
    from hierannot_dsl.panel.report import RetentionReport as RetentionReport
    from hierannot_dsl.plots.cells import plot_composition as plot_composition
    from hierannot_dsl.plots.cells import plot_spatial_labels as plot_spatial_labels
    from hierannot_dsl.plots.confidence import plot_cluster_confidence as plot_cluster_confidence
    from hierannot_dsl.plots.fit import plot_compare_hierarchy_fit as plot_compare_hierarchy_fit
    from hierannot_dsl.plots.fit import plot_hierarchy_fit_summary as plot_hierarchy_fit_summary
    from hierannot_dsl.plots.markers import plot_marker_dots as plot_marker_dots
    from hierannot_dsl.plots.scores import plot_routes as plot_routes
    from hierannot_dsl.plots.scores import plot_score_heatmap as plot_score_heatmap
    from hierannot_dsl.program import Program as Program

    __version__: str

# Where a name is defined; it is imported when it is first asked for, because pandas alone takes 0.4 s.
_MODULES = {
    "AnnotationResult": "export.result",
    "CellStore": "adapters.cell_store",
    "ClusterSums": "adapters.aggregate",
    "CompileFailed": "diagnostics.outcome",
    "DataWarning": "adapters.notices",
    "Explanation": "explain.model",
    "Floors": "panel.policy",
    "HierAnnotPipeline": "api.pipeline",
    "HierError": "diagnostics.outcome",
    "Hierarchy": "model.hierarchy",
    "MarkerProgram": "api.programs",
    "MarkerVariant": "api.programs",
    "NoConfidentMatch": "api.matching",
    "Program": "program",
    "RetentionPolicy": "panel.policy",
    "RetentionReport": "panel.report",
    "TiedMatch": "api.matching",
    "aggregate_anndata_to_cluster_means": "adapters.anndata",
    "aggregate_expression_to_cluster_means": "adapters.expression",
    "annotate": "api.annotate",
    "cluster_and_aggregate_anndata": "adapters.clustering",
    "cluster_anndata_on_representation": "adapters.clustering",
    "collect_positive_marker_genes": "api.markers",
    "compare_hierarchy_fit": "export.fit",
    "compile_builtin_hierarchy_for_panel": "api.panels",
    "compile_hierarchy_for_panel": "api.panels",
    "content_hash": "api.convert",
    "curate_hierarchy": "api.curation",
    "expand_cluster_annotation_to_cells": "adapters.cells",
    "format_hierarchy_tree": "api.views",
    "get_builtin_hierarchy": "api.builtins",
    "hierarchy_from_dict": "api.documents",
    "hierarchy_of": "api.convert",
    "hierarchy_to_dict": "api.documents",
    "identify_top_robust_markers_by_cluster": "adapters.markers",
    "label_anndata": "adapters.labels",
    "list_builtin_hierarchies": "api.builtins",
    "load_program": "adapters.files",
    "make_cluster_annotation_export_summary": "export.summary",
    "match_builtin_hierarchy": "api.matching",
    "open_cells": "adapters.cell_store",
    "plot_anndata_marker_dots": "api.marker_plots",
    "plot_cluster_confidence": "plots.confidence",
    "plot_compare_hierarchy_fit": "plots.fit",
    "plot_composition": "plots.cells",
    "plot_hierarchy_fit_summary": "plots.fit",
    "plot_marker_dots": "plots.markers",
    "plot_routes": "plots.scores",
    "plot_score_heatmap": "plots.scores",
    "plot_spatial_labels": "plots.cells",
    "programs_of": "api.convert",
    "read_hierarchy": "api.reading",
    "replace_branch": "api.views",
    "save_program": "adapters.files",
    "suggest_builtin_hierarchies": "api.matching",
    "suggest_hierarchy_for_profiles": "api.suggest",
    "suggest_panel_genes": "api.panels",
    "sum_anndata_by_cluster": "adapters.anndata",
    "write_annotation_report": "api.reports",
    "write_hierarchy": "api.writing",
}

__all__ = [
    "AnnotationResult",
    "CellStore",
    "ClusterSums",
    "CompileFailed",
    "DataWarning",
    "Explanation",
    "Floors",
    "HierAnnotPipeline",
    "HierError",
    "Hierarchy",
    "MarkerProgram",
    "MarkerVariant",
    "NoConfidentMatch",
    "Program",
    "RetentionPolicy",
    "RetentionReport",
    "TiedMatch",
    "__version__",
    "aggregate_anndata_to_cluster_means",
    "aggregate_expression_to_cluster_means",
    "annotate",
    "cluster_and_aggregate_anndata",
    "cluster_anndata_on_representation",
    "collect_positive_marker_genes",
    "compare_hierarchy_fit",
    "compile_builtin_hierarchy_for_panel",
    "compile_hierarchy_for_panel",
    "content_hash",
    "curate_hierarchy",
    "expand_cluster_annotation_to_cells",
    "format_hierarchy_tree",
    "get_builtin_hierarchy",
    "hierarchy_from_dict",
    "hierarchy_of",
    "hierarchy_to_dict",
    "identify_top_robust_markers_by_cluster",
    "label_anndata",
    "list_builtin_hierarchies",
    "load_program",
    "make_cluster_annotation_export_summary",
    "match_builtin_hierarchy",
    "open_cells",
    "plot_anndata_marker_dots",
    "plot_cluster_confidence",
    "plot_compare_hierarchy_fit",
    "plot_composition",
    "plot_hierarchy_fit_summary",
    "plot_marker_dots",
    "plot_routes",
    "plot_score_heatmap",
    "plot_spatial_labels",
    "programs_of",
    "read_hierarchy",
    "replace_branch",
    "save_program",
    "suggest_builtin_hierarchies",
    "suggest_hierarchy_for_profiles",
    "suggest_panel_genes",
    "sum_anndata_by_cluster",
    "write_annotation_report",
    "write_hierarchy",
]

if not TYPE_CHECKING:  # to a type checker, a module with `__getattr__` has every name

    def __getattr__(name: str) -> Any:
        if name in _MODULES:
            value = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
        elif name == "__version__":
            from importlib.metadata import version

            value = version(__name__)
        else:
            msg = f"module {__name__!r} has no attribute {name!r}"
            raise AttributeError(msg)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
