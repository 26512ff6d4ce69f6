"""Routes -> tables: labels with their uncertainty, as people and other tools read them."""

from hierannot_dsl.export.annotate import annotate_clusters as annotate_clusters
from hierannot_dsl.export.annotate import decide_again as decide_again
from hierannot_dsl.export.result import AnnotationResult as AnnotationResult
from hierannot_dsl.export.summary import (
    make_cluster_annotation_export_summary as make_cluster_annotation_export_summary,
)
