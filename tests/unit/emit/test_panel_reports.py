"""What panel reports look like beyond the counts: forks, measurements, several panels, Markdown, JSON."""

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from hierannot_dsl.emit.layout import Layout
from hierannot_dsl.emit.panels_text import comparison_text
from hierannot_dsl.emit.retention_csv import comparison_csv
from hierannot_dsl.emit.retention_document import schema_text
from hierannot_dsl.emit.retention_json import comparison_json, retention_json
from hierannot_dsl.emit.retention_markdown import comparison_markdown, retention_markdown
from hierannot_dsl.emit.retention_text import retention_text
from hierannot_dsl.panel.bind import bind_panel
from hierannot_dsl.panel.compare import PanelComparison, compare_panels
from hierannot_dsl.panel.design import design_panel
from hierannot_dsl.panel.measured import Decided, Measured, MeasuredNode
from hierannot_dsl.panel.panel import Panel
from hierannot_dsl.panel.policy import RetentionPolicy
from hierannot_dsl.panel.report import RetentionReport
from hierannot_dsl.panel.retention import retention
from hierannot_dsl.symbols.table import builtin_table
from tests.unit.panel.trees import hierarchy, node

PUBLISHED = Path(__file__).parents[3] / "docs/spec/retention.schema.json"
TREE = hierarchy(
    node("T|cell", "CD3D CD3E", node("CD4 *T*", "CD4 IL7R 1-Mar", role="major"), node("CD8", "CD8A CD8B")),
    node("B", "MS4A1 CD79A CD45"),
)
PANEL = Panel(
    "a.txt",
    ("CD3D", "CD3E", "CD4", "CD8A", "CD8B", "MS4A1", "CD79A"),
    repeated=("CD4",),
    left_out=("NegPrb1",),
)
MEASURED = Measured(
    profiles="means.csv",
    truth="labels",
    n_genes=7,
    draws=20,
    depth=50_000,
    seed=0,
    nodes=(
        MeasuredNode("T|cell", "", ("c0", "c1"), Decided(40, 0, 0), Decided(40, 0, 0), ()),
        MeasuredNode("CD8", "T|cell", ("c1",), Decided(9, 4, 7), Decided(20, 0, 0), (("CD4 *T*", 4),)),
    ),
    left_out=("c9",),
)


def bound(panel: Panel = PANEL):
    return bind_panel(TREE, panel, symbols=builtin_table())


@pytest.fixture
def report() -> RetentionReport:
    return replace(retention(bound(), RetentionPolicy(min_positive=1)), measured=MEASURED)


@pytest.fixture
def comparison() -> PanelComparison:
    others = Panel("b.txt", ("CD3D", "CD3E", "CD4", "IL7R"))
    return compare_panels([retention(bound(panel), RetentionPolicy()) for panel in (PANEL, others)])


def test_the_terminal_shows_forks_measurements_and_genes_to_add(report: RetentionReport) -> None:
    page = retention_text(report, Layout(ascii_only=True), design=design_panel(bound(), 2))
    assert (
        "\nMeasured: 20 draws of 50,000 transcripts from each cluster of means.csv, 7 genes\n"
        "  of the panel; right by the labels\n"
        "          panel  all genes\n"
        "  T|cell   100%       100%\n"
        "  CD8       45%       100%   stopped above 7; CD4 *T* 4\n"
        "  no node, so left out: c9\n" in page
    )
    assert (
        "\nGenes to add: nodes stand out by 1.83 of 4, by 2.00 with every marker\n"
        "  IL7R  +0.167 to 2.00  CD4 *T*\n" in page
    )
    assert "\nOn the panel\n  listed twice (1): CD4\n  no genes, left out (1): NegPrb1\n" in page
    assert "\n  damaged, so not used: 1-Mar (MARCHF1 or MTARC1)\n" in page
    assert "\n  protein name, so not used: CD45 (PTPRC or Ptprc)\n" in page


