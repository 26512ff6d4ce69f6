"""Forks that a panel leaves without what decides them."""

from __future__ import annotations

from dataclasses import dataclass

from hierannot_dsl.diagnostics.model import Diagnostic, Severity


@dataclass(frozen=True)
class SiblingsAlike(Diagnostic, code="P306", severity=Severity.WARNING):
    """A panel leaves fewer than two markers that a node has and its sibling has not.

    Cells of the one may pass for the other. Merge the two, or add markers that the panel measures.

    Example
    -------
    .. code-block:: hier

        # blood.hier
        hierarchy blood {
          node "CD4 T cell" {
            + CD3D
            + CD3E
            + CD4
            + CD40LG
          }
          node "CD8 T cell" {
            + CD3D
            + CD3E
            + CD8A
            + CD8B
          }
        }

        # panel.txt
        CD3D
        CD3E
        CD4
        CD8A
        CD8B

    Instead
    -------
    .. code-block:: hier

        # blood.hier
        hierarchy blood {
          node "CD4 T cell" {
            + CD3D
            + CD3E
            + CD4
            + CD40LG
          }
          node "CD8 T cell" {
            + CD3D
            + CD3E
            + CD8A
            + CD8B
          }
        }

        # panel.txt
        CD3D
        CD3E
        CD4
        CD40LG
        CD8A
        CD8B
    """

    node: str
    sibling: str
    left: tuple[str, ...]
    panel: str

    def message(self) -> str:
        few = f"`{self.left[0]}` alone" if self.left else "no marker"
        return f"{few} tells `{self.node}` from `{self.sibling}` on panel `{self.panel}`"


@dataclass(frozen=True)
class StarvedSubtree(Diagnostic, code="P308", severity=Severity.WARNING):
    """A panel keeps too little of a node that stands above nodes which could be called.

    Its cells reach them only through what little is left of it, or past it. It needs markers that the panel
    measures; or it is a group, which needs none.

    Example
    -------
    .. code-block:: hier

        # blood.hier
        hierarchy blood {
          node "Lymphocyte" {
            + LTB
            + CD52
            node "T cell" {
              + CD3D
              + CD3E
            }
          }
        }

        # panel.txt
        CD3D
        CD3E

    Instead
    -------
    .. code-block:: hier

        # blood.hier
        hierarchy blood {
          node "Lymphocyte" {
            node "T cell" {
              + CD3D
              + CD3E
            }
          }
        }

        # panel.txt
        CD3D
        CD3E
    """

    node: str
    reason: str
    below: tuple[str, ...]
    panel: str

    def message(self) -> str:
        named = ", ".join(f"`{name}`" for name in self.below)
        return f"panel `{self.panel}` keeps enough of {named}, not of `{self.node}` above: {self.reason}"
