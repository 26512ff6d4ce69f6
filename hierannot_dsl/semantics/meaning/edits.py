"""Edits that contradict each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Related

if TYPE_CHECKING:
    from hierannot_dsl.source import Span


@dataclass(frozen=True)
class EditedTwice(Diagnostic, code="E207"):
    """Two edits change one thing; edits are a set, so neither comes last.

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
            set + CD3D = 2
            set + CD3D = 3
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
            set + CD3D = 3
          }
        }
    """

    thing: str
    first: Span

    def message(self) -> str:
        return f"{self.thing} is edited twice; edits have no order, so neither wins"

    def related(self) -> tuple[Related, ...]:
        return (Related(self.first, "the other edit is here"),)


@dataclass(frozen=True)
class EditOfWhatGoes(Diagnostic, code="E208"):
    """An edit changes a node that another edit removes.

    What should stay is moved out by an edit of its own.

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
          node "Leukocyte" {
            + PTPRC
          }
        }
        hierarchy mine extends blood {
          drop "Lymphoid"
          in "T cell" {
            + CD3E
          }
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
          drop "Lymphoid"
          move "T cell" under "Leukocyte"
          in "T cell" {
            + CD3E
          }
        }
    """

    program: str
    first: Span

    def message(self) -> str:
        return f"`{self.program}` is edited here and goes away by another edit"

    def related(self) -> tuple[Related, ...]:
        return (Related(self.first, "it goes away here"),)
