"""What was measured of a marker -> one word."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from hierannot_dsl.curation.worth import TENTH, TOLERANCE, TWICE

if TYPE_CHECKING:
    from collections.abc import Callable

    from hierannot_dsl.curation.evidence import MarkerEvidence

LEAKY = 0.5
SEVERAL = 2
FIVE_TIMES = TENTH


class Verdict(StrEnum):
    """What the data say of a marker, from bad to good; the last three say nothing."""

    SHARED = "shared"
    CONTRADICTED = "contradicted"
    WEAK = "weak"
    LEAKY = "leaky"
    IDLE = "idle"
    FAIR = "fair"
    SINGLE = "single"
    STRONG = "strong"
    GUARDS = "guards"
    NO_RIVAL = "no rival"
    NOT_MEASURED = "not measured"
    NO_CLUSTER = "no cluster"


MEANING = {
    Verdict.STRONG: "holds in two data sets or more: in the top tenth of every cluster of the type, and "
    "twice as near the top there as in any cluster of a rival",
    Verdict.SINGLE: "holds in one data set",
    Verdict.FAIR: "ranks higher in its own clusters than in those of siblings, and holds in no data set",
    Verdict.LEAKY: "half of what its own clusters have of it is in typical other ones too",
    Verdict.WEAK: "outside the top quarter in more than half of its own clusters",
    Verdict.SHARED: "a sibling has as much of it, or more",
    Verdict.GUARDS: "a negative marker that a sibling or most others have more of than its own clusters",
    Verdict.IDLE: "a negative marker that neither a sibling nor most other clusters have more of",
    Verdict.CONTRADICTED: "a negative marker that its own clusters rank in the top tenth, and no sibling "
    "five times as near the top",
    Verdict.NO_RIVAL: "clusters of the type were measured, and none of a rival beside them",
    Verdict.NOT_MEASURED: "no data set with clusters of the type measures the gene",
    Verdict.NO_CLUSTER: "no data set has a cluster of the type",
}
SILENT = (Verdict.NO_RIVAL, Verdict.NOT_MEASURED, Verdict.NO_CLUSTER)
BAD = (Verdict.SHARED, Verdict.CONTRADICTED, Verdict.WEAK, Verdict.LEAKY, Verdict.IDLE)


def verdict(found: MarkerEvidence) -> Verdict:
    """Of all verdicts that fit, the first of the rules below."""
    rules = POSITIVE if found.sign > 0 else NEGATIVE
    return next(word for word, fits in rules if fits(found))


def _shared(found: MarkerEvidence) -> bool:
    return found.lead <= TOLERANCE and (found.own > TOLERANCE or found.lead < -TOLERANCE)


def _contradicted(found: MarkerEvidence) -> bool:
    return found.own >= TENTH - TOLERANCE and not found.lead <= -FIVE_TIMES + TOLERANCE  # NaN: no sibling


SAID_NOTHING: tuple[tuple[Verdict, Callable[[MarkerEvidence], bool]], ...] = (
    (Verdict.NO_CLUSTER, lambda found: not found.n_clusters_of_type),
    (Verdict.NOT_MEASURED, lambda found: not found.n_datasets),
    (Verdict.NO_RIVAL, lambda found: not found.n_rivalled),
)
POSITIVE = (
    *SAID_NOTHING,
    (Verdict.SHARED, _shared),
    (Verdict.WEAK, lambda found: 2 * found.n_detected < found.n_clusters),
    (Verdict.LEAKY, lambda found: found.leak >= LEAKY),
    (Verdict.STRONG, lambda found: len(found.holds_in) >= SEVERAL),
    (Verdict.SINGLE, lambda found: len(found.holds_in) == 1),
    (Verdict.FAIR, lambda found: True),
)
NEGATIVE = (
    *SAID_NOTHING,
    (Verdict.CONTRADICTED, _contradicted),
    (Verdict.GUARDS, lambda found: found.lead <= -TWICE or found.auc < 0.5),
    (Verdict.IDLE, lambda found: True),
)
