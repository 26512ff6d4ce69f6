"""Mistakes of blocks: braces that are missing, too many, or in the wrong place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Related, Severity

if TYPE_CHECKING:
    from hierannot_dsl.source import Span


@dataclass(frozen=True)
class MissingOpeningBrace(Diagnostic, code="E020"):
    """A line that opens a block does not end in a brace.

    Example
    -------
    .. code-block:: hier

        node "T cell"
          + CD3D
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
        }
    """

    head: str

    def message(self) -> str:
        return f"`{self.head}` opens a block without `{{`"

    def help(self) -> str:
        return "end the line with `{`"


@dataclass(frozen=True)
class MissingClosingBrace(Diagnostic, code="E021"):
    """A block is not closed where its contents end, as the indentation shows.

    Example
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
        node "B cell" {
          + MS4A1
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
        }
        node "B cell" {
          + MS4A1
        }
    """

    head: str
    opened: Span

    def message(self) -> str:
        return f"`}}` is missing after this line: `{self.head}` is not closed"

    def related(self) -> tuple[Related, ...]:
        return (Related(self.opened, "opened here"),)


@dataclass(frozen=True)
class ExtraClosingBrace(Diagnostic, code="E022"):
    """A brace closes a block that was not opened.

    Example
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
        }
        }
        node "B cell" {
          + MS4A1
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
        }
        node "B cell" {
          + MS4A1
        }
    """

    def message(self) -> str:
        return "`}` closes nothing"


@dataclass(frozen=True)
class BraceOnItsOwnLine(Diagnostic, code="E023"):
    """The brace that opens a block stands on the next line.

    Example
    -------
    .. code-block:: hier

        node "T cell"
        {
          + CD3D
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
        }
    """

    head: str

    def message(self) -> str:
        return f"`{{` stands on a line of its own, not after `{self.head}`"

    def help(self) -> str:
        return "move it to the end of the line above"


@dataclass(frozen=True)
class OneLineBlock(Diagnostic, code="E024"):
    """A block's contents stand on the line that opens it.

    Example
    -------
    .. code-block:: hier

        node "T cell" { + CD3D }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
        }
    """

    def message(self) -> str:
        return "nothing may follow `{` on its line"

    def help(self) -> str:
        return "put each statement and the `}` on lines of their own"


@dataclass(frozen=True)
class BraceBesideText(Diagnostic, code="E025"):
    """A closing brace shares its line with something else.

    Example
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
        }
    """

    def message(self) -> str:
        return "`}` shares its line with other text"

    def help(self) -> str:
        return "put `}` on a line of its own"


@dataclass(frozen=True)
class IndentationDisagrees(Diagnostic, code="E026", severity=Severity.WARNING):
    """The indentation shows another tree than the braces make.

    The braces decide. Where the indentation disagrees, a reader sees another tree than the compiler: a paste
    or a merge went wrong.

    Example
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
        node "CD4 T cell" {
          + CD4
        }
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
          node "CD4 T cell" {
            + CD4
          }
        }
    """

    count: int

    def message(self) -> str:
        if self.count == 1:
            return "this line is indented as if it stood in another block"
        return f"{self.count} lines, this one first, are indented as if they stood in other blocks"

    def help(self) -> str:
        return "the braces decide; indent by two spaces for each block around a line"
