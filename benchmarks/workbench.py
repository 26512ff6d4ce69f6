"""What the studies share: cases, their programs, and verdicts; and the command around a study."""

from __future__ import annotations

import argparse
import sys
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pandas as pd

import hierannot_dsl
from benchmarks.conditions import ALL, Case, cases
from benchmarks.data import BadFolder, read_folder
from benchmarks.ledger import Ledger
from benchmarks.page import with_tables
from benchmarks.predict import predictions_of
from benchmarks.verdicts import find_scorer

if TYPE_CHECKING:
    from hierannot_dsl.export import AnnotationResult
    from hierannot_dsl.program import Program

CANNOT_RUN = 2
Edit: TypeAlias = Callable[["Program"], "Program"]


@dataclass(frozen=True)
class Workbench:
    """Cases, the program of each (by its key) and the verdicts on all its labels."""

    cases: list[Case]
    programs: dict[tuple[str, ...], Program]
    ledger: Ledger

    @classmethod
    def read(cls, data: Path, scorer: Path | None = None, names: tuple[str, ...] = ALL) -> Workbench:
        """Read a data folder.

        Raises
        ------
        BadFolder
            If something that is needed is not there.
        """
        folder = read_folder(data)
        asked = cases(folder, names)
        if not asked:
            msg = f"{data} asks for no hierarchy that the catalog has"
            raise BadFolder(msg)
        roots = {case.task.hierarchy: None for case in asked}
        built = {name: hierannot_dsl.get_builtin_hierarchy(name) for name in roots}
        programs = {case.key: _fit(case, built[case.task.hierarchy], {}).program for case in asked}
        ids = {case.task.hierarchy: programs[case.key].cl_ids for case in asked}
        return cls(asked, programs, Ledger(folder, find_scorer(data, scorer), ids))

    def fit(self, case: Case, edit: Edit | None = None, **knobs: Any) -> AnnotationResult:
        """Annotate a case with its program, edited first, under `knobs` of the pipeline."""
        program = self.programs[case.key]
        return _fit(case, edit(program) if edit else program, knobs)

    def judge(self, edit: Edit | None = None, **knobs: Any) -> pd.DataFrame:
        """Annotate every case: one row per cluster with the call and its verdict."""
        tables = [rows_of(case, self.fit(case, edit, **knobs)) for case in self.cases]
        return self.ledger.judge(pd.concat(tables, ignore_index=True))


def rows_of(case: Case, result: AnnotationResult) -> pd.DataFrame:
    """The export of one case as predictions that say where they belong."""
    table = predictions_of(result, case.task.profile.dataset, case.task.hierarchy)
    return table.assign(condition=case.condition, variant=case.variant, truth=case.truth)


def command(
    study: Callable[[Workbench, argparse.Namespace], dict[str, str]],
    *,
    name: str,
    about: str | None,
    conditions: tuple[str, ...],
    arguments: list[str] | None,
    options: dict[str, dict[str, Any]] | None = None,
) -> int:
    """Run a study on a data folder; print its tables, or put them on a page.

    `options` are those that only this study has.
    """
    parser = argparse.ArgumentParser(prog=name, description=(about or "").partition("\n")[0])
    parser.add_argument("data", type=Path, metavar="DATA", help="folder with truth.csv, profiles/, panels/")
    parser.add_argument("--scorer", type=Path, metavar="FILE", help="default: score_labels.py beside DATA")
    parser.add_argument("--page", type=Path, metavar="FILE", help="put the tables in their places here")
    for option, about_option in (options or {}).items():
        parser.add_argument(option, **about_option)
    asked = parser.parse_args(arguments)
    try:
        tables = study(Workbench.read(asked.data, asked.scorer, conditions), asked)
    except BadFolder as problem:
        print(f"{name}: {problem}", file=sys.stderr)
        return CANNOT_RUN
    if asked.page:
        text = with_tables(asked.page.read_text(encoding="utf-8"), tables)
        asked.page.write_text(text, encoding="utf-8")
    else:
        print("\n\n".join(f"{title}\n\n{table}" for title, table in tables.items()))
    return 0


def _fit(case: Case, source: Any, knobs: dict[str, Any]) -> AnnotationResult:
    pipeline = hierannot_dsl.HierAnnotPipeline(source, input_type=case.task.profile.input_type, **knobs)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", hierannot_dsl.DataWarning)
        return pipeline.fit_score(case.task.profile.means)
