"""L423: the name of a protein where a gene is due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Severity
from hierannot_dsl.lint.locate import renaming
from hierannot_dsl.lint.rule import Rule, fixing
from hierannot_dsl.lint.symbols import approved_of, certain, standing_for
from hierannot_dsl.lint.words import all_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.diagnostics.fix import Fix
    from hierannot_dsl.lint.subject import Subject
    from hierannot_dsl.syntax.nodes import File


@dataclass(frozen=True)
class ProteinNameForGene(Diagnostic, code="L423", severity=Severity.WARNING):
    """An RNA marker has the name of a protein.

    Antibodies have names of their own: CD45 is what PTPRC makes, CD3 is made by three genes and HLA-DR by
    two. No panel of RNA carries them. Which of several genes is meant is for you to say. In a hierarchy of
    ``modality protein``, or behind ``protein:``, such names are right.

    Example
    -------
    .. code-block:: hier

        node "T cell" {
          + CD2
          + CD3
          + TRAC
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          + CD2
          + CD3D
          + CD3E
          + TRAC
        }

    Source
    ------
    Names of antibodies used as genes stop scGate far from the cause (scGate, issue 3).
    """

    protein: str
    genes: tuple[str, ...]

    def message(self) -> str:
        one = "its gene is" if len(self.genes) == 1 else "its genes are"
        return f"`{self.protein}` is a protein; {one} {all_of(self.genes)}"

    def help(self) -> str | None:
        symbol = certain(self.genes)
        return f"write `{symbol}`" if symbol else None


def check(subject: Subject) -> Iterator[ProteinNameForGene]:
    for marker, meanings in standing_for(subject):
        if meanings[0].kind == "protein":
            yield ProteinNameForGene(marker.span, marker.gene, approved_of(meanings))


def fix(found: ProteinNameForGene, file: File) -> Fix | None:
    symbol = certain(found.genes)
    return renaming(found.span, file, symbol, safe=False) if symbol else None


RULE = Rule(ProteinNameForGene, check, fix=fixing(ProteinNameForGene, fix))
