"""Documents that are open in the editor: their texts, version by version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsprotocol import types

from hierannot_dsl.lsp.positions import Positions

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Document:
    """One version of an open document; `name` is what sources are called by."""

    uri: str
    name: str
    text: str
    version: int


def edited(text: str, changes: Iterable[types.TextDocumentContentChangeEvent], encoding: str) -> str:
    """A text after the changes that a client tells, each of which speaks of the text after the one before."""
    for change in changes:
        if isinstance(change, types.TextDocumentContentChangePartial):
            start, end = Positions(text, encoding).offsets(change.range)
            text = text[:start] + change.text + text[end:]
        else:
            text = change.text
    return text
