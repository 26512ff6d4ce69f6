"""Markers to the genes they are compared with: those of like abundance that are no markers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy import sparse

from hierannot_dsl.kernels.abundance import widened_means
from hierannot_dsl.kernels.arrays import KEPT, pieces
from hierannot_dsl.kernels.draws import DRAW_SIZES, draw, hashes, widened
from hierannot_dsl.kernels.exact import membership
from hierannot_dsl.kernels.totals import ALL

if TYPE_CHECKING:
    from hierannot_dsl.kernels.strata import Totals
    from hierannot_dsl.program import Floats, Ints, Program
    from hierannot_dsl.score.matching import Matching

MIN_CONTROLS = min(DRAW_SIZES)


@dataclass(frozen=True, eq=False)
class Pools:
    """Who may be a control of whom: G genes, M uses of a marker, P pools.

    Attributes
    ----------
    bins
        Shape ``(G,)``: abundance bin of every gene, of `n_bins`.
    excluded_pool, excluded_gene, excluded_row
        Pairs of a pool and a gene that it leaves out: its place among the genes used, and its row of the
        matrix.
    used_pool, used_row
        Shape ``(M,)``: pool and gene (row of the matrix) of every use.
    """

    bins: Ints
    n_bins: int
    n_pools: int
    excluded_pool: Ints
    excluded_gene: Ints
    excluded_row: Ints
    used_pool: Ints
    used_row: Ints

    def available(self, pool: int) -> Ints:
        """Rows that a pool holds; all of the matrix where that would be none."""
        left_out = self.excluded_row[self.excluded_pool == pool]
        rows = np.setdiff1d(np.arange(len(self.bins)), left_out, assume_unique=True)
        return rows if len(rows) else np.arange(len(self.bins))


def make_pools(
    program: Program,
    matching: Matching,
    *,
    bins: Ints,
    n_bins: int,
    exclusion: Literal["hierarchy", "branch", "node"],
) -> Pools:
    """Leave the markers of the hierarchy, of a marker's branch, or of its node out of its controls."""
    pool_of = _pool_of_programs(program, exclusion)
    used_pool = pool_of[program.set_program[matching.used_set]]
    n_used = max(1, len(matching.gene_rows))
    pool, gene = np.divmod(np.unique(used_pool * n_used + matching.used_gene), n_used)
    return Pools(
        bins=bins,
        n_bins=n_bins,
        n_pools=int(pool_of.max(initial=0)) + 1,
        excluded_pool=pool,
        excluded_gene=gene,
        excluded_row=matching.gene_rows[gene],
        used_pool=used_pool,
        used_row=matching.gene_rows[matching.used_gene],
    )


class BinControls:
    """Every marker against the mean of its abundance bin."""

    def __init__(self, pools: Pools) -> None:
        self._pools = pools

    def of(self, expression: Totals, used: Floats) -> Floats:
        """Controls of M uses in C clusters, from the expression of all genes and of those used, rounded."""
        pools = self._pools
        sums = expression.of_groups(pools.bins, pools.n_bins)
        counts = np.bincount(pools.bins, minlength=pools.n_bins)
        everything = widened_means(sums, counts, minimum=MIN_CONTROLS)
        of_pools = []
        for pool in range(pools.n_pools):
            excluded = pools.excluded_pool == pool
            bins = pools.bins[pools.excluded_row[excluded]]
            means = widened_means(
                sums - membership(bins, pools.n_bins) @ used[pools.excluded_gene[excluded]],
                counts - np.bincount(bins, minlength=pools.n_bins),
                minimum=MIN_CONTROLS,
            )
            of_pools.append(np.where(np.isnan(means), everything, means))
        wanted = pools.used_pool * pools.n_bins + pools.bins[pools.used_row]
        return np.concatenate(of_pools).take(wanted, axis=0)


class DrawnControls:
    """Every marker against genes drawn from its abundance bin by a seed."""

    def __init__(self, pools: Pools, genes: tuple[str, ...], *, seed: int) -> None:
        names = hashes(genes, seed=seed)
        users, drawn = [], []
        for pool in np.unique(pools.used_pool):
            rows = pools.available(pool)
            in_pool = pools.used_pool == pool
            used_bins = pools.bins[pools.used_row]
            for wanted in np.unique(used_bins[in_pool]):
                candidates = rows[widened(pools.bins[rows], int(wanted), minimum=MIN_CONTROLS)]
                asking = np.flatnonzero(in_pool & (used_bins == wanted))
                user, candidate = np.nonzero(draw(names[pools.used_row[asking]], names[candidates]))
                users.append(asking[user])
                drawn.append(candidates[candidate])
        user, row = (
            np.concatenate([np.empty(0, np.int64), *users]),
            np.concatenate([np.empty(0, np.int64), *drawn]),
        )
        shape = (len(pools.used_row), len(genes))
        self._drawn = sparse.csr_array((np.ones(len(user)), (user, row)), shape=shape)
        self._sizes = np.bincount(user, minlength=shape[0])[:, np.newaxis]

    def of(self, expression: Totals, used: Floats) -> Floats:
        """Controls of M uses in C clusters, from the expression of all genes."""
        n_genes, n_clusters = expression.matrix.shape
        controls = np.empty((len(self._sizes), n_clusters))
        for part in pieces(n_clusters, n_genes, values=KEPT):
            controls[:, part] = np.asarray(self._drawn @ expression.matrix.rounded(ALL, part))
        return controls / self._sizes


def _pool_of_programs(program: Program, exclusion: Literal["hierarchy", "branch", "node"]) -> Ints:
    """Shape ``(N,)``. Programs of one pool leave each other's markers out."""
    if exclusion == "hierarchy":
        return np.zeros(program.n_programs, dtype=np.int64)
    pool_of = np.arange(program.n_programs)
    if exclusion == "branch":
        for node, parent in enumerate(program.parent):
            if parent >= 0:
                pool_of[node] = pool_of[parent]
    return pool_of
