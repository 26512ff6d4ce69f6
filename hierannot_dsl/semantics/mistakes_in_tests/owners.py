"""Tests of which it is not clear what hierarchy they are of, or which of two they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Related

if TYPE_CHECKING:
    from hierannot_dsl.source import Span


@dataclass(frozen=True)
class HomelessTest(Diagnostic, code="E234"):
    """A test stands in a file without hierarchies and does not say which one it is of.

    Example
    -------
    .. code-block:: hier

        hier 1
        test "red cells" {
          express HBB = 5
          expect unknown
        }

    Instead
    -------
    .. code-block:: hier

        # checks.hier
        hier 1
        test "red cells" for blood {
          express HBB = 5
          expect unknown
        }

        # blood.hier
        hierarchy blood {
          node "T cell" {
            + CD3D
          }
        }
    """

    def message(self) -> str:
        return "this test is of no hierarchy"

    def help(self) -> str:
        return "write `for NAME` after its name, or call the file `NAME.test.hier`"


@dataclass(frozen=True)
class ForeignTest(Diagnostic, code="E235"):
    """A test inside one hierarchy says that it is for another, or says the same twice.

    Example
    -------
    .. code-block:: hier

        hierarchy blood {
          node "T cell" {
            + CD3D
          }
          test "T cells" for blood {
            express CD3D = 3
            expect "T cell"
          }
        }

    Instead
    -------
    .. code-block:: hier

        hierarchy blood {
          node "T cell" {
            + CD3D
          }
          test "T cells" {
            express CD3D = 3
            expect "T cell"
          }
        }
    """

    hierarchy: str
    owner: str

    def message(self) -> str:
        return f"a test inside `{self.owner}` is of it: `for {self.hierarchy}` has no meaning here"


@dataclass(frozen=True)
class DuplicateTest(Diagnostic, code="E239"):
    """Two tests of one hierarchy share a name.

    Example
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
        }
        test "T cells" {
          express CD3D = 3
          expect "T cell"
        }
        test "T cells" {
          express CD3D = 1
          expect unknown
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
        }
        test "T cells" {
          express CD3D = 3
          expect "T cell"
        }
        test "hardly T cells" {
          express CD3D = 1
          expect unknown
        }
    """

    test: str
    hierarchy: str
    first: Span

    def message(self) -> str:
        return f"`{self.hierarchy}` has two tests `{self.test}`"

    def related(self) -> tuple[Related, ...]:
        return (Related(self.first, "the other one is here"),)
