"""The pages of all hierarchies -> tables for the list of them, and for what each panel supports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.curation.verdict import MEANING, Verdict
from hierannot_dsl.emit.curation_markdown import markdown_table
from hierannot_dsl.emit.curation_rows import leaf

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.hierarchy_page import Page
    from hierannot_dsl.panel.report import RetentionReport

NEEDED = 2
SHOWN = (Verdict.STRONG, Verdict.SINGLE, Verdict.FAIR, Verdict.LEAKY, Verdict.WEAK, Verdict.SHARED)


def index_tables(pages: Sequence[Page]) -> dict[str, str]:
    """The tables of the list of pages, by their places there."""
    header = ("hierarchy", "version", "tissue", "nodes", "markers", *map(str, SHOWN))
    rows = []
    for page in pages:
        hierarchy, counts = page.hierarchy, page.evidence.counts()
        rows.append(
            (
                _link(page),
                hierarchy.version or "",
                hierarchy.tissue or "",
                str(sum(1 for _ in hierarchy.walk())),
                str(len(page.evidence.rows)),
                *(str(counts.get(word, 0)) for word in SHOWN),
            )
        )
    meanings = [(str(word), meaning) for word, meaning in MEANING.items()]
    return {
        "pages": _text(markdown_table(header, rows, numeric=header[3:])),
        "verdicts": _text(markdown_table(("verdict", "what it says"), meanings)),
        "without data": _text(markdown_table(("hierarchy", "nodes"), list(_without_data(pages)))),
    }


def panel_tables(pages: Sequence[Page]) -> dict[str, str]:
    """What each panel supports of every hierarchy, by places on the page."""
    panels = [f"{each.panel} ({each.n_genes:,})" for each in pages[0].panels]
    supported, unsupported = [], []
    for page in pages:
        lacking = [_unsupported(report) for report in page.panels]
        counts = (
            f"{len(report.nodes) - len(names)} of {len(report.nodes)}"
            for report, names in zip(page.panels, lacking, strict=True)
        )
        supported.append((_link(page), *counts))
        unsupported += [
            (_link(page), panel, ", ".join(names))
            for panel, names in zip(panels, lacking, strict=True)
            if names
        ]
    return {
        "supported": _text(markdown_table(("hierarchy", *panels), supported, numeric=panels)),
        "unsupported": _text(markdown_table(("hierarchy", "panel", "nodes"), unsupported)),
    }


def _unsupported(report: RetentionReport) -> list[str]:
    return [row.name for row in report.nodes if row.positive.total and row.positive.present < NEEDED]


def _without_data(pages: Sequence[Page]) -> Iterator[tuple[str, str]]:
    for page in pages:
        bare = (each for each in page.evidence.programs if not each.clusters and not each.is_contrast)
        names = ", ".join(leaf(each.path) for each in bare)
        if names:
            yield _link(page), names


def _link(page: Page) -> str:
    return f"[{page.hierarchy.name}]({page.hierarchy.name}.md)"


def _text(lines: list[str]) -> str:
    return "\n".join(lines)
