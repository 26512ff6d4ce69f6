"""Mistakes of names: those that lead nowhere, lead to several things, or are there twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Related

if TYPE_CHECKING:
    from hierannot_dsl.source import Span


def did_you_mean(near: tuple[str, ...]) -> str | None:
    return f"did you mean {' or '.join(f'`{name}`' for name in near)}?" if near else None


@dataclass(frozen=True)
class DuplicateName(Diagnostic, code="E108"):
    """Two nodes or contrasts of one resolved hierarchy share a name; labels are names.

    Example
    -------
    .. code-block:: hier

        node "Lymphoid" {
          node "Naive" {
            + CCR7
          }
        }
        node "Naive" {
          + TCL1A
        }

    Instead
    -------
    .. code-block:: hier

        node "Lymphoid" {
          node "Naive T cell" {
            + CCR7
          }
        }
        node "Naive B cell" {
          + TCL1A
        }
    """

    program: str
    hierarchy: str
    first: Span

    def message(self) -> str:
        return f"`{self.program}` stands twice in `{self.hierarchy}`"

    def help(self) -> str:
        return "`rename`, `replace` or `drop` one of the two"

    def related(self) -> tuple[Related, ...]:
        return (Related(self.first, "the other one is here"),)


@dataclass(frozen=True)
class DuplicateVariant(Diagnostic, code="E109"):
    """Two variants of one node share a name.

    Example
    -------
    .. code-block:: hier

        node "Dendritic cell" {
          variant "cDC" {
            + CLEC9A
          }
          variant "cDC" {
            + CD1C
          }
        }

    Instead
    -------
    .. code-block:: hier

        node "Dendritic cell" {
          variant "cDC1" {
            + CLEC9A
          }
          variant "cDC2" {
            + CD1C
          }
        }
    """

    variant: str
    program: str
    first: Span

    def message(self) -> str:
        return f"`{self.program}` has two variants `{self.variant}`"

    def related(self) -> tuple[Related, ...]:
        return (Related(self.first, "the other one is here"),)


@dataclass(frozen=True)
class UnknownNode(Diagnostic, code="E110"):
    """A path names no node: in an edit, of the tree as it stands before the edits.

    Edits have no order: a node that one of them renames is known to the others by its old name.

    Example
    -------
    .. code-block:: hier

        hierarchy blood {
          node "T cell" {
            + CD3D
          }
        }
        hierarchy mine extends blood {
          rename "T cell" to "T lymphocyte"
          in "T lymphocyte" {
            + CD3E
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
          rename "T cell" to "T lymphocyte"
          in "T cell" {
            + CD3E
          }
        }
    """

    path: tuple[str, ...]
    hierarchy: str
    near: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    before_edits: bool = True

    def message(self) -> str:
        written = " > ".join(f'"{name}"' for name in self.path)
        when = " before its edits" if self.before_edits else ""
        return f"`{written}` is no node of `{self.hierarchy}`{when}"

    def help(self) -> str | None:
        if self.elsewhere:
            return f"`{self.path[-1]}` stands at {', '.join(f'`{path}`' for path in self.elsewhere)}"
        return did_you_mean(self.near)


@dataclass(frozen=True)
class AmbiguousPath(Diagnostic, code="E111"):
    """A path fits more than one node.

    Nodes have names of their own; variants may share theirs, and then need the name of their node.

    Example
    -------
    .. code-block:: hier

        hierarchy blood {
          node "CD4 T cell" {
            variant "naive" {
              + CCR7
            }
          }
          node "CD8 T cell" {
            variant "naive" {
              + CCR7
            }
          }
        }
        hierarchy mine extends blood {
          drop "naive"
        }

    Instead
    -------
    .. code-block:: hier

        hierarchy blood {
          node "CD4 T cell" {
            variant "naive" {
              + CCR7
            }
          }
          node "CD8 T cell" {
            variant "naive" {
              + CCR7
            }
          }
        }
        hierarchy mine extends blood {
          drop "CD8 T cell" > "naive"
        }
    """

    path: tuple[str, ...]
    fits: tuple[str, ...]
    more: int = 0

    def message(self) -> str:
        written = " > ".join(f'"{name}"' for name in self.path)
        shown = ", ".join([*(f"`{fit}`" for fit in self.fits), *(["..."] if self.more else [])])
        return f"`{written}` fits {len(self.fits) + self.more:,} nodes: {shown}"


@dataclass(frozen=True)
class UnknownMarkerSet(Diagnostic, code="E112"):
    """An `include` names no marker set of this hierarchy or its bases.

    Example
    -------
    .. code-block:: hier

        markers cd3 {
          + CD3D
          + CD3E
        }
        node "T cell" {
          include cd3_complex
        }

    Instead
    -------
    .. code-block:: hier

        markers cd3 {
          + CD3D
          + CD3E
        }
        node "T cell" {
          include cd3
        }
    """

    marker_set: str
    near: tuple[str, ...] = ()

    def message(self) -> str:
        return f"no `markers {self.marker_set}` in this hierarchy or what it extends"

    def help(self) -> str | None:
        return did_you_mean(self.near)


@dataclass(frozen=True)
class DuplicateMarkerSet(Diagnostic, code="E113"):
    """A named marker set is defined twice, here or in a base.

    Example
    -------
    .. code-block:: hier

        markers cd3 {
          + CD3D
        }
        markers cd3 {
          + CD3E
        }
        node "T cell" {
          include cd3
        }

    Instead
    -------
    .. code-block:: hier

        markers cd3 {
          + CD3D
          + CD3E
        }
        node "T cell" {
          include cd3
        }
    """

    marker_set: str
    first: Span

    def message(self) -> str:
        return f"`markers {self.marker_set}` is defined twice"

    def related(self) -> tuple[Related, ...]:
        return (Related(self.first, "first defined here"),)
