"""Bound hierarchy -> retention report: what is left of every node, its status, and why."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from hierannot_dsl.model.hierarchy import Contrast, Node
from hierannot_dsl.panel.advice import advise
from hierannot_dsl.panel.contents import contents_of
from hierannot_dsl.panel.evidence import best_set, marker_sets
from hierannot_dsl.panel.report import MarkerRetention, NodeRetention, RetentionReport, Rule, Share, Status
from hierannot_dsl.panel.separation import separation
from hierannot_dsl.symbols.table import builtin_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hierannot_dsl.model.hierarchy import Hierarchy, Program
    from hierannot_dsl.panel.bind import BoundHierarchy, BoundMarker, Key
    from hierannot_dsl.panel.policy import RetentionPolicy
    from hierannot_dsl.symbols.table import SymbolTable

Verdict: TypeAlias = "tuple[Status, Rule, str]"
ORDER = (Status.DISABLED, Status.FALLBACK, Status.FULL)


def retention(
    bound: BoundHierarchy, policy: RetentionPolicy, *, symbols: SymbolTable | None = None
) -> RetentionReport:
    """Decide the status of every node and contrast, and what the panel still tells apart.

    Parameters
    ----------
    bound, policy
        The hierarchy on the panel, and the rules.
    symbols
        Tells old names and damaged symbols among those of the panel. Default: the table of the package.
    """
    rows = retained(bound, policy)
    panel = bound.panel
    report = RetentionReport(
        hierarchy=bound.hierarchy.name,
        panel=panel.name,
        n_genes=len(panel.measured),
        policy=policy,
        rows=rows,
        pairs=separation(bound, {row.name for row in rows if row.status is not Status.DISABLED}),
        contents=contents_of(panel, symbols or builtin_table()),
    )
    return replace(report, advice=advise(report))


def retained(bound: BoundHierarchy, policy: RetentionPolicy) -> tuple[NodeRetention, ...]:
    """Decide the status of every node in document order, then of every contrast.

    What counts is the best marker set of a node: its own markers, or one variant. A node is disabled where
    that set keeps fewer than `policy.min_positive` markers that the parent does not list too, or less than
    the floor of the node's role and the panel's size asks for; below a second floor it falls back to the
    nearest ancestor that can still be called, and stays where there is none. A group, which has no markers,
    is disabled where all its children are. Of a contrast only the count is asked.
    """
    placed = tuple(_placed(bound.hierarchy))
    verdicts: dict[str, Verdict] = {}
    for program, parent, _ in reversed(placed):  # children first: a group depends on them
        verdicts[program.name] = _verdict(program, parent, bound, policy, verdicts)
    parents = {program.name: parent for program, parent, _ in placed}
    for program, _, _ in placed:  # parents first: falling back needs somebody to fall back to
        status, _, reason = verdicts[program.name]
        if status is Status.FALLBACK and _nearest_called(program, parents, verdicts) is None:
            missing = "no node above it is left" if parents[program.name] else "a root has no parent"
            told = f"{reason}; {missing} to fall back to"
            verdicts[program.name] = (Status.FULL, Rule.NOTHING_ABOVE, told)
    rows = [_row(*place, verdicts[place[0].name], bound, policy) for place in placed]
    return tuple(sorted(rows, key=lambda row: row.kind == "contrast"))


def _nearest_called(
    program: Program, parents: Mapping[str, Node | None], verdicts: Mapping[str, Verdict]
) -> Node | None:
    above = parents[program.name]
    while above is not None and not _can_be_called(verdicts[above.name]):
        above = parents[above.name]
    return above


def _can_be_called(verdict: Verdict) -> bool:
    status, rule, _ = verdict
    return status is Status.FULL and rule is not Rule.GROUP


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


def _verdict(
    program: Program,
    parent: Node | None,
    bound: BoundHierarchy,
    policy: RetentionPolicy,
    below: Mapping[str, Verdict],
) -> Verdict:
    sets = [
        markers for _, markers in bound.marker_sets(program) if any(marker.speaks_for for marker in markers)
    ]
    if not sets:
        return _group_verdict(program, below)
    where = " in its best marker set" if len(sets) > 1 else ""
    own = marker_sets(program, parent, bound)
    shares = [_share(markers, 1) for markers in sets]
    judged = [
        (_of_set(program, share, len(one.measured), bound, policy, where), share.fraction)
        for share, one in zip(shares, own, strict=True)
    ]
    return max(judged, key=lambda found: (ORDER.index(found[0][0]), found[1]))[0]


def _of_set(
    program: Program, share: Share, effective: int, bound: BoundHierarchy, policy: RetentionPolicy, where: str
) -> Verdict:
    least = least_positive(program, policy)
    if effective < least:
        beyond = " that its parent does not have" if share.present > effective else ""
        left = f"{effective} positive marker{'' if effective == 1 else 's'} left{beyond}{where}"
        return Status.DISABLED, Rule.MIN_POSITIVE, f"{left}, {least} are needed"
    if not isinstance(program, Node):
        return Status.FULL, Rule.ENOUGH, ""
    n_genes = len(bound.panel.measured)
    for status, rule, floor in (
        (Status.DISABLED, Rule.DISABLED_BELOW, policy.disabled_below(program.role, n_genes)),
        (Status.FALLBACK, Rule.FALLBACK_BELOW, policy.fallback_below(program.role, n_genes)),
    ):
        needed = max(policy.needed(floor, share.total), least)
        if share.present < needed:
            left = f"{share.present} of {share.total} positive markers left{where}"
            return status, rule, f"{left}, {needed} are needed ({program.role})"
    return Status.FULL, Rule.ENOUGH, ""


def least_positive(program: Program, policy: RetentionPolicy) -> int:
    """How many positive markers a program needs: the policy's floor, or its own ``min_markers`` above it."""
    return max(policy.min_positive, program.min_markers or 0)


