"""Mistakes of statements: keywords, values, versions, and what stands between or after them."""

from __future__ import annotations

from dataclasses import dataclass

from hierannot_dsl.diagnostics.model import Diagnostic


@dataclass(frozen=True)
class MisspeltKeyword(Diagnostic, code="E060"):
    """A line starts with a word that opens no block, or starts no statement of its form.

    Example
    -------
    .. code-block:: hier

        nod "T cell" {
          + CD3D
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
        }
    """

    word: str
    near: tuple[str, ...]
    opens_block: bool = True

    def message(self) -> str:
        return f"`{self.word}` does not {'open a block' if self.opens_block else 'start a statement'}"

    def help(self) -> str | None:
        return f"did you mean `{self.near[0]}`?" if self.near else None


@dataclass(frozen=True)
class MissingValue(Diagnostic, code="E061"):
    """A keyword stands without a value.

    Example
    -------
    .. code-block:: hier

        node "T cell" {
          color #1f77b4
          + CD3D
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          color "#1f77b4"
          + CD3D
        }
    """

    keyword: str
    in_comment: bool = False

    def message(self) -> str:
        return f"a value is missing after `{self.keyword}`"

    def help(self) -> str | None:
        return "`#` starts a comment; a value with `#` stands in quotes" if self.in_comment else None


@dataclass(frozen=True)
class MissingWord(Diagnostic, code="E062"):
    """A statement lacks one of the words that hold it together.

    Example
    -------
    .. code-block:: hier

        hierarchy blood {
          node "T cell" {
            + CD3D
          }
        }
        hierarchy mine extends blood {
          rename "T cell" "T lymphocyte"
        }

    Instead
    -------
    .. code-block:: hier

        hierarchy blood {
          node "T cell" {
            + CD3D
          }
        }
        hierarchy mine extends blood {
          rename "T cell" to "T lymphocyte"
        }
    """

    expected: tuple[str, ...]
    found: str

    def message(self) -> str:
        words = " or ".join(f"`{word}`" for word in self.expected)
        return f"expected {words}, found `{self.found}`" if self.found else f"{words} is missing at the end"


@dataclass(frozen=True)
class UnexpectedText(Diagnostic, code="E063"):
    """Something stands where the statement should go on otherwise or end.

    Example
    -------
    .. code-block:: hier

        node "T cell" naive {
          + CD3D
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
        }
    """

    text: str
    expected: tuple[str, ...]

    def message(self) -> str:
        expected = " or ".join(self.expected)
        return f"expected {expected}, found `{self.text}`" if self.text else f"expected {expected}"


@dataclass(frozen=True)
class NewerLanguage(Diagnostic, code="E067"):
    """The file is written in a later version of the language.

    Nothing else of it is read: what looks like a mistake may be right there.

    Example
    -------
    .. code-block:: hier

        hier 2
        hierarchy blood {
          node "T cell" {
            + CD3D
          }
        }

    Instead
    -------
    .. code-block:: hier

        hier 1
        hierarchy blood {
          node "T cell" {
            + CD3D
          }
        }
    """

    version: str
    known: int

    def message(self) -> str:
        return f"version {self.version} of the language is newer than the one known here, {self.known}"

    def help(self) -> str:
        return "update hierannot_dsl"


@dataclass(frozen=True)
class BadVersion(Diagnostic, code="E068"):
    """The version of the language is not a whole number above zero.

    Example
    -------
    .. code-block:: hier

        hier 1.0
        hierarchy blood {
          node "T cell" {
            + CD3D
          }
        }

    Instead
    -------
    .. code-block:: hier

        hier 1
        hierarchy blood {
          node "T cell" {
            + CD3D
          }
        }
    """

    version: str
    known: int

    def message(self) -> str:
        return f"`{self.version}` is not a version of the language"

    def help(self) -> str:
        return f"write `hier {self.known}`"
