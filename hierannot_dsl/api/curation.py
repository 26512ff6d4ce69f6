"""Cluster means and what is known of the clusters -> what every marker of a hierarchy is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from hierannot_dsl.adapters.known_clusters import known_clusters
from hierannot_dsl.adapters.ontology import cell_ontology
from hierannot_dsl.api.reading import load_any
from hierannot_dsl.curation.placing import terms_of_tree, tree_of
from hierannot_dsl.curation.profiles import rank_profiles
from hierannot_dsl.curation.report import curate
from hierannot_dsl.emit.curation_csv import COLUMNS, curation_rows

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from hierannot_dsl.api.reading import AnyHierarchy


def curate_hierarchy(
    hierarchy: AnyHierarchy,
    profiles: Mapping[str, pd.DataFrame],
    truth: pd.DataFrame,
    *,
    logged: Collection[str] = (),
    node: str | None = None,
    propose: int | None = None,
) -> pd.DataFrame:
    """Measure every marker of a hierarchy on clusters whose type is known.

    Parameters
    ----------
    hierarchy
        A path to a `.hier` file, the name of a built-in, root programs, or a resolved `Hierarchy`.
    profiles
        Name of a data set to its means, genes x clusters: of counts, or of ln(1 + x) for data sets in
        `logged`. Zero means not seen; a missing value counts as zero.
    truth
        A row for each known cluster: ``dataset``, ``cluster``, and its type as ``node`` (a name or path),
        ``cl_id`` or ``truth_name``. By `cl_id`, a cluster belongs to the node that has its term or the
        nearest one above it, and to all nodes above that. ``also_ok`` may hold further terms, separated by
        ``;``, ``hierarchy`` the hierarchy that the data set is for, and ``confidence`` the word ``low``: such
        rows are left out.
    logged
        The data sets that are on a log scale.
    node
        Name or path of the one node or contrast to measure. Default: all.
    propose
        In how many data sets a gene has to hold to be named as a candidate. Default: none is looked for.

    Returns
    -------
    table
        A row for every marker, and for every candidate (``kind``): ``node``, ``variant``, ``sign``, ``gene``,
        ``verdict``; ``holds_in``, the data sets in which the gene is in the top tenth of every cluster of the
        type and twice as near the top there as in any cluster of a rival, and ``n_holds`` of ``n_rivalled``;
        ``n_detected`` of ``n_clusters`` with the gene in the top quarter; ``own``, rank expression in
        clusters of the type; ``lead`` over the best sibling; ``auc`` against all other clusters; ``leak``,
        the share of the counts in typical other clusters as a part of that in own ones; ``share`` of the
        counts of a mean cluster. NaN where there is nothing to measure.

    Raises
    ------
    KeyError
        If there is no such built-in or node.
    ValueError
        If `truth` or the means are not what they should be.

    Notes
    -----
    Without the Cell Ontology (the extra ``ontology``), terms are compared as they are written.
    """
    model = load_any(hierarchy)
    known = known_clusters(truth, called="truth")
    ancestors = cell_ontology() or terms_of_tree(tree_of(model))
    ranked = [rank_profiles(name, means, logged=name in logged) for name, means in profiles.items()]
    report = curate(model, ranked, known, ancestors, node=node, propose=propose)
    return pd.DataFrame(list(curation_rows(report)), columns=list(COLUMNS))
