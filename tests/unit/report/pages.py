"""A fit of made-up clusters, some with hostile names, and its page."""

import numpy as np
import pandas as pd

from hierannot_dsl.api.pipeline import HierAnnotPipeline
from hierannot_dsl.catalog.builtins import load_builtin
from hierannot_dsl.export.summary import make_cluster_annotation_export_summary

HOSTILE = (
    "<script>window.hacked = 1</script>",
    "\"quoted\" & 'so'",
    "</style><img src=x onerror='window.hacked = 2'>",
    "{{ 7 * 7 }}",
    "T细胞 γδ 🧬",
    "a very long name " * 8,
)
HIERARCHY = "colon_tme"


def made_up_means(clusters):
    """Counts of the hierarchy's genes and of 2,000 others; a cluster has the markers of one node."""
    random = np.random.default_rng(0)
    nodes = [node for _, node in load_builtin(HIERARCHY).walk()]
    genes = sorted({marker.gene for node in nodes for marker in node.markers})
    genes += [f"OTHER{number}" for number in range(2000)]
    means = pd.DataFrame(random.gamma(0.5, 2.0, (len(genes), len(clusters))), genes, list(clusters))
    for number, cluster in enumerate(clusters):
        node = nodes[number % len(nodes)]
        means.loc[[marker.gene for marker in node.markers if marker.sign > 0], cluster] += 60.0
    return means


def fitted(clusters):
    """The fit of `clusters`, and its export table."""
    fit = HierAnnotPipeline(load_builtin(HIERARCHY)).fit_score(made_up_means(clusters))
    return fit, make_cluster_annotation_export_summary(fit)
