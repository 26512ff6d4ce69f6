"""Stated chances against what came true, as a small picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import beta

if TYPE_CHECKING:
    from pathlib import Path

    import numpy.typing as npt

PARTS = 10
LEAST = 0.5


def draw_reliability(
    file: Path, stated: dict[str, npt.NDArray[np.float64]], right: npt.NDArray[np.bool_]
) -> None:
    """Draw a panel for each way to state a chance: calls in `PARTS` equal parts, lines of 95 %."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(1, len(stated), figsize=(7.2, 3.7), sharey=True, layout="constrained")
    for axis, (name, chances) in zip(np.atleast_1d(axes), stated.items(), strict=True):
        axis.plot([LEAST, 1], [LEAST, 1], color="0.7", linewidth=1)
        for part in np.array_split(np.argsort(chances, kind="stable"), PARTS):
            mean, good = chances[part].mean(), right[part].sum()
            # Of a proportion, after Jeffreys: finite where all are right, too.
            ends = beta.ppf([0.025, 0.975], good + 0.5, len(part) - good + 0.5)
            axis.plot([mean, mean], ends, color="C0", linewidth=1)
            axis.plot(mean, good / len(part), "o", color="C0", markersize=4)
        axis.set(title=name, xlabel="chance to be right, as stated", xlim=(LEAST, 1.01), ylim=(LEAST, 1.01))
    np.atleast_1d(axes)[0].set_ylabel("part that is right")
    figure.savefig(file, dpi=80, metadata={"Software": None})
    pyplot.close(figure)
