import csv
import json
from io import StringIO

import pytest

from hierannot_dsl.emit.layout import Layout
from hierannot_dsl.emit.retention_csv import retention_csv
from hierannot_dsl.emit.retention_json import retention_json
from hierannot_dsl.emit.retention_text import retention_text
from hierannot_dsl.panel.bind import bind_panel
from hierannot_dsl.panel.panel import Panel
from hierannot_dsl.panel.policy import RetentionPolicy
from hierannot_dsl.panel.report import RetentionReport
from hierannot_dsl.panel.retention import retention
from hierannot_dsl.symbols.table import builtin_table
from tests.unit.panel.trees import contrast, hierarchy, node, variant

BLOOD = hierarchy(
    node(
        "T cell",
        "CD3D CD3E C11orf96 -MS4A1",
        node("CD4 T cell", "CD4 IL7R CD40LG CCR7"),
        node("CD8 T cell", "CD8A CD8B GZMK GZMH XYZ1"),
        contrasts=(contrast("Thymocyte", "RAG1 RAG2"),),
        role="major",
    ),
    node("B cell", "MS4A1 CD79A CD19 BLK", role="major"),
    node("Plasma", "MZB1 SDC1 -MZb1"),
)
GENES = "CD3D CD3E C11ORF96 MS4A1 CD79A CD8A CD8B GZMK CD4 mzb1 MZB1 SDC1"

PAGE = """\
toy on genes.txt: 12 genes, a small panel (up to 1,500)
5 nodes: 3 full, 1 fallback to parent, 1 disabled

                positive markers   negative   nearest sibling
  T cell        ##########    3/3     1/1      3 beyond B cell
x   CD4 T cell  ##........    1/4             disabled
^   CD8 T cell  ######....    3/5             fallback
  B cell        #####.....    2/4              2 beyond T cell
  Plasma        ##########    2/2     0/1      2 beyond T cell

What that changes
x CD4 T cell is not scored: its cells are called T cell at best
    1 positive marker left, 2 are needed
    full again with 2 of its 3 missing markers
^ CD8 T cell competes, and is called T cell
    3 of 5 positive markers left, 4 are needed (optional)
    full again with 1 of its 2 missing markers
  B cell stays, on thin evidence
    2 of 4 positive markers left, 3 are needed (major); a root has no parent to
    fall back to
    full again with 1 of its 2 missing markers

What to do
  prune CD4 T cell: 1 positive marker left, 2 are needed
  trust only down to T cell: CD4 T cell cannot be scored, and what is left of
    the fork may take such cells

Contrasts (never a label): 0 of 1 are scored
  too little left of: Thymocyte (0/2)

21 marker symbols: 10 on the panel, 1 renamed, 9 absent, 1 ambiguous
  renamed, by letter case: C11orf96 -> C11ORF96
  ambiguous, so not used: MZb1 (MZB1 or mzb1)
  absent, CD4 T cell: +CCR7 +CD40LG +IL7R
  absent, CD8 T cell: +GZMH +XYZ1
  absent, B cell: +BLK +CD19
"""


@pytest.fixture
def report() -> RetentionReport:
    return retention(
        bind_panel(BLOOD, Panel("genes.txt", tuple(GENES.split()))), RetentionPolicy(long_list=0)
    )


def test_the_page_says_what_is_lost_and_what_would_mend_it(report: RetentionReport) -> None:
    assert retention_text(report, Layout(ascii_only=True)) == PAGE


def test_marks_and_bars_are_the_only_difference_between_the_alphabets(report: RetentionReport) -> None:
    alike = str.maketrans("█░↑✗✓", "#.^x ")
    assert retention_text(report, Layout()).translate(alike) == PAGE


def test_no_line_is_wider_than_the_terminal(report: RetentionReport) -> None:
    assert max(map(len, retention_text(report, Layout(width=64)).splitlines())) <= 64


def test_colour_adds_nothing_but_colour(report: RetentionReport) -> None:
    painted = retention_text(report, Layout(ascii_only=True, color=True))
    assert painted != PAGE
    plain = painted
    for code in ("\x1b[31m", "\x1b[33m", "\x1b[0m"):
        plain = plain.replace(code, "")
    assert plain == PAGE


def test_a_group_whose_children_are_gone_has_no_markers_to_add() -> None:
    tree = hierarchy(node("Lymphoid", "", node("B cell", "MS4A1 CD79A")), node("T cell", "CD3D CD3E"))
    report = retention(bind_panel(tree, Panel("few", ("CD3D", "CD3E"))), RetentionPolicy())
    page = retention_text(report, Layout(ascii_only=True))
    assert [line.split() for line in page.splitlines() if line.endswith("   disabled")] == [
        ["x", "Lymphoid", "group", "disabled"],
        ["x", "B", "cell", "..........", "0/2", "disabled"],
    ]
    assert (
        "x Lymphoid is not scored: its cells are called unknown at best\n"
        "    a group, and all its children are disabled\n"
        "x B cell is not scored" in page
    )


