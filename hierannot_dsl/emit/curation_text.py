"""Evidence for hierarchies -> a page for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.curation.verdict import BAD, MEANING, SILENT
from hierannot_dsl.emit.curation_rows import HEADER, by_variant, cells, clusters_line, headline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hierannot_dsl.curation.evidence import MarkerEvidence
    from hierannot_dsl.curation.report import Curation
    from hierannot_dsl.curation.verdict import Verdict
    from hierannot_dsl.emit.layout import Layout

RED, FAINT = "31", "2"


def curation_text(report: Curation, layout: Layout, *, verdicts: Sequence[Verdict] = ()) -> str:
    """A table for every node and contrast, then how many markers have each verdict.

    Where `verdicts` are given, markers with others are left out, and so are programs without a marker left.
    """
    lines = layout.wrapped("", headline(report), indent=2)
    for program in report.programs:
        rows = [row for row in program.markers if not verdicts or row.verdict in verdicts]
        if verdicts and not rows:
            continue
        kind = "contrast " if program.is_contrast else ""
        lines += ["", f"{kind}{program.path}", *layout.wrapped("  ", clusters_line(program), indent=4)]
        for variant, of_variant in by_variant(rows).items():
            lines += [f"  variant {variant}"] if variant else []
            lines += _table(of_variant, layout)
        if program.candidates:
            lines += ["  candidates, not listed", *_table(program.candidates, layout)]
    lines += ["", *_totals(report, layout)]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _table(rows: Sequence[MarkerEvidence], layout: Layout) -> list[str]:
    texts = [HEADER, *(cells(row) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
    lines = [_line(texts[0], widths)]
    for row, text in zip(rows, texts[1:], strict=True):
        color = RED if row.verdict in BAD else FAINT if row.verdict in SILENT else ""
        lines.append(layout.paint(_line(text, widths), color))
    return lines


def _line(texts: Sequence[str], widths: Sequence[int]) -> str:
    first, *middle, last = texts
    shown = [f"{text:>{width}}" for text, width in zip(middle, widths[1:-1], strict=True)]
    return f"    {first:<{widths[0]}}  {'  '.join(shown)}  {last}".rstrip()


def _totals(report: Curation, layout: Layout) -> list[str]:
    counts = report.counts()
    width = max((len(word) for word in counts), default=0)
    lines = [f"{len(report.rows)} markers"]
    for word, count in counts.items():
        lead = f"  {count:>5} {word:<{width}}  "
        lines += layout.wrapped(lead, MEANING[word], indent=len(lead))
    return lines
