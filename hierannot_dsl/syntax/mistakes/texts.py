"""Texts that are something else than a hierarchy."""

from __future__ import annotations

from dataclasses import dataclass

from hierannot_dsl.diagnostics.model import Diagnostic


@dataclass(frozen=True)
class NotAHierarchy(Diagnostic, code="E014"):
    """No line of a text opens a block or starts a statement: it is a list or a table.

    It is said once, not line by line.

    Example
    -------
    .. code-block:: hier

        # genes.hier
        CD3D
        CD3E
        MS4A1

    Instead
    -------
    .. code-block:: hier

        # blood.hier
        hierarchy blood {
          node "T cell" {
            + CD3D
            + CD3E
          }
        }
    """

    file: str
    of_genes: bool

    def message(self) -> str:
        looks = "it looks like a list of genes" if self.of_genes else "no line of it opens a block"
        return f"`{self.file}` is no hierarchy; {looks}"

    def help(self) -> str:
        first = "`hierc init NAME` writes a first hierarchy"
        return f"`--panel {self.file}` reads it; {first}" if self.of_genes else first
