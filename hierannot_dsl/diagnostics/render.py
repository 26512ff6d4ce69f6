"""Diagnostics -> text for people: what was found, the line it is on, and carets under the place."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.cells import visible
from hierannot_dsl.diagnostics.model import Severity
from hierannot_dsl.diagnostics.trail import import_trail

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from hierannot_dsl.diagnostics.model import Diagnostic
    from hierannot_dsl.source import Source, Span

_TAB = 4
_WIDEST = 160  # columns of a source line; a longer one is shown around the place only
_LONGEST = 400  # characters of a message
_COLORS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.NOTE: "1;36"}
_FRAME = "1;34"


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Diagnostics by source, place and code; those without a place come first."""
    return tuple(sorted(diagnostics, key=_order))


def render(diagnostic: Diagnostic, sources: Mapping[str, Source], *, color: bool = False) -> str:
    """One finding as several lines, without a line break at the end.

    Parameters
    ----------
    diagnostic
        What was found.
    sources
        The texts by name. Of a source that is not among them only the name is shown.
    color
        Whether to mark the parts with ANSI colours.

    Notes
    -----
    Columns in ``file:line:column`` count code points. Under the line, the carets allow for tabs and
    wide characters; characters that cannot be seen are shown by number.
    """
    paint: Callable[[str, str], str] = _ansi if color else _plain
    accent = _COLORS[diagnostic.severity]
    places = [_Place(diagnostic.span, "", "-->", "^", accent)] if diagnostic.span else []
    places += [_Place(related.span, related.label, ":::", "-", _FRAME) for related in diagnostic.related()]
    gutter = max((_digits(place.span, sources) for place in places), default=0)
    lines = [f"{paint(_kind(diagnostic), accent)}: {_short(diagnostic.message())}"]
    for place in places:
        source = sources.get(place.span.source)
        # Without its line a related place carries its label here.
        label = "" if source or not place.label else f": {visible(place.label)}"
        arrow = paint(place.arrow, _FRAME)
        lines.append(f"{' ' * gutter}{arrow} {_location(place.span, sources)}{label}")
        for number, text in _snippet(place, source) if source else ():
            frame = number if number == "..." else f"{number:>{gutter}} |"
            body = text if number.isdigit() else paint(text, place.accent)
            lines.append(f"{paint(frame, _FRAME)} {body}".rstrip())
    remarks = [("note", note) for note in diagnostic.notes()]
    remarks += [("help", diagnostic.help() or ""), ("note", _imported(diagnostic.span, sources))]
    for kind, remark in remarks:
        if remark:
            lines.append(f"{' ' * (gutter + 1)}{paint('=', _FRAME)} {kind}: {_short(remark)}")
    return "\n".join(lines)


def concise(diagnostic: Diagnostic, sources: Mapping[str, Source]) -> str:
    """One finding as one line: ``file:line:column: severity[code]: message``, and who imports the file."""
    head = f"{_kind(diagnostic)}: {_short(diagnostic.message())}"
    if diagnostic.span is None:
        return head
    trail = _imported(diagnostic.span, sources)
    return f"{_location(diagnostic.span, sources)}: {head}" + (f" ({trail})" if trail else "")


def full_text(diagnostic: Diagnostic, sources: Mapping[str, Source]) -> str:
    """All that there is to say of a finding but its place, for programs that show the place themselves."""
    advice, trail = diagnostic.help(), _imported(diagnostic.span, sources)
    more = [*([f"help: {advice}"] if advice else []), *([trail] if trail else [])]
    return "\n".join([diagnostic.message(), *diagnostic.notes(), *more])


@dataclass(frozen=True)
class _Place:
    """A span to show, with what is written and drawn beside it."""

    span: Span
    label: str
    arrow: str
    mark: str
    accent: str


def _kind(diagnostic: Diagnostic) -> str:
    return f"{diagnostic.severity.name.lower()}[{diagnostic.code}]"


