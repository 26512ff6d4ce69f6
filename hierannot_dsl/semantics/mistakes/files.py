"""Mistakes of what a file declares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Related, Severity

if TYPE_CHECKING:
    from hierannot_dsl.source import Span


@dataclass(frozen=True)
class NoHierarchy(Diagnostic, code="E101"):
    """A file declares no hierarchy.

    Example
    -------
    .. code-block:: hier

        hier 1
        # to be written

    Instead
    -------
    .. code-block:: hier

        hier 1
        hierarchy blood {
          node "T cell" {
            + CD3D
          }
        }
    """

    def message(self) -> str:
        return "this file declares no hierarchy"

    def help(self) -> str:
        return "start with `hierarchy my_tissue {`"


@dataclass(frozen=True)
class EmptyHierarchy(Diagnostic, code="E122", severity=Severity.WARNING):
    """A hierarchy has neither nodes nor contrasts, and no named set that others could include.

    There is nothing in it that a cell could be called.

    Example
    -------
    .. code-block:: hier

        hierarchy blood {
          species human
        }

    Instead
    -------
    .. code-block:: hier

        hierarchy blood {
          species human
          node "T cell" {
            + CD3D
          }
        }
    """

    hierarchy: str

    def message(self) -> str:
        return f"`{self.hierarchy}` has no node"

    def help(self) -> str:
        return 'write one between its braces: `node "T cell" {`, a marker on each line, `}`'


@dataclass(frozen=True)
class DuplicateHierarchy(Diagnostic, code="E107"):
    """Two hierarchies of one file share a name.

    Example
    -------
    .. code-block:: hier

        hierarchy blood {
          node "T cell" {
            + CD3D
          }
        }
        hierarchy blood {
          node "B cell" {
            + MS4A1
          }
        }

    Instead
    -------
    .. code-block:: hier

        hierarchy blood {
          node "T cell" {
            + CD3D
          }
          node "B cell" {
            + MS4A1
          }
        }
    """

    hierarchy: str
    first: Span

    def message(self) -> str:
        return f"hierarchy `{self.hierarchy}` is declared twice"

    def related(self) -> tuple[Related, ...]:
        return (Related(self.first, "first declared here"),)


@dataclass(frozen=True)
class ShadowedBuiltin(Diagnostic, code="E119", severity=Severity.NOTE):
    """A hierarchy beside the file or on the catalog path has the name of a built-in and is used instead.

    It may be meant. Where it is not, results differ from those of everybody who has the built-in.

    Example
    -------
    .. code-block:: hier

        # mine.hier
        hierarchy mine extends immune_core {
        }

        # immune_core.hier
        hierarchy immune_core {
          node "T cell" {
            + CD3D
          }
        }

    Instead
    -------
    .. code-block:: hier

        # mine.hier
        hierarchy mine extends my_immune_core {
        }

        # my_immune_core.hier
        hierarchy my_immune_core {
          node "T cell" {
            + CD3D
          }
        }
    """

    hierarchy: str
    file: str

    def message(self) -> str:
        return f"`{self.hierarchy}` is taken from `{self.file}`, not from the built-ins"
