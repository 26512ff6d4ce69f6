"""The verdict on every label that a cluster could be given, asked of the scorer once."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from benchmarks.verdicts import judge

if TYPE_CHECKING:
    from collections.abc import Iterable

    from benchmarks.data import Folder

KEY = ["truth", "dataset", "cluster", "hierarchy", "cl_id"]
VERDICT = ["verdict", "right", "in_scope", "credit"]
ABSTAINED = ""


class Ledger:
    """Verdicts by truth table, data set, cluster, hierarchy and Cell Ontology id; ``""`` abstains."""

    def __init__(self, folder: Folder, scorer: Path, ids: dict[str, Iterable[str]]) -> None:
        """Ask for the `ids` of each hierarchy."""
        asked = []
        for path, truth in folder.truths.items():
            able = truth[truth["hierarchy"].isin(list(ids))]
            for hierarchy, rows in able.groupby("hierarchy", sort=False):
                for cl_id in sorted({ABSTAINED, *ids[str(hierarchy)]}):
                    asked.append(rows.assign(truth=path.name, asked=cl_id))
        questions = pd.concat(asked, ignore_index=True)
        # The scorer knows a cluster by data set and name: every question is a data set of its own.
        names = questions["dataset"] + "|" + questions["truth"] + "|" + questions["hierarchy"]
        truth = questions.assign(dataset=names + "|" + questions["asked"])
        answers = _ask(truth.drop(columns=["truth", "asked"]), questions["asked"], scorer)
        known = truth[["dataset", "cluster"]].merge(answers, on=["dataset", "cluster"], how="left")
        book = questions[["truth", "dataset", "cluster", "hierarchy"]].assign(cl_id=questions["asked"])
        for column in VERDICT:
            book[column] = known[column].to_numpy()
        self.book = book

    def judge(self, predictions: pd.DataFrame) -> pd.DataFrame:
        """Predictions, which say their `truth` table, with the columns of `VERDICT`."""
        rows = predictions.merge(self.book, on=KEY, how="left", validate="many_to_one")
        if rows["verdict"].isna().any():
            lost = rows.loc[rows["verdict"].isna(), KEY].iloc[0].tolist()
            msg = f"no verdict was asked for {lost}"
            raise KeyError(msg)
        return rows


def _ask(truth: pd.DataFrame, cl_ids: pd.Series, scorer: Path) -> pd.DataFrame:
    labels = cl_ids.where(cl_ids != ABSTAINED, "unknown")
    predictions = truth[["dataset", "cluster", "hierarchy"]].assign(
        label=labels, cl_id=cl_ids, status=labels.where(labels == "unknown", "resolved")
    )
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "truth.csv"
        truth.to_csv(table, index=False)
        return judge(predictions, table, scorer, Path(folder) / "labels").rows
