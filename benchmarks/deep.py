"""Verdicts with the broad hierarchies and with the deep ones -> what the deep ones gain, per data set."""

from __future__ import annotations

import pandas as pd

from benchmarks.verdicts import Figures, figures

HEADER = (
    "| data set | clusters | exact % broad | deep | depth broad | deep | wrong % broad | deep |\n"
    "|---|---|---|---|---|---|---|---|"
)


def gains(broad: pd.DataFrame, deep: pd.DataFrame) -> str:
    """A table of both, per data set and over all, as Markdown.

    Parameters
    ----------
    broad, deep
        Rows of verdicts of the same clusters, as `benchmarks.verdicts.judge` gives them.
    """
    lines = [HEADER]
    for dataset in [*dict.fromkeys(broad["dataset"]), None]:
        one, two = (
            figures(rows if dataset is None else rows[rows["dataset"] == dataset]) for rows in (broad, deep)
        )
        lines.append(_row(dataset or "**all**", one, two))
    return "\n".join(lines)


def _row(name: str, broad: Figures, deep: Figures) -> str:
    pairs = (
        (broad.exact, deep.exact, ".1f"),
        (broad.depth, deep.depth, ".3f"),
        (broad.wrong, deep.wrong, ".1f"),
    )
    cells = ["-" if value is None else format(value, style) for *values, style in pairs for value in values]
    return f"| {name} | {broad.n} | {' | '.join(cells)} |"
