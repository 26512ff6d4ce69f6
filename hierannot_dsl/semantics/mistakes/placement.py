"""Statements and nodes that stand where they have no meaning."""

from __future__ import annotations

from dataclasses import dataclass

from hierannot_dsl.diagnostics.model import Diagnostic


@dataclass(frozen=True)
class MisplacedStatement(Diagnostic, code="E114"):
    """A statement stands in a block in which it has no meaning.

    Example
    -------
    .. code-block:: hier

        node "T cell" {
          set + CD3D = 2
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D = 2
        }
    """

    statement: str
    place: str
    belongs: tuple[str, ...] = ()

    def message(self) -> str:
        return f"`{self.statement}` has no meaning in {self.place}"

    def help(self) -> str | None:
        *others, last = self.belongs or ("",)
        places = f"{', '.join(others)} or {last}" if others else last
        return f"it belongs in {places}" if places else None


@dataclass(frozen=True)
class NothingToUse(Diagnostic, code="E117"):
    """`use` of a hierarchy that has contrasts only.

    Contrasts of the root speak of what stands beside those roots, so ``use`` leaves them behind.

    Example
    -------
    .. code-block:: hier

        hierarchy red {
          contrast "Erythroid" {
            + HBB
          }
        }
        hierarchy mine {
          use red
        }

    Instead
    -------
    .. code-block:: hier

        hierarchy red {
          contrast "Erythroid" {
            + HBB
          }
        }
        hierarchy mine {
          contrast use red
        }
    """

    hierarchy: str

    def message(self) -> str:
        return f"`{self.hierarchy}` has no node that `use` could graft"

    def help(self) -> str:
        return f"`contrast use {self.hierarchy}` takes its contrasts"


@dataclass(frozen=True)
class NotANode(Diagnostic, code="E120"):
    """Something is moved under a contrast or a variant, which hold markers only.

    Example
    -------
    .. code-block:: hier

        hierarchy blood {
          node "T cell" {
            + CD3D
          }
          contrast "Lymphoid" {
            + LTB
          }
        }
        hierarchy mine extends blood {
          move "T cell" under "Lymphoid"
        }

    Instead
    -------
    .. code-block:: hier

        hierarchy blood {
          node "T cell" {
            + CD3D
          }
          node "Lymphoid" {
            + LTB
          }
        }
        hierarchy mine extends blood {
          move "T cell" under "Lymphoid"
        }
    """

    program: str
    kind: str

    def message(self) -> str:
        return f"`{self.program}` is a {self.kind}; nodes can stand under nodes only"
