"""Bound hierarchy -> retention report: what is left of every node, its status, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.model.hierarchy import Contrast, Hierarchy, Node
from hierannot_dsl.panel.report import MarkerRetention, NodeRetention, RetentionReport, Share, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.model.hierarchy import Marker, Program
    from hierannot_dsl.panel.bind import BoundHierarchy
    from hierannot_dsl.panel.policy import RetentionPolicy


def retention(bound: BoundHierarchy, policy: RetentionPolicy) -> RetentionReport:
    """Decide the status of every node and contrast.

    A node is disabled where its best marker set keeps fewer than `policy.min_positive` positive markers, or
    where the kept fraction of its positive markers is below the floor of its role and the panel's size; it
    falls back to its parent below a second floor. A root has no parent to fall back to and stays. A group,
    which has no markers, is disabled where all its children are. Of a contrast only the count is asked.
    """
    rows: dict[str, NodeRetention] = {}
    placed = tuple(_placed(bound.hierarchy))
    for node, parent, level in reversed(placed):  # children first: a group depends on them
        status, reason = _status(node, parent, bound, policy, rows)
        rows[node.name] = _row(node, parent, level, status, reason, bound)
    ordered = [rows[program.name] for program, _, _ in placed]
    ordered.sort(key=lambda row: row.kind == "contrast")
    name, panel = bound.hierarchy.name, bound.panel
    return RetentionReport(name, panel.name, len(panel.measured), policy, tuple(ordered))


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
    parent: Node | None,
    bound: BoundHierarchy,
    policy: RetentionPolicy,
    below: dict[str, NodeRetention],
) -> tuple[Status, str]:
    sets = [markers for markers in _marker_sets(program) if any(m.sign > 0 for _, m in markers)]
    if not sets:
        return _group_status(program, below)
    most = max(_share(markers, 1, bound).present for markers in sets)
    if most < policy.min_positive:
        where = " in its best marker set" if len(sets) > 1 else ""
        left = f"{most} positive marker{'' if most == 1 else 's'} left{where}"
        return Status.DISABLED, f"{left}, {policy.min_positive} are needed"
    if not isinstance(program, Node):
        return Status.FULL, ""
    fraction = _share(_all_markers(program), 1, bound).fraction
    n_genes = len(bound.panel.measured)
    floor = policy.disabled_below(program.role, n_genes)
    if fraction < floor:
        return Status.DISABLED, _below(fraction, floor, program.role)
    floor = policy.fallback_below(program.role, n_genes)
    if fraction >= floor:
        return Status.FULL, ""
    if parent is None:
        return Status.FULL, f"{_below(fraction, floor, program.role)}; a root has no parent to fall back to"
    return Status.FALLBACK, _below(fraction, floor, program.role)


def _group_status(program: Program, below: dict[str, NodeRetention]) -> tuple[Status, str]:
    children = program.children if isinstance(program, Node) else ()
    if any(below[child.name].status is not Status.DISABLED for child in children):
        return Status.FULL, "a group: no markers of its own"
    if children:
        return Status.DISABLED, "a group, and all its children are disabled"
    return Status.DISABLED, "no positive markers"


def _below(fraction: float, floor: float, role: str) -> str:
    return f"{fraction:.0%} of the positive markers left, {floor:.0%} are needed ({role})"


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
    own = [("", marker) for marker in program.markers]
    return [own, *([(variant.name, marker) for marker in variant.markers] for variant in program.variants)]


def _all_markers(program: Program) -> list[tuple[str, Marker]]:
    return [pair for markers in _marker_sets(program) for pair in markers]


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
