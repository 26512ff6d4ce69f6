"""Scores of marker lists by the rules of other tools: matrix and lists -> lists x clusters.

Matrices are genes x clusters on a log scale. Lists hold rows of the matrix and may overlap.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    import numpy.typing as npt

    from hierannot_dsl.program import Program

    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class MarkerList:
    """Rows of a matrix that speak for a node of a program, and rows that speak against it."""

    node: int
    positive: Ints
    negative: Ints


def marker_lists(program: Program, genes: pd.Index, *, needed: int) -> list[MarkerList]:
    """A list for every marker set that has `needed` positive markers among `genes`.

    A node's negative markers go with each of its sets.
    """
    row_of = {gene: row for row, gene in enumerate(genes)}
    row = np.array([row_of.get(symbol, -1) for symbol in program.panel_symbols], dtype=np.int64)
    own_set = {int(n): s for s, n in enumerate(program.set_program) if not program.set_variant[s]}

    def rows(which: int, sign: int) -> Ints:
        chosen = (program.marker_set == which) & (program.marker_sign == sign)
        found = row[program.marker_symbol[chosen]]
        return found[found >= 0]

    lists = []
    for which, node in enumerate(program.set_program):
        positive = rows(which, 1)
        negative = np.union1d(rows(which, -1), rows(own_set.get(int(node), which), -1))
        if len(positive) >= needed:
            lists.append(MarkerList(int(node), positive, negative.astype(np.int64)))
    return lists


def univariate_t(values: Floats, lists: list[MarkerList]) -> Floats:
    """A cluster's values regressed on a list's weights (1, -1 for what speaks against): t of the slope."""
    design = weights(len(values), lists)
    design = design - design.mean(axis=0)
    response = values - values.mean(axis=0)
    spread = np.sqrt((design**2).sum(axis=0)[:, np.newaxis] * (response**2).sum(axis=0))
    r = design.T @ response / np.where(spread > 0, spread, 1)
    free = len(values) - 2
    return r * np.sqrt(free / np.maximum(1 - r**2, 1e-15))


def multivariate_t(values: Floats, lists: list[MarkerList]) -> Floats:
    """A cluster's values regressed on the weights of all lists at once: t of every slope."""
    design = np.column_stack([np.ones(len(values)), weights(len(values), lists)])
    inverse = np.linalg.pinv(design.T @ design)
    slopes = inverse @ design.T @ values
    residual = ((values - design @ slopes) ** 2).sum(axis=0) / max(1, len(values) - design.shape[1])
    error = np.sqrt(np.outer(np.maximum(np.diag(inverse), 1e-15), residual))
    return (slopes / np.where(error > 0, error, 1))[1:]


def weights(n_genes: int, lists: list[MarkerList]) -> Floats:
    """Shape ``(G, n)``: 1 for what speaks for a list, -1 for what speaks against, 0 elsewhere."""
    matrix = np.zeros((n_genes, len(lists)))
    for column, markers in enumerate(lists):
        matrix[markers.negative, column] = -1
        matrix[markers.positive, column] = 1
    return matrix


def sctype(values: Floats, lists: list[MarkerList]) -> Floats:
    """The published rule of ScType.

    Genes are standardised over clusters and weighted by how few of the lists share them, from 1 (one list)
    to 0 (all lists). A list scores the sum of its markers over the square root of their number, less the
    same of what speaks against it.
    """
    spread = values.std(axis=1, ddof=1, keepdims=True) if values.shape[1] > 1 else np.ones((len(values), 1))
    z = (values - values.mean(axis=1, keepdims=True)) / np.where(spread > 0, spread, 1)
    shared = np.zeros(len(values))
    for markers in lists:
        shared[np.unique(markers.positive)] += 1
    sensitivity = np.where(shared > 0, (len(lists) - shared) / max(1, len(lists) - 1), 1.0)
    z = z * np.clip(sensitivity, 0, 1)[:, np.newaxis]

    def part(rows: Ints) -> Floats:
        return z[rows].sum(axis=0) / np.sqrt(max(1, len(rows)))

    return np.array([part(markers.positive) - part(markers.negative) for markers in lists])


def score_genes(values: Floats, lists: list[MarkerList]) -> Floats:
    """scanpy's `score_genes` with its defaults, once per list; what speaks against has no part in it."""
    import anndata
    import scanpy

    names = np.array([f"g{row}" for row in range(len(values))])
    clusters = [str(column) for column in range(values.shape[1])]
    data = anndata.AnnData(values.T, obs=pd.DataFrame(index=clusters), var=pd.DataFrame(index=names))
    scores = []
    for markers in lists:
        scanpy.tl.score_genes(data, list(names[markers.positive]), score_name="score")
        scores.append(data.obs["score"].to_numpy(dtype=np.float64))
    return np.array(scores)
