"""Score, margin and detection of a call -> how far to trust it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hierannot_dsl.route.margins import other_lineages
from hierannot_dsl.route.result import Confidence
from hierannot_dsl.score.settings import DefaultSettings, HierannotSettings

if TYPE_CHECKING:
    from hierannot_dsl.program import Floats, Ints, Program
    from hierannot_dsl.score.result import Scores
    from hierannot_dsl.score.settings import Settings

# Of the published method: fractions of markers detected below which a call is of low, or no more than medium,
# confidence.
BARELY_DETECTED = 0.2
HALF_DETECTED = 0.5

# Chance of a call of the default method to be right, 1 / (1 + exp(-(START + SLOPE part))), fitted on judged
# calls. More than ENOUGH times what high confidence asks is not seen to be safer.
START, SLOPE, ENOUGH = -0.4, 4.2, 1.5


def grade(
    program: Program,
    scores: Scores,
    settings: Settings,
    *,
    label: Ints,
    label_fork: Ints,
    margin: Floats,
    final_margin: Floats,
) -> tuple[Ints, Floats]:
    """Grade every call.

    Parameters
    ----------
    program, scores, settings
        What was routed.
    label, label_fork, margin, final_margin
        As in `Routes`.

    Returns
    -------
    confidence
        Shape ``(C,)``, of `Confidence`.
    score
        Shape ``(C,)``, from 0 to 1; 0 where there is no call. ``method="default"``: the chance that the call
        is right, as measured. ``method="hierannot"``: how much of the way to high confidence score and
        margin have come, whichever is further back; no chance.
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
    by_score = branch / settings.high_confidence_score
    by_margin = np.where(alone, np.inf, lead / settings.high_confidence_margin)
    part = np.minimum(by_score, by_margin)

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
        score = np.clip(part, 0.0, 1.0)
    if isinstance(settings, DefaultSettings):
        _, rival = other_lineages(program, scores, label=label)
        rules.insert(-1, (rival > settings.high_confidence_rival, Confidence.MEDIUM))
        besides = np.where(
            rival > 0, settings.high_confidence_rival / np.where(rival > 0, rival, 1.0), np.inf
        )
        part = np.clip(np.minimum(part, besides), 0.0, ENOUGH)
        score = 1 / (1 + np.exp(-(START + SLOPE * part)))
    confidence = np.select(
        [rule for rule, _ in rules], [int(grade) for _, grade in rules], int(Confidence.MEDIUM)
    )
    return confidence.astype(np.int64), np.where(called, score, 0.0)
