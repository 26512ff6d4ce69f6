"""Evidence for hierarchies -> JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hierannot_dsl.emit.curation_rows import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hierannot_dsl.curation.report import Curation, ProgramEvidence
    from hierannot_dsl.curation.verdict import Verdict

FORMAT = "hierannot_dsl.curation"
FORMAT_VERSION = 1


def curation_json(reports: Iterable[Curation], *, verdicts: Sequence[Verdict] = ()) -> str:
    """All reports as one JSON object, ending in a line feed; null where there is nothing to measure."""
    document = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "hierarchies": [_report(report, verdicts) for report in reports],
    }
    return json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _report(report: Curation, verdicts: Sequence[Verdict]) -> dict[str, Any]:
    return {
        "name": report.hierarchy,
        "version": report.version,
        "content_hash": report.content_hash,
        "datasets": list(report.datasets),
        "n_known_clusters": report.n_known,
        "unplaced": [{"dataset": dataset, "cluster": cluster} for dataset, cluster in report.unplaced],
        "verdicts": {str(word): count for word, count in report.counts().items()},
        "programs": [_program(program, verdicts) for program in report.programs],
    }


def _program(program: ProgramEvidence, verdicts: Sequence[Verdict]) -> dict[str, Any]:
    kept = (row for row in program.markers if not verdicts or row.verdict in verdicts)
    return {
        "path": program.path,
        "kind": "contrast" if program.is_contrast else "node",
        "cl": program.cl,
        "clusters": dict(program.clusters),
        "markers": [record(row) for row in kept],
        "candidates": [record(row) for row in program.candidates],
    }
