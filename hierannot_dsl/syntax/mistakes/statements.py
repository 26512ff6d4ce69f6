"""Mistakes of statements: keywords, values, and what stands between or after them."""

from __future__ import annotations

from dataclasses import dataclass

from hierannot_dsl.diagnostics.model import Diagnostic


@dataclass(frozen=True)
class MisspeltKeyword(Diagnostic, code="E060"):
    """A line starts with a word that opens no block, or starts no statement of its form."""

    word: str
    near: tuple[str, ...]
    opens_block: bool = True

    def message(self) -> str:
        return f"`{self.word}` does not {'open a block' if self.opens_block else 'start a statement'}"

    def help(self) -> str | None:
        return f"did you mean `{self.near[0]}`?" if self.near else None


@dataclass(frozen=True)
class MissingValue(Diagnostic, code="E061"):
    """A keyword stands without a value."""

    keyword: str
    in_comment: bool = False

    def message(self) -> str:
        return f"a value is missing after `{self.keyword}`"

    def help(self) -> str | None:
        return "`#` starts a comment; a value with `#` stands in quotes" if self.in_comment else None


@dataclass(frozen=True)
class MissingWord(Diagnostic, code="E062"):
    """A statement lacks one of the words that hold it together."""

    expected: tuple[str, ...]
    found: str

    def message(self) -> str:
        words = " or ".join(f"`{word}`" for word in self.expected)
        return f"expected {words}, found `{self.found}`" if self.found else f"{words} is missing at the end"


@dataclass(frozen=True)
class UnexpectedText(Diagnostic, code="E063"):
    """Something stands where the statement should go on otherwise or end."""

    text: str
    expected: tuple[str, ...]

    def message(self) -> str:
        expected = " or ".join(self.expected)
        return f"expected {expected}, found `{self.text}`" if self.text else f"expected {expected}"


@dataclass(frozen=True)
class GluedComment(Diagnostic, code="E064"):
    """``#`` stands inside a word, where it might start a comment or belong to the word."""

    def message(self) -> str:
        return "`#` starts a comment only at the start of a line or after a space"


@dataclass(frozen=True)
class CommaOnALine(Diagnostic, code="E065"):
    """A comma or semicolon separates or ends something; the language has neither."""

    mark: str

    def message(self) -> str:
        return f"`{self.mark}` separates nothing; each line holds one statement"


@dataclass(frozen=True)
class PunctuationAfterKeyword(Diagnostic, code="E066"):
    """A colon or equals sign parts a keyword from its value."""

    keyword: str
    mark: str

    def message(self) -> str:
        return f"`{self.mark}` follows `{self.keyword}`; a space is enough"


@dataclass(frozen=True)
class NewerLanguage(Diagnostic, code="E067"):
    """The file is written in a later version of the language."""

    version: str
    known: int

    def message(self) -> str:
        return f"version {self.version} of the language is newer than the one known here, {self.known}"

    def help(self) -> str:
        return "update hierannot_dsl"


@dataclass(frozen=True)
class BadVersion(Diagnostic, code="E068"):
    """The version of the language is not a whole number above zero."""

    version: str
    known: int

    def message(self) -> str:
        return f"`{self.version}` is not a version of the language"

    def help(self) -> str:
        return f"write `hier {self.known}`"


@dataclass(frozen=True)
class BadCount(Diagnostic, code="E069"):
    """A number of genes is not a whole number."""

    text: str

    def message(self) -> str:
        return f"`{self.text}` is not a whole number"
