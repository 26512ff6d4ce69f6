"""Markers whose symbol stands for something else, with everything that it may stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.lint.declared import DeclaredMarker
    from hierannot_dsl.lint.subject import Subject
    from hierannot_dsl.symbols.table import Meaning


def standing_for(subject: Subject) -> Iterator[tuple[DeclaredMarker, tuple[Meaning, ...]]]:
    """RNA markers that the table knows something against.

    Not those whose note names what they stand for, and not those beside which it stands: one gene under two
    names has rules of its own.
    """
    for marker in subject.markers:
        if marker.modality != "rna":
            continue
        meanings = subject.meanings(marker)
        approved = approved_of(meanings)
        twice = certain(approved) in marker.beside or (
            any(m.kind == "protein" for m in meanings) and not marker.beside.isdisjoint(approved)
        )
        if meanings and not twice and not marker.note_names(*approved):
            yield marker, meanings


def approved_of(meanings: tuple[Meaning, ...]) -> tuple[str, ...]:
    """Every approved symbol among some meanings, once, in the order of the table."""
    return tuple(dict.fromkeys(symbol for meaning in meanings for symbol in meaning.approved))


def certain(approved: tuple[str, ...]) -> str | None:
    """The one symbol that can be meant, None where there is a choice to make."""
    return approved[0] if len(approved) == 1 else None
