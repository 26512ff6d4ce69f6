"""What other tools score for cells, and the name that the largest score gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from anndata import AnnData

    from hierannot_dsl import MarkerProgram


def scanpy_score_genes(adata: AnnData, roots: list[MarkerProgram]) -> pd.DataFrame:
    """Cells x nodes: scanpy's score of the positive markers, with its defaults."""
    import scanpy

    work = adata.copy()
    for name, program in _programs(roots).items():
        genes = [gene for gene in program.positive_markers if gene in adata.var_names]
        scanpy.tl.score_genes(work, genes, score_name=name)
    return work.obs[list(_programs(roots))]


def decoupler_ulm(adata: AnnData, roots: list[MarkerProgram]) -> pd.DataFrame:
    """Cells x nodes: decoupler's univariate linear model, negative markers with weight -1."""
    import decoupler

    pairs = [
        (name, gene, weight)
        for name, program in _programs(roots).items()
        for genes, weight in ((program.positive_markers, 1.0), (program.negative_markers, -1.0))
        for gene in genes
    ]
    net = pd.DataFrame(pairs, columns=["source", "target", "weight"])
    work = adata.copy()
    decoupler.mt.ulm(work, net, tmin=1)
    return pd.DataFrame(work.obsm["score_ulm"])


def named_by_argmax(scores: pd.DataFrame, roots: list[MarkerProgram]) -> dict[str, tuple[str, ...]]:
    """The root with the largest score, then its largest child; an only child competes with the root."""
    by_name = {root.name: root for root in roots}
    called = {}
    for row, values in scores.iterrows():
        root = by_name[values[list(by_name)].idxmax()]
        below = [child.name for child in root.children]
        best = values[below if len(below) > 1 else [root.name, *below]].idxmax()
        called[str(row)] = (root.name,) if best == root.name else (root.name, str(best))
    return called


def _programs(roots: list[MarkerProgram]) -> dict[str, MarkerProgram]:
    return {program.name: program for root in roots for program in (root, *root.children)}