def _group_verdict(program: Program, below: Mapping[str, Verdict]) -> Verdict:
    children = program.children if isinstance(program, Node) else ()
    if any(below[child.name][0] is not Status.DISABLED for child in children):
        return Status.FULL, Rule.GROUP, "a group: no markers of its own"
    if children:
        return Status.DISABLED, Rule.GROUP, "a group, and all its children are disabled"
    return Status.DISABLED, Rule.MIN_POSITIVE, "no positive markers"


def _row(
    program: Program,
    parent: Node | None,
    level: int,
    verdict: Verdict,
    bound: BoundHierarchy,
    policy: RetentionPolicy,
) -> NodeRetention:
    status, rule, reason = verdict
    markers = [(variant, one) for variant, listed in bound.marker_sets(program) for one in listed]
    best = best_set(marker_sets(program, parent, bound))
    return NodeRetention(
        name=program.name,
        parent=parent.name if parent else "",
        level=level,
        kind="contrast" if isinstance(program, Contrast) else "node",
        role=program.role if isinstance(program, Node) else "",
        least=least_positive(program, policy),
        status=status,
        rule=rule,
        reason=reason,
        positive=_share([one for _, one in markers], 1),
        negative=_share([one for _, one in markers], -1),
        effective=Share(
            len(best.measured), len(best.listed), sum(best.measured.values()), sum(best.listed.values())
        ),
        markers=tuple(_fate(variant, one) for variant, one in markers),
    )


def _share(markers: Iterable[BoundMarker], sign: int) -> Share:
    weights: dict[Key, float] = {}
    measured: set[Key] = set()
    for one in markers:
        if one.counts and one.marker.sign == sign:
            weights[one.key] = max(one.marker.weight, weights.get(one.key, 0.0))
            measured |= {one.key} if one.binding.measured else set()
    present = [weight for key, weight in weights.items() if key in measured]
    return Share(len(present), len(weights), sum(present), sum(weights.values()))


def _fate(variant: str, one: BoundMarker) -> MarkerRetention:
    marker, binding = one.marker, one.binding
    return MarkerRetention(
        gene=marker.gene,
        modality=marker.modality,
        sign=marker.sign,
        weight=marker.weight,
        variant=variant,
        fate=binding.fate,
        symbol=binding.symbol,
        candidates=binding.candidates,
        source=binding.source,
    )
