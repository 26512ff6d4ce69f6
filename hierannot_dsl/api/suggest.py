"""Cluster means -> the hierarchies of the catalog that fit them best."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from hierannot_dsl.adapters.catalogs import hierarchies_in
from hierannot_dsl.api.pipeline import HierAnnotPipeline
from hierannot_dsl.api.reading import load_file
from hierannot_dsl.catalog.builtins import list_builtins, load_builtin
from hierannot_dsl.export.fit import compare_hierarchy_fit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pandas as pd

    from hierannot_dsl.api.reading import FilePath
    from hierannot_dsl.model.hierarchy import Hierarchy


def suggest_hierarchy_for_profiles(
    cluster_means: pd.DataFrame,
    *,
    input_type: str = "raw_cluster_means",
    top_k: int = 5,
    include_deep: bool = False,
    catalogs: Iterable[FilePath] = (),
) -> pd.DataFrame:
    """Rank the hierarchies of the catalog by how well they fit data.

    Every hierarchy names the clusters once, with the defaults of ``method="default"``.

    Parameters
    ----------
    cluster_means
        Genes x clusters, as `HierAnnotPipeline.fit_score` takes them.
    input_type
        ``"raw_cluster_means"`` or ``"normalized"``.
    top_k
        The most rows to give.
    include_deep
        Whether to consider the finer hierarchies too, which extend those of broad types.
    catalogs
        Folders of `.hier` files to consider too. As for the built-ins, a hierarchy that does not say what it
        is for (`category`, `tissue` or `keyword`) is a module, and is left out.

    Returns
    -------
    table
        The first rows of `compare_hierarchy_fit`. Where several hierarchies tie, the data cannot tell them
        apart: choose by the tissue. The smallest of them is first, and of those of one size the first of the
        catalog: what the data do not call for is not claimed.

    Raises
    ------
    OSError
        If a catalog cannot be read.
    CompileFailed
        If a file of a catalog has mistakes.
    ValueError
        If `top_k` is below 1, or the means are not what `HierAnnotPipeline.fit_score` takes.
    """
    if top_k < 1:
        msg = f"top_k is {top_k}, not 1 or more"
        raise ValueError(msg)
    considered = considered_hierarchies(tuple(map(Path, catalogs)), include_deep=include_deep)
    results = {
        hierarchy.name: HierAnnotPipeline(hierarchy, input_type=input_type).fit_score(cluster_means)
        for hierarchy in sorted(considered, key=_n_nodes)
    }
    return compare_hierarchy_fit(results).head(top_k)


def _n_nodes(hierarchy: Hierarchy) -> int:
    return sum(1 for _ in hierarchy.walk())


def considered_hierarchies(catalogs: Iterable[Path], *, include_deep: bool = False) -> Iterator[Hierarchy]:
    """Hierarchies of folders before the built-ins; of several with one name the first."""
    told: set[str] = set()
    catalogs = tuple(catalogs)
    for folder in catalogs:
        for path, metadata in hierarchies_in(folder):
            if metadata.name not in told:
                told.add(metadata.name)
                yield load_file(path, name=metadata.name, catalogs=catalogs)
    for builtin in list_builtins(include_deep=include_deep):
        if builtin.name not in told:
            yield load_builtin(builtin.name)
