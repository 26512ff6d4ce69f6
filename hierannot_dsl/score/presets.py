"""Number of genes to sizes of control bins and what goes with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from hierannot_dsl.program import Floats
    from hierannot_dsl.score.settings import DefaultSettings, HierannotSettings

SMALL = 2_500
LARGE = 10_000
LARGE_IF_LOW = 8_000
LOW_FRACTION = 0.40
# Bulk abundance, in ln(CP10K + 1), below which a gene counts as low: five transcripts in a million.
LOW_ABUNDANCE = 0.05
DEFAULT_BINS = {"small": 12, "medium": 30, "large": 30}


@dataclass(frozen=True)
class ControlPlan:
    """How ``method="hierannot"`` compares markers; see `HierannotSettings`, which holds before a preset."""

    n_bins: int
    exclusion: Literal["hierarchy", "branch", "node"]
    clip_quantile: float
    detection_quantile: float
    tail: float = -np.inf


PRESETS = {
    "small": ControlPlan(12, "branch", 0.95, 0.10),
    "medium": ControlPlan(24, "hierarchy", 0.95, 0.10),
    "large": ControlPlan(32, "hierarchy", 0.90, 0.15, tail=LOW_ABUNDANCE),
}


def plan_controls(abundance: Floats, settings: HierannotSettings) -> ControlPlan:
    """Choose the preset for G genes of this bulk abundance, and let explicit settings hold before it."""
    preset = PRESETS[settings.preset if settings.preset != "auto" else _size(abundance)]
    return ControlPlan(
        n_bins=settings.n_bins or preset.n_bins,
        exclusion=settings.control_exclusion or preset.exclusion,
        clip_quantile=preset.clip_quantile if settings.clip_quantile is None else settings.clip_quantile,
        detection_quantile=(
            preset.detection_quantile if settings.detection_quantile is None else settings.detection_quantile
        ),
        tail=preset.tail,
    )


def default_bins(n_genes: int, settings: DefaultSettings) -> int:
    """Number of abundance bins of ``method="default"`` for `n_genes`."""
    if settings.n_bins is not None:
        return settings.n_bins
    preset = settings.preset if settings.preset != "auto" else "small" if n_genes < SMALL else "medium"
    return DEFAULT_BINS[preset]


def _size(abundance: Floats) -> str:
    n_genes = len(abundance)
    if n_genes < SMALL:
        return "small"
    low = float(np.mean(abundance < LOW_ABUNDANCE))
    return "large" if n_genes > LARGE or (n_genes > LARGE_IF_LOW and low >= LOW_FRACTION) else "medium"
