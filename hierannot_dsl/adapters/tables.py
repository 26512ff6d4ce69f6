"""Tables in files: genes x clusters in, exports out."""

from __future__ import annotations

import csv
import gzip
import re
import warnings
import zlib
from collections import Counter
from io import StringIO, TextIOWrapper
from itertools import islice
from typing import IO, TYPE_CHECKING

import pandas as pd

from hierannot_dsl.adapters.files import write_text
from hierannot_dsl.adapters.kinds_of_files import DELIMITERS as DELIMITERS
from hierannot_dsl.adapters.kinds_of_files import GZ, PARQUET, ending_of, not_a_table
from hierannot_dsl.adapters.notices import DataWarning, some
from hierannot_dsl.cells import harmless
from hierannot_dsl.resources import MissingExtra

if TYPE_CHECKING:
    from pathlib import Path

MAX_TABLE_BYTES = 4 * 1024**3
CHUNK = 1024**2
# What stands for a missing value among numbers. Never among genes: NA and NULL may be names there.
MISSING = ("", "NA", "NaN", "nan", "N/A", "NULL", "null", "None")
# What tools write beside genes, and no cluster is called.
STATISTIC = re.compile(
    r"n_(cells|counts|genes|umis?)(_by_counts)?|(log1p_)?(mean|total)_counts|pct_dropout_by_counts"
    r"|highly_variable(_rank|_nbatches)?|dispersions?(_norm)?|variances?(_norm)?|means|basemean",
    re.IGNORECASE,
)


def read_cluster_table(path: Path) -> pd.DataFrame:
    """Read a table of genes x clusters.

    Parameters
    ----------
    path
        ``.csv`` or ``.tsv``, these also packed (``.csv.gz``), or ``.parquet``. Genes are the first column (of
        a parquet file: its index, or its one column of text), read as text without exception: a gene may be
        called ``NA``. The header names the clusters; it may leave out the corner, as R writes it.

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
        If it is not such a table, or larger than 4 GiB, unpacked; the message names the columns.

    Warns
    -----
    DataWarning
        If a column has the name of something that is counted for genes, such as ``n_cells``.
    """
    ending = ending_of(path)
    plain = ending.removesuffix(GZ)
    if ending != PARQUET and plain not in DELIMITERS:
        raise ValueError(not_a_table(path))
    if (_unpacked_size(path) if ending != plain else path.stat().st_size) > MAX_TABLE_BYTES:
        msg = f"{path.as_posix()} is larger than {MAX_TABLE_BYTES // 1024**3} GiB, the most that is read"
        raise ValueError(msg)
    table = _read_parquet(path) if ending == PARQUET else _read_text(path, DELIMITERS[plain])
    _warn_of_statistics(table, path)
    return _numbers(table, path)


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


def _opened(path: Path) -> IO[bytes]:
    return gzip.open(path) if path.suffix.lower() == GZ else path.open("rb")  # type: ignore[return-value]


def _unpacked_size(path: Path) -> int:
    """Bytes in a packed file, as far as they are of interest.

    Raises
    ------
    ValueError
        If it is not packed, or not whole.
    """
    size = 0
    try:
        with _opened(path) as file:
            while size <= MAX_TABLE_BYTES and (chunk := file.read(CHUNK)):
                size += len(chunk)
    except (gzip.BadGzipFile, EOFError, zlib.error):
        msg = f"{path.as_posix()} is not a gzip file, or not all of one"
        raise ValueError(msg) from None
    return size


def _read_text(path: Path, delimiter: str) -> pd.DataFrame:
    try:
        with _opened(path) as file, TextIOWrapper(file, encoding="utf-8-sig", newline="") as lines:
            head = list(islice(csv.reader(lines, delimiter=delimiter), 2))
        header = _header(head, path, delimiter)
        with _opened(path) as file:
            return pd.read_csv(
                file,
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


def _header(head: list[list[str]], path: Path, delimiter: str) -> list[str]:
    if len(head) < 2 or len(head[1]) < 2 or all(row and ";" in row[0] for row in head):
        msg = f"{path.as_posix()} is not a table of genes x clusters{_separated_by(head, delimiter)}"
        raise ValueError(msg)
    header, first = head
    if len(first) > len(header) + 1:
        msg = f"{path.as_posix()} has {len(first)} columns in its second line, and {len(header)} in its first"
        raise ValueError(msg)
    clusters = header if len(header) == len(first) - 1 else header[1:]
    repeated = [cluster for cluster, count in Counter(clusters).items() if count > 1]
    if repeated:
        msg = f"{path.as_posix()} has more than one column called {some(repeated)}"
        raise ValueError(msg)
    corner = "gene"
    while corner in clusters:
        corner += "_"
    return [corner, *clusters]


def _separated_by(head: list[list[str]], delimiter: str) -> str:
    """What the columns seem to be separated by instead, as the end of a message."""
    text = "".join(cell for row in head for cell in row)
    if ";" in text:
        return ": is the file separated by `;`? Separate it by commas, and write numbers with points"
    if delimiter != "\t" and "\t" in text:
        return ": it is separated by tabs, so its name should end in .tsv"
    if delimiter != "," and "," in text:
        return ": it is separated by commas, so its name should end in .csv"
    return ""


def _warn_of_statistics(table: pd.DataFrame, path: Path) -> None:
    """Where genes stand with what is counted for each, that is taken for a cluster."""
    odd = [str(column) for column in table if STATISTIC.fullmatch(str(column))]
    if odd:
        verb = "is read as a cluster" if len(odd) == 1 else "are read as clusters"
        msg = f"{path.as_posix()}: {some(odd)} {verb}; leave out columns that are none"
        warnings.warn(msg, DataWarning, stacklevel=3)


def _read_parquet(path: Path) -> pd.DataFrame:
    try:
        table = pd.read_parquet(path, engine="pyarrow")
    except ImportError:
        needs = "reading parquet needs pyarrow"
        raise MissingExtra(needs, "parquet") from None
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
