"""The page of a panel in a real browser."""

import pytest

from hierannot_dsl.catalog.builtins import load_builtin
from hierannot_dsl.compiler import compile_for_panel
from hierannot_dsl.panel.compare import compare_panels
from hierannot_dsl.panel.panel import Panel
from hierannot_dsl.report.panel import panel_facts, panel_page
from tests.browser.contrast import too_pale
from tests.unit.report.pages import HOSTILE


@pytest.fixture(scope="module")
def page():
    hierarchy = load_builtin("colon_tme")
    genes = sorted({m.gene for _, node in hierarchy.walk() for m in node.markers})
    panels = (Panel(HOSTILE[2], tuple(genes[::3])), Panel("half", tuple(genes[::2])))
    compiled = [compile_for_panel(hierarchy, panel).unwrap() for panel in panels]
    comparison = compare_panels([one.report for one in compiled])
    return panel_page(panel_facts(compiled[0].report, comparison=comparison))


def shown(tab, query):
    return [found for found in tab.query_selector_all(query) if found.is_visible()]


def names(tab):
    return [found.inner_text() for found in shown(tab, ".tree summary b")]


def test_a_hostile_panel_does_nothing_and_the_page_is_small(opened, page):
    assert len(page.encode()) < 500_000
    tab = opened(page)
    assert tab.evaluate("window.hacked") is None
    assert HOSTILE[2] in tab.inner_text("h1")


def test_a_gene_is_found_with_the_nodes_above_it(opened, page):
    tab = opened(page)
    tab.fill("input[type=search]", "FOXP3")
    assert names(tab) == ["Immune", "T cell", "CD4 T cell", "CD8 T cell", "Treg"]
    assert tab.inner_text("output").startswith("3 of ")
    tab.fill("input[type=search]", "no such gene")
    assert names(tab) == []
    tab.fill("input[type=search]", "")
    assert len(names(tab)) > 20


def test_a_status_is_picked(opened, page):
    tab = opened(page)
    tab.select_option("select[data-filter=status]", "lost")
    found = shown(tab, ".tree > .item, .tree .item")
    assert found
    assert any(item.get_attribute("data-status") == "lost" for item in found)


def test_nodes_open_by_keyboard_and_close_together(opened, page):
    tab = opened(page)
    tab.focus(".tree summary")
    tab.keyboard.press("Enter")
    assert len(tab.query_selector_all(".tree details[open]")) == 1
    tab.click("section[aria-labelledby=tree] button[data-open=all]")
    assert tab.query_selector(".tree details:not([open])") is None
    tab.click("section[aria-labelledby=tree] button[data-open=none]")
    assert tab.query_selector(".tree details[open]") is None


def test_bars_are_as_long_as_the_share_that_is_kept(opened, page):
    for width in (1200, 360):
        tab = opened(page, viewport={"width": width, "height": 800})
        drawn = tab.evaluate(
            "[...document.querySelectorAll('.tree .item')].map(item => ["
            "item.querySelector('.meter i').getBoundingClientRect().width"
            " / item.querySelector('.meter').getBoundingClientRect().width,"
            "item.querySelector('.count').textContent])"
        )
        for share, text in drawn:
            kept, total = (int(word) for word in text.replace("markers", "").split(" of "))
            assert share == pytest.approx(kept / total, abs=0.03)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_what_is_behind_it(opened, page, scheme):
    tab = opened(page, color_scheme=scheme)
    tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert too_pale(tab) == []


def test_a_phone_does_not_scroll_sideways(opened, page):
    tab = opened(page, viewport={"width": 360, "height": 700})
    tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert tab.evaluate("document.documentElement.scrollWidth") == 360


def test_it_has_landmarks(opened, page):
    tab = opened(page)
    for role in ("banner", "navigation", "main", "contentinfo", "search"):
        assert tab.get_by_role(role).count() == 1
    assert tab.get_by_role("list", name="Nodes of the hierarchy").count() == 1
