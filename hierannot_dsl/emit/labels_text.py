"""Export table -> a page for a terminal: a line for each cluster, and why where there is no plain label."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Any

from hierannot_dsl.cells import visible
from hierannot_dsl.emit.layout import Layout

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

COLORS = {"resolved": "", "mixed": "33", "unknown": "31"}
HEADER = ("cluster", "label", "status", "confidence", "margin")
STABLE, RUNNER_UP = "stable", "runner-up"
NUMERIC = {"margin", STABLE}
GAP = "  "


def labels_text(
    summary: pd.DataFrame,
    layout: Layout | None = None,
    *,
    beside: Mapping[str, Mapping[str, str]] | None = None,
) -> str:
    """The labels as lines that end in a line feed each.

    Parameters
    ----------
    summary
        What `make_cluster_annotation_export_summary` gives, with its default prefix. Where no stability was
        asked for, there is no column for it.
    layout
        What the terminal can show.
    beside
        Further columns: a header, and for each cluster a text. They take the place of the runner-up.
    """
    look = layout or Layout()
    records = summary.to_dict("records")
    extra = beside or {}
    stable = any(not _is_missing(record.get("annot_stability")) for record in records)
    header = (*HEADER, *([STABLE] if stable else []), *(extra or [RUNNER_UP]))
    rows = [_row(record, extra, stable=stable) for record in records]
    widths = [max(map(len, column)) for column in zip(header, *rows, strict=True)]
    lines = [_line(header, header, widths)]
    for record, row in zip(records, rows, strict=True):
        lines.append(look.paint(_line(row, header, widths), COLORS.get(record["annot_export_status"], "")))
    lines += ["", _tally(records)]
    for record in records:
        reason = str(record["annot_export_reason"] or "")
        if record["annot_export_status"] != "resolved" and reason:
            lines += look.wrapped(f"{GAP}{_text(record['cluster_id'])}: ", visible(reason), indent=6)
    return "".join(f"{line}\n" for line in lines)


def _row(
    record: Mapping[Any, Any], beside: Mapping[str, Mapping[str, str]], *, stable: bool
) -> tuple[str, ...]:
    cluster = str(record["cluster_id"])
    share = record.get("annot_stability")
    last = [texts.get(cluster, "") for texts in beside.values()] or [_text(record["annot_second_best_label"])]
    return (
        visible(cluster),
        _text(record["annot_export_label"]),
        _text(record["annot_export_status"]),
        _text(record["annot_confidence"]),
        _number(record["annot_final_call_margin"]),
        *(["" if _is_missing(share) else f"{float(str(share)):.0%}"] if stable else []),
        *last,
    )


def _line(row: tuple[str, ...], header: tuple[str, ...], widths: list[int]) -> str:
    cells = (
        f"{cell:>{width}}" if name in NUMERIC else f"{cell:<{width}}"
        for cell, name, width in zip(row, header, widths, strict=True)
    )
    return GAP.join(cells).rstrip()


def _tally(records: list[dict[Any, Any]]) -> str:
    statuses = Counter(str(record["annot_export_status"]) for record in records)
    sure = Counter(str(r["annot_confidence"]) for r in records if r["annot_export_status"] == "resolved")
    told = ", ".join(f"{sure[level]} {level}" for level in ("high", "medium", "low") if sure[level])
    resolved = f"{statuses['resolved']} resolved" + (f" ({told} confidence)" if told else "")
    others = [f"{statuses[status]} {status}" for status in ("mixed", "unknown")]
    clusters = f"{len(records)} cluster{'' if len(records) == 1 else 's'}"
    return f"{clusters}: {', '.join([resolved, *others])}"


def _text(value: object) -> str:
    return "" if _is_missing(value) else visible(str(value))


def _number(value: object) -> str:
    return "" if _is_missing(value) else f"{float(str(value)):.2f}"


def _is_missing(value: object) -> bool:
    return (
        value is None
        or value != value
        or (isinstance(value, float) and math.isnan(value))
        or str(value) == "<NA>"
    )
