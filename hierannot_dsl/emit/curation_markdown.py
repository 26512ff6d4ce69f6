"""Evidence for hierarchies -> Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.curation.verdict import MEANING
from hierannot_dsl.emit.curation_rows import HEADER, by_variant, cells, clusters_line, headline

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hierannot_dsl.curation.evidence import MarkerEvidence
    from hierannot_dsl.curation.report import Curation
    from hierannot_dsl.curation.verdict import Verdict


def curation_markdown(report: Curation, *, verdicts: Sequence[Verdict] = ()) -> str:
    """A section with tables for every node and contrast, then how many markers have each verdict."""
    lines = [f"# {report.hierarchy}", "", f"{headline(report)}.", ""]
    for program in report.programs:
        rows = [row for row in program.markers if not verdicts or row.verdict in verdicts]
        if verdicts and not rows:
            continue
        kind = " (contrast)" if program.is_contrast else ""
        lines += [f"## {program.path}{kind}", "", f"{clusters_line(program).capitalize()}.", ""]
        for variant, of_variant in by_variant(rows).items():
            lines += [f"Variant *{variant}*:", ""] if variant else []
            lines += [*evidence_table(of_variant), ""]
        if program.candidates:
            lines += ["Candidates, not listed:", "", *evidence_table(program.candidates), ""]
    lines += ["## Verdicts", "", *markdown_table(("verdict", "markers", "what it says"), _totals(report))]
    return "".join(f"{line}\n" for line in lines)


def evidence_table(rows: Iterable[MarkerEvidence]) -> list[str]:
    """Lines of a table with a row for each marker."""
    return markdown_table(HEADER, [cells(row) for row in rows], numeric=HEADER[1:-1])


def markdown_table(
    header: Sequence[str], rows: Iterable[Sequence[str]], *, numeric: Sequence[str] = ("markers",)
) -> list[str]:
    """Lines of a table."""
    rule = ["---:" if name in numeric else "---" for name in header]
    escaped = ([cell.replace("|", r"\|") for cell in row] for row in rows)
    return [f"| {' | '.join(row)} |" for row in (header, rule, *escaped)]


def _totals(report: Curation) -> list[tuple[str, str, str]]:
    return [(str(word), str(count), MEANING[word]) for word, count in report.counts().items()]
