"""Tables of features -> gene symbols: a column that says so, the second one of 10x tables, else the first."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from hierannot_dsl.adapters.genes import ENSEMBL_GENE

if TYPE_CHECKING:
    from pathlib import Path

DELIMITERS = {".csv": ",", ".tsv": "\t", ".tab": "\t"}
# From the plainest name of a column of symbols to names that may mean something else as well.
SYMBOL_HEADERS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"((hgnc|mgi|gene|official|approved)[ _.-]?)?symbols?",
        r"genes?|gene[ _.-]?names?|gene_short_name",
        r"display[ _.-]?names?|target[ _.-]?names?|feature[ _.-]?names?",
        r"targets?|features?|names?|probes?|var_names",
    )
)
FIRST_HEADER = re.compile(r"index|id|x|(gene|ensembl|feature|target|probe)[ _.-]?ids?", re.IGNORECASE)
TYPE_HEADER = re.compile(r"(feature|probe|code|target|gene)?[ _.-]?(types?|class(es)?)", re.IGNORECASE)
NUMBER = re.compile(r"\d*")
GENE_TYPES = frozenset({"gene expression", "gene", "endogenous", "rna", "custom", ""})


def features_of_table(text: str, path: Path, delimiter: str) -> tuple[list[str], list[str], str]:
    """Symbols in the order of the table, features that are no genes, and which column was read.

    The column is not named where it is the first.

    Raises
    ------
    ValueError
        If the table is separated by something else.
    """
    rows = [row for row in csv.reader(text.splitlines(), delimiter=delimiter) if any(map(str.strip, row))]
    if not rows:
        return [], [], ""
    for number, row in enumerate(rows, start=1):
        if ";" in row[0]:
            msg = (
                f"{path.as_posix()}: row {number} has `;` in its first column: is the file separated by `;`?"
            )
            raise ValueError(msg)
    header = [cell.strip() for cell in rows[0]]
    if _is_tenx(rows):
        return *_split(rows, 1, 2), "those of the second column; the first holds ids"
    symbol = _symbol_column(header)
    if symbol is not None:
        kind = next((at for at, cell in enumerate(header) if TYPE_HEADER.fullmatch(cell)), None)
        genes, others = _split(rows[1:], symbol, kind)
        return genes, others, f"those of the column `{header[symbol]}`" if symbol else ""
    if _is_header_of_ids(header[0]):
        at = _first_of_text(rows, path)
        note = f"those of the column `{header[at]}`; the first holds numbers" if at else ""
        return *_split(rows[1:], at, None), note
    return *_split(rows, 0, None), ""


def is_header(cell: str) -> bool:
    """Whether the first line of a list is no gene, but says that genes follow."""
    return _symbol_column([cell]) is not None or FIRST_HEADER.fullmatch(cell) is not None


def _is_header_of_ids(cell: str) -> bool:
    return FIRST_HEADER.fullmatch(cell) is not None or " " in cell or not cell


def _first_of_text(rows: list[list[str]], path: Path) -> int:
    """The first column, or the only other one where that counts the rows.

    Raises
    ------
    ValueError
        If the first column holds numbers, and several others might be meant.
    """
    header, *below = rows
    texts = [
        at
        for at in range(len(header))
        if not all(NUMBER.fullmatch(row[at].strip()) for row in below if len(row) > at)
    ]
    if 0 in texts or not texts:
        return 0
    if len(texts) > 1:
        named = ", ".join(f"`{header[at].strip()}`" for at in texts)
        msg = (
            f"{path.as_posix()}: the first column, `{header[0].strip()}`, holds numbers; which of {named} "
            "has "
            "the symbols? Call it `symbol`"
        )
        raise ValueError(msg)
    return texts[0]


def _symbol_column(header: list[str]) -> int | None:
    """The column with the plainest name; a lone first row of one column may be a gene, and has to say so."""
    for pattern in SYMBOL_HEADERS:
        for at, cell in enumerate(header):
            if pattern.fullmatch(cell):
                return at
    return None


def _is_tenx(rows: list[list[str]]) -> bool:
    wide = [row for row in rows if len(row) in (2, 3, 6)]
    ids = sum(ENSEMBL_GENE.fullmatch(row[0].strip()) is not None for row in wide)
    return ids > len(rows) / 2 and _symbol_column([cell.strip() for cell in rows[0]]) is None


def _split(rows: list[list[str]], symbol: int, kind: int | None) -> tuple[list[str], list[str]]:
    genes: list[str] = []
    others: list[str] = []
    for row in rows:
        gene = row[symbol].strip() if len(row) > symbol else ""
        type_ = row[kind].strip().casefold() if kind is not None and len(row) > kind else ""
        if gene:
            (genes if type_ in GENE_TYPES else others).append(gene)
    return genes, others
