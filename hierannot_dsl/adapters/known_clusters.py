"""A table of what is known of clusters -> records that curation takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from hierannot_dsl.adapters.notices import some
from hierannot_dsl.curation.placing import Known

if TYPE_CHECKING:
    from collections.abc import Mapping


SAYS_TYPE = ("node", "cl_id", "truth_name")
OPTIONAL = (*SAYS_TYPE, "also_ok", "hierarchy", "confidence")
DOUBTFUL = "low"


def known_clusters(truth: pd.DataFrame, *, called: str) -> tuple[Known, ...]:
    """Read what is known of clusters.

    Parameters
    ----------
    truth
        Text, a row for each cluster: ``dataset``, ``cluster``, and its type as ``node``, ``cl_id`` or
        ``truth_name``. ``also_ok`` may hold further terms, separated by ``;``, ``hierarchy`` the hierarchy
        that the data set is for, and ``confidence`` the word ``low``: such rows are left out.
    called
        What messages call the table.

    Raises
    ------
    ValueError
        If a column is missing, a cluster stands there twice, or nothing is known.
    """
    missing = [column for column in ("dataset", "cluster") if column not in truth]
    if missing:
        msg = f"{called} has no column {some(missing)}"
        raise ValueError(msg)
    if not set(SAYS_TYPE) & set(truth.columns):
        msg = f"{called} says of no cluster what it is: it has none of the columns {some(SAYS_TYPE)}"
        raise ValueError(msg)
    twice = truth.loc[truth.duplicated(["dataset", "cluster"]), "cluster"]
    if len(twice):
        msg = f"{called} has more than one row for {some(list(twice))}"
        raise ValueError(msg)
    rows = truth.reindex(columns=["dataset", "cluster", *OPTIONAL]).to_dict("records")
    texts = [{name: "" if pd.isna(value) else str(value) for name, value in row.items()} for row in rows]
    found = tuple(_known(row) for row in texts if row["confidence"].casefold() != DOUBTFUL)
    if not found:
        msg = f"{called} knows no cluster"
        raise ValueError(msg)
    return found


def _known(row: Mapping[Any, str]) -> Known:
    return Known(
        dataset=row["dataset"],
        cluster=row["cluster"],
        node=row["node"],
        cl_id=row["cl_id"],
        also_ok=tuple(term.strip() for term in row["also_ok"].split(";") if term.strip()),
        name=row["truth_name"],
        hierarchy=row["hierarchy"],
    )
