"""A table of what is known of clusters -> records that curation takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hierannot_dsl.adapters.notices import some
from hierannot_dsl.curation.placing import Known

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

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
    rows = truth.reindex(columns=["dataset", "cluster", *OPTIONAL]).fillna("").astype(str)
    found = tuple(map(_known, rows[rows["confidence"].str.casefold() != DOUBTFUL].to_dict("records")))
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
