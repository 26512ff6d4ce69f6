"""Judge the labels of the built-in hierarchies on a folder of data sets with verified truth.

    python -m benchmarks.evaluate DATA [--method METHOD] [--panel FILE ...] [--ambient 0.1] [--half 5]
                                   [--deep]

Writes the predictions and the verdict of every cluster to a folder, and prints the scorer's tables.
"""

from __future__ import annotations

import argparse
import sys
import warnings
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from benchmarks.data import BadFolder, Folder, Profile, read_folder, read_panel
from benchmarks.deep import gains
from benchmarks.predict import METHODS, Task, predict, tasks
from benchmarks.stability import changed_by_halving
from benchmarks.verdicts import Figures, Verdicts, calibration, figures, find_scorer, judge

if TYPE_CHECKING:
    from collections.abc import Callable

CANNOT_RUN = 2


def main(arguments: list[str] | None = None) -> int:
    asked = _parse(arguments)
    warnings.showwarning = _note
    try:
        folder = read_folder(asked.data)
        scorer = find_scorer(asked.data, asked.scorer)
        panels = {file.stem: read_panel(file) for file in asked.panel}
        for method in asked.method or METHODS:
            _evaluate(folder, scorer, method, panels, asked)
    except BadFolder as problem:
        print(f"evaluate: {problem}", file=sys.stderr)
        return CANNOT_RUN
    return 0


def _evaluate(
    folder: Folder,
    scorer: Path,
    method: str,
    panels: dict[str, frozenset[str]],
    asked: argparse.Namespace,
) -> None:
    summary: list[str] = []
    calls: list[tuple[Path, Verdicts, pd.DataFrame]] = []

    def run(
        name: str,
        truth: Path,
        able: list[Task],
        change: Callable[[Profile], Profile] = lambda profile: profile,
    ) -> tuple[Verdicts, pd.DataFrame]:
        predictions = predict(able, method, change)
        stem = f"{method}-{name}".replace(" ", "-").replace("%", "")
        return judge(predictions, truth, scorer, asked.out / stem), predictions

    for truth, table in folder.truths.items():
        able, unable = tasks(folder, table)
        if unable:
            print(f"{truth.name}: left out, the catalog has no hierarchy for {', '.join(unable)}")
        if not able:
            continue
        verdicts, predictions = run(truth.stem, truth, able)
        calls.append((truth, verdicts, predictions))
        print(f"\n== {truth.name}, method={method!r}\n{verdicts.table}")
        summary.append(figures(verdicts.rows).line(truth.stem))

        if asked.deep:
            finer, _ = tasks(folder, table, deep=True)
            deep = run(f"{truth.stem} deep", truth, finer)[0].rows
            summary.append(figures(deep).line(f"{truth.stem}, deep"))
            print(f"\n{truth.stem}, broad and deep hierarchies\n{gains(verdicts.rows, deep)}")

        if asked.ambient:
            mixed = partial(Profile.with_ambient, fraction=asked.ambient)
            name = f"{truth.stem} + {asked.ambient:.0%} ambient"
            summary.append(figures(run(name, truth, able, mixed)[0].rows).line(name))

        pooled: list[pd.DataFrame] = []
        matching = [task for task in able if asked.species in ("any", task.profile.species.split(" (")[0])]
        for panel, genes in panels.items():
            rows = run(f"{truth.stem} {panel}", truth, matching, partial(Profile.on_panel, genes=genes))[
                0
            ].rows
            pooled.append(rows)
            summary.append(figures(rows).line(f"{truth.stem} on {panel}"))
        if len(pooled) > 1:
            summary.append(figures(pd.concat(pooled)).line(f"{truth.stem} on {len(pooled)} panels, pooled"))

        if asked.half:
            changed, compared = changed_by_halving(able, method, predictions, asked.half)
            share = 100 * changed / compared
            summary.append(
                f"{truth.stem}: {changed} of {compared} labels ({share:.1f} %) change with half the clusters"
            )

    print(f"== summary, method={method!r}\n{Figures.HEADER}")
    print("\n".join(summary))
    for truth, verdicts, predictions in calls:
        levels = calibration(verdicts.rows, predictions).to_string(index=False)
        print(f"\n{truth.stem}, calls by confidence\n{levels}")
    print(f"\npredictions and verdicts are in {asked.out}")


def _note(message: Warning | str, *_: object) -> None:
    print(f"note: {message}", file=sys.stderr)


def _parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="evaluate", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "data", type=Path, metavar="DATA", help="folder with truth.csv, datasets.csv, profiles/"
    )
    parser.add_argument(
        "--method", action="append", choices=METHODS, help="default: both, one after the other"
    )
    parser.add_argument("--scorer", type=Path, metavar="FILE", help="default: score_labels.py beside DATA")
    parser.add_argument("--out", type=Path, default=Path("output/evaluation"), metavar="DIR")
    parser.add_argument(
        "--panel",
        type=Path,
        nargs="+",
        default=[],
        metavar="FILE",
        help="also with these genes only, and pooled",
    )
    parser.add_argument(
        "--species",
        default="Homo sapiens",
        help="with --panel: data sets of this species only, or `any` (default: Homo sapiens)",
    )
    parser.add_argument(
        "--ambient",
        type=_fraction,
        metavar="FRACTION",
        help="also with this much of the mean profile mixed in",
    )
    parser.add_argument(
        "--deep",
        action="store_true",
        help="also with the deep hierarchies, where there are, and what they gain",
    )
    parser.add_argument(
        "--half",
        type=int,
        default=0,
        metavar="N",
        help="labels that change when half the clusters go, N draws",
    )
    return parser.parse_args(arguments)


def _fraction(text: str) -> float:
    value = float(text)
    if not 0 < value < 1:
        msg = "not between 0 and 1"
        raise argparse.ArgumentTypeError(msg)
    return value


if __name__ == "__main__":
    sys.exit(main())
