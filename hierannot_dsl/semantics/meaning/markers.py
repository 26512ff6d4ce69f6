"""Markers of one program that contradict or repeat each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Related
from hierannot_dsl.semantics.mistakes import did_you_mean

if TYPE_CHECKING:
    from hierannot_dsl.source import Span


@dataclass(frozen=True)
class DuplicateMarker(Diagnostic, code="E205"):
    """A gene is listed twice with the same sign.

    Example
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
          + CD3E
          + CD3D = 2
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D = 2
          + CD3E
        }
    """

    gene: str
    program: str
    first: Span

    def message(self) -> str:
        return f"`{self.program}` lists `{self.gene}` twice"

    def related(self) -> tuple[Related, ...]:
        return (Related(self.first, "first listed here"),)


@dataclass(frozen=True)
class OppositeSigns(Diagnostic, code="E206"):
    """One gene speaks for and against the same program.

    Example
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
          + CD4
          - CD4
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
          + CD4
        }
    """

    gene: str
    program: str
    first: Span

    def message(self) -> str:
        return f"`{self.gene}` is both a positive and a negative marker of `{self.program}`"

    def related(self) -> tuple[Related, ...]:
        return (Related(self.first, "its other sign is here"),)


@dataclass(frozen=True)
class UnknownModality(Diagnostic, code="E209"):
    """The prefix of a gene is no modality.

    Example
    -------
    .. code-block:: hier

        node "T cell" {
          + adt:CD3
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          + protein:CD3
        }
    """

    prefix: str
    near: tuple[str, ...] = ()

    def message(self) -> str:
        return f"`{self.prefix}:` is no modality; there are `rna:` and `protein:`"

    def help(self) -> str | None:
        return did_you_mean(self.near)


@dataclass(frozen=True)
class ConflictingIncludes(Diagnostic, code="E211"):
    """Two included sets give one gene different signs or weights, and the node itself does not say which.

    Example
    -------
    .. code-block:: hier

        markers surface {
          + CD3D
        }
        markers receptor {
          + CD3D = 2
          + TRAC
        }
        node "T cell" {
          include surface
          include receptor
        }

    Instead
    -------
    .. code-block:: hier

        markers surface {
          + CD3D
        }
        markers receptor {
          + CD3D = 2
          + TRAC
        }
        node "T cell" {
          include surface
          include receptor
          + CD3D = 2
        }
    """

    gene: str
    program: str
    first: Span

    def message(self) -> str:
        return f"two sets included in `{self.program}` disagree about `{self.gene}`"

    def help(self) -> str:
        return f"list `{self.gene}` in the node itself: an explicit marker wins over an include"

    def related(self) -> tuple[Related, ...]:
        return (Related(self.first, "the other set has it here"),)
