"""What profiles drawn from data say of the forks of a hierarchy: on a panel, and on all genes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Decided:
    """How draws of one population were decided at the fork where it parts from its siblings.

    Attributes
    ----------
    right
        Draws that went to the node.
    wrong
        Draws that went to a sibling, or elsewhere in the tree.
    stopped
        Draws that stopped above: no wrong label, and no label of this depth.
    """

    right: int
    wrong: int
    stopped: int

    @property
    def n(self) -> int:
        return self.right + self.wrong + self.stopped

    @property
    def accuracy(self) -> float:
        """Part of the draws that went right; 0 where there are none."""
        return self.right / self.n if self.n else 0.0


@dataclass(frozen=True)
class MeasuredNode:
    """A node at the fork above it.

    Attributes
    ----------
    clusters
        The clusters of the profiles that are this node, or something below it.
    on_panel, on_all
        The same draws with the genes of the panel, and with all genes.
    mistaken_for
        What the wrong draws were called on the panel, and how many, the most frequent first.
    """

    name: str
    parent: str
    clusters: tuple[str, ...]
    on_panel: Decided
    on_all: Decided
    mistaken_for: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Measured:
    """Forks, measured.

    Attributes
    ----------
    profiles
        What the profiles are called.
    truth
        Where the true nodes come from: ``"labels"``, or ``"all genes"``, where the calls without noise on all
        genes are taken for true.
    n_genes
        Genes of the panel that the profiles have.
    draws
        How many times each cluster was drawn.
    depth
        Transcripts of a draw over all genes.
    seed
        Of the draws.
    left_out
        Clusters without a node that they are.
    """

    profiles: str
    truth: str
    n_genes: int
    draws: int
    depth: int
    seed: int
    nodes: tuple[MeasuredNode, ...]
    left_out: tuple[str, ...]

    def node(self, name: str) -> MeasuredNode | None:
        """The row of a node; None where no cluster is that node."""
        return next((row for row in self.nodes if row.name == name), None)
