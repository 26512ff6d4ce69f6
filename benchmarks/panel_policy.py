"""How much of a node must a panel keep? Labels of compiled hierarchies under several rules, judged.

    python -m benchmarks.panel_policy DATA [--page FILE]

Every human data set on every panel of about 1,000 genes in DATA, pooled. *Nothing compiled*: labels by the
whole hierarchy, of which what the matrix lacks is unmeasured.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from benchmarks.conditions import PANELS
from benchmarks.data import read_panel
from benchmarks.page import markdown
from benchmarks.verdicts import figures
from benchmarks.workbench import Workbench, command, rows_of
from hierannot_dsl.catalog.builtins import load_builtin
from hierannot_dsl.compiler import compile_for_panel
from hierannot_dsl.panel.panel import Panel
from hierannot_dsl.panel.policy import Floors, RetentionPolicy
from hierannot_dsl.panel.report import Status

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from hierannot_dsl.program import Program

NONE = Floors(0, 0, 0, 0)
SHARES = RetentionPolicy(long_list=0)
RULES = {
    "shares of the whole list": SHARES,
    "the same, major nodes preserved": replace(SHARES, preserve_major=True),
    **{f"shares of at most {n} markers": replace(SHARES, long_list=n) for n in (10, 8, 6, 5, 4, 3)},
    "two markers, no shares": replace(SHARES, small=NONE),
    "three markers, no shares": replace(SHARES, small=NONE, min_positive=3),
    "four markers, no shares": replace(SHARES, small=NONE, min_positive=4),
}


def main(arguments: list[str] | None = None) -> int:
    return command(_study, name="panel_policy", about=__doc__, conditions=(PANELS,), arguments=arguments)


def _study(bench: Workbench, asked: argparse.Namespace) -> dict[str, str]:
    rows = [_row("nothing compiled", bench.judge(), Counter())]
    for rule, policy in RULES.items():
        verdicts, statuses = _judged(bench, asked.data, policy)
        rows.append(_row(rule, verdicts, statuses))
    return {"rules": markdown(pd.DataFrame(rows))}


def _judged(bench: Workbench, data: Path, policy: RetentionPolicy) -> tuple[pd.DataFrame, Counter[Status]]:
    panels = {
        file.stem: Panel(file.stem, tuple(sorted(read_panel(file))))
        for file in (data / "panels").glob("*.txt")
    }
    programs: dict[tuple[str, str], Program] = {}
    statuses: Counter[Status] = Counter()
    tables = []
    for case in bench.cases:
        key = (case.task.hierarchy, case.variant)
        if key not in programs:
            compiled = compile_for_panel(load_builtin(key[0]), panels[key[1]], policy).unwrap()
            programs[key] = compiled.program
            statuses.update(row.status for row in compiled.report.nodes)
        tables.append(rows_of(case, bench.fit(case, lambda _, program=programs[key]: program)))
    return bench.ledger.judge(pd.concat(tables, ignore_index=True)), statuses


def _row(rule: str, verdicts: pd.DataFrame, statuses: Counter[Status]) -> dict[str, object]:
    found = figures(verdicts)
    counts = [str(statuses[status]) if statuses else "" for status in Status]
    return {
        "rule": rule,
        "right %": f"{found.right:.1f}",
        "wrong %": f"{found.wrong:.1f}",
        "exact %": f"{found.exact:.1f}",
        "depth": f"{found.depth:.3f}",
        "out of scope %": f"{found.outside:.1f}",
        **dict(zip(("full", "fallback", "disabled"), counts, strict=True)),
    }


if __name__ == "__main__":
    sys.exit(main())
