"""Tables in files: genes x clusters in, exports out."""

from __future__ import annotations

import csv
from collections import Counter
from io import StringIO
from itertools import islice
from typing import TYPE_CHECKING

import pandas as pd

from hierannot_dsl.adapters.files import write_text
from hierannot_dsl.adapters.notices import some
from hierannot_dsl.cells import harmless

if TYPE_CHECKING:
    from pathlib import Path

MAX_TABLE_BYTES = 4 * 1024**3
DELIMITERS = {".csv": ",", ".tsv": "\t", ".tab": "\t", ".txt": "\t"}
# What stands for a missing value among numbers. Never among genes: NA and NULL may be names there.
MISSING = ("", "NA", "NaN", "nan", "N/A", "NULL", "null", "None")


def read_cluster_table(path: Path) -> pd.DataFrame:
    """Read a table of genes x clusters.

    Parameters
    ----------
    path
        ``.csv``, ``.tsv`` or ``.parquet``. Genes are the first column (of a parquet file: its index, or its
        one column of text), read as text without exception: a gene may be called ``NA``. The header names
        the clusters; it may leave out the corner, as R writes it.

    Returns
    -------
    table
        Genes x clusters in the file's order, float64. Missing cells are NaN. A gene that occurs twice is
        there twice.

    Raises
    ------
    OSError
        If the file cannot be read.
    ImportError
        If it is a parquet file and pyarrow is not installed.
    ValueError
        If it is not such a table, or larger than 4 GiB; the message names the columns.
    """
    if path.stat().st_size > MAX_TABLE_BYTES:
        msg = f"{path.as_posix()} is larger than {MAX_TABLE_BYTES // 1024**3} GiB, the most that is read"
        raise ValueError(msg)
    suffix = path.suffix.lower()
    if suffix == ".parquet":
        return _numbers(_read_parquet(path), path)
    if suffix not in DELIMITERS:
        msg = f"{path.as_posix()} is none of {', '.join(DELIMITERS)}, .parquet"
        raise ValueError(msg)
    return _numbers(_read_text(path, DELIMITERS[suffix]), path)


def write_export_csv(export: pd.DataFrame, path: Path) -> None:
    """Write a table as CSV, whole or not at all.

    Missing values are empty. A text that a spreadsheet would take for a formula, because it starts with
    one of ``= + - @`` and is no number, gets an apostrophe in front.
    """
    table = export.copy()
    table.columns = pd.Index([harmless(str(column)) for column in table.columns])
    for at, dtype in enumerate(table.dtypes):
        if not pd.api.types.is_numeric_dtype(dtype):
            column = table.iloc[:, at]
            plain = [harmless(value) if isinstance(value, str) else value for value in column]
            table.isetitem(at, pd.Series(plain, index=table.index, dtype=object).array)
    text = StringIO()
    table.to_csv(text, index=False, lineterminator="\n")
    write_text(path, text.getvalue())


def _read_text(path: Path, delimiter: str) -> pd.DataFrame:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            head = list(islice(csv.reader(file, delimiter=delimiter), 2))
        header = _header(head, path)
        return pd.read_csv(
            path,
            sep=delimiter,
            header=None,
            skiprows=1,
            names=header,
            index_col=0,
            dtype={header[0]: str},
            keep_default_na=False,
            na_values=dict.fromkeys(header[1:], MISSING),
            encoding="utf-8-sig",
        )
    except UnicodeDecodeError:
        msg = f"{path.as_posix()} is not UTF-8"
        raise ValueError(msg) from None
    except (csv.Error, pd.errors.ParserError) as problem:
        msg = f"{path.as_posix()}: {problem}"
        raise ValueError(msg) from None


def _header(head: list[list[str]], path: Path) -> list[str]:
    if len(head) < 2 or len(head[1]) < 2:
        semicolons = any(";" in cell for row in head for cell in row)
        help_line = ": is the file separated by `;`?" if semicolons else ""
        msg = f"{path.as_posix()} is not a table of genes x clusters{help_line}"
        raise ValueError(msg)
    header, first = head
    clusters = header if len(header) == len(first) - 1 else header[1:]
    repeated = [cluster for cluster, count in Counter(clusters).items() if count > 1]
    if repeated:
        msg = f"{path.as_posix()} has more than one column called {some(repeated)}"
        raise ValueError(msg)
    corner = "gene"
    while corner in clusters:
        corner += "_"
    return [corner, *clusters]


def _read_parquet(path: Path) -> pd.DataFrame:
    try:
        table = pd.read_parquet(path, engine="pyarrow")
    except ImportError:
        msg = "reading parquet needs pyarrow: pip install 'hierannot_dsl[parquet]'"
        raise ImportError(msg) from None
    texts = [column for column in table if not pd.api.types.is_numeric_dtype(table[column])]
    if len(texts) == 1 and pd.api.types.is_integer_dtype(table.index):
        return table.set_index(texts[0])
    return table


def _numbers(table: pd.DataFrame, path: Path) -> pd.DataFrame:
    texts = [column for column in table if not pd.api.types.is_numeric_dtype(table[column])]
    if texts:
        msg = f"{path.as_posix()}: not only numbers in {some(texts)}, such as {_example(table[texts[0]])}"
        raise ValueError(msg)
    table = table.astype("float64")
    table.index = pd.Index([str(gene) for gene in table.index], name="gene")
    table.columns = pd.Index([str(cluster) for cluster in table.columns])
    return table


def _example(column: pd.Series) -> str:
    odd = pd.to_numeric(column, errors="coerce").isna() & column.notna()
    gene = odd.idxmax()
    return f"{column[odd].iloc[0]!r} for gene `{gene}`"
