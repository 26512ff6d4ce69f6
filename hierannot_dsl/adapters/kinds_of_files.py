"""What a file is by the ending of its name: a table to be read, or something else and the way from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

GZ = ".gz"
DELIMITERS = {".csv": ",", ".tsv": "\t", ".tab": "\t", ".txt": "\t"}
PARQUET = ".parquet"
WORKBOOKS = (".xlsx", ".xls", ".xlsm", ".ods", ".numbers")
SAVE_AS_CSV = "is a workbook of a spreadsheet program: save the sheet as CSV"
ELSEWHERE = {
    **dict.fromkeys(WORKBOOKS, SAVE_AS_CSV),
    **dict.fromkeys(
        (".rds", ".rda", ".rdata", ".qs", ".h5seurat"),
        "is a file of R: name the clusters from R (docs/guide/seurat.md), or write the means of clusters "
        "as CSV",
    ),
    **dict.fromkeys(
        (".h5", ".loom", ".mtx"),
        "holds cells without their clusters, or in another format: read it with scanpy, cluster the cells, "
        "and "
        "write an .h5ad file",
    ),
    ".h5ad": "holds cells, and what is read here are the means of clusters: a table of genes x clusters",
    ".zarr": "holds cells, and what is read here are the means of clusters: a table of genes x clusters",
}


def ending_of(path: Path) -> str:
    """The ending of a name in lower case, that of a packed file in two parts: ``.csv.gz``.

    Examples
    --------
    >>> from pathlib import PurePath
    >>> ending_of(PurePath("a.b/means.of.CSV.gz")), ending_of(PurePath("means.tsv"))
    ('.csv.gz', '.tsv')
    """
    last = path.suffix.lower()
    return path.with_suffix("").suffix.lower() + last if last == GZ else last


def not_a_table(path: Path) -> str:
    """Why a file is none of the tables that are read, and what to do about it."""
    ending = ending_of(path)
    plain = ending.removesuffix(GZ)
    if ending != plain and plain in (".h5ad", ".zarr", PARQUET, *WORKBOOKS):
        return f"{path.as_posix()} is packed: unpack it first (gunzip), and give what is in it"
    if plain in ELSEWHERE:
        return f"{path.as_posix()} {ELSEWHERE[plain]}"
    return (
        f"{path.as_posix()} is no table of genes x clusters by its name: those end in "
        f"{', '.join(DELIMITERS)} "
        f"(also packed, {GZ}) or {PARQUET}; cells are in .h5ad files and .zarr stores"
    )
