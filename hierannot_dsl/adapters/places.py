"""Where an AnnData keeps things: a column of obs, a matrix and the names of its genes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from hierannot_dsl.adapters.expression import check_numbers, numbers_of
from hierannot_dsl.adapters.notices import some
from hierannot_dsl.diagnostics.suggest import closest

if TYPE_CHECKING:
    from hierannot_dsl.kernels.arrays import Ints

SOURCES = ("X", "layer", "raw", "obsm")


@dataclass(frozen=True, eq=False)
class ExpressionPlace:
    """A matrix, and the names of the genes that are wanted.

    Attributes
    ----------
    matrix
        Cells x genes, perhaps with more of either than the AnnData.
    genes
        Names of the genes of the AnnData.
    rows, columns
        Where the cells and genes of the AnnData are in the matrix; None: they are all of it.
    """

    matrix: Any
    genes: list[str]
    rows: Ints | None = None
    columns: Ints | None = None


def column_of_obs(adata: Any, key: str) -> pd.Series[Any]:
    """A column of obs, also of one that is read lazily.

    Raises
    ------
    KeyError
        If there is none.
    """
    found = member("column of obs", key, adata.obs)
    column: pd.Series[Any] = found if isinstance(found, pd.Series) else adata.obs[[key]].to_memory()[key]
    return column


def expression_of(adata: Any, source: str, key: str | None) -> ExpressionPlace:
    """Find what is averaged.

    Raises
    ------
    KeyError
        If there is nothing of this name; the message has names that are near.
    ValueError
        If there is no such source, it is empty, or it holds something else than numbers.
    """
    if source not in SOURCES:
        msg = f"source {source!r} is not one of {', '.join(map(repr, SOURCES))}"
        raise ValueError(msg)
    if (source in ("layer", "obsm")) is not (key is not None):
        msg = f"source {source!r} " + ("needs a source_key" if key is None else "takes no source_key")
        raise ValueError(msg)
    where = source if key is None else f"{source} {key!r}"
    place = _of_obsm(adata, str(key), where) if source == "obsm" else _of_genes(adata, source, key)
    if place.matrix is None:
        msg = f"source {source!r} of this AnnData is empty"
        raise ValueError(msg)
    check_numbers(place.matrix, where)
    return place


def member(what: str, key: str | None, holder: Any) -> Any:
    """Something by its name.

    Raises
    ------
    KeyError
        If there is nothing of this name; the message has names that are near, or those that are there.
    """
    if key in holder:
        return holder[key]
    names = list(map(str, holder.keys()))
    near = closest(str(key), names)
    known = f"near: {some(near)}" if near else f"there are: {some(names)}" if names else "there is none"
    msg = f"no {what} is called {key!r}; {known}"
    raise KeyError(msg)


def _of_obsm(adata: Any, key: str, where: str) -> ExpressionPlace:
    values = member("obsm", key, adata.obsm)
    if hasattr(values, "columns") and hasattr(values, "to_memory"):
        values = values.to_memory()
    if isinstance(values, pd.DataFrame):
        return ExpressionPlace(numbers_of(values, where), list(map(str, values.columns)))
    return ExpressionPlace(values, [f"{key}_{at}" for at in range(values.shape[1])])


def _of_genes(adata: Any, source: str, key: str | None) -> ExpressionPlace:
    if source == "layer":
        return ExpressionPlace(member("layer", key, adata.layers), _names(adata))
    holder = adata.raw if source == "raw" else adata
    if holder is None:
        return ExpressionPlace(None, [])
    if getattr(adata, "isbacked", False) and adata.is_view:
        return _of_backed_view(adata, source)
    return ExpressionPlace(holder.X, _names(holder))


def _of_backed_view(adata: Any, source: str) -> ExpressionPlace:
    """The matrix of what it is a view of: that of a backed view would be loaded."""
    whole = adata._adata_ref
    rows = np.arange(whole.n_obs)[adata._oidx]
    if len(np.unique(rows)) < len(rows):  # a cell that is there twice counts twice
        holder = adata.raw if source == "raw" else adata
        return ExpressionPlace(holder.X, _names(holder))
    if source == "raw":
        return ExpressionPlace(whole.raw.X, _names(whole.raw), rows)
    return ExpressionPlace(whole.X, _names(adata), rows, np.arange(whole.n_vars)[adata._vidx])


def _names(holder: Any) -> list[str]:
    return list(map(str, holder.var_names))
