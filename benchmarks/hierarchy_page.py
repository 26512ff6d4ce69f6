"""One hierarchy, its evidence and what panels leave of it -> its page in the documents."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.curation.placing import STEP
from hierannot_dsl.curation.verdict import MEANING
from hierannot_dsl.emit.curation_markdown import evidence_table, markdown_table
from hierannot_dsl.emit.curation_rows import by_variant, clusters_line, leaf
from hierannot_dsl.emit.layout import Layout
from hierannot_dsl.emit.tree_rows import marker_lists, tree_rows
from hierannot_dsl.emit.tree_text import tree_text
from hierannot_dsl.model.content import content_hash
from hierannot_dsl.model.hierarchy import Node
from hierannot_dsl.panel.report import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hierannot_dsl.curation.report import Curation, ProgramEvidence
    from hierannot_dsl.model.hierarchy import Hierarchy, Program
    from hierannot_dsl.panel.report import RetentionReport

MEASURED = "<!-- measured -->"
END = "<!-- end -->"
CLUSTERS = "Measured on"
MARK = {Status.FULL: "", Status.FALLBACK: " ↑", Status.DISABLED: " ✗"}
LEGEND = "`↑` competes, and is called by the name of the node above; `✗` is not scored."


@dataclass(frozen=True)
class Page:
    """What a page is made of.

    Attributes
    ----------
    hierarchy, evidence
        The hierarchy, and every marker of it.
    panels
        What each panel leaves of it.
    told
        Where programs that other pages hold have their tables: program as it stands there to the name of the
        page.
    """

    hierarchy: Hierarchy
    evidence: Curation
    panels: tuple[RetentionReport, ...]
    told: Mapping[tuple[object, ...], str]


def keys_of(hierarchy: Hierarchy) -> dict[str, tuple[object, ...]]:
    """For every program, what its evidence depends on: itself, and beside what it stands below a node."""
    keys: dict[str, tuple[object, ...]] = {}

    def add(fork: tuple[Program, ...], above: str) -> None:
        beside = tuple(program.name for program in fork) if above else ()
        for program in fork:
            bare = (
                program.model_copy(update={"children": (), "contrasts": ()}) if _is_node(program) else program
            )
            keys[program.name] = (above, beside, bare)
            if isinstance(program, Node):
                add((*program.children, *program.contrasts), program.name)

    add((*hierarchy.roots, *hierarchy.contrasts), "")
    return keys


def render(page: Page) -> str:
    """The page as Markdown."""
    hierarchy = page.hierarchy
    lines = [f"# {hierarchy.name}", "", hierarchy.title or "", ""]
    lines += [*markdown_table(("", ""), _facts(hierarchy)), ""]
    lines += [
        "## Tree",
        "",
        "```",
        tree_text(tree_rows(hierarchy, contrasts=True), Layout()).rstrip(),
        "```",
        "",
    ]
    lines += [
        "Genes for and against each node; `~` is a contrast, which competes and is never a label.",
        "",
        *_on_panels(page.panels),
        *_verdicts(page.evidence),
        "## Markers",
        "",
        "[What the columns say](README.md#what-the-columns-say).",
        "",
    ]
    keys = keys_of(hierarchy)
    programs = {program.name: program for program in hierarchy.programs()}
    for evidence in page.evidence.programs:
        name = leaf(evidence.path)
        lines += _program(programs[name], evidence, page.told.get(keys[name], hierarchy.name), hierarchy.name)
    return "\n".join(lines).rstrip() + "\n"


def skeleton(text: str) -> str:
    """What of a page does not depend on data: its markers, and all that was not measured."""
    text = re.sub(rf"{MEASURED}.*?{END}", "", text, flags=re.DOTALL)
    lines = [line for line in text.splitlines() if not line.startswith(CLUSTERS)]
    return "\n".join(line.split(" | ")[0] if re.match(r"\| [+-] ", line) else line for line in lines)


def _facts(hierarchy: Hierarchy) -> Iterator[tuple[str, str]]:
    nodes = sum(1 for _ in hierarchy.walk())
    contrasts = sum(1 for _ in hierarchy.programs()) - nodes
    yield "version", hierarchy.version or ""
    yield "content hash", f"`{content_hash(hierarchy)}`"
    yield "species", hierarchy.species or ""
    yield "tissue", " ".join(filter(None, (hierarchy.tissue, hierarchy.uberon)))
    yield "size", f"{len(hierarchy.roots)} roots, {nodes} nodes, {contrasts} contrasts"
    yield "not for", "; ".join(hierarchy.not_for)


def _on_panels(reports: tuple[RetentionReport, ...]) -> list[str]:
    header = ["node", *(f"{report.panel} ({report.n_genes:,})" for report in reports)]
    rows = []
    for each in zip(*(report.nodes for report in reports), strict=True):
        name = "&ensp;" * (each[0].level - 1) + each[0].name
        rows.append([name, *(f"{row.positive.present}{MARK[row.status]}" for row in each)])
    return [
        "## On panels",
        "",
        f"Positive markers that a panel keeps, and the size of the panel. {LEGEND}",
        "",
        MEASURED,
        "",
        *markdown_table(header, rows, numeric=header[1:]),
        "",
        END,
        "",
    ]


def _verdicts(evidence: Curation) -> list[str]:
    counts = evidence.counts()
    rows = [(str(word), str(count), MEANING[word]) for word, count in counts.items()]
    placed = evidence.n_known - len(evidence.unplaced)
    return [
        "## Evidence",
        "",
        MEASURED,
        "",
        f"{placed} of {evidence.n_known} known clusters in {len(evidence.datasets)} data sets have a place.",
        "",
        *markdown_table(("verdict", "markers", "what it says"), rows),
        "",
        END,
        "",
    ]


def _program(program: Program, evidence: ProgramEvidence, told: str, here: str) -> list[str]:
    kind = "" if _is_node(program) else " (contrast)"
    above = evidence.path.rpartition(f" {STEP} ")[0]
    lines = [f"### {program.name}{kind}", ""]
    about = [f"{above} {STEP} {program.name}."] if above else []
    about += filter(None, [program.description, f"{program.cl}." if program.cl else None])
    about += [f"Also: {', '.join(program.aliases)}."] if program.aliases else []
    lines += [" ".join(about), ""] if about else []
    if told != here:
        genes = "; ".join(
            f"{variant + ': ' if variant else ''}{sign} {text}"
            for variant, sign, text in marker_lists(program)
        )
        return [*lines, f"As in [{told}]({told}.md): {genes}", ""]
    lines += [f"{CLUSTERS} {clusters_line(evidence)}.", ""]
    for variant, rows in by_variant(evidence.markers).items():
        lines += [f"Variant *{variant}*:", ""] if variant else []
        lines += [*evidence_table(rows), ""]
    return lines


def _is_node(program: Program) -> bool:
    return isinstance(program, Node)
