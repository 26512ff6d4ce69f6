"""How well every built-in hierarchy fits every data set of a folder.

    python -m benchmarks.fit DATA [--method METHOD] [--panel FILE ...] [--ambient 0.1] [--page FILE]

Prints, or puts on a page, one table of rank scores (data sets x hierarchies), how often the right tissue is
first with and without each part of the score, and the status beside the quality of labels for the pairs of
the truth tables.
"""

from __future__ import annotations

import argparse
import sys
import warnings
from dataclasses import replace
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

import hierannot_dsl
from benchmarks.catalog import read_model
from benchmarks.data import BadFolder, Folder, Profile, read_folder, read_panel
from benchmarks.page import with_tables
from benchmarks.predict import METHODS, predict, tasks
from benchmarks.verdicts import figures, find_scorer, judge

if TYPE_CHECKING:
    from collections.abc import Callable

    from hierannot_dsl import AnnotationResult

CANNOT_RUN = 2
STATUS = {"good": "+", "questionable": "?", "poor": "-"}
LEGEND = "rank score and status: + good, ? questionable, - poor; * the best of its row, or tied for it"
PARTS = {
    "resolved_fraction": 1,
    "contrast_won_fraction": -1,
    "named_apart_fraction": 1,
    "mean_raw_score": 1,
}
TISSUE_LINEAGES = {"epithelial", "neural"}


def main(arguments: list[str] | None = None) -> int:
    asked = _parse(arguments)
    warnings.simplefilter("ignore", hierannot_dsl.DataWarning)
    try:
        folder = read_folder(asked.data)
        scorer = find_scorer(asked.data, asked.scorer)
        panels = {file.stem: read_panel(file) for file in asked.panel}
    except BadFolder as problem:
        print(f"fit: {problem}", file=sys.stderr)
        return CANNOT_RUN
    tables = _study(folder, scorer, panels, asked)
    if asked.page:
        tables["ranks of hierannot"] = markdown(rank_scores(compare_all(folder, "hierannot")))
        page = with_tables(asked.page.read_text(encoding="utf-8"), tables)
        asked.page.write_text(page, encoding="utf-8")
    else:
        print(f"fit, method={asked.method!r}\n{LEGEND}")
        print("".join(f"\n== {title}\n\n{table}\n" for title, table in tables.items()), end="")
    return 0


def _study(
    folder: Folder, scorer: Path, panels: dict[str, frozenset[str]], asked: argparse.Namespace
) -> dict[str, str]:
    compared = compare_all(folder, asked.method)
    own = own_tissue(next(iter(folder.truths.values())))
    tables = {"ranks": markdown(rank_scores(compared)), "parts": markdown(ablation(compared, own))}
    changes = {f"on {name}": partial(Profile.on_panel, genes=genes) for name, genes in panels.items()}
    if asked.ambient:
        changes[f"with {asked.ambient:.0%} ambient"] = partial(Profile.with_ambient, fraction=asked.ambient)
    if changes:
        tables["changed data"] = markdown(under_changes(folder, asked.method, own, changes))
    for truth, table in folder.truths.items():
        able, _ = tasks(folder, table)
        rows = judge(predict(able, asked.method), truth, scorer, asked.out / truth.stem).rows
        tables[truth.name] = markdown(beside_labels(compared, rows, table))
    return tables


def compare_all(folder: Folder, method: str) -> pd.DataFrame:
    """`compare_hierarchy_fit` of every data set with all built-ins; the column ``dataset`` is added."""
    names = hierannot_dsl.list_builtin_hierarchies()["name"]
    models = {name: read_model(name) for name in names}
    tables = []
    for dataset, profile in folder.profiles.items():
        results: dict[str, AnnotationResult] = {
            name: hierannot_dsl.HierAnnotPipeline(
                model, input_type=profile.input_type, method=method
            ).fit_score(profile.means)
            for name, model in models.items()
        }
        tables.append(hierannot_dsl.compare_hierarchy_fit(results).assign(dataset=dataset))
    return pd.concat(tables, ignore_index=True)


def rank_scores(compared: pd.DataFrame) -> pd.DataFrame:
    """Data sets x hierarchies: rank score, status, and a star where the rank is first."""
    told = compared.assign(
        told=[
            f"{row.fit_rank_score:.2f}{STATUS[row.hierarchy_fit_status]}{'*' if row.fit_rank == 1 else ''}"
            for row in compared.itertuples()
        ]
    )
    wide = told.pivot_table(index="dataset", columns="name", values="told", aggfunc="first", sort=False)
    return wide[sorted(wide.columns)].rename(columns=_short).reset_index()


def own_tissue(truth: pd.DataFrame) -> dict[str, str]:
    """Hierarchy of one tissue that a data set is to be named with, where it holds epithelium or neurons."""
    scopes = hierannot_dsl.list_builtin_hierarchies().set_index("name")["tissue_scope"]
    telling = truth[truth["lineage"].isin(TISSUE_LINEAGES) & (truth["in_scope"] == "yes")]
    pairs = dict(zip(telling["dataset"], telling["hierarchy"], strict=True))
    return {dataset: name for dataset, name in pairs.items() if not scopes[name].startswith("pan-")}


