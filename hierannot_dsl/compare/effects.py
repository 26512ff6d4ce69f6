"""What a change does: to the nodes of a panel, and to the labels of clusters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.panel.report import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hierannot_dsl.compare.model import HierarchyDiff
    from hierannot_dsl.panel.report import RetentionReport

GONE = "not in the hierarchy"


@dataclass(frozen=True)
class NodeOnPanel:
    """A node whose status on a panel changed; `lost` where it could be a label before and cannot now."""

    name: str
    before: str
    after: str
    lost: bool


@dataclass(frozen=True)
class PanelEffect:
    """Nodes that have another status on a panel: those from before in their order, then new ones."""

    panel: str
    nodes: tuple[NodeOnPanel, ...]


@dataclass(frozen=True)
class LabelChange:
    """A cluster that has another label."""

    cluster: str
    before: str
    after: str


@dataclass(frozen=True)
class LabelEffect:
    """Clusters of one data set that have another label."""

    data: str
    n_clusters: int
    changed: tuple[LabelChange, ...]


def renamed_nodes(diff: HierarchyDiff) -> dict[str, str]:
    """Names before -> names after, of the programs that were renamed."""
    renamed = (one for one in diff.programs if one.renamed)
    return {one.before[-1]: one.after[-1] for one in renamed if one.before and one.after}


def panel_effect(before: RetentionReport, after: RetentionReport, renamed: Mapping[str, str]) -> PanelEffect:
    """Compare what a panel leaves of two hierarchies.

    Parameters
    ----------
    before, after
        Reports of the same panel.
    renamed
        Names before -> names after: a new name alone is no loss.
    """
    now = {row.name: row.status for row in after.nodes}
    found = []
    for row in before.nodes:
        name = renamed.get(row.name, row.name)
        status = now.pop(name, None)
        if status != row.status:
            lost = row.status is Status.FULL
            found.append(NodeOnPanel(name, row.status, status or GONE, lost))
    found += [NodeOnPanel(name, GONE, status, lost=False) for name, status in now.items()]
    return PanelEffect(before.panel, tuple(found))


def label_effect(
    data: str, before: Mapping[str, str], after: Mapping[str, str], renamed: Mapping[str, str]
) -> LabelEffect:
    """Compare the labels that two hierarchies give to the clusters of one data set.

    Parameters
    ----------
    data
        Name of the data set.
    before, after
        Cluster -> label, of the same clusters.
    renamed
        Labels before -> labels after, where names alone changed.
    """
    changed = tuple(
        LabelChange(cluster, label, after[cluster])
        for cluster, label in before.items()
        if renamed.get(label, label) != after[cluster]
    )
    return LabelEffect(data, len(before), changed)
