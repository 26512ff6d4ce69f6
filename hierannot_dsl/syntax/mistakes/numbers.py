"""Mistakes of numbers: weights, expressions, counts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hierannot_dsl.diagnostics.model import Diagnostic

_DECIMAL_COMMA = re.compile(r"[0-9]+,[0-9]+")
_NO_ZERO = re.compile(r"\.[0-9]+")


@dataclass(frozen=True)
class BadWeight(Diagnostic, code="E040"):
    """A weight is not a number above zero, written with digits and at most one point.

    Example
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D = 1,5
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D = 1.5
        }
    """

    text: str

    def message(self) -> str:
        return (
            f"the weight `{self.text}` is not a number above zero"
            if self.text
            else "a weight is missing here"
        )

    def help(self) -> str | None:
        if self.text.startswith("-"):
            return "a gene that speaks against a node is written `- GENE`, its weight stays above zero"
        return _better(self.text)


@dataclass(frozen=True)
class BadExpression(Diagnostic, code="E041"):
    """An expression is not a number of zero or above, written with digits and at most one point.

    Expression is ln(CP10K + 1): zero is a gene that is silent, and nothing lies below.

    Example
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
          + CD3E
        }
        test "T cells" {
          express CD3D = 2,5
          express CD3E = 2.1
          expect "T cell"
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
          + CD3E
        }
        test "T cells" {
          express CD3D = 2.5
          express CD3E = 2.1
          expect "T cell"
        }
    """

    text: str

    def message(self) -> str:
        return (
            f"the expression `{self.text}` is not a number" if self.text else "an expression is missing here"
        )

    def help(self) -> str | None:
        return _better(self.text)


def _better(number: str) -> str | None:
    if _DECIMAL_COMMA.fullmatch(number):
        return f"write `{number.replace(',', '.')}`"
    if _NO_ZERO.fullmatch(number):
        return f"write `0{number}`"
    return None


@dataclass(frozen=True)
class MissingWeight(Diagnostic, code="E049"):
    """A statement that gives a gene a number has none.

    Example
    -------
    .. code-block:: hier

        hierarchy blood {
          node "T cell" {
            + CD3D
          }
        }
        hierarchy mine extends blood {
          in "T cell" {
            set + CD3D
          }
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
          in "T cell" {
            set + CD3D = 0.5
          }
        }
    """

    keyword: str
    gene: str

    def message(self) -> str:
        return f"`{self.keyword}` needs a number: `= NUMBER` is missing after `{self.gene}`"


@dataclass(frozen=True)
class WeightWithoutEquals(Diagnostic, code="E050"):
    """A number follows a gene without an equals sign.

    Example
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D 0.5
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D = 0.5
        }
    """

    number: str
    gene: str

    def message(self) -> str:
        return f"`{self.number}` follows `{self.gene}` without `=`"

    def help(self) -> str:
        return f"write `{self.gene} = {self.number}`"


@dataclass(frozen=True)
class BadCount(Diagnostic, code="E069"):
    """A number of genes is not a whole number.

    Example
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
          + CD3E
        }
        test "on our panel" {
          panel "panel.txt" keeps "T cell" at least two
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
          + CD3E
        }
        test "on our panel" {
          panel "panel.txt" keeps "T cell" at least 2
        }
    """

    text: str

    def message(self) -> str:
        return f"`{self.text}` is not a whole number"
