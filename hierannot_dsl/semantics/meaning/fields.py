"""Fields and names that cannot be what they are written as."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Related
from hierannot_dsl.semantics.mistakes import did_you_mean

if TYPE_CHECKING:
    from hierannot_dsl.source import Span


@dataclass(frozen=True)
class UnknownField(Diagnostic, code="E201"):
    """A line starts with a word that is no field of this block.

    Example
    -------
    .. code-block:: hier

        node "T cell" {
          descripton "They carry a T cell receptor."
          + CD3D
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          description "They carry a T cell receptor."
          + CD3D
        }
    """

    field: str
    place: str
    near: tuple[str, ...] = ()
    belongs: tuple[str, ...] = ()

    def message(self) -> str:
        return f"`{self.field}` is no field of {self.place}"

    def help(self) -> str | None:
        return f"it is a field of {' and '.join(self.belongs)}" if self.belongs else did_you_mean(self.near)


@dataclass(frozen=True)
class FieldTwice(Diagnostic, code="E202"):
    """A field that has one value is given twice.

    Example
    -------
    .. code-block:: hier

        node "T cell" {
          cl CL:0000084
          cl CL:0000542
          + CD3D
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          cl CL:0000084
          + CD3D
        }
    """

    field: str
    first: Span

    def message(self) -> str:
        return f"`{self.field}` is given twice"

    def related(self) -> tuple[Related, ...]:
        return (Related(self.first, "first given here"),)


@dataclass(frozen=True)
class FieldValue(Diagnostic, code="E203"):
    """The value of a field is not of its kind.

    Example
    -------
    .. code-block:: hier

        node "T cell" {
          rescue 40
          + CD3D
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          rescue 0.4
          + CD3D
        }
    """

    field: str
    value: str
    wanted: str
    near: tuple[str, ...] = ()

    def message(self) -> str:
        return f"`{self.field}` takes {self.wanted}, not `{self.value}`"

    def help(self) -> str | None:
        return did_you_mean(self.near)


@dataclass(frozen=True)
class FieldValueCount(Diagnostic, code="E204"):
    """A field is followed by more than one value.

    Example
    -------
    .. code-block:: hier

        hierarchy colon {
          tissue large intestine
          node "T cell" {
            + CD3D
          }
        }

    Instead
    -------
    .. code-block:: hier

        hierarchy colon {
          tissue "large intestine"
          node "T cell" {
            + CD3D
          }
        }
    """

    field: str
    count: int

    def message(self) -> str:
        return f"`{self.field}` takes one value, {self.count} are given"

    def help(self) -> str:
        return "text with spaces stands in quotes"


@dataclass(frozen=True)
class EmptyName(Diagnostic, code="E210"):
    """A name is empty or has spaces around it.

    Example
    -------
    .. code-block:: hier

        node "T cell " {
          + CD3D
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
        }
    """

    what: str

    def message(self) -> str:
        return f"the name of this {self.what} is empty or has spaces at its ends"
