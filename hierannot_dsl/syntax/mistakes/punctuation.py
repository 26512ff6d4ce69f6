"""Mistakes of punctuation: what separates or ends nothing in the language."""

from __future__ import annotations

from dataclasses import dataclass

from hierannot_dsl.diagnostics.model import Diagnostic


@dataclass(frozen=True)
class GluedComment(Diagnostic, code="E064"):
    """``#`` stands inside a word, where it might start a comment or belong to the word.

    Example
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D#epsilon too
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D  # epsilon too
        }
    """

    def message(self) -> str:
        return "`#` starts a comment only at the start of a line or after a space"


@dataclass(frozen=True)
class CommaOnALine(Diagnostic, code="E065"):
    """A comma or semicolon separates or ends something; the language has neither.

    Example
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D, CD3E
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
          + CD3E
        }
    """

    mark: str

    def message(self) -> str:
        return f"`{self.mark}` separates nothing; each line holds one statement"


@dataclass(frozen=True)
class PunctuationAfterKeyword(Diagnostic, code="E066"):
    """A colon or equals sign parts a keyword from its value.

    Example
    -------
    .. code-block:: hier

        node "T cell" {
          cl: CL:0000084
          + CD3D
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          cl CL:0000084
          + CD3D
        }
    """

    keyword: str
    mark: str

    def message(self) -> str:
        return f"`{self.mark}` follows `{self.keyword}`; a space is enough"
