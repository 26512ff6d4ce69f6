"""Mistakes of what a hierarchy builds on."""

from __future__ import annotations

from dataclasses import dataclass

from hierannot_dsl.diagnostics.model import Diagnostic
from hierannot_dsl.semantics.mistakes.names import did_you_mean


@dataclass(frozen=True)
class UnknownHierarchy(Diagnostic, code="E102"):
    """A hierarchy that is extended or used is nowhere on the search path.

    Example
    -------
    .. code-block:: hier

        hierarchy blood {
          node "T cell" {
            + CD3D
          }
        }
        hierarchy mine extends bloood {
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
        }
    """

    hierarchy: str
    near: tuple[str, ...] = ()

    def message(self) -> str:
        return f"no hierarchy `{self.hierarchy}` in this file, beside it, or on the catalog path"

    def help(self) -> str | None:
        return did_you_mean(self.near)


@dataclass(frozen=True)
class MissingInFile(Diagnostic, code="E103"):
    """The file that should hold a hierarchy declares others only.

    ``NAME.hier`` declares ``NAME``, and may declare others that it builds on.

    Example
    -------
    .. code-block:: hier

        # mine.hier
        hierarchy mine extends blood {
        }

        # blood.hier
        hierarchy whole_blood {
          node "T cell" {
            + CD3D
          }
        }

    Instead
    -------
    .. code-block:: hier

        # mine.hier
        hierarchy mine extends blood {
        }

        # blood.hier
        hierarchy blood {
          node "T cell" {
            + CD3D
          }
        }
    """

    hierarchy: str
    file: str

    def message(self) -> str:
        return f"`{self.file}` declares no hierarchy `{self.hierarchy}`"


@dataclass(frozen=True)
class UnreadableImport(Diagnostic, code="E104"):
    """The file of a hierarchy that is extended or used cannot be read.

    Text is UTF-8, and a file is not larger than the limit and no link that leads out of its folder.
    ``<0xB3>`` stands for that byte, a superscript three as an old program writes it, which is no UTF-8.

    Example
    -------
    .. code-block:: hier

        # mine.hier
        hierarchy mine extends blood {
        }

        # blood.hier
        hierarchy blood {
          title "10<0xB3> cells"
          node "T cell" {
            + CD3D
          }
        }

    Instead
    -------
    .. code-block:: hier

        # mine.hier
        hierarchy mine extends blood {
        }

        # blood.hier
        hierarchy blood {
          title "1000 cells"
          node "T cell" {
            + CD3D
          }
        }
    """

    hierarchy: str
    reason: str

    def message(self) -> str:
        return f"the file of `{self.hierarchy}` cannot be read: {self.reason}"


@dataclass(frozen=True)
class CyclicComposition(Diagnostic, code="E105"):
    """A hierarchy is built from itself.

    Example
    -------
    .. code-block:: hier

        hierarchy blood extends mine {
        }
        hierarchy mine extends blood {
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
        }
    """

    cycle: tuple[str, ...]

    def message(self) -> str:
        return "this hierarchy is built from itself: " + " -> ".join(f"`{name}`" for name in self.cycle)


@dataclass(frozen=True)
class CompositionTooDeep(Diagnostic, code="E106"):
    """Hierarchies build on each other through more steps than are followed.

    There is no example: it would take as many hierarchies as are followed.
    """

    limit: int

    def message(self) -> str:
        return f"hierarchies build on each other through more than {self.limit} steps"


@dataclass(frozen=True)
class HierarchyTooLarge(Diagnostic, code="E121"):
    """A hierarchy with all that it builds on would be larger than any that somebody means.

    There is no example: it would be as large as what is refused. A hierarchy that grafts another one twice is
    twice as large, and so is each that does the same with it.
    """

    hierarchy: str
    limit: int
    what: str

    def message(self) -> str:
        return f"`{self.hierarchy}` would have more than {self.limit:,} {self.what}"
