"""Cluster means -> the built-in hierarchies that fit them best."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.api.pipeline import HierAnnotPipeline
from hierannot_dsl.catalog.builtins import list_builtins, load_builtin
from hierannot_dsl.export.fit import compare_hierarchy_fit

if TYPE_CHECKING:
    import pandas as pd


def suggest_hierarchy_for_profiles(
    cluster_means: pd.DataFrame, *, input_type: str = "raw_cluster_means", top_k: int = 5
) -> pd.DataFrame:
    """Rank the built-in hierarchies by how well they fit data.

    Every built-in names the clusters once, with the defaults of ``method="default"``.

    Parameters
    ----------
    cluster_means
        Genes x clusters, as `HierAnnotPipeline.fit_score` takes them.
    input_type
        ``"raw_cluster_means"`` or ``"normalized"``.
    top_k
        The most rows to give.

    Returns
    -------
    table
        The first rows of `compare_hierarchy_fit`. Where several hierarchies tie for the first rank, the data
        cannot tell them apart: choose by the tissue.

    Raises
    ------
    ValueError
        If `top_k` is below 1, or the means are not what `HierAnnotPipeline.fit_score` takes.
    """
    if top_k < 1:
        msg = f"top_k is {top_k}, not 1 or more"
        raise ValueError(msg)
    results = {
        builtin.name: HierAnnotPipeline(load_builtin(builtin.name), input_type=input_type).fit_score(
            cluster_means
        )
        for builtin in list_builtins()
    }
    return compare_hierarchy_fit(results).head(top_k)
