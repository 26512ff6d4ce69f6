"""The files that travel with the package: grammar, catalog, symbols, in a checkout or in a wheel."""

from __future__ import annotations

from pathlib import Path


def _folder(name: str) -> Path:
    # A wheel carries the folders inside the package; in a checkout they stand beside it.
    package = Path(__file__).resolve().parent
    bundled = package / "_data" / name
    return bundled if bundled.is_dir() else package.parent / name


def grammar_path() -> Path:
    """Where the syntax of the language is."""
    return _folder("grammar") / "hier.lark"


def grammar_text() -> str:
    """Text of ``hier.lark``, the syntax of the language."""
    return read_text(grammar_path())


def grammar_tables() -> str | None:
    """Text of ``hier.tables.json``, what the parser of the language makes of its syntax; None without it."""
    path = grammar_path().with_name("hier.tables.json")
    return read_text(path) if path.is_file() else None


def catalog_folder() -> Path:
    """Folder of the built-in hierarchies, one ``NAME.hier`` each."""
    return _folder("catalog")


def symbol_table_text() -> str:
    """Text of the table of previous symbols, aliases and names of proteins."""
    return read_text(Path(__file__).resolve().parent / "symbols" / "table.tsv")


def background_text() -> str:
    """Text of the list of genes that the background of tests is made of."""
    return read_text(Path(__file__).resolve().parent / "testing" / "background.txt")


def page_asset_text(name: str) -> str:
    """Text of a template, style or script that pages are made with."""
    return read_text(Path(__file__).resolve().parent / "report" / "templates" / name)


def how_to_install(extra: str) -> str:
    """Give the command that brings an extra along: from a checkout, as long as there is no release."""
    return f"pip install '/path/to/checkout[{extra}]'"


class MissingExtra(ImportError):
    """A package that comes with an extra is not installed; the message says what for, and the way to it."""

    def __init__(self, needs: str, extra: str) -> None:
        super().__init__(f"{needs}: {how_to_install(extra)}")


def read_text(path: Path) -> str:
    r"""Read a text as it is: UTF-8, every character and line ending kept.

    Raises
    ------
    OSError
        If the file cannot be read.
    UnicodeDecodeError
        If it is not UTF-8.
    """
    # Not Path.read_text: it turns every "\r\n" into "\n", and places in the text would be off.
    return path.read_bytes().decode("utf-8")


def builtin_names() -> tuple[str, ...]:
    """Names of the files of the catalog, sorted, modules included."""
    return tuple(sorted(path.stem for path in catalog_folder().glob("*.hier")))


def builtin_text(name: str) -> str | None:
    """Text of ``NAME.hier`` in the catalog; None where there is none."""
    return read_text(catalog_folder() / f"{name}.hier") if name in builtin_names() else None
