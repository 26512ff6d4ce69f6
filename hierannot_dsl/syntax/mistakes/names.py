"""Mistakes of names and strings."""

from __future__ import annotations

from dataclasses import dataclass

from hierannot_dsl.diagnostics.model import Diagnostic


@dataclass(frozen=True)
class UnclosedString(Diagnostic, code="E030"):
    """A quotation mark has no partner on its line.

    Example
    -------
    .. code-block:: hier

        node "T cell {
          + CD3D
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
        }
    """

    def message(self) -> str:
        return "this quotation mark has no partner on its line"


@dataclass(frozen=True)
class BadEscape(Diagnostic, code="E031"):
    r"""A backslash in quotes stands before something other than ``"`` and ``\``.

    Example
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D "CD3\TCR complex"
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D "CD3/TCR complex"
        }
    """

    text: str

    def message(self) -> str:
        return f"`{self.text}` means nothing in quotes"

    def help(self) -> str:
        return 'write `\\\\` for a backslash, `\\"` for a quotation mark'


@dataclass(frozen=True)
class UnquotedName(Diagnostic, code="E032"):
    """A name that may hold anything stands without the quotes that delimit it.

    Example
    -------
    .. code-block:: hier

        node T cell {
          + CD3D
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
        }
    """

    text: str

    def message(self) -> str:
        return f"the name `{self.text}` stands without quotes"

    def help(self) -> str:
        return f'write `"{self.text}"`'


@dataclass(frozen=True)
class QuotedName(Diagnostic, code="E033"):
    """The name of a hierarchy or marker set, a single word, stands in quotes.

    Example
    -------
    .. code-block:: hier

        hierarchy "blood" {
          node "T cell" {
            + CD3D
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
    """

    text: str
    bare: str

    def message(self) -> str:
        return f'`"{self.text}"` stands in quotes; the name of a hierarchy or marker set is a bare word'

    def help(self) -> str | None:
        return f"write `{self.bare}`" if self.bare == self.text else None


@dataclass(frozen=True)
class BadName(Diagnostic, code="E034"):
    """The name of a hierarchy or marker set is not made of letters, digits and underscores.

    Example
    -------
    .. code-block:: hier

        hierarchy whole-blood {
          node "T cell" {
            + CD3D
          }
        }

    Instead
    -------
    .. code-block:: hier

        hierarchy whole_blood {
          node "T cell" {
            + CD3D
          }
        }
    """

    text: str

    def message(self) -> str:
        return f"`{self.text}` is not a name: a letter, then letters, digits and `_`"


@dataclass(frozen=True)
class MissingName(Diagnostic, code="E035"):
    """A statement ends, or goes on, where its name is due.

    Example
    -------
    .. code-block:: hier

        node {
          + CD3D
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
        }
    """

    after: str
    quoted: bool

    def message(self) -> str:
        kind = "a name in quotes" if self.quoted else "a name"
        return f"{kind} is missing after `{self.after}`"
