from html.parser import HTMLParser

import pytest

from hierannot_dsl.catalog.builtins import load_builtin
from hierannot_dsl.compiler import compile_for_panel
from hierannot_dsl.emit.retention_words import DOES
from hierannot_dsl.panel.compare import compare_panels
from hierannot_dsl.panel.design import design_panel
from hierannot_dsl.panel.panel import Panel
from hierannot_dsl.report.panel import panel_facts, panel_page
from hierannot_dsl.resources import page_asset_text
from tests.unit.report.pages import HOSTILE
from tests.unit.report.test_annotation import Outline

GENES = (
    "CD3D",
    "CD3E",
    "CD3G",
    "CD4",
    "MS4A1",
    "CD79A",
    "LYZ",
    "CST3",
    "NKG7",
    "GNLY",
    "CD8A",
    "Cd8b",
    "BLANK-1",
)


def compiled(name=HOSTILE[0], genes=GENES):
    return compile_for_panel(load_builtin("immune_core"), Panel(name, genes)).unwrap()


@pytest.fixture(scope="module")
def facts():
    first, second = compiled(), compiled("other", (*GENES[:4], "TRAC", "IL7R"))
    return panel_facts(
        first.report,
        design=design_panel(first.bound, 3),
        comparison=compare_panels([first.report, second.report]),
        record={"content hash": "abc"},
    )


@pytest.fixture(scope="module")
def page(facts):
    return panel_page(facts)


def test_the_page_is_whole_and_asks_for_nothing(page):
    outline = Outline()
    outline.feed(page)
    assert (outline.wrong, outline.open) == ([], [])
    assert len(outline.ids) == len(set(outline.ids))
    assert set(outline.links) <= {f"#{name}" for name in outline.ids}
    assert [tag for tag, given in outline.tags if "src" in given or "style" in given] == []
    assert sum(tag == "script" for tag, _ in outline.tags) == 1


def test_every_node_and_contrast_is_in_the_tree(facts):
    def names(nodes):
        return [name for node in nodes for name in (node.row.name, *names(node.children))]

    assert names(facts.tree) == [row.name for row in facts.report.nodes]
    assert names(facts.contrasts) == [row.name for row in facts.report.contrasts]


def test_every_marker_is_told_with_its_fate(facts):
    def all_nodes(nodes):
        return [one for node in nodes for one in (node, *all_nodes(node.children))]

    for node in [*all_nodes(facts.tree), *facts.contrasts]:
        told = sum(len(group.genes) for group in node.groups)
        assert told == len({(marker.gene, marker.sign, marker.weight) for marker in node.row.markers})


def test_a_renamed_symbol_says_what_the_panel_calls_it(facts):
    def groups(nodes):
        return [group for node in nodes for group in (*node.groups, *groups(node.children))]

    renamed = {gene for group in groups(facts.tree) if group.fate == "renamed" for gene in group.genes}
    assert "−CD8B → Cd8b" in renamed  # noqa: RUF001 -- a minus, as the page shows it


def test_a_fork_counts_what_each_node_has_beyond_each_other(facts):
    for fork in facts.forks:
        for one, row in zip(fork.nodes, fork.sides, strict=True):
            for other, side in zip(fork.nodes, row, strict=True):
                assert (side is None) == (one == other)
                assert side is None or side.node == one
        assert fork.few == sum(side.is_few for row in fork.sides for side in row if side is not None)


def test_every_side_of_a_fork_is_told_once(facts):
    for fork in facts.forks:
        told = [(side.node, other, side) for side, others in fork.told for other in others]
        rows = zip(fork.nodes, fork.sides, strict=True)
        sides = [
            (one, other, side)
            for one, row in rows
            for other, side in zip(fork.nodes, row, strict=True)
            if side is not None
        ]
        assert sorted(told, key=str) == sorted(sides, key=str)


def test_advice_is_in_the_words_of_the_terminal(facts, page):
    assert facts.report.advice
    for advice in facts.report.advice:
        assert f'<th scope="row">{DOES[advice.kind]}</th>' in page


def test_the_same_report_gives_the_same_bytes(page):
    first, second = compiled(), compiled("other", (*GENES[:4], "TRAC", "IL7R"))
    again = panel_facts(
        first.report,
        design=design_panel(first.bound, 3),
        comparison=compare_panels([first.report, second.report]),
        record={"content hash": "abc"},
    )
    assert panel_page(again) == page


def test_the_parser_of_these_tests_sees_what_is_left_open():
    outline = Outline()
    assert isinstance(outline, HTMLParser)
    outline.feed("<p><b>x</p>")
    assert outline.wrong == ["p"]


@pytest.mark.parametrize("table", ["heat", "wide"])
def test_every_level_of_a_tree_is_indented(table):
    style = page_asset_text("style.css")
    assert [level for level in range(2, 10) if f".{table} .l{level}" not in style] == []
