"""AnnotationResult and its export table -> what the page of labels tells, as data, and the page."""

from __future__ import annotations

import base64
from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from hierannot_dsl.emit.renamed_text import renamed_text
from hierannot_dsl.explain.derive import explain_cluster
from hierannot_dsl.export.fit import hierarchy_fit
from hierannot_dsl.report.page import render_page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hierannot_dsl.explain.model import Explanation
    from hierannot_dsl.export.fit import Fit
    from hierannot_dsl.export.result import AnnotationResult

STATUSES = ("resolved", "mixed", "unknown")
GRADES = ("high", "medium", "low", "none")
FIT_TOLD = {
    "good": "The hierarchy suits these clusters.",
    "questionable": "The hierarchy suits these clusters in part: look at what is unknown.",
    "poor": "The hierarchy does not suit these clusters: try another one.",
}

CONFIDENCE_TOLD = {
    "default": "Confidence is the chance that the label is right, fitted on clusters of known type.",
    "hierannot": "Confidence grows with the branch score and its margin; it is no chance of being right.",
}


@dataclass(frozen=True)
class Picture:
    """A plot to embed: its title, what it shows in words, and the PNG itself."""

    title: str
    told: str
    png: bytes

    @property
    def base64(self) -> str:
        return base64.b64encode(self.png).decode()


@dataclass(frozen=True)
class HeatRow:
    """One program of the heat map: its place in the tree, and its branch score in each row's cluster."""

    name: str
    level: int
    is_contrast: bool
    scores: tuple[float | None, ...]
    called: tuple[bool, ...]


@dataclass(frozen=True)
class ClusterRow:
    """One line of the table of clusters, and what stands behind it.

    Attributes
    ----------
    margin
        Lead of the call; None without a call or a rival.
    score
        `annot_confidence_score`.
    stability
        Part of the resamples of the markers in which the label stays; None where there were none.
    """

    cluster: str
    label: str
    status: str
    confidence: str
    score: float
    stability: float | None
    margin: float | None
    runner_up: str
    reason: str
    explanation: Explanation


@dataclass(frozen=True)
class AnnotationFacts:
    """Everything that the page of labels shows.

    Attributes
    ----------
    data
        Name of the data, as the reader knows it.
    statuses, grades
        How many clusters have each status, and how many of the resolved ones each confidence.
    record
        What is needed to do it again: names, versions, hashes, and the settings of the method.
    """

    data: str
    hierarchy: str
    method: str
    rows: tuple[ClusterRow, ...]
    statuses: Mapping[str, int]
    grades: Mapping[str, int]
    heat: tuple[HeatRow, ...]
    fit: Fit
    fit_told: str
    confidence_told: str
    record: tuple[tuple[str, str], ...]
    settings: tuple[tuple[str, str], ...]
    pictures: tuple[Picture, ...]


def annotation_facts(
    result: AnnotationResult,
    export: pd.DataFrame,
    *,
    data: str,
    record: Mapping[str, str],
    pictures: Sequence[Picture] = (),
) -> AnnotationFacts:
    """Gather what the page tells.

    Parameters
    ----------
    result
        The fit.
    export
        Its export table, with the default prefix.
    data
        Name of the data.
    record
        Further facts for the record, such as the input type.
    pictures
        Plots to embed.
    """
    records = export.to_dict("records")
    rows = tuple(_row(result, one) for one in records)
    resolved = [row for row in rows if row.status == "resolved"]
    fit = hierarchy_fit(result)
    program = result.program
    identity = {
        "hierarchy": program.hierarchy,
        "version": program.version or "none",
        "content hash": program.source_hash,
        "program hash": program.content_hash,
        "panel": program.panel or "none: every gene of the matrix",
        "method": result.settings.method,
        **record,
    }
    if result.renamed:
        identity["markers"] = "; ".join(renamed_text(result.renamed))
    return AnnotationFacts(
        data=data,
        hierarchy=program.hierarchy,
        method=result.settings.method,
        rows=rows,
        statuses=_counted(STATUSES, Counter(row.status for row in rows)),
        grades=_counted(GRADES[:3], Counter(row.confidence for row in resolved)),
        heat=_heat(result, [row.cluster for row in rows]),
        fit=fit,
        fit_told=FIT_TOLD[fit.hierarchy_fit_status],
        confidence_told=CONFIDENCE_TOLD[result.settings.method],
        record=tuple(identity.items()),
        settings=tuple(_settings(result)),
        pictures=tuple(pictures),
    )


def annotation_page(facts: AnnotationFacts) -> str:
    """The page of labels, as one HTML document."""
    return render_page("annotation.html.j2", {"facts": facts})


def _row(result: AnnotationResult, record: Mapping[Any, Any]) -> ClusterRow:
    return ClusterRow(
        cluster=str(record["cluster_id"]),
        label=str(record["annot_export_label"]),
        status=str(record["annot_export_status"]),
        confidence=str(record["annot_confidence"]),
        score=float(record["annot_confidence_score"]),
        stability=_number(record.get("annot_stability")),
        margin=_number(record["annot_final_call_margin"]),
        runner_up=str(record["annot_second_best_label"]),
        reason=str(record["annot_export_reason"]),
        explanation=explain_cluster(result, str(record["cluster_id"])),
    )


def _number(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)


def _heat(result: AnnotationResult, clusters: Sequence[str]) -> tuple[HeatRow, ...]:
    """Of the clusters of the export, in its order, which need not be that of the fit."""
    column_of = {cluster: column for column, cluster in enumerate(result.scores.clusters)}
    columns = [column_of[cluster] for cluster in clusters]
    program, branch, label = result.program, result.scores.branch[:, columns], result.routes.label[columns]
    return tuple(
        HeatRow(
            name=program.names[index],
            level=int(program.level[index]),
            is_contrast=bool(program.is_contrast[index]),
            scores=tuple(None if value != value else float(value) for value in branch[index]),
            called=tuple(bool(one == index) for one in label),
        )
        for index in range(program.n_programs)
    )


def _settings(result: AnnotationResult) -> list[tuple[str, str]]:
    told = []
    for name, value in asdict(result.settings).items():
        many = hasattr(value, "__len__") and not isinstance(value, str)
        told.append((name, f"{len(value)} values" if many else "by preset" if value is None else str(value)))
    return told


def _counted(names: Sequence[str], counts: Counter[str]) -> dict[str, int]:
    return {name: counts[name] for name in names}
