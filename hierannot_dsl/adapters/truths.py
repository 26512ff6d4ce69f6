"""A table that says what clusters are -> the nodes of a hierarchy that they are."""

from __future__ import annotations

import csv
import re
import warnings
from typing import TYPE_CHECKING

from hierannot_dsl.adapters.files import read_text
from hierannot_dsl.adapters.notices import DataWarning, some
from hierannot_dsl.adapters.tables import DELIMITERS
from hierannot_dsl.diagnostics.suggest import closest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from hierannot_dsl.model.hierarchy import Hierarchy

NAMES = ("node", "label")
IDS = ("cl_id", "also_ok")
WANTED = "a column `cluster`, and `node`, `label` or `cl_id`"


def read_truth(
    path: Path, hierarchy: Hierarchy, *, dataset: str, clusters: Collection[str] | None = None
) -> dict[str, str]:
    """Read which node each cluster is.

    Parameters
    ----------
    path
        ``.csv`` or ``.tsv`` with a column `cluster`, and the name of its node in `node` or `label`, or its
        Cell Ontology id in `cl_id`; several ids, and more in `also_ok`, are parted by semicolons, and the
        first that is a node's own counts. Of a table with a column `dataset`, the rows of one are read.
    hierarchy
        Whose nodes are meant.
    dataset
        The data set whose rows are read.
    clusters
        The clusters that there are; None: not known.

    Returns
    -------
    nodes
        Names of nodes by cluster; a cluster that is none of them is not there.

    Raises
    ------
    OSError
        If the file cannot be read.
    ValueError
        If it is no such table, or none of its rows names a node of a cluster that there is.

    Warns
    -----
    DataWarning
        If a name without an id beside it is no node, or a cluster is none that there are.
    """
    text = read_text(path).removeprefix("\ufeff")
    try:
        rows = list(csv.DictReader(text.splitlines(), delimiter=DELIMITERS.get(path.suffix.lower(), ",")))
    except csv.Error as problem:
        msg = f"{path.as_posix()}: {problem}"
        raise ValueError(msg) from None
    columns = set(rows[0]) if rows else set()
    if "cluster" not in columns or not columns & {*NAMES, IDS[0]}:
        msg = f"{path.as_posix()} does not say what clusters are: it needs {WANTED}"
        raise ValueError(msg)
    by_name = {node.name: node.name for _, node in hierarchy.walk()}
    by_id = {node.cl: node.name for _, node in hierarchy.walk() if node.cl}
    found: dict[str, str] = {}
    misspelt: list[str] = []
    for row in rows:
        if "dataset" in row and row["dataset"] != dataset:
            continue
        written = [name for column in NAMES if (name := row.get(column))]
        names = map(by_name.get, written)
        ids = [one for column in IDS for one in re.split(r"[;|,\s]+", row.get(column) or "")]
        node = next(filter(None, (*names, *map(by_id.get, ids))), None)
        if node is not None:
            found[row["cluster"]] = node
        elif not any(ids):  # a type that the hierarchy does not have is told by its id
            misspelt += written
    known = found if clusters is None else {one: node for one, node in found.items() if one in clusters}
    if not known:
        named = f"; it has {some(list(found))}" if found else ""
        msg = f"{path.as_posix()} has no cluster of `{dataset}` that is a node of `{hierarchy.name}`{named}"
        raise ValueError(msg)
    _warn_of(misspelt, f"no node of `{hierarchy.name}`", among=by_name, path=path)
    _warn_of(found.keys() - known.keys(), f"no cluster of `{dataset}`", among=clusters or (), path=path)
    return known


def _warn_of(names: Iterable[str], what: str, *, among: Iterable[str], path: Path) -> None:
    odd = sorted(set(names))
    if odd:
        near = closest(odd[0], among, limit=1) if len(odd) == 1 else ()
        meant = f"; did you mean `{near[0]}`?" if near else ""
        msg = f"{path.as_posix()} names what is {what}, which is left out: {some(odd)}{meant}"
        warnings.warn(msg, DataWarning, stacklevel=3)
