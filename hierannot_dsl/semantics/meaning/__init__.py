"""E2: statements that can be read and placed, and contradict the language or each other."""

from hierannot_dsl.semantics.meaning.edits import (
    EditedTwice,
    EditOfWhatGoes,
)
from hierannot_dsl.semantics.meaning.fields import (
    EmptyName,
    FieldTwice,
    FieldValue,
    FieldValueCount,
    UnknownField,
)
from hierannot_dsl.semantics.meaning.markers import (
    ConflictingIncludes,
    DuplicateMarker,
    OppositeSigns,
    UnknownModality,
)

__all__ = [
    "ConflictingIncludes",
    "DuplicateMarker",
    "EditOfWhatGoes",
    "EditedTwice",
    "EmptyName",
    "FieldTwice",
    "FieldValue",
    "FieldValueCount",
    "OppositeSigns",
    "UnknownField",
    "UnknownModality",
]
