"""Nodes of which a panel keeps too little."""

from __future__ import annotations

from dataclasses import dataclass

from hierannot_dsl.diagnostics.model import Diagnostic, Severity


@dataclass(frozen=True)
class NodeDisabled(Diagnostic, code="P303", severity=Severity.WARNING):
    """A panel keeps too little of a node to score it.

    What is left of its markers would speak for chance as loudly as for the node. It needs more markers that
    the panel measures.

    Example
    -------
    .. code-block:: hier

        # blood.hier
        hierarchy blood {
          node "T cell" {
            + CD3D
            + CD3E
            + CD3G
            + TRAC
          }
        }

        # panel.txt
        CD3D
        MS4A1

    Instead
    -------
    .. code-block:: hier

        # blood.hier
        hierarchy blood {
          node "T cell" {
            + CD3D
            + CD3E
            + CD3G
            + TRAC
          }
        }

        # panel.txt
        CD3D
        CD3E
        TRAC
        MS4A1
    """

    node: str
    reason: str
    panel: str

    def message(self) -> str:
        return f"`{self.node}` is disabled on panel `{self.panel}`: {self.reason}"


@dataclass(frozen=True)
class NodeFallsBack(Diagnostic, code="P304", severity=Severity.WARNING):
    """A panel keeps too little of a node to call it; its parent is called instead.

    Example
    -------
    .. code-block:: hier

        # blood.hier
        hierarchy blood {
          node "T cell" {
            + CD3D
            + CD3E
            node "Regulatory T cell" {
              role major
              + CTLA4
              + FOXP3
              + IKZF2
              + IL2RA
              + TNFRSF18
            }
          }
        }

        # panel.txt
        CD3D
        CD3E
        CTLA4
        FOXP3

    Instead
    -------
    .. code-block:: hier

        # blood.hier
        hierarchy blood {
          node "T cell" {
            + CD3D
            + CD3E
            node "Regulatory T cell" {
              role major
              + CTLA4
              + FOXP3
              + IKZF2
              + IL2RA
              + TNFRSF18
            }
          }
        }

        # panel.txt
        CD3D
        CD3E
        CTLA4
        FOXP3
        IKZF2
        IL2RA
    """

    node: str
    parent: str
    reason: str
    panel: str

    def message(self) -> str:
        return f"`{self.node}` is called `{self.parent}` on panel `{self.panel}`: {self.reason}"


@dataclass(frozen=True)
class OnlyNegativesLeft(Diagnostic, code="P307", severity=Severity.WARNING):
    """A panel keeps negative markers of a node and no positive one, so the node is disabled.

    Example
    -------
    .. code-block:: hier

        # blood.hier
        hierarchy blood {
          node "T cell" {
            + CD3D
            + CD3E
            - MS4A1
          }
        }

        # panel.txt
        MS4A1

    Instead
    -------
    .. code-block:: hier

        # blood.hier
        hierarchy blood {
          node "T cell" {
            + CD3D
            + CD3E
            - MS4A1
          }
        }

        # panel.txt
        CD3D
        CD3E
        MS4A1
    """

    node: str
    n_negative: int
    panel: str

    def message(self) -> str:
        kept = f"{self.n_negative} negative and no positive"
        return f"panel `{self.panel}` keeps {kept} markers of `{self.node}`"
