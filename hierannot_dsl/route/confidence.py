"""Score, margin and detection of a call -> how far to trust it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hierannot_dsl.route.result import Confidence
from hierannot_dsl.score.settings import HierannotSettings

if TYPE_CHECKING:
    from hierannot_dsl.program import Floats, Ints
    from hierannot_dsl.score.result import Scores
    from hierannot_dsl.score.settings import Settings

# Of the published method: fractions of markers detected below which a call is of low, or no more than medium,
# confidence.
BARELY_DETECTED = 0.2
HALF_DETECTED = 0.5


def grade(
    scores: Scores, settings: Settings, *, label: Ints, label_fork: Ints, margin: Floats, final_margin: Floats
) -> tuple[Ints, Floats]:
    """Grade every call.

    Parameters
    ----------
    scores, settings
        What was routed.
    label, label_fork, margin, final_margin
        As in `Routes`.

    Returns
    -------
    confidence
        Shape ``(C,)``, of `Confidence`.
    score
        Shape ``(C,)``, from 0 to 1: how much of the way to high confidence score and margin have come,
        whichever is further back. 0 where there is no call. Not a probability.
    """
    column = np.arange(len(label))
    called = label >= 0
    branch = np.where(called, scores.branch[label, column], np.nan)
    # The published method grades the fork that the label won; the default the closest fork on the way to it.
    lead = np.where(called, margin[label_fork, column], np.nan)
    if settings.null_competes:
        lead = final_margin
    alone = np.isnan(lead)
    clear = alone | (lead >= settings.medium_confidence_margin)
    far = alone | (lead >= settings.high_confidence_margin)

    rules = [
        (~called, Confidence.NONE),
        (branch < settings.medium_confidence_score, Confidence.LOW),
        (~clear, Confidence.LOW),
        (far & (branch >= settings.high_confidence_score), Confidence.HIGH),
    ]
    if isinstance(settings, HierannotSettings):
        detection = np.where(called, scores.detection[label, column], np.nan)
        rules.insert(2, (detection < BARELY_DETECTED, Confidence.LOW))
        rules.insert(-1, (detection < HALF_DETECTED, Confidence.MEDIUM))
    confidence = np.select(
        [rule for rule, _ in rules], [int(grade) for _, grade in rules], int(Confidence.MEDIUM)
    )
    by_score = branch / settings.high_confidence_score
    by_margin = np.where(alone, 1.0, lead / settings.high_confidence_margin)
    score = np.where(called, np.clip(np.minimum(by_score, by_margin), 0.0, 1.0), 0.0)
    return confidence.astype(np.int64), score
