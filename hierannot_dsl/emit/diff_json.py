"""What changed between hierarchies -> one JSON document."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hierannot_dsl.compare.comparison import Comparison
    from hierannot_dsl.compare.model import MarkerChange, ProgramChange

FORMAT = "hierannot_dsl.diff"
FORMAT_VERSION = 1


def diff_json(comparisons: Sequence[Comparison]) -> str:
    """What changed, as JSON text: the same change gives the same bytes."""
    hierarchies = [_comparison(one) for one in comparisons]
    document = {"format": FORMAT, "format_version": FORMAT_VERSION, "hierarchies": hierarchies}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _comparison(comparison: Comparison) -> dict[str, Any]:
    diff, judgement = comparison.diff, comparison.judgement
    told: dict[str, Any] = {
        "name": diff.name,
        "file": comparison.file or None,
        "whole": diff.whole,
        "n_nodes": diff.n_nodes,
        "before_version": diff.before_version,
        "after_version": diff.after_version,
        "fields": [asdict(field) for field in diff.fields],
        "programs": [_program(change) for change in diff.programs],
        "panels": [asdict(effect) for effect in comparison.panels],
        "labels": [asdict(effect) for effect in comparison.labels],
    }
    if judgement is not None:
        told["breaking"] = [asdict(one) for one in judgement.breakages]
        told["required"] = judgement.required.word
        told["needed_version"] = judgement.needed
        told["version_is_enough"] = judgement.enough
    return told


def _program(change: ProgramChange) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "before": None if change.before is None else list(change.before),
        "after": None if change.after is None else list(change.after),
        "renamed": change.renamed,
        "moved": change.moved,
        "inside": [{"kind": one.kind, "path": list(one.path)} for one in change.inside],
        "fields": [asdict(field) for field in change.fields],
        "markers": [_marker(marker) for marker in change.markers],
    }


def _marker(marker: MarkerChange) -> dict[str, Any]:
    def listed(side: tuple[int, float] | None) -> dict[str, float] | None:
        return None if side is None else {"sign": side[0], "weight": side[1]}

    return {
        "gene": marker.gene,
        "variant": marker.variant,
        "fate": marker.fate,
        "before": listed(marker.before),
        "after": listed(marker.after),
    }
