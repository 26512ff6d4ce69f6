"""Lists of genes in files -> Panel: text, tables, 10x features, Xenium panels, the genes of an AnnData."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from hierannot_dsl.adapters.files import decode
from hierannot_dsl.adapters.genes import is_control_probe
from hierannot_dsl.adapters.kinds_of_files import SAVE_AS_CSV, WORKBOOKS
from hierannot_dsl.adapters.panel_tables import DELIMITERS, features_of_table, is_header
from hierannot_dsl.adapters.panel_xenium import features_of_xenium
from hierannot_dsl.panel.panel import Panel

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MAX_PANEL_BYTES = 64 * 1024 * 1024
ENDINGS = (".txt", ".csv", ".tsv", ".tab", ".json", ".h5ad", ".csv.gz", ".tsv.gz", ".txt.gz")
# CosMx lists a few groups of genes by name: one line in six thousand.
ODD_LINES = 0.01


def read_panel(path: Path, *, name: str | None = None) -> Panel:
    """Read the genes that a panel measures.

    Parameters
    ----------
    path
        By its ending, ``.gz`` aside:

        - ``.csv``, ``.tsv``: the column that its header calls symbol, gene or the like, else the first one
          that holds more than numbers. A 10x table of features (``features.tsv``, ``genes.tsv``), which
          starts with ids: the second one.
        - ``.json``: the panel file of a Xenium run (``gene_panel.json``).
        - ``.h5ad``: the names of the genes; the rest is not read. Where these are Ensembl ids, a column of
          ``var`` with symbols.
        - any other text: one symbol per line, perhaps in quotes or below a header such as ``gene``; ``#``
          starts a comment at the start of a line or after a space. A few names of several words among
          hundreds of symbols are groups of genes, and left out.
    name
        What messages call the panel. Default: the file's name without its ending.

    Returns
    -------
    panel
        Distinct symbols in the order of the file, as they are written: ``NA`` and ``1-Dec`` too. Control
        probes and features that are no genes are left out, and listed as such.

    Raises
    ------
    OSError
        If the file cannot be read.
    ValueError
        If it holds no gene, is a workbook, not UTF-8 or larger than 64 MiB, or a line holds more than one
        symbol.
    """
    suffix = path.with_suffix("").suffix.lower() if path.suffix.lower() == ".gz" else path.suffix.lower()
    left_out: list[str] = []
    note = ""
    listed: Iterable[str]
    if suffix in WORKBOOKS:
        msg = f"{path.as_posix()} {SAVE_AS_CSV}"
        raise ValueError(msg)
    if suffix == ".h5ad":
        listed, note = _genes_of_h5ad(path)
    elif suffix in DELIMITERS:
        listed, left_out, note = features_of_table(_text(path), path, DELIMITERS[suffix])
    elif suffix == ".json":
        listed, left_out = features_of_xenium(_text(path), path)
    else:
        listed, left_out, note = _lines(_text(path), path)
    counted = Counter(listed)
    genes = tuple(gene for gene in counted if not is_control_probe(gene))
    if not genes:
        msg = f"{path.as_posix()} holds no gene"
        raise ValueError(msg)
    return Panel(
        name or path.stem,
        genes,
        repeated=tuple(gene for gene in genes if counted[gene] > 1),
        left_out=(*left_out, *(gene for gene in counted if is_control_probe(gene))),
        note=note,
    )


def find_panel(name: str, folders: Iterable[Path]) -> Path | None:
    """The first file of the folders that is called `name` but for its ending; None where there is none."""
    for folder in folders:
        for ending in ENDINGS:
            path = folder / f"{name}{ending}"
            if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
                return path
    return None


def panel_names(folders: Iterable[Path]) -> tuple[str, ...]:
    """What `find_panel` finds in the folders, sorted."""
    names = set()
    for folder in folders:
        for path in folder.iterdir():
            ending = next((e for e in sorted(ENDINGS, key=len, reverse=True) if path.name.endswith(e)), None)
            if ending and path.is_file():
                names.add(path.name.removesuffix(ending))
    return tuple(sorted(names))


def _text(path: Path) -> str:
    with path.open("rb") as file:
        content = file.read(MAX_PANEL_BYTES + 1)
    if path.suffix.lower() == ".gz":
        content = _unzipped(content, path)
    if len(content) > MAX_PANEL_BYTES:
        msg = f"{path.as_posix()} is larger than {MAX_PANEL_BYTES // 1024**2} MiB, the most that is read"
        raise ValueError(msg)
    return decode(content, path).removeprefix("\ufeff")


def _unzipped(content: bytes, path: Path) -> bytes:
    import zlib

    unzip = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        # No more than is read of any file, however well it is packed.
        return unzip.decompress(content, MAX_PANEL_BYTES + 1)
    except zlib.error:
        msg = f"{path.as_posix()} is not a gzip file"
        raise ValueError(msg) from None


def _lines(text: str, path: Path) -> tuple[list[str], list[str], str]:
    """Symbols; names of several words, which are none, such as ``MHC I``; and what is said of a header.

    Many lines of several words are another format, which is an error.
    """
    genes: list[str] = []
    odd: list[tuple[int, str]] = []
    header = ""
    for number, line in enumerate(text.split("\n"), start=1):
        words = line.split()
        comment = next((at for at, word in enumerate(words) if word.startswith("#")), len(words))
        told = _unquoted(" ".join(words[:comment]))
        if not told:
            continue
        if not (genes or odd or header) and is_header(told):
            header = told
        elif not set(told) & set(" ,;"):
            genes.append(told)
        else:
            odd.append((number, line))
    if len(odd) > ODD_LINES * len(genes):
        number, line = odd[0]
        shown = " ".join(line.split())
        advice = _advice(line, one=len(odd) == 1 and not genes)
        msg = f"{path.as_posix()}: line {number} holds more than one symbol: {shown!r:.60}; {advice}"
        raise ValueError(msg)
    note = f"those below the header `{header}`" if header else ""
    return genes, [" ".join(line.split()) for _, line in odd], note


def _unquoted(text: str) -> str:
    return text[1:-1] if len(text) > 2 and text[0] == text[-1] and text[0] in "\"'" else text


def _advice(line: str, *, one: bool) -> str:
    """What to do about a line of several symbols; `one`: there is nothing else in the file."""
    for separator, ending in (("\t", ".tsv"), (",", ".csv")):
        if separator in line and not one:
            return f"write one a line, or, if it is a table, let its name end in {ending}"
    return "write one a line"


def _genes_of_h5ad(path: Path) -> tuple[list[str], str]:
    import h5py  # type: ignore[import-untyped]  # it ships no types
    from anndata.io import read_elem  # type: ignore[import-untyped]  # it ships no types

    from hierannot_dsl.adapters.gene_names import column_of_symbols

    try:
        with h5py.File(path, "r") as file:
            var = read_elem(file["var"])
    except KeyError:
        msg = f"{path.as_posix()} is not an AnnData file: it has no `var`"
        raise ValueError(msg) from None
    names = list(map(str, var.index))
    column, kind = column_of_symbols(names, var.columns)
    if column is None:
        return names, ""
    return list(map(str, var[column])), f"those of var['{column}'], because the names are {kind}"
