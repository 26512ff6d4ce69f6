"""Edits of a file -> its new text, if it then says what it should and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.outcome import Outcome
from hierannot_dsl.refactor.mistakes import SaysSomethingElse
from hierannot_dsl.refactor.said import pictures
from hierannot_dsl.semantics.load import load
from hierannot_dsl.source import Source
from hierannot_dsl.syntax.edits import Edited
from hierannot_dsl.syntax.format import format_file
from hierannot_dsl.syntax.rewrite import rewrite
from hierannot_dsl.syntax.within import body_of, statements

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from hierannot_dsl.refactor.references import Reference
    from hierannot_dsl.refactor.said import Picture
    from hierannot_dsl.semantics.load import Library, Loader
    from hierannot_dsl.syntax.edits import Edit
    from hierannot_dsl.syntax.nodes import File


@dataclass(frozen=True)
class Changed:
    """A file after a refactor.

    Attributes
    ----------
    places
        How many places of the text were edited.
    calls
        From a path, which may be one of another file, to the edits after which it means the same.
    """

    source: Source
    places: int
    calls: Callable[[Reference], Iterable[Edit]] = field(default=lambda _: (), compare=False, repr=False)


def change(
    library: Library,
    loader: Loader,
    edits: Iterable[Edit],
    *,
    expect: Callable[[Mapping[str, Picture]], bool],
    called: str,
    removes: Iterable[Edit] = (),
) -> Outcome[Changed]:
    """Apply edits to a file.

    A file in its canonical layout stays in it; of any other nothing is touched but the places of the edits.

    Parameters
    ----------
    library
        The file, without errors.
    loader
        Finds what it builds on.
    edits
        What changes in its text.
    expect
        Whether the hierarchies of the changed file say what they should.
    called
        What the refactor is called, for messages.
    removes
        Those of the edits with whose text its comments go. All other comments have to stay.
    """
    source, edits = library.source, tuple(dict.fromkeys(edits))
    edited = Source(source.name, Edited(source.text, edits).text)
    after = load(edited, loader)
    refused = Outcome[Changed](None, (SaysSomethingElse(None, called),))
    if after.failed or after.value is None:
        return refused
    if format_file(after.value.file) != edited.text and format_file(library.file) == source.text:
        after = load(Source(source.name, rewrite(edited).value or edited.text), loader)
    if after.failed or after.value is None:
        return refused
    gone = [range(edit.start, edit.end) for edit in removes]
    stay = sorted(text for text, at in _comments(library.file) if not any(at in part for part in gone))
    if stay != sorted(text for text, _ in _comments(after.value.file)) or not expect(pictures(after.value)):
        return refused
    return Outcome(Changed(after.value.source, len(edits)))


def _comments(file: File) -> Iterator[tuple[str, int]]:
    """Every comment and where it begins."""
    for item in statements(file.items):
        if item.comment:
            yield item.comment.text, item.comment.span.start
        body = body_of(item)
        if body is not None and body.closing:
            yield body.closing.text, body.closing.span.start
        yield from [(item.text, item.span.start)] if hasattr(item, "text") else []
