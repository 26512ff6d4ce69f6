"""Evidence -> the same evidence, had the markers of the hierarchy been a little different."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

import numpy as np
from scipy import sparse

from hierannot_dsl.kernels.draws import hashes, uniforms
from hierannot_dsl.kernels.exact import SCORE_SHIFT, on_grid

if TYPE_CHECKING:
    from hierannot_dsl.program import Flags, Floats, Ints, Program
    from hierannot_dsl.score.result import Evidence
    from hierannot_dsl.score.settings import Settings


def marker_draws(symbols: tuple[str, ...], n_resamples: int) -> Floats:
    """Draw a weight for every gene in every resample, by the Bayesian bootstrap.

    Parameters
    ----------
    symbols
        Y genes.
    n_resamples
        B.

    Returns
    -------
    weights
        Shape ``(B, Y)``, exponential with mean 1. A gene's depend on its symbol and on nothing else: it has
        the same in all nodes, and other genes, nodes and clusters do not change them.
    """
    draws: Floats = -np.log1p(-uniforms(hashes(symbols, seed=0), n_resamples))
    return draws


@dataclass(frozen=True, eq=False)
class Resampler:
    """Evidence of N programs with S marker sets and M uses of a marker, and B draws.

    Attributes
    ----------
    program, evidence
        Of the fit.
    excess_only
        Whether negative markers count only where they are together above their controls.
    for_it, against
        Shape ``(B * S, M)``, all sets of the first draw first. Weights of the positive and of the negative
        markers, each with a sum of 1.
    """

    program: Program
    evidence: Evidence
    excess_only: bool
    for_it: sparse.csr_array
    against: sparse.csr_array

    @classmethod
    def of(cls, program: Program, evidence: Evidence, settings: Settings, n_resamples: int) -> Self:
        """Draw `n_resamples` times."""
        # As the panel spells them: of a compiled program, no other spelling is known.
        named = zip(program.symbols, program.panel_symbols, strict=True)
        genes = tuple(on_panel or symbol for symbol, on_panel in named)
        draws = marker_draws(genes, n_resamples)[:, program.marker_symbol[evidence.used_marker]]
        weights = draws * evidence.used_share
        positive = program.marker_sign[evidence.used_marker] > 0
        return cls(
            program,
            evidence,
            settings.negatives == "excess",
            _averages(weights, evidence, positive),
            _averages(weights, evidence, ~positive),
        )

    def draw(self, resamples: slice, columns: Ints) -> Evidence:
        """Weigh every marker by its draws.

        Parameters
        ----------
        resamples
            From the first to before the last.
        columns
            Shape ``(K,)``. The clusters that are asked for.

        Returns
        -------
        evidence
            K columns for every resample, all clusters of the first one first. R is new; controls, cuts,
            numbers of markers and detection are those of the fit.
        """
        program, evidence = self.program, self.evidence
        n_sets, n_draws = len(evidence.set_scale), resamples.stop - resamples.start
        rows = slice(resamples.start * n_sets, resamples.stop * n_sets)
        difference = evidence.expression[:, columns][evidence.used_gene] - evidence.control[:, columns]
        positive = program.marker_sign[evidence.used_marker] > 0
        limit = np.where(positive[:, np.newaxis], evidence.clip[:, columns][evidence.used_set], np.inf)
        np.clip(difference, -limit, limit, out=difference)

        against = self.against[rows] @ difference
        if self.excess_only:
            np.maximum(against, 0.0, out=against)
        shape = (n_draws, n_sets, len(columns))
        against = against.reshape(shape) * evidence.set_penalty[:, np.newaxis]
        set_raw = ((self.for_it[rows] @ difference).reshape(shape) - against) * evidence.set_scale[
            :, np.newaxis
        ]
        on_grid(set_raw, SCORE_SHIFT)
        set_raw[:, np.isnan(evidence.set_raw).all(axis=1)] = -np.inf
        # Every program has a set of its own, and its sets stand together.
        first = np.searchsorted(program.set_program, np.arange(program.n_programs))
        raw = np.maximum.reduceat(set_raw, first, axis=1).transpose(1, 0, 2).reshape(program.n_programs, -1)
        return replace(
            evidence,
            raw=np.where(np.isneginf(raw), np.nan, raw),
            best_set=np.tile(evidence.best_set[:, columns], n_draws),
            detection=np.tile(evidence.detection[:, columns], n_draws),
            silent=np.tile(evidence.silent[columns], n_draws),
        )


def _averages(weights: Floats, evidence: Evidence, chosen: Flags) -> sparse.csr_array:
    """Shape ``(B * S, M)``. What averages the chosen uses of every set, by each row of weights ``(B, M)``."""
    n_sets = len(evidence.set_scale)
    use = np.flatnonzero(chosen)
    of_set = evidence.used_set[use]
    group = (np.arange(len(weights))[:, np.newaxis] * n_sets + of_set).ravel()
    values = weights[:, use].ravel()
    totals = np.bincount(group, weights=values, minlength=1)
    entries = (values / totals[group], (group, np.tile(use, len(weights))))
    return sparse.csr_array(entries, shape=(len(weights) * n_sets, len(chosen)))
