"""Card of a program -> text: its place in the tree, fields, markers and who wrote them, who uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.emit.places import file_and_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hierannot_dsl.catalog.card import Card, MarkerLine, MarkerList, Use
    from hierannot_dsl.emit.layout import Layout
    from hierannot_dsl.semantics.entries import Entry
    from hierannot_dsl.source import Source

LABEL = 13
SIGNS = {1: ("+", "positive"), -1: ("-", "negative")}


def card_text(card: Card, sources: Mapping[str, Source], layout: Layout) -> str:
    """The card; what its hierarchy did not write itself says who did, and where."""
    entry, name = card.entry, card.spot.hierarchy.name.text
    lines = [f"{entry.name.text}: a {entry.kind} of {name}"]
    for label, text in (*_place(card, sources), *_fields(entry, sources)):
        lines += layout.wrapped(f"  {label:<{LABEL}}", text, indent=LABEL + 2)
    for listed in card.lists:
        for sign in SIGNS:
            lines += _markers(listed, sign, sources)
    lines += ["", *layout.wrapped(f"  {'used in':<{LABEL}}", _used_in(card.uses), indent=LABEL + 2)]
    return "\n".join(lines) + "\n"


def _place(card: Card, sources: Mapping[str, Source]) -> Iterator[tuple[str, str]]:
    spot, entry = card.spot, card.entry
    yield "path", " > ".join(step.name.text for step in spot.ancestry)
    place = file_and_line(entry.span, sources)
    yield ("inherited", f"from {card.written_by}, {place}") if card.inherited else ("written", place)
    if not entry.span.holds(entry.name.span):
        yield "renamed", file_and_line(entry.name.span, sources)
    yield "parent", spot.parent.name.text if spot.parent else "none, it is a root"
    beside = [other for other in spot.fork if other is not entry]
    yield "siblings", _names(other for other in beside if other.kind == _alike(entry))
    if entry.kind != "variant":
        yield "contrasts", _names(other for other in beside if other.kind == "contrast")
    if entry.kind == "node":
        yield "children", _names(entry.of_kind("node"))
        if entry.of_kind("contrast"):
            yield "inside it", f"{_names(entry.of_kind('contrast'))} (contrasts)"


def _alike(entry: Entry) -> str:
    return "variant" if entry.kind == "variant" else "node"


def _names(entries: Iterable[Entry]) -> str:
    return ", ".join(entry.name.text for entry in entries) or "none"


def _fields(entry: Entry, sources: Mapping[str, Source]) -> Iterator[tuple[str, str]]:
    for field, given in entry.fields.items():
        edited = "" if entry.span.holds(given.span) else f" ({file_and_line(given.span, sources)})"
        yield field, ", ".join(map(_value, given.values)) + edited


def _value(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:g}"


def _markers(listed: MarkerList, sign: int, sources: Mapping[str, Source]) -> Iterator[str]:
    lines = listed.of_sign(sign)
    if not lines:
        return
    mark, word = SIGNS[sign]
    of = f" of variant {listed.variant}" if listed.variant else ""
    yield ""
    yield f"  {len(lines)} {word} marker{'s' if len(lines) > 1 else ''}{of}{_shared(lines)}"
    written = [f"{mark} {_marker(line)}" for line in lines]
    remarks = [_remark(line, sources) for line in lines]
    width = max((len(text) for text, remark in zip(written, remarks, strict=True) if remark), default=0)
    for text, remark in zip(written, remarks, strict=True):
        yield f"    {text:<{width}}  {remark}".rstrip()


def _shared(lines: tuple[MarkerLine, ...]) -> str:
    idle = [line.marker.gene for line in lines if not line.counts]
    if not idle:
        return ""
    return f", {len(lines) - len(idle)} count: its parent has {', '.join(idle)} too"


def _marker(line: MarkerLine) -> str:
    marker = line.marker
    words = [f"protein:{marker.gene}" if marker.modality == "protein" else marker.gene]
    words += [f"= {marker.weight:g}"] if marker.weight != 1 else []
    words += [f"@{kind}:{reference}" for kind, reference in marker.evidence]
    words += [f'"{marker.note}"'] if marker.note else []
    return " ".join(words)


def _remark(line: MarkerLine, sources: Mapping[str, Source]) -> str:
    place = file_and_line(line.marker.span, sources)
    match line.written.how:
        case "included":
            return f"included from {line.written.named_set}, {place}"
        case "added":
            return f"added by {line.written.by}, {place}"
        case "set":
            return f"weight by {line.written.by}, {place}"
        case _:
            return ""


def _used_in(uses: tuple[Use, ...]) -> str:
    said = []
    for use in uses:
        remarks = [f"as a {use.kind}"] if use.kind == "contrast" else []
        remarks += ["edited"] if use.differs else []
        said.append(use.hierarchy + (f" ({', '.join(remarks)})" if remarks else ""))
    return ", ".join(said)
