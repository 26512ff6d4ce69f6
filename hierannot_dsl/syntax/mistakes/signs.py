"""Mistakes of signs: missing, glued to a gene, or behind it."""

from __future__ import annotations

from dataclasses import dataclass

from hierannot_dsl.diagnostics.model import Diagnostic, Severity


@dataclass(frozen=True)
class SignAfterGene(Diagnostic, code="E042"):
    """The sign stands after its gene, where it might belong to the symbol.

    Example
    -------
    .. code-block:: hier

        node "T cell" {
          CD3D+
          CD19-
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
          - CD19
        }
    """

    gene: str
    sign: str

    def message(self) -> str:
        return f"`{self.sign}` stands after `{self.gene}`; a sign stands before its gene"


@dataclass(frozen=True)
class GluedSign(Diagnostic, code="E043", severity=Severity.WARNING):
    """No space parts the sign from its gene.

    Example
    -------
    .. code-block:: hier

        node "T cell" {
          +CD3D
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
        }
    """

    sign: str
    gene: str

    def message(self) -> str:
        return f"no space between `{self.sign}` and `{self.gene}`"

    def help(self) -> str:
        return f"write `{self.sign} {self.gene}`"


@dataclass(frozen=True)
class MissingGene(Diagnostic, code="E045"):
    """A sign has no gene.

    Example
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
          +
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
          + CD3E
        }
    """

    sign: str

    def message(self) -> str:
        return f"a gene is missing after `{self.sign}`"


@dataclass(frozen=True)
class MissingSign(Diagnostic, code="E047"):
    """A gene stands on a line without a sign.

    Example
    -------
    .. code-block:: hier

        node "T cell" {
          CD3D
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
        }
    """

    gene: str

    def message(self) -> str:
        return f"`{self.gene}` looks like a gene without a sign"

    def help(self) -> str:
        return f"write `+ {self.gene}` or `- {self.gene}`"
