"""Hierarchy -> the text of a file that is read as this hierarchy, and as no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.catalog.builtins import BuiltinLoader
from hierannot_dsl.diagnostics.model import Severity
from hierannot_dsl.emit.hierarchy_hier import hier_text
from hierannot_dsl.model.document import document_text
from hierannot_dsl.semantics.document import is_document, read_document
from hierannot_dsl.semantics.load import load
from hierannot_dsl.semantics.lower import lower
from hierannot_dsl.semantics.select import select
from hierannot_dsl.source import Source

if TYPE_CHECKING:
    from hierannot_dsl.model.hierarchy import Hierarchy

WRITERS = {".hier": hier_text, ".json": document_text}


def hierarchy_file(hierarchy: Hierarchy, ending: str) -> str:
    """The text of a file that ends in ``.hier`` or ``.json``.

    Raises
    ------
    ValueError
        If the ending is another one, or such a file cannot say this.
    """
    if ending not in WRITERS:
        msg = f"a hierarchy is written to a file that ends in {' or '.join(WRITERS)}, not {ending!r}"
        raise ValueError(msg)
    write = WRITERS[ending]
    text = write(hierarchy)
    # Read again, so that no name or note, however odd, ends in a file that says something else.
    if write(_read(Source(f"{hierarchy.name}{ending}", text))) != text:
        msg = f"{hierarchy.name}{ending} cannot say this: it would be read as another hierarchy"
        raise ValueError(msg)
    return text


def _read(source: Source) -> Hierarchy:
    """What a file says; not by the compiler, which brings the array stack along."""
    if is_document(source):
        document = read_document(source)
        if not document.failed and document.value is not None:
            return document.value
        found = document.diagnostics
    else:
        chosen = load(source, BuiltinLoader()).then(select)
        if not chosen.failed and chosen.value is not None:
            return lower(chosen.value)
        found = chosen.diagnostics
    first = next(each for each in found if each.severity is Severity.ERROR)
    msg = f"{source.name} cannot say this: {first.message()}"
    raise ValueError(msg)