def under_changes(
    folder: Folder, method: str, own: dict[str, str], changes: dict[str, Callable[[Profile], Profile]]
) -> pd.DataFrame:
    """How often the right tissue is first when every profile is changed in the same way, for each change."""
    lines = []
    for name, change in changes.items():
        changed = replace(folder, profiles={dataset: change(folder.profiles[dataset]) for dataset in own})
        compared = compare_all(changed, method)
        lines.append({"data": name, **_firsts(compared.assign(score=compared["fit_rank_score"]), own)})
    return pd.DataFrame(lines)


def ablation(compared: pd.DataFrame, own: dict[str, str]) -> pd.DataFrame:
    """How often the right tissue is first, and its smallest lead: the whole score, and without each part."""
    lines = []
    for left_out in (None, *PARTS):
        kept = {part: sign for part, sign in PARTS.items() if part != left_out}
        scores = sum(sign * compared[part] for part, sign in kept.items())
        score = f"without `{left_out}`" if left_out else "all parts"
        lines.append({"score": score, **_firsts(compared.assign(score=scores), own)})
    lines.append({"score": "parts chosen on the other data sets", **_told(_chosen_elsewhere(compared, own))})
    return pd.DataFrame(lines)


def _chosen_elsewhere(compared: pd.DataFrame, own: dict[str, str]) -> dict[str, float]:
    """The lead of the right tissue by those parts that put it first most often, and widest, elsewhere."""
    sets = [kept for size in range(len(PARTS), 0, -1) for kept in combinations(PARTS, size)]
    leads = {
        kept: _leads(compared.assign(score=sum(PARTS[part] * compared[part] for part in kept)), own)
        for kept in sets
    }

    def worth(kept: tuple[str, ...], without: str) -> tuple[int, float]:
        others = [lead for dataset, lead in leads[kept].items() if dataset != without and lead > 0]
        return len(others), min(others, default=0.0)

    return {
        dataset: leads[max(sets, key=lambda kept, without=dataset: worth(kept, without))][dataset]
        for dataset in own
    }


def _firsts(scored: pd.DataFrame, own: dict[str, str]) -> dict[str, str]:
    return _told(_leads(scored, own))


def _leads(scored: pd.DataFrame, own: dict[str, str]) -> dict[str, float]:
    return {dataset: _lead(scored, dataset, name) for dataset, name in own.items()}


def _told(leads: dict[str, float]) -> dict[str, str]:
    won = [lead for lead in leads.values() if lead > 0]
    behind = [f"{dataset} ({lead:.3f})" for dataset, lead in leads.items() if lead <= 0]
    return {
        "right tissue first": f"{len(won)} of {len(leads)}",
        "smallest lead of these": f"{min(won, default=0):.3f}",
        "not first (behind by)": ", ".join(behind),
    }


def _lead(compared: pd.DataFrame, dataset: str, hierarchy: str) -> float:
    scores = compared[compared["dataset"] == dataset].set_index("name")["score"]
    return float(round(scores[hierarchy] - scores.drop(hierarchy).max(), 9))


def beside_labels(compared: pd.DataFrame, rows: pd.DataFrame, truth: pd.DataFrame) -> pd.DataFrame:
    """One row per pair of a truth table: status and rank beside right, wrong and out of scope, in percent."""
    fits = compared.set_index(["dataset", "name"])
    lines = []
    for (dataset, hierarchy), pair in truth.groupby(["dataset", "hierarchy"], sort=False):
        fit, found = fits.loc[(dataset, hierarchy)], figures(rows[rows["dataset"] == dataset])
        lines.append(
            {
                "dataset": dataset,
                "hierarchy": hierarchy,
                "status": fit["hierarchy_fit_status"],
                "rank": str(fit["fit_rank"]),
                "resolved %": f"{100 * fit['resolved_fraction']:.0f}",
                "contrast won %": f"{100 * fit['contrast_won_fraction']:.0f}",
                "out of scope % (truth)": f"{100 * (pair['in_scope'] == 'no').mean():.0f}",
                "right %": f"{found.right:.0f}",
                "wrong %": f"{found.wrong:.0f}",
            }
        )
    return pd.DataFrame(lines)


def markdown(table: pd.DataFrame) -> str:
    """A table as Markdown."""
    lines = [list(table.columns), ["---"] * len(table.columns), *table.astype(str).to_numpy().tolist()]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _short(name: str) -> str:
    return name.removesuffix("_tme").removesuffix("_core") if name != "tme_core" else name


def _parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="fit", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "data", type=Path, metavar="DATA", help="folder with truth.csv, datasets.csv, profiles/"
    )
    parser.add_argument("--method", choices=METHODS, default=METHODS[0])
    parser.add_argument("--panel", type=Path, nargs="+", default=[], metavar="FILE", help="also on panels")
    parser.add_argument(
        "--ambient", type=float, default=0.0, metavar="FRACTION", help="also with ambient RNA"
    )
    parser.add_argument("--scorer", type=Path, metavar="FILE", help="default: score_labels.py beside DATA")
    parser.add_argument(
        "--page", type=Path, metavar="FILE", help="put the tables in their places here: needs the panels too"
    )
    parser.add_argument("--out", type=Path, default=Path("output/fit"), metavar="DIR")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
