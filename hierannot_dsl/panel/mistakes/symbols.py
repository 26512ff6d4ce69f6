"""What a panel calls the markers, and where it has none of them."""

from __future__ import annotations

from dataclasses import dataclass

from hierannot_dsl.diagnostics.model import Diagnostic, Severity


@dataclass(frozen=True)
class MarkerRenamed(Diagnostic, code="P301", severity=Severity.NOTE):
    """A marker is measured under another name: one that differs in case, a previous symbol or an alias.

    It is used. A note for the author: the panel may be of another species, or older than the hierarchy.

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
    source: str

    def message(self) -> str:
        return f"`{self.gene}` is measured as `{self.symbol}` ({self.source}) by panel `{self.panel}`"


@dataclass(frozen=True)
class MarkerRepeated(Diagnostic, code="P310", severity=Severity.WARNING):
    """Two markers of one list differ in case only and are one gene of the panel, which counts once.

    Of the two the one counts that the panel spells so, with its sign and weight.

    Example
    -------
    .. code-block:: hier

        # blood.hier
        hierarchy blood {
          node "T cell" {
            + CD3D
            + CD3E
            + cd3d
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
          node "T cell" {
            + CD3D
            + CD3E
          }
        }

        # panel.txt
        CD3D
        CD3E
    """

    gene: str
    symbol: str
    node: str
    panel: str

    def message(self) -> str:
        already = f"which `{self.node}` lists already"
        return f"`{self.gene}` is `{self.symbol}` of panel `{self.panel}`, {already}, so it is not used"


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
class NothingToScore(Diagnostic, code="P309"):
    """A hierarchy has no node, whatever the panel measures.

    Contrasts compete with nodes, and are no labels.

    Example
    -------
    .. code-block:: hier

        # blood.hier
        hierarchy blood {
          contrast "Erythroid" {
            + HBA1
            + HBB
          }
        }

        # panel.txt
        CD3D
        CD3E
        HBA1
        HBB

    Instead
    -------
    .. code-block:: hier

        # blood.hier
        hierarchy blood {
          node "T cell" {
            + CD3D
            + CD3E
          }
          contrast "Erythroid" {
            + HBA1
            + HBB
          }
        }

        # panel.txt
        CD3D
        CD3E
        HBA1
        HBB
    """

    hierarchy: str

    def message(self) -> str:
        return f"`{self.hierarchy}` has no node that a panel could score"


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
