"""Real cells, from counts to labels: how many get the right name, beside what clusters allow and other tools.

    python -m benchmarks.cells DATA [--page docs/scoring/cells.md]

DATA holds cells/pbmc3k.h5ad: counts in a layer, and the type of every cell in ``obs["cell_type"]``.
"""

from __future__ import annotations

import argparse
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from benchmarks.cell_rivals import decoupler_ulm, named_by_argmax, scanpy_score_genes
from benchmarks.page import markdown, with_tables
from hierannot_dsl import annotate, cluster_anndata_on_representation, get_builtin_hierarchy

if TYPE_CHECKING:
    from anndata import AnnData

CANNOT_RUN = 2
CELLS = "cells/pbmc3k.h5ad"
HIERARCHY = "immune_core"
# From the lineage down; a platelet has no node in this hierarchy.
TRUTH: dict[str, tuple[str, ...]] = {
    "Naive CD4 T": ("T cell", "CD4 T cell"),
    "Memory CD4 T": ("T cell", "CD4 T cell"),
    "CD8 T": ("T cell", "CD8 T cell"),
    "CD14+ Mono": ("Myeloid", "Monocyte"),
    "FCGR3A+ Mono": ("Myeloid", "Monocyte"),
    "DC": ("Myeloid", "Dendritic cell"),
    "B": ("B cell",),
    "NK": ("NK cell",),
    "Platelet": (),
}
CLUSTERINGS = {
    "cluster": "of the authors",
    "leiden_pca": "Leiden on 50 components of log counts",
    "leiden_emb": "Leiden on an embedding",
}
EMBEDDING = "X_emb"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="cells", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("data", type=Path, metavar="DATA", help=f"folder with {CELLS}")
    parser.add_argument("--page", type=Path, metavar="FILE", help="put the tables in their places here")
    asked = parser.parse_args(arguments)
    if not (asked.data / CELLS).is_file():
        print(f"cells: {asked.data / CELLS} is not a file", file=sys.stderr)
        return CANNOT_RUN
    warnings.simplefilter("ignore")
    tables = {name: markdown(table) for name, table in study(asked.data / CELLS).items()}
    if asked.page:
        page = asked.page.read_text(encoding="utf-8")
        asked.page.write_text(with_tables(page, tables), encoding="utf-8")
    else:
        print("\n\n".join(f"{name}\n\n{table}" for name, table in tables.items()))
    return 0


def study(path: Path) -> dict[str, pd.DataFrame]:
    """Cluster, name and judge the cells of one file."""
    adata = prepared(path)
    truth = [TRUTH[name] for name in adata.obs["cell_type"]]
    rows = []
    scores_of = rivals(adata)
    for key, about in CLUSTERINGS.items():
        clusters = adata.obs[key].astype(str).to_numpy()
        annotate(adata, key, hierarchy=HIERARCHY, layer="counts")
        rows.append(judged(about, "ceiling: the most frequent type", majority(truth, clusters), truth))
        rows.append(judged(about, '`annotate`, `method="default"`', paths_of(adata), truth))
        annotate(adata, key, hierarchy=HIERARCHY, layer="counts", method="hierannot")
        rows.append(judged(about, '`annotate`, `method="hierannot"`', paths_of(adata), truth))
        for name, scores in scores_of.items():
            means = scores.groupby(clusters).mean()
            called = named_by_argmax(means, get_builtin_hierarchy(HIERARCHY))
            rows.append(judged(about, f"{name}, mean of the cluster", [called[c] for c in clusters], truth))
    for name, scores in scores_of.items():
        called = named_by_argmax(scores, get_builtin_hierarchy(HIERARCHY))
        rows.append(judged("none: cell by cell", name, [called[c] for c in adata.obs_names], truth))
    sizes = {about: adata.obs[key].nunique() for key, about in CLUSTERINGS.items()}
    labels = pd.DataFrame(rows)
    labels.insert(1, "number", labels["clusters"].map(sizes).astype("Int64"))
    return {"accuracy": labels}


def prepared(path: Path) -> AnnData:
    """The cells with logarithms in X, an embedding, and clusters of both."""
    import anndata
    import scanpy

    adata = anndata.read_h5ad(path)
    adata.X = adata.layers["counts"].copy()
    scanpy.pp.normalize_total(adata, target_sum=1e4)
    scanpy.pp.log1p(adata)
    scanpy.pp.highly_variable_genes(adata, n_top_genes=2000)
    residuals = adata[:, adata.var["highly_variable"]].copy()
    scanpy.experimental.pp.normalize_pearson_residuals(residuals, layer="counts")
    scanpy.pp.pca(residuals, n_comps=30, layer="counts", random_state=0)
    adata.obsm[EMBEDDING] = residuals.obsm["X_pca"]
    cluster_anndata_on_representation(adata, cluster_key="leiden_pca", compute_umap=False)
    cluster_anndata_on_representation(
        adata, source="obsm", source_key=EMBEDDING, cluster_key="leiden_emb", compute_umap=False
    )
    return adata


def rivals(adata: AnnData) -> dict[str, pd.DataFrame]:
    """Scores of other tools, cells x nodes, for the markers of the same hierarchy."""
    roots = get_builtin_hierarchy(HIERARCHY)
    return {
        "scanpy score_genes": scanpy_score_genes(adata, roots),
        "decoupler ulm": decoupler_ulm(adata, roots),
    }


def paths_of(adata: AnnData, key: str = "hierannot") -> list[tuple[str, ...]]:
    """The way from the lineage down to the label of every cell that has a resolved one."""
    resolved = (adata.obs[f"{key}_status"] == "resolved").to_numpy()
    paths = adata.obs[f"{key}_path"].astype(object)
    return [tuple(path.split(" > ")) if good else () for path, good in zip(paths, resolved, strict=True)]


def majority(truth: list[tuple[str, ...]], clusters: np.ndarray[Any, Any]) -> list[tuple[str, ...]]:
    """For every cell the most frequent type of its cluster: the best that a name for clusters can do."""
    most = pd.Series(truth).groupby(clusters).agg(lambda types: types.value_counts().index[0])
    return [most[cluster] for cluster in clusters]


def judged(
    clusters: str, method: str, called: list[tuple[str, ...]], truth: list[tuple[str, ...]]
) -> dict[str, str]:
    """Percent of cells; a cell without a type in the hierarchy is right where it gets no name."""
    pairs = list(zip(called, truth, strict=True))
    lineage = np.mean([call[:1] == true[:1] for call, true in pairs])
    finest = np.mean([call == true for call, true in pairs])
    wrong = np.mean([call != true[: len(call)] for call, true in pairs])
    unnamed = np.mean([not call and bool(true) for call, true in pairs])
    return {
        "clusters": clusters,
        "names by": method,
        "lineage right %": f"{100 * lineage:.1f}",
        "finest type right %": f"{100 * finest:.1f}",
        "wrong %": f"{100 * wrong:.1f}",
        "no name %": f"{100 * unnamed:.1f}",
    }


if __name__ == "__main__":
    sys.exit(main())
