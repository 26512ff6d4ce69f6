"""Evidence for markers -> plain records, and the short texts that tables show."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from hierannot_dsl.curation.placing import STEP

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hierannot_dsl.curation.evidence import MarkerEvidence
    from hierannot_dsl.curation.report import Curation, ProgramEvidence

SIGNS = {1: "+", -1: "-"}
HEADER = ("gene", "holds", "detected", "own", "lead", "AUC", "leak", "verdict")
DECIMALS = 4


def record(row: MarkerEvidence) -> dict[str, str | int | float | None]:
    """One marker as names and values; numbers with four decimals, None where there is nothing to measure."""
    return {
        "node": row.path,
        "variant": row.variant,
        "sign": SIGNS[row.sign],
        "gene": row.gene,
        "verdict": str(row.verdict),
        "holds_in": " ".join(row.holds_in),
        "n_holds": len(row.holds_in),
        "n_rivalled": row.n_rivalled,
        "n_datasets": row.n_datasets,
        "n_detected": row.n_detected,
        "n_clusters": row.n_clusters,
        "own": _rounded(row.own),
        "lead": _rounded(row.lead),
        "auc": _rounded(row.auc),
        "leak": _rounded(row.leak),
        "share": None if math.isnan(row.share) else float(f"{row.share:.3g}"),
    }


def cells(row: MarkerEvidence) -> tuple[str, ...]:
    """One marker as texts under `HEADER`; empty where there is nothing to measure."""
    return (
        f"{SIGNS[row.sign]} {row.gene}",
        f"{len(row.holds_in)}/{row.n_rivalled}" if row.sign > 0 and row.n_rivalled else "",
        f"{row.n_detected}/{row.n_clusters}" if row.n_clusters else "",
        _short(row.own, ".2f"),
        _short(row.lead, "+.2f"),
        _short(row.auc, ".2f"),
        _short(row.leak, ".0%"),
        str(row.verdict),
    )


def clusters_line(program: ProgramEvidence) -> str:
    """How many clusters a program has, and where."""
    total = sum(program.clusters.values())
    if not total:
        return "no cluster"
    places = ", ".join(f"{dataset} {count}" for dataset, count in program.clusters.items())
    return f"{total} cluster{'' if total == 1 else 's'}: {places}"


def by_variant(rows: Sequence[MarkerEvidence]) -> Mapping[str, list[MarkerEvidence]]:
    """Rows under the name of their variant, ``""`` first."""
    found: dict[str, list[MarkerEvidence]] = {}
    for row in rows:
        found.setdefault(row.variant, []).append(row)
    return found


def headline(report: Curation) -> str:
    """What was measured on what."""
    name = f"{report.hierarchy} {report.version}".strip()
    n_sets = len(report.datasets)
    placed = report.n_known - len(report.unplaced)
    sets = f"{n_sets} data set{'' if n_sets == 1 else 's'}"
    return f"{name} on {sets}: {placed} of {report.n_known} known clusters have a place in it"


def leaf(path: str) -> str:
    """The last name of a path."""
    return path.rpartition(f" {STEP} ")[2]


def _short(value: float, form: str) -> str:
    return "" if math.isnan(value) else format(value, form)


def _rounded(value: float) -> float | None:
    # Adding zero turns -0.0 to 0.0.
    return None if math.isnan(value) else round(value, DECIMALS) + 0.0
