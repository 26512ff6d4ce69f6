"""Everything that can be wrong with a text before it means anything: one class per mistake, family E0."""

from hierannot_dsl.syntax.mistakes.blocks import (
    BraceBesideText,
    BraceOnItsOwnLine,
    ExtraClosingBrace,
    IndentationDisagrees,
    MissingClosingBrace,
    MissingOpeningBrace,
    OneLineBlock,
)
from hierannot_dsl.syntax.mistakes.characters import (
    ByteOrderMark,
    InvisibleCharacter,
    LookAlike,
    StrayCharacter,
    UnusualLineBreak,
    UnusualSpace,
    WindowsLineEnding,
)
from hierannot_dsl.syntax.mistakes.limits import (
    NestingTooDeep,
    TextTooLong,
    TooManyDamagedLines,
    TooManyNodes,
)
from hierannot_dsl.syntax.mistakes.markers import (
    BadEvidence,
    BadGene,
    PartOutOfOrder,
    TwoGenesOnALine,
    UnquotedNote,
)
from hierannot_dsl.syntax.mistakes.names import (
    BadEscape,
    BadName,
    MissingName,
    QuotedName,
    UnclosedString,
    UnquotedName,
)
from hierannot_dsl.syntax.mistakes.numbers import (
    BadCount,
    BadExpression,
    BadWeight,
    MissingWeight,
    WeightWithoutEquals,
)
from hierannot_dsl.syntax.mistakes.punctuation import (
    CommaOnALine,
    GluedComment,
    PunctuationAfterKeyword,
)
from hierannot_dsl.syntax.mistakes.signs import (
    GluedSign,
    MissingGene,
    MissingSign,
    SignAfterGene,
)
from hierannot_dsl.syntax.mistakes.statements import (
    BadVersion,
    MissingValue,
    MissingWord,
    MisspeltKeyword,
    NewerLanguage,
    UnexpectedText,
)
from hierannot_dsl.syntax.mistakes.texts import NotAHierarchy

__all__ = [
    "BadCount",
    "BadEscape",
    "BadEvidence",
    "BadExpression",
    "BadGene",
    "BadName",
    "BadVersion",
    "BadWeight",
    "BraceBesideText",
    "BraceOnItsOwnLine",
    "ByteOrderMark",
    "CommaOnALine",
    "ExtraClosingBrace",
    "GluedComment",
    "GluedSign",
    "IndentationDisagrees",
    "InvisibleCharacter",
    "LookAlike",
    "MissingClosingBrace",
    "MissingGene",
    "MissingName",
    "MissingOpeningBrace",
    "MissingSign",
    "MissingValue",
    "MissingWeight",
    "MissingWord",
    "MisspeltKeyword",
    "NestingTooDeep",
    "NewerLanguage",
    "NotAHierarchy",
    "OneLineBlock",
    "PartOutOfOrder",
    "PunctuationAfterKeyword",
    "QuotedName",
    "SignAfterGene",
    "StrayCharacter",
    "TextTooLong",
    "TooManyDamagedLines",
    "TooManyNodes",
    "TwoGenesOnALine",
    "UnclosedString",
    "UnexpectedText",
    "UnquotedName",
    "UnquotedNote",
    "UnusualLineBreak",
    "UnusualSpace",
    "WeightWithoutEquals",
    "WindowsLineEnding",
]
