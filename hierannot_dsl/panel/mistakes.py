"""P3: what a panel does to a hierarchy that its author should know."""

from __future__ import annotations

from dataclasses import dataclass

from hierannot_dsl.diagnostics.model import Diagnostic, Severity


@dataclass(frozen=True)
class MarkerRenamed(Diagnostic, code="P301", severity=Severity.NOTE):
    """A marker is measured under a spelling that differs in case.

    It is used. A note for the author: most often the panel is of another species.

    Example
    -------
    .. code-block:: hier

        # blood.hier
        hierarchy blood {
          node "T cell" {
            + CD3D
            + CD3E
          }
        }

        # panel.txt
        Cd3d
        Cd3e

    Instead
    -------
    .. code-block:: hier

        # blood.hier
        hierarchy blood {
          species mouse
          node "T cell" {
            + Cd3d
            + Cd3e
          }
        }

        # panel.txt
        Cd3d
        Cd3e
    """

    gene: str
    symbol: str
    panel: str

    def message(self) -> str:
        return f"`{self.gene}` is measured as `{self.symbol}` by panel `{self.panel}`"


@dataclass(frozen=True)
class AmbiguousSymbol(Diagnostic, code="P302", severity=Severity.WARNING):
    """A marker fits several symbols of the panel, none of them exactly; none is taken.

    Example
    -------
    .. code-block:: hier

        # blood.hier
        hierarchy blood {
          node "T cell" {
            + CD3D
            + CD3E
            + CD3G
          }
        }

        # panel.txt
        Cd3d
        cd3d
        CD3E
        CD3G

    Instead
    -------
    .. code-block:: hier

        # blood.hier
        hierarchy blood {
          node "T cell" {
            + CD3D
            + CD3E
            + CD3G
          }
        }

        # panel.txt
        CD3D
        CD3E
        CD3G
    """

    gene: str
    candidates: tuple[str, ...]
    panel: str

    def message(self) -> str:
        named = ", ".join(f"`{candidate}`" for candidate in self.candidates)
        return f"`{self.gene}` could be {named} of panel `{self.panel}`, so it is not used"


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


@dataclass(frozen=True)
class NothingMeasured(Diagnostic, code="P305"):
    """A panel shares no gene with the hierarchy.

    Example
    -------
    .. code-block:: hier

        # blood.hier
        hierarchy blood {
          node "T cell" {
            + CD3D
            + CD3E
          }
        }

        # panel.txt
        ENSG00000167286
        ENSG00000198851

    Instead
    -------
    .. code-block:: hier

        # blood.hier
        hierarchy blood {
          node "T cell" {
            + CD3D
            + CD3E
          }
        }

        # panel.txt
        CD3D
        CD3E
    """

    hierarchy: str
    n_markers: int
    panel: str
    n_genes: int
    examples: tuple[str, ...]

    def message(self) -> str:
        return (
            f"none of the {self.n_markers} markers of `{self.hierarchy}` is among the {self.n_genes} genes "
            f"of panel `{self.panel}`"
        )

    def help(self) -> str | None:
        if not self.examples:
            return None
        if all(example.upper().startswith("ENS") for example in self.examples):
            return (
                f"the panel lists Ensembl ids such as `{self.examples[0]}`; markers are gene symbols: "
                "give the column or file that has those, such as the features.tsv of the run"
            )
        return f"the panel lists genes such as {', '.join(f'`{example}`' for example in self.examples)}"