def test_siblings_that_hang_on_one_marker_are_named() -> None:
    panel = Panel("p", ("CD3D", "CD3E", "CD4", "CD8A", "CD8B", "MS4A1", "CD79A"))
    page = retention_text(retention(bind_panel(TREE, panel), RetentionPolicy(min_positive=1, long_list=2)))
    assert "\nSiblings that are hard to tell apart\n  CD4 *T* from CD8: by CD4 alone (of 3)\n" in page


def test_panels_stand_side_by_side(comparison: PanelComparison) -> None:
    assert comparison_text(comparison, Layout(ascii_only=True)) == (
        "toy on 2 panels\n"
        "  A  a.txt: 7 genes, 3 of 4 nodes full\n"
        "  B  b.txt: 4 genes, 2 of 4 nodes full\n"
        "\n"
        "                 A        B\n"
        "T|cell       + 2/2    + 2/2\n"
        "  CD4 *T*    x 1/3    + 2/3\n"
        "  CD8        + 2/2    x 0/2\n"
        "B            + 2/3    x 0/3\n"
        "\n"
        "+ full, ^ fallback to parent, x disabled; positive markers present\n"
        "\n"
        "Markers on A alone (4): CD79A CD8A CD8B MS4A1\n"
        "Markers on B alone (1): IL7R\n"
    )
    assert comparison_csv(comparison).splitlines()[:3] == [
        "node,level,a.txt status,a.txt positive,b.txt status,b.txt positive",
        "T|cell,1,full,2,full,2",
        "CD4 *T*,2,disabled,1,full,2",
    ]
    assert comparison_markdown(comparison).splitlines()[2:6] == [
        "| node | a.txt (7) | b.txt (4) |",
        "| --- | --- | --- |",
        r"| T\|cell | full 2/2 | full 2/2 |",
        r"| &emsp;CD4 \*T\* | **disabled** 1/3 | full 2/3 |",
    ]


def test_markdown_shows_names_as_they_are(report: RetentionReport) -> None:
    page = retention_markdown(report, design_panel(bound(), 1))
    assert page.startswith("### toy on a.txt (7 genes)\n\n4 nodes: ")
    assert "| T\\|cell | full | 2/2 |  | 2/2 | 2 beyond B |  |\n" in page
    assert "| CD8 | 45% | 100% | CD4 \\*T\\* 4 |\n" in page
    assert "| IL7R | 0.167 | 2.00 | CD4 \\*T\\* |\n" in page
    assert "- CD4 \\*T\\*: `+1-Mar` `+IL7R`\n" in page


def test_the_published_schema_is_that_of_the_code(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-golden"):
        PUBLISHED.write_text(schema_text(), encoding="utf-8")
    assert PUBLISHED.read_text(encoding="utf-8") == schema_text()


def test_json_is_what_the_schema_says(report: RetentionReport, comparison: PanelComparison) -> None:
    schema = json.loads(schema_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    for text in (retention_json(report, design_panel(bound(), 2)), comparison_json(comparison)):
        jsonschema.validate(json.loads(text), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"format": "hierannot_dsl.retention"}, schema)


def test_json_has_everything_that_a_page_may_show(report: RetentionReport) -> None:
    document = json.loads(retention_json(report, design_panel(bound(), 1)))
    assert document["contents"]["repeated"] == ["CD4"]
    assert document["pairs"][0]["first"] == {
        "node": "T|cell",
        "markers": ["CD3D", "CD3E"],
        "weight": 2.0,
        "total": 2,
        "total_weight": 2.0,
    }
    assert document["measured"]["nodes"][1]["on_panel"] == {"right": 9, "wrong": 4, "stopped": 7}
    assert document["design"]["additions"][0]["gene"] == "IL7R"
    assert document["nodes"][1]["effective"]["present"] == 1
    assert document["advice"] == [
        {"kind": advice.kind, "nodes": list(advice.nodes), "why": advice.why} for advice in report.advice
    ]