def test_a_lost_node_with_living_children_is_passed_through() -> None:
    tree = hierarchy(node("Immune", "PTPRC LCP1 CD53 CD37", node("B cell", "MS4A1 CD79A")))
    report = retention(bind_panel(tree, Panel("few", ("MS4A1", "CD79A"))), RetentionPolicy())
    assert (
        "x Immune is not scored: cells pass through it to what stands below, and it is\n    never called\n"
    ) in retention_text(report, Layout(ascii_only=True))


def test_the_way_back_is_through_the_nearest_variant() -> None:
    dendritic = node("DC", "", variants=(variant("cDC1", "A B C D"), variant("pDC", "E F G H I")))
    report = retention(
        bind_panel(hierarchy(node("Myeloid", "X Y", dendritic)), Panel("few", tuple("XYABEF"))),
        RetentionPolicy(),
    )
    page = retention_text(report, Layout(ascii_only=True))
    assert "    full again with 1 of the 2 missing markers of `cDC1`\n" in page


def test_a_panel_with_everything_loses_nothing() -> None:
    tree = hierarchy(node("B cell", "MS4A1 CD79A"))
    report = retention(bind_panel(tree, Panel("all", ("CD79A", "MS4A1"))), RetentionPolicy())
    assert "Nothing is lost: every node can be called.\n" in retention_text(report)


def test_the_csv_has_a_row_for_every_node_and_contrast(report: RetentionReport) -> None:
    rows = list(csv.DictReader(StringIO(retention_csv(report))))
    assert [row["node"] for row in rows] == [row.name for row in report.rows]
    lost = rows[1]
    assert (lost["status"], lost["positive_present"], lost["positive_total"]) == ("disabled", "1", "4")
    assert lost["absent"] == "CCR7 CD40LG IL7R"
    assert rows[0]["renamed"] == "C11orf96>C11ORF96"


def test_the_json_tells_the_fate_of_every_marker(report: RetentionReport) -> None:
    document = json.loads(retention_json(report))
    assert (document["format"], document["format_version"]) == ("hierannot_dsl.retention", 1)
    assert [entry["name"] for entry in document["contrasts"]] == ["Thymocyte"]
    counted = {fate: count for fate, count in document["symbols"].items() if count}
    assert counted == {"kept": 10, "renamed": 1, "absent": 9, "ambiguous": 1}
    fates = {(m["sign"], m["gene"]): (m["fate"], m["symbol"]) for m in document["nodes"][0]["markers"]}
    assert fates == {
        ("+", "CD3D"): ("kept", "CD3D"),
        ("+", "CD3E"): ("kept", "CD3E"),
        ("+", "C11orf96"): ("renamed", "C11ORF96"),
        ("-", "MS4A1"): ("kept", "MS4A1"),
    }


def test_a_panel_of_mouse_is_called_that_and_lacks_the_rest() -> None:
    genes = "Cd3d Cd3e Ms4a1 Cd79a Cd8a Cd8b1 Gzmk Cd4 Mzb1 Sdc1"
    tree = BLOOD.model_copy(update={"species": "human"})
    report = retention(
        bind_panel(tree, Panel("mouse", tuple(genes.split())), symbols=builtin_table()), RetentionPolicy()
    )
    text = retention_text(report, Layout(ascii_only=True))
    assert (
        "On the panel\n"
        "  species: it is spelled like mouse, the markers like human: 9 were matched by\n"
        "    letter case, which is not orthology\n"
    ) in text
    assert "21 marker symbols: 0 on the panel, 9 renamed, 11 absent, 1 listed under" in text
    assert "species, so not used" not in text


def test_many_renames_by_letter_case_are_counted() -> None:
    genes = [f"GENE{at:02}" for at in range(30)]
    tree = hierarchy(node("T cell", " ".join(genes)), node("B cell", "MS4A1"))
    report = retention(
        bind_panel(tree, Panel("mouse", tuple(gene.capitalize() for gene in genes))), RetentionPolicy()
    )
    assert (
        "  renamed, by letter case: GENE00 -> Gene00, GENE01 -> Gene01, GENE02 -> Gene02,\n"
        "    GENE03 -> Gene03, GENE04 -> Gene04 and 25 more\n"
    ) in retention_text(report, Layout(ascii_only=True))
