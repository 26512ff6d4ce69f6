"""Edits that cannot be made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Related
from hierannot_dsl.semantics.mistakes.names import did_you_mean

if TYPE_CHECKING:
    from hierannot_dsl.source import Span


@dataclass(frozen=True)
class MarkerNotThere(Diagnostic, code="E115"):
    """`set` or `drop` names a marker that the node does not have.

    Example
    -------
    .. code-block:: hier

        hierarchy blood {
          node "T cell" {
            + CD3D
            - CD19
          }
        }
        hierarchy mine extends blood {
          in "T cell" {
            drop + CD19
          }
        }

    Instead
    -------
    .. code-block:: hier

        hierarchy blood {
          node "T cell" {
            + CD3D
            - CD19
          }
        }
        hierarchy mine extends blood {
          in "T cell" {
            drop - CD19
          }
        }
    """

    gene: str
    sign: int
    program: str
    other_sign: bool = False
    near: tuple[str, ...] = ()

    def message(self) -> str:
        return f"`{'+' if self.sign > 0 else '-'} {self.gene}` is no marker of `{self.program}`"

    def help(self) -> str | None:
        if self.other_sign:
            return f"it has `{'-' if self.sign > 0 else '+'} {self.gene}`"
        return did_you_mean(self.near)


@dataclass(frozen=True)
class MarkerAlreadyThere(Diagnostic, code="E116"):
    """An edit adds a marker that the node has already.

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
            + CD3D = 2
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
            set + CD3D = 2
          }
        }
    """

    gene: str
    program: str
    first: Span

    def message(self) -> str:
        return f"`{self.gene}` is a marker of `{self.program}` already"

    def help(self) -> str:
        return f"`set + {self.gene} = ...` changes its weight"

    def related(self) -> tuple[Related, ...]:
        return (Related(self.first, "it stands here"),)


@dataclass(frozen=True)
class MovedIntoItself(Diagnostic, code="E118"):
    """A node is moved under itself or a node below it.

    Edits have no order, so a node is below another one too if it is moved there.

    Example
    -------
    .. code-block:: hier

        hierarchy blood {
          node "Lymphoid" {
            + LTB
            node "T cell" {
              + CD3D
            }
          }
        }
        hierarchy mine extends blood {
          move "Lymphoid" under "T cell"
        }

    Instead
    -------
    .. code-block:: hier

        hierarchy blood {
          node "Lymphoid" {
            + LTB
            node "T cell" {
              + CD3D
            }
          }
          node "Leukocyte" {
            + PTPRC
          }
        }
        hierarchy mine extends blood {
          move "Lymphoid" under "Leukocyte"
        }
    """

    program: str
    under: str
    others: tuple[Span, ...] = ()

    def message(self) -> str:
        where = "which moves below it" if self.others else "which stands below it"
        return f"`{self.program}` cannot move under `{self.under}`, {where}"

    def related(self) -> tuple[Related, ...]:
        return tuple(Related(span, "it moves here") for span in self.others)
