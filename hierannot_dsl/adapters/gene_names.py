"""What the genes of an AnnData are called: symbols, also where its names are ids."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import pandas as pd

from hierannot_dsl.adapters.genes import kind_of_ids
from hierannot_dsl.adapters.notices import DataWarning

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

SYMBOL_COLUMNS = ("gene_symbols", "gene_symbol", "feature_name", "gene_name", "gene_names", "symbol")
# From the warning up to the line that called the public function.
STACK_LEVEL = 4


def column_of_symbols(names: Sequence[str], columns: Collection[str]) -> tuple[str | None, str | None]:
    """The column of var with the symbols, and what the names are instead: None where the names will do."""
    column = next((column for column in SYMBOL_COLUMNS if column in columns), None)
    kind = kind_of_ids(names) if column else None
    return (column, kind) if kind else (None, None)


def symbols_of_genes(names: list[str], var: Any) -> list[str]:
    """Symbols of the genes of an AnnData, with a warning where they are not its names.

    Parameters
    ----------
    names
        G names of genes, as the AnnData has them.
    var
        What is known of these genes: the `var` of an AnnData, of its `raw`, or of cells that lie in a file.

    Returns
    -------
    symbols
        The names, or, where these are ids, what a column such as ``gene_symbols`` has; a gene without a
        symbol keeps its id.
    """
    column, kind = column_of_symbols(names, list(map(str, var.columns)))
    if column is None:
        return names
    found = var[column]
    values = found if isinstance(found, pd.Series) else var[[column]].to_memory()[column]
    symbols = [
        name if pd.isna(symbol) or not str(symbol).strip() else str(symbol)
        for name, symbol in zip(names, values, strict=True)
    ]
    msg = f"the names of the genes are {kind}; their symbols were taken from var['{column}']"
    warnings.warn(msg, DataWarning, stacklevel=STACK_LEVEL)
    return symbols