def _order(diagnostic: Diagnostic) -> tuple[str, int, str, int, str]:
    span = diagnostic.span
    place = (span.source, span.start) if span else ("", -1)
    return (*place, diagnostic.code, span.end if span else -1, diagnostic.message())


def _location(span: Span, sources: Mapping[str, Source]) -> str:
    source = sources.get(span.source)
    if source is None:
        return span.source
    position = source.position(span.start)
    return f"{span.source}:{position.line}:{position.column}"


def _imported(span: Span | None, sources: Mapping[str, Source]) -> str:
    """Through which lines the source of `span` was reached; empty where it was asked for itself."""
    steps = (_location(step, sources).rpartition(":")[0] for step in import_trail(span, sources))
    return ", ".join(f"imported by {step}" for step in steps)


def _digits(span: Span, sources: Mapping[str, Source]) -> int:
    source = sources.get(span.source)
    return len(str(_last_line(span, source))) if source else 1


def _last_line(span: Span, source: Source) -> int:
    return source.position(max(span.start, span.end - 1)).line


def _snippet(place: _Place, source: Source) -> list[tuple[str, str]]:
    """Lines to show, each behind its number, ``...`` for those left out, nothing for the marks."""
    span, mark, label = place.span, place.mark, visible(place.label)
    first, last = source.position(span.start), _last_line(span, source)
    text = source.line(first.line)
    start = first.column - 1
    # A place at the end of a line, or of no length, is shown by one mark.
    end = len(text) if last > first.line else max(start + 1, start + span.end - span.start)
    shown, marks = _marked(text, start, end, mark)
    lines = [(str(first.line), shown), ("", f"{marks} {label}" if last == first.line else marks)]
    if last > first.line:
        text = source.line(last)
        start, end = len(text) - len(text.lstrip()), max(1, span.end - source.line_starts[last - 1])
        shown, marks = _marked(text, start, end, mark)
        lines += [("...", "")] if last > first.line + 1 else []
        lines += [(str(last), shown), ("", f"{marks} {label}")]
    return [(number, text.rstrip()) for number, text in lines]


def _marked(text: str, start: int, end: int, mark: str) -> tuple[str, str]:
    """The line as it is shown, and the marks that stand under its code points from `start` to `end`."""
    text = text.removesuffix("\r")
    end = min(end, max(start + 1, len(text)))
    before = after = ""
    if len(text) > _WIDEST:
        left = max(0, min(start, len(text) - 1) - _WIDEST // 3)
        right = left + _WIDEST
        before, after = "..." if left else "", "..." if right < len(text) else ""
        text, start, end = text[left:right], start - left, min(end - left, _WIDEST)
    shown, columns = _expand(text)
    columns += [columns[-1] + 1 + past for past in range(end + 1 - len(columns))]
    indent = len(before) + columns[start]
    width = max(1, columns[end] - columns[start])
    return f"{before}{shown}{after}".rstrip(), " " * indent + mark * width


def _expand(text: str) -> tuple[str, list[int]]:
    """`text` with tabs as spaces and unseen characters by number; the column at which each one begins."""
    parts: list[str] = []
    columns = [0]
    for character in text:
        at = columns[-1]
        part = " " * (_TAB - at % _TAB) if character == "\t" else visible(character)
        parts.append(part)
        columns.append(at + sum(map(_width, part)))
    return "".join(parts), columns


def _short(prose: str) -> str:
    """Prose whose quotations may be as long as the line they are from."""
    if len(prose) > _LONGEST:
        prose = f"{prose[: _LONGEST // 2]}...{prose[-_LONGEST // 4 :]}"
    return visible(prose)


def _width(character: str) -> int:
    if character.isascii():
        return 1
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _plain(text: str, _code: str) -> str:
    return text


def _ansi(text: str, code: str) -> str:
    return f"\x1b[{code}m{text}\x1b[0m"
