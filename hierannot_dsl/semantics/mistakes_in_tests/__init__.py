"""E2: test blocks that cannot be run as they are written."""

from hierannot_dsl.semantics.mistakes_in_tests.contents import (
    ExpressedTwice,
    FileOutside,
    NeverALabel,
    NothingExpected,
    OtherModality,
    SecondProfile,
)
from hierannot_dsl.semantics.mistakes_in_tests.owners import (
    DuplicateTest,
    ForeignTest,
    HomelessTest,
)

__all__ = [
    "DuplicateTest",
    "ExpressedTwice",
    "FileOutside",
    "ForeignTest",
    "HomelessTest",
    "NeverALabel",
    "NothingExpected",
    "OtherModality",
    "SecondProfile",
]
