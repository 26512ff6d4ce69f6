"""P3: what a panel does to a hierarchy that its author should know."""

from hierannot_dsl.panel.mistakes.forks import (
    SiblingsAlike,
    StarvedSubtree,
)
from hierannot_dsl.panel.mistakes.nodes import (
    NodeDisabled,
    NodeFallsBack,
    OnlyNegativesLeft,
)
from hierannot_dsl.panel.mistakes.symbols import (
    AmbiguousSymbol,
    MarkerRenamed,
    MarkerRepeated,
    NothingMeasured,
    NothingToScore,
)

__all__ = [
    "AmbiguousSymbol",
    "MarkerRenamed",
    "MarkerRepeated",
    "NodeDisabled",
    "NodeFallsBack",
    "NothingMeasured",
    "NothingToScore",
    "OnlyNegativesLeft",
    "SiblingsAlike",
    "StarvedSubtree",
]
