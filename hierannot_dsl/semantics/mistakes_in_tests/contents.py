"""What a test gives or expects and cannot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Related

if TYPE_CHECKING:
    from hierannot_dsl.source import Span


@dataclass(frozen=True)
class NothingExpected(Diagnostic, code="E231"):
    """A test expects nothing.

    Example
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
          + CD3E
        }
        test "T cells" {
          express CD3D = 3
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
          + CD3E
        }
        test "T cells" {
          express CD3D = 3
          expect "T cell"
        }
    """

    test: str

    def message(self) -> str:
        return f"`{self.test}` expects nothing, so it could not fail"

    def help(self) -> str:
        return 'add `expect "NODE"` or `expect unknown`'


@dataclass(frozen=True)
class ExpressedTwice(Diagnostic, code="E232"):
    """A test gives one gene two values.

    Example
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
          + CD3E
        }
        test "T cells" {
          express CD3D = 3
          express CD3D = 2
          expect "T cell"
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
          + CD3E
        }
        test "T cells" {
          express CD3D = 3
          express CD3E = 2
          expect "T cell"
        }
    """

    gene: str
    first: Span

    def message(self) -> str:
        return f"`{self.gene}` is expressed twice"

    def related(self) -> tuple[Related, ...]:
        return (Related(self.first, "first expressed here"),)


@dataclass(frozen=True)
class SecondProfile(Diagnostic, code="E233"):
    """A test names two profiles.

    Example
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
        }
        test "T cells" {
          profile "blood.csv" column "CD4 T"
          profile "blood.csv" column "CD8 T"
          expect "T cell"
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
        }
        test "CD4 T cells" {
          profile "blood.csv" column "CD4 T"
          expect "T cell"
        }
        test "CD8 T cells" {
          profile "blood.csv" column "CD8 T"
          expect "T cell"
        }
    """

    first: Span

    def message(self) -> str:
        return "a test has one profile"

    def related(self) -> tuple[Related, ...]:
        return (Related(self.first, "the first one is here"),)


@dataclass(frozen=True)
class NeverALabel(Diagnostic, code="E236"):
    """A test expects, or forbids, what no cluster is ever called.

    Labels are nodes with markers. A contrast only competes, a variant is a way of being its node, and a group
    without markers is passed through.

    Example
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
        }
        contrast "Erythroid" {
          + HBB
        }
        test "red cells" {
          express HBB = 5
          expect "Erythroid"
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
        }
        contrast "Erythroid" {
          + HBB
        }
        test "red cells" {
          express HBB = 5
          expect unknown
        }
    """

    program: str
    what: str

    def message(self) -> str:
        return f"`{self.program}` is {self.what}, and never a label"

    def help(self) -> str | None:
        return "where it wins at the root, write `expect unknown`" if self.what == "a contrast" else None


@dataclass(frozen=True)
class FileOutside(Diagnostic, code="E237"):
    """A test names a file that is not in the folder of its own file, or below it.

    Example
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
        }
        test "T cells" {
          profile "../blood.csv" column "CD4 T"
          expect "T cell"
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
        }
        test "T cells" {
          profile "data/blood.csv" column "CD4 T"
          expect "T cell"
        }
    """

    file: str

    def message(self) -> str:
        return f"`{self.file}` does not lead to a file beside this one or below"

    def help(self) -> str:
        return "a path starts at the folder of this file, without `..`"


@dataclass(frozen=True)
class OtherModality(Diagnostic, code="E238"):
    """A test expresses what its hierarchy does not score.

    Example
    -------
    .. code-block:: hier

        modality protein
        node "T cell" {
          + CD3
        }
        test "T cells" {
          express rna:CD3D = 3
          expect "T cell"
        }

    Instead
    -------
    .. code-block:: hier

        modality protein
        node "T cell" {
          + CD3
        }
        test "T cells" {
          express CD3 = 3
          expect "T cell"
        }
    """

    gene: str
    hierarchy: str
    modality: str

    def message(self) -> str:
        return f"`{self.gene}` is not {self.modality}, which is what `{self.hierarchy}` scores"
