"""Lists of genes in files -> Panel: text, the first column of a table, or the genes of an AnnData."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from hierannot_dsl.adapters.files import decode
from hierannot_dsl.panel.panel import Panel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

MAX_PANEL_BYTES = 64 * 1024 * 1024
DELIMITERS = {".csv": ",", ".tsv": "\t", ".tab": "\t"}
HEADER = re.compile(
    r"genes?|(gene_?)?(symbol|name)s?|features?|feature_?names?|targets?|var_names|index|id|x", re.IGNORECASE
)


def read_panel(path: Path, *, name: str | None = None) -> Panel:
    """Read the genes that a panel measures.

    Parameters
    ----------
    path
        A ``.csv`` or ``.tsv`` file, whose first column is read; an ``.h5ad`` file, of which only the names of
        the genes are; or any other text: one symbol per line, ``#`` starts a comment at the start of a line
        or after a space. The first row of a table is a header if it says so (``gene``, ``symbol`` and the
        like), is empty or has a space in it; else it is a gene.
    name
        What messages call the panel. Default: the file's name without its ending.

    Returns
    -------
    panel
        Distinct symbols in the order of the file, as they are written: ``NA`` and ``1-Dec`` too.

    Raises
    ------
    OSError
        If the file cannot be read.
    ValueError
        If it holds no gene, is not UTF-8 or larger than 64 MiB, or a line holds more than one symbol.
    """
    suffix = path.suffix.lower()
    if suffix == ".h5ad":
        genes: Iterable[str] = _genes_of_h5ad(path)
    elif suffix in DELIMITERS:
        genes = _first_column(_text(path), path, DELIMITERS[suffix])
    else:
        genes = _lines(_text(path), path)
    distinct = tuple(dict.fromkeys(genes))
    if not distinct:
        msg = f"{path.as_posix()} holds no gene"
        raise ValueError(msg)
    return Panel(name or path.stem, distinct)


def _text(path: Path) -> str:
    with path.open("rb") as file:
        content = file.read(MAX_PANEL_BYTES + 1)
    if len(content) > MAX_PANEL_BYTES:
        msg = f"{path.as_posix()} is larger than {MAX_PANEL_BYTES // 1024**2} MiB, the most that is read"
        raise ValueError(msg)
    return decode(content, path).removeprefix("\ufeff")


def _lines(text: str, path: Path) -> Iterator[str]:
    for number, line in enumerate(text.split("\n"), start=1):
        words = line.split()
        comment = next((at for at, word in enumerate(words) if word.startswith("#")), len(words))
        match words[:comment]:
            case []:
                continue
            case [gene] if not set(gene) & set(",;"):
                yield gene
            case _:
                msg = f"{path.as_posix()}: line {number} holds more than one symbol: {line.strip()!r:.60}"
                raise ValueError(msg)


def _first_column(text: str, path: Path, delimiter: str) -> Iterator[str]:
    rows = csv.reader(text.splitlines(), delimiter=delimiter)
    for number, row in enumerate(rows, start=1):
        gene = row[0].strip() if row else ""
        if ";" in gene:
            msg = (
                f"{path.as_posix()}: row {number} has `;` in its first column: is the file separated by `;`?"
            )
            raise ValueError(msg)
        if gene and not (number == 1 and _is_header(gene)):
            yield gene


def _is_header(cell: str) -> bool:
    return HEADER.fullmatch(cell) is not None or " " in cell


def _genes_of_h5ad(path: Path) -> list[str]:
    import h5py  # type: ignore[import-untyped]  # it ships no types
    from anndata.io import read_elem  # type: ignore[import-untyped]  # it ships no types

    try:
        with h5py.File(path, "r") as file:
            return list(map(str, read_elem(file["var"]).index))
    except KeyError:
        msg = f"{path.as_posix()} is not an AnnData file: it has no `var`"
        raise ValueError(msg) from None
