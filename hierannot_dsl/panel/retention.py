"""Bound hierarchy -> retention report: what is left of every node, its status, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.model.hierarchy import Contrast, Node
from hierannot_dsl.panel.report import MarkerRetention, NodeRetention, RetentionReport, Share, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hierannot_dsl.model.hierarchy import Hierarchy, Marker, Program
    from hierannot_dsl.panel.bind import BoundHierarchy
    from hierannot_dsl.panel.policy import RetentionPolicy


def retention(bound: BoundHierarchy, policy: RetentionPolicy) -> RetentionReport:
    """Decide the status of every node and contrast.

    What counts is the best marker set of a node: its own markers, or one variant. A node is disabled where
    that set keeps fewer than `policy.min_positive` positive markers, or a fraction of them below the floor
    of the node's role and the panel's size; below a second floor it falls back to the nearest ancestor that
    can still be called, and stays where there is none. A group, which has no markers, is disabled where all
    its children are. Of a contrast only the count is asked.
    """
    placed = tuple(_placed(bound.hierarchy))
    statuses: dict[str, tuple[Status, str]] = {}
    for program, _, _ in reversed(placed):  # children first: a group depends on them
        statuses[program.name] = _status(program, bound, policy, statuses)
    parents = {program.name: parent for program, parent, _ in placed}
    for program, _, _ in placed:  # parents first: falling back needs somebody to fall back to
        status, reason = statuses[program.name]
        if status is Status.FALLBACK and _nearest_called(program, parents, statuses) is None:
            missing = "no node above it is left" if parents[program.name] else "a root has no parent"
            statuses[program.name] = (Status.FULL, f"{reason}; {missing} to fall back to")
    rows = [_row(*place, *statuses[place[0].name], bound) for place in placed]
    rows.sort(key=lambda row: row.kind == "contrast")
    name, panel = bound.hierarchy.name, bound.panel
    return RetentionReport(name, panel.name, len(panel.measured), policy, tuple(rows))


def _nearest_called(
    program: Program, parents: Mapping[str, Node | None], statuses: Mapping[str, tuple[Status, str]]
) -> Node | None:
    above = parents[program.name]
    while above is not None and (statuses[above.name][0] is not Status.FULL or not _marker_sets(above)):
        above = parents[above.name]
    return above


def _placed(hierarchy: Hierarchy) -> Iterator[tuple[Program, Node | None, int]]:
    """Nodes and contrasts with the node above them and their level, in document order."""
    levels: dict[str, int] = {}
    for parent, node in hierarchy.walk():
        levels[node.name] = levels[parent.name] + 1 if parent else 1
        yield node, parent, levels[node.name]
        for contrast in node.contrasts:
            yield contrast, node, levels[node.name] + 1
    for contrast in hierarchy.contrasts:
        yield contrast, None, 1


def _status(
    program: Program,
    bound: BoundHierarchy,
    policy: RetentionPolicy,
    below: Mapping[str, tuple[Status, str]],
) -> tuple[Status, str]:
    shares = [_share(markers, 1, bound) for markers in _marker_sets(program)]
    if not shares:
        return _group_status(program, below)
    where = " in its best marker set" if len(shares) > 1 else ""
    most = max(share.present for share in shares)
    if most < policy.min_positive:
        left = f"{most} positive marker{'' if most == 1 else 's'} left{where}"
        return Status.DISABLED, f"{left}, {policy.min_positive} are needed"
    if not isinstance(program, Node):
        return Status.FULL, ""
    fraction = max(share.fraction for share in shares if share.present >= policy.min_positive)
    n_genes = len(bound.panel.measured)
    for status, floor in (
        (Status.DISABLED, policy.disabled_below(program.role, n_genes)),
        (Status.FALLBACK, policy.fallback_below(program.role, n_genes)),
    ):
        if fraction < floor:
            left = f"{fraction:.0%} of the positive markers left{where}"
            return status, f"{left}, {floor:.0%} are needed ({program.role})"
    return Status.FULL, ""


def _group_status(program: Program, below: Mapping[str, tuple[Status, str]]) -> tuple[Status, str]:
    children = program.children if isinstance(program, Node) else ()
    if any(below[child.name][0] is not Status.DISABLED for child in children):
        return Status.FULL, "a group: no markers of its own"
    if children:
        return Status.DISABLED, "a group, and all its children are disabled"
    return Status.DISABLED, "no positive markers"


def _row(
    program: Program,
    parent: Node | None,
    level: int,
    status: Status,
    reason: str,
    bound: BoundHierarchy,
) -> NodeRetention:
    markers = _all_markers(program)
    return NodeRetention(
        name=program.name,
        parent=parent.name if parent else "",
        level=level,
        kind="contrast" if isinstance(program, Contrast) else "node",
        role=program.role if isinstance(program, Node) else "",
        status=status,
        reason=reason,
        positive=_share(markers, 1, bound),
        negative=_share(markers, -1, bound),
        markers=tuple(_fate(variant, marker, bound) for variant, marker in markers),
    )


def _marker_sets(program: Program) -> list[list[tuple[str, Marker]]]:
    """What can speak for a program: its own markers and each variant, if any of them is positive."""
    return [markers for markers in _all_sets(program) if any(marker.sign > 0 for _, marker in markers)]


def _all_sets(program: Program) -> list[list[tuple[str, Marker]]]:
    return [[(variant, marker) for marker in markers] for variant, markers in program.marker_sets()]


def _all_markers(program: Program) -> list[tuple[str, Marker]]:
    return [pair for markers in _all_sets(program) for pair in markers]


def _share(markers: list[tuple[str, Marker]], sign: int, bound: BoundHierarchy) -> Share:
    weights: dict[tuple[str, str], float] = {}
    present: dict[tuple[str, str], float] = {}
    for _, marker in markers:
        if marker.sign == sign:
            key = (marker.modality, marker.gene)
            weights[key] = max(marker.weight, weights.get(key, 0.0))
            if bound.of(marker).measured:
                present[key] = weights[key]
    return Share(len(present), len(weights), sum(present.values()), sum(weights.values()))


def _fate(variant: str, marker: Marker, bound: BoundHierarchy) -> MarkerRetention:
    binding = bound.of(marker)
    return MarkerRetention(
        marker.gene, marker.sign, marker.weight, variant, binding.fate, binding.symbol, binding.candidates
    )
