"""Evidence for hierarchies -> CSV: a row for every marker and candidate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.emit.cells import csv_text
from hierannot_dsl.emit.curation_rows import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hierannot_dsl.curation.report import Curation
    from hierannot_dsl.curation.verdict import Verdict

COLUMNS = (
    "hierarchy",
    "version",
    "kind",
    "node",
    "variant",
    "sign",
    "gene",
    "verdict",
    "holds_in",
    "n_holds",
    "n_rivalled",
    "n_datasets",
    "n_detected",
    "n_clusters",
    "own",
    "lead",
    "auc",
    "leak",
    "share",
)
POSITIVE = {"+": "positive", "-": "negative"}


def curation_csv(reports: Iterable[Curation], *, verdicts: Sequence[Verdict] = ()) -> str:
    """The rows of all reports; ``kind`` is marker or candidate, ``sign`` positive or negative."""
    return csv_text(COLUMNS, (row for report in reports for row in curation_rows(report, verdicts)))


def curation_rows(report: Curation, verdicts: Sequence[Verdict] = ()) -> Iterator[list[object]]:
    """Yield values under `COLUMNS`, the markers of a program before its candidates."""
    for program in report.programs:
        kept = [row for row in program.markers if not verdicts or row.verdict in verdicts]
        for kind, rows in (("marker", kept), ("candidate", program.candidates)):
            for row in rows:
                values = {
                    "hierarchy": report.hierarchy,
                    "version": report.version,
                    "kind": kind,
                    **record(row),
                }
                values["sign"] = POSITIVE[str(values["sign"])]
                yield [values[column] for column in COLUMNS]
