"""E1: names that lead nowhere or collide, and statements that stand where they have no meaning."""

from hierannot_dsl.semantics.mistakes.bases import (
    CompositionTooDeep,
    CyclicComposition,
    HierarchyTooLarge,
    MissingInFile,
    UnknownHierarchy,
    UnreadableImport,
)
from hierannot_dsl.semantics.mistakes.edits import (
    MarkerAlreadyThere,
    MarkerNotThere,
    MovedIntoItself,
)
from hierannot_dsl.semantics.mistakes.files import (
    DuplicateHierarchy,
    EmptyHierarchy,
    NoHierarchy,
    ShadowedBuiltin,
)
from hierannot_dsl.semantics.mistakes.names import (
    AmbiguousPath,
    DuplicateMarkerSet,
    DuplicateName,
    DuplicateVariant,
    UnknownMarkerSet,
    UnknownNode,
    did_you_mean,
)
from hierannot_dsl.semantics.mistakes.placement import (
    MisplacedStatement,
    NotANode,
    NothingToUse,
)

__all__ = [
    "AmbiguousPath",
    "CompositionTooDeep",
    "CyclicComposition",
    "DuplicateHierarchy",
    "DuplicateMarkerSet",
    "DuplicateName",
    "DuplicateVariant",
    "EmptyHierarchy",
    "HierarchyTooLarge",
    "MarkerAlreadyThere",
    "MarkerNotThere",
    "MisplacedStatement",
    "MissingInFile",
    "MovedIntoItself",
    "NoHierarchy",
    "NotANode",
    "NothingToUse",
    "ShadowedBuiltin",
    "UnknownHierarchy",
    "UnknownMarkerSet",
    "UnknownNode",
    "UnreadableImport",
    "did_you_mean",
]
