"""The fields of the language: where each may stand, whether it repeats, and what its value must be."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from hierannot_dsl.diagnostics.model import Diagnostic
from hierannot_dsl.diagnostics.suggest import closest
from hierannot_dsl.semantics.entries import FieldEntry, Fields, Value
from hierannot_dsl.syntax.keywords import STATEMENT_KEYWORDS

if TYPE_CHECKING:
    from hierannot_dsl.syntax.nodes import FieldDecl, Word

Report: TypeAlias = Callable[[Diagnostic], None]
COLOR = re.compile(r"#[0-9A-Fa-f]{6}")


@dataclass(frozen=True)
class Kind:
    """What a field takes: how to say it, how to read it (None: not of this kind), and the words it knows."""

    wanted: str
    read: Callable[[Word], Value | None]
    repeats: bool = False
    choices: tuple[str, ...] = ()


def _text(word: Word) -> str | None:
    return word.text if word.text.strip() == word.text and word.text else None


def _number(low: float, high: float = math.inf, *, above: bool = False) -> Callable[[Word], Value | None]:
    def read(word: Word) -> float | None:
        # The type comes from how a value is written, never from what it looks like: "0.4" in quotes is text.
        if word.quoted or not re.fullmatch(r"-?\d+(\.\d+)?", word.text):
            return None
        value = float(word.text)
        return value if (value > low if above else value >= low) and value <= high else None

    return read


def _count(word: Word) -> int | None:
    return int(word.text) if not word.quoted and re.fullmatch(r"[1-9]\d{0,5}", word.text) else None


def _choice(*choices: str) -> Kind:
    wanted = " or ".join(f"`{choice}`" for choice in choices)
    return Kind(wanted, lambda word: word.text if word.text in choices else None, choices=choices)


def _color(word: Word) -> str | None:
    return word.text if COLOR.fullmatch(word.text) else None


TEXT = Kind("a text", _text)
TEXTS = Kind("a text", _text, repeats=True)
SCORE = Kind("a number", _number(-math.inf))

PROGRAM: Mapping[str, Kind] = {
    "cl": TEXT,
    "description": TEXT,
    "alias": TEXTS,
    "penalty": Kind("a number of at least 0", _number(0)),
    "weight": Kind("a number above 0", _number(0, above=True)),
    "min_markers": Kind("a whole number of at least 1", _count),
}
FIELDS: Mapping[str, Mapping[str, Kind]] = {
    "a hierarchy": {
        "title": TEXT,
        "version": TEXT,
        "species": TEXT,
        "modality": _choice("rna", "protein"),
        "category": TEXT,
        "tissue": TEXT,
        "uberon": TEXT,
        "keyword": TEXTS,
        "author": TEXTS,
        "license": TEXT,
        "reference": TEXTS,
        "not_for": TEXTS,
    },
    "a node": {
        **PROGRAM,
        "color": Kind('a colour such as "#1f77b4", in quotes', _color),
        "role": _choice("major", "optional"),
        "rescue": Kind("a number from 0 to 1", _number(0, 1)),
        "min_score": SCORE,
        "min_margin": SCORE,
        "min_raw": SCORE,
    },
    "a contrast": PROGRAM,
}
KNOWN_FIELDS = frozenset(name for fields in FIELDS.values() for name in fields)


def read_fields(declared: Iterable[FieldDecl], place: str, report: Report) -> Fields:
    """The fields of one block, in the order of their first lines; what cannot be read is reported."""
    known = FIELDS.get(place, {})
    read: dict[str, FieldEntry] = {}
    for field in declared:
        name = field.keyword.text
        kind = known.get(name)
        if kind is None:
            report(_unknown(field.keyword, place))
            continue
        value = _value(field, kind, report)
        if value is None:
            continue
        earlier = read.get(name)
        if earlier is None:
            read[name] = FieldEntry((value,), field.span)
        elif kind.repeats:
            read[name] = FieldEntry((*earlier.values, value), earlier.span)
        else:
            from hierannot_dsl.semantics.meaning import FieldTwice

            report(FieldTwice(field.span, name, earlier.span))
    return read


def merge_fields(inherited: Fields, edits: Fields, place: str) -> Fields:
    """`edits` over `inherited`: repeatable fields are added to, others replaced."""
    merged = dict(inherited)
    for name, entry in edits.items():
        if FIELDS[place][name].repeats and name in merged:
            merged[name] = FieldEntry((*merged[name].values, *entry.values), entry.span)
        else:
            merged[name] = entry
    return merged


def _unknown(keyword: Word, place: str) -> Diagnostic:
    from hierannot_dsl.semantics.meaning import UnknownField

    belongs = tuple(other for other, fields in FIELDS.items() if keyword.text in fields)
    near = () if belongs else closest(keyword.text, {*FIELDS.get(place, {}), *STATEMENT_KEYWORDS})
    return UnknownField(keyword.span, keyword.text, place, near, belongs)


def _value(field: FieldDecl, kind: Kind, report: Report) -> Value | None:
    name = field.keyword.text
    first = field.values[0]
    if len(field.values) > 1:
        from hierannot_dsl.semantics.meaning import FieldValueCount

        span = first.span.to(field.values[-1].span)
        report(FieldValueCount(span, name, len(field.values)))
        return None
    value = kind.read(first)
    if value is None:
        from hierannot_dsl.semantics.meaning import FieldValue

        written = f'"{first.text}"' if first.quoted else first.text
        report(FieldValue(first.span, name, written, kind.wanted, closest(first.text, kind.choices)))
    return value
