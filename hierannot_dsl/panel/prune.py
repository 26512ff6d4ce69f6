"""Hierarchy x report -> the hierarchy that the panel supports: unmeasured markers and disabled nodes gone."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from hierannot_dsl.model.hierarchy import Hierarchy, Node, Program
from hierannot_dsl.panel.report import Status

if TYPE_CHECKING:
    from hierannot_dsl.model.hierarchy import Marker
    from hierannot_dsl.panel.bind import BoundHierarchy, BoundMarker
    from hierannot_dsl.panel.report import RetentionReport

P = TypeVar("P", bound=Program)


def prune(bound: BoundHierarchy, report: RetentionReport) -> Hierarchy:
    """What is left to score.

    Markers take the panel's spelling. A disabled node without surviving children goes; one with them stays as
    a group, without markers: passed through and never called. A node that falls back stays, not callable.
    """
    statuses = {row.name: row.status for row in report.rows}
    return bound.hierarchy.model_copy(
        update={
            "roots": _nodes(bound.hierarchy.roots, bound, statuses),
            "contrasts": _contrasts(bound.hierarchy.contrasts, bound, statuses),
        }
    )


def _nodes(nodes: tuple[Node, ...], bound: BoundHierarchy, statuses: dict[str, Status]) -> tuple[Node, ...]:
    kept = []
    for node in nodes:
        status = statuses[node.name]
        children = _nodes(node.children, bound, statuses)
        if status is Status.DISABLED and not children:
            continue
        update = {
            "children": children,
            "contrasts": _contrasts(node.contrasts, bound, statuses) if children else (),
        }
        if status is Status.DISABLED:
            kept.append(node.model_copy(update={**update, "markers": (), "variants": ()}))
        else:
            measured = _measured(node, bound)
            callable_ = node.callable and status is not Status.FALLBACK
            kept.append(measured.model_copy(update={**update, "callable": callable_}))
    return tuple(kept)


def _contrasts(contrasts: tuple[P, ...], bound: BoundHierarchy, statuses: dict[str, Status]) -> tuple[P, ...]:
    return tuple(_measured(c, bound) for c in contrasts if statuses[c.name] is not Status.DISABLED)


def _measured(program: P, bound: BoundHierarchy) -> P:
    (_, own), *others = bound.marker_sets(program)
    variants = tuple(
        variant.model_copy(update={"markers": markers})
        for variant, (_, listed) in zip(program.variants, others, strict=True)
        if (markers := _kept(listed))
    )
    return program.model_copy(update={"markers": _kept(own), "variants": variants})


def _kept(markers: tuple[BoundMarker, ...]) -> tuple[Marker, ...]:
    """The measured markers under the panel's symbols."""
    kept = [one for one in markers if one.binding.measured]
    # Copies are not validated: nobody after this would notice a gene that counts twice.
    assert len({one.key for one in kept}) == len(kept)
    return tuple(one.marker.model_copy(update={"gene": one.binding.symbol}) for one in kept)
