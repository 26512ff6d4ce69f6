"""Made-up inputs of the sizes that count: cluster means, a matrix of cells, a large source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import sparse

if TYPE_CHECKING:
    from collections.abc import Iterable

STORED_OF_TEN = 1  # one value in ten is above zero: 10 % dense


def cluster_means(markers: Iterable[str], n_genes: int, n_clusters: int) -> pd.DataFrame:
    """Means of counts, genes x clusters: abundances over four decades, a third of the values zero."""
    random = np.random.default_rng(0)
    genes = sorted(set(markers))[:n_genes]
    genes += [f"GENE{index}" for index in range(n_genes - len(genes))]
    abundance = random.lognormal(-3, 2, size=(n_genes, 1))
    means = random.gamma(0.7, 1, size=(n_genes, n_clusters)) * abundance
    means[random.random(means.shape) < 1 / 3] = 0
    return pd.DataFrame(means, index=genes, columns=[f"c{index}" for index in range(n_clusters)])


def cells(n_cells: int, n_genes: int) -> sparse.csr_matrix:
    """Counts, cells x genes, in CSR, one gene in ten expressed in each cell, in order."""
    random = np.random.default_rng(0)
    stored = n_genes * STORED_OF_TEN // 10
    first = np.arange(0, stored * 10, 10, dtype=np.int32)
    indices = np.empty(n_cells * stored, dtype=np.int32)
    values = np.empty(n_cells * stored, dtype=np.float32)
    for start in range(0, n_cells, 10_000):
        size = min(10_000, n_cells - start)
        block = slice(start * stored, (start + size) * stored)
        indices[block] = (first + random.integers(0, 10, size=(size, stored), dtype=np.int32)).ravel()
        values[block] = random.integers(1, 6, size=size * stored)
    pointers = np.arange(n_cells + 1, dtype=np.int64) * stored
    return sparse.csr_matrix((values, indices, pointers), shape=(n_cells, n_genes))


def groups_of(n_cells: int, n_groups: int) -> np.ndarray:
    """A group for every cell."""
    return np.random.default_rng(1).integers(0, n_groups, size=n_cells)


def large_source(n_nodes: int, n_markers: int) -> str:
    """A `.hier` text of one hierarchy, ten nodes to a branch."""
    lines = ["hier 1", "hierarchy large {"]
    for branch in range(n_nodes // 10):
        lines += [f'  node "Branch {branch}" {{', *_markers(branch, 0, n_markers, "    ")]
        for child in range(1, 10):
            lines += [
                f'    node "Type {branch}.{child}" {{',
                *_markers(branch, child, n_markers, "      "),
                "    }",
            ]
        lines.append("  }")
    return "\n".join([*lines, "}"]) + "\n"


def _markers(branch: int, child: int, n_markers: int, indent: str) -> list[str]:
    return [f"{indent}+ G{branch}.{child}.{marker}" for marker in range(n_markers)]
