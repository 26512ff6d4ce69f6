"""Mistakes of marker lines: gene, evidence, note, and their order."""

from __future__ import annotations

from dataclasses import dataclass

from hierannot_dsl.diagnostics.model import Diagnostic


@dataclass(frozen=True)
class TwoGenesOnALine(Diagnostic, code="E044"):
    """A line holds more than one gene.

    Example
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D CD3E
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
          + CD3E
        }
    """

    first: str
    second: str

    def message(self) -> str:
        return f"`{self.second}` stands on the line of `{self.first}`; each gene has a line of its own"


@dataclass(frozen=True)
class BadGene(Diagnostic, code="E046"):
    """A symbol holds characters that a bare symbol may not have.

    Example
    -------
    .. code-block:: hier

        node "Macrophage" {
          + F4/80
        }

    Instead
    -------
    .. code-block:: hier

        node "Macrophage" {
          + "F4/80"
        }
    """

    text: str

    def message(self) -> str:
        return f"`{self.text}` is not a bare gene symbol: letters, digits, `_`, `.` and `-` inside"

    def help(self) -> str:
        return f'write `"{self.text}"`'


@dataclass(frozen=True)
class BadEvidence(Diagnostic, code="E048"):
    """Evidence is not of the form ``@kind:reference``.

    Example
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D pmid:31753849
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D @pmid:31753849
        }
    """

    text: str

    def message(self) -> str:
        return f"`{self.text}` is not evidence of the form `@kind:reference`"


@dataclass(frozen=True)
class PartOutOfOrder(Diagnostic, code="E051"):
    """The parts of a marker line do not stand in their order, or one is there twice.

    Example
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D "part of the receptor" = 2
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D = 2 "part of the receptor"
        }
    """

    text: str

    def message(self) -> str:
        return f"`{self.text}` is out of place; after the gene come weight, evidence, note"


@dataclass(frozen=True)
class UnquotedNote(Diagnostic, code="E052"):
    """Words follow a gene without the quotes of a note.

    Example
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D part of the receptor
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D "part of the receptor"
        }
    """

    text: str

    def message(self) -> str:
        return f"the note `{self.text}` stands without quotes"

    def help(self) -> str:
        return f'write `"{self.text}"`'
