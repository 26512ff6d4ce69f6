"""A data frame of cluster means, as real files and R hold them -> Expression."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from hierannot_dsl.adapters.clusters import names_of
from hierannot_dsl.adapters.genes import control_probes, kind_of_ids, sum_duplicates
from hierannot_dsl.adapters.notices import DataWarning, counted, some
from hierannot_dsl.adapters.scale import evidence_of_counts, evidence_of_logs
from hierannot_dsl.score.expression import Expression

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import numpy.typing as npt

RAW, NORMALIZED = "raw_cluster_means", "normalized"
COUNTS, LOGS = "counts", "logarithms"
# From the warning up to the line that called `fit_score`.
STACK_LEVEL = 4


def read_expression(cluster_means: Any, *, input_type: str, symbols: Collection[str]) -> Expression:
    """Check a matrix of cluster means, and read what can be read of it.

    Parameters
    ----------
    cluster_means
        A data frame of genes x clusters; the other way round is recognised by where the symbols are, with
        a warning. Names that are no text become text. Control probes (``NegPrb*``, ``SystemControl*``,
        ``BLANK_*`` and the like) are left out.
    input_type
        ``"raw_cluster_means"``: rows of one gene are summed, with a warning; values that look like means of
        logarithms are warned of. ``"normalized"``: rows of one gene are an error.
    symbols
        Gene symbols that the hierarchy asks for.

    Raises
    ------
    TypeError
        If `cluster_means` is no data frame: an array has no names.
    ValueError
        If no symbol is among the names, a column is not numbers, a name is missing or occurs twice, or a
        value is missing, infinite or negative.
    """
    if not isinstance(cluster_means, pd.DataFrame):
        kind = type(cluster_means).__name__
        msg = (
            f"cluster_means must be a DataFrame with genes as its index and clusters as columns, not a {kind}"
        )
        raise TypeError(msg)
    genes, clusters = _names(cluster_means.index, "row"), _names(cluster_means.columns, "column")
    values = _values(cluster_means)
    if _is_transposed(genes, clusters, symbols):
        genes, clusters, values = clusters, genes, values.T
    probes = control_probes(genes)
    if probes:
        left_out = frozenset(probes)
        genes = [gene for row, gene in enumerate(genes) if row not in left_out]
        values = np.delete(values, probes, axis=0)
    genes, values = _without_duplicates(genes, values, input_type)
    expression = Expression(tuple(genes), tuple(clusters), values)
    _check_scale(expression, input_type)
    return expression


def _names(index: pd.Index, what: str) -> list[str]:
    if not len(index):
        msg = f"cluster_means has no {what}"
        raise ValueError(msg)
    if index.hasnans:
        missing = int(pd.isna(index).sum())
        msg = f"cluster_means has {counted(missing, what)} without a name"
        raise ValueError(msg)
    return index.tolist() if index.inferred_type == "string" else names_of(index)


def _values(frame: pd.DataFrame) -> npt.NDArray[np.floating]:
    if any(map(pd.api.types.is_object_dtype, set(frame.dtypes))):
        # Transposing a mixed frame leaves columns of objects that are all numbers.
        frame = frame.infer_objects()
    kinds = set(frame.dtypes)
    if not all(map(pd.api.types.is_numeric_dtype, kinds)):
        texts = [c for c, dtype in frame.dtypes.items() if not pd.api.types.is_numeric_dtype(dtype)]
        msg = (
            f"cluster_means has {counted(len(texts), 'column')} of something else than numbers: "
            f"{some(texts)}; the names of genes belong into the index"
        )
        raise ValueError(msg)
    if kinds == {np.dtype(np.float32)}:
        return frame.to_numpy()
    return frame.to_numpy(dtype=np.float64, na_value=np.nan)


def _is_transposed(rows: Sequence[str], columns: Sequence[str], symbols: Collection[str]) -> bool:
    in_columns = _found(symbols, columns)
    spelt_alike = len(frozenset(symbols).intersection(rows))
    if spelt_alike and in_columns <= spelt_alike:
        return False  # as nearly always; to fold the case of all rows takes longer
    in_rows = _found(symbols, rows)
    if not (in_rows or in_columns):
        longer = rows if len(rows) >= len(columns) else columns
        kind = kind_of_ids(longer)
        help_line = f"; they look like {kind}: map them to gene symbols first" if kind else ""
        msg = (
            f"none of the {len(symbols)} marker symbols is among the {counted(len(rows), 'row name')} "
            f"({some(rows)}) or the {counted(len(columns), 'column name')} ({some(columns)}){help_line}"
        )
        raise ValueError(msg)
    if in_columns <= in_rows:
        return False
    msg = (
        f"cluster_means was read as clusters x genes: {in_columns} of {len(symbols)} marker symbols are "
        f"among its columns, {in_rows} among its rows"
    )
    warnings.warn(msg, DataWarning, stacklevel=STACK_LEVEL)
    return True


def _found(symbols: Collection[str], names: Sequence[str]) -> int:
    folded = {name.casefold() for name in names}
    return sum(symbol.casefold() in folded for symbol in symbols)


def _without_duplicates(
    genes: list[str], values: npt.NDArray[np.floating], input_type: str
) -> tuple[list[str], npt.NDArray[np.floating]]:
    if len(set(genes)) == len(genes):
        return genes, values
    distinct, summed, repeated = sum_duplicates(genes, values.astype(np.float64))
    if input_type != RAW:
        msg = (
            f"{counted(len(repeated), 'gene')} with more than one row: {some(repeated)}; values on a log "
            "scale cannot be summed, so keep one row of each"
        )
        raise ValueError(msg)
    msg = f"rows of one name were summed, for {counted(len(repeated), 'gene')}: {some(repeated)}"
    warnings.warn(msg, DataWarning, stacklevel=STACK_LEVEL)
    return distinct, summed


def _check_scale(expression: Expression, input_type: str) -> None:
    if input_type == RAW:
        evidence, what, read, other = evidence_of_logs(expression.values), LOGS, COUNTS, NORMALIZED
    else:
        evidence, what, read, other = evidence_of_counts(expression.values), COUNTS, LOGS, RAW
    if evidence:
        say = f'input_type="{other}" (--input-type {other})'
        msg = (
            f"the values look like {what}, and are read as {read}: if they are {what}, say {say}; {evidence}"
        )
        warnings.warn(msg, DataWarning, stacklevel=STACK_LEVEL)
