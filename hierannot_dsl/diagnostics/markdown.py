"""Diagnostics -> Markdown, for the summary of a job."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hierannot_dsl.diagnostics.model import Diagnostic
    from hierannot_dsl.source import Source

SPECIAL = "\\*_{}[]<>#|&"


def encode_markdown(diagnostics: Sequence[Diagnostic], sources: Mapping[str, Source]) -> str:
    """How many findings there are, and a table of them, errors first; names and genes stand as they are."""
    if not diagnostics:
        return "Nothing to report."
    counted = Counter(diagnostic.severity for diagnostic in diagnostics)
    told = [
        f"{counted[severity]} {severity.name.lower()}{'s' if counted[severity] > 1 else ''}"
        for severity in sorted(counted, reverse=True)
    ]
    ordered = sorted(diagnostics, key=lambda diagnostic: -diagnostic.severity)
    rows = [_row(diagnostic, sources) for diagnostic in ordered]
    return "\n".join([f"**{', '.join(told)}**", "", "| place | code | finding |", "|---|---|---|", *rows])


def _row(diagnostic: Diagnostic, sources: Mapping[str, Source]) -> str:
    span = diagnostic.span
    place = ""
    if span is not None:
        source = sources.get(span.source)
        line = f":{source.position(span.start).line}" if source else ""
        place = f"{_plain(span.source)}{line}"
    finding = _plain(diagnostic.message())
    help_ = diagnostic.help()
    if help_ is not None:
        finding += f"; {_plain(help_)}"
    return f"| {place} | {diagnostic.code} {diagnostic.name()} | {finding} |"


def _plain(text: str) -> str:
    """Text in a cell of a table: Markdown shows it as it is; what stands between backticks stays code."""
    parts = text.replace("\n", " ").split("`")
    if len(parts) % 2 == 0:  # one of them is no mark of code
        return _escaped("".join(parts))
    # Inside code nothing but a bar has to be escaped: it ends the cell.
    shown = (_escaped(part) if at % 2 == 0 else part.replace("|", "\\|") for at, part in enumerate(parts))
    return "`".join(shown)


def _escaped(text: str) -> str:
    return "".join(f"\\{sign}" if sign in SPECIAL else sign for sign in text)
