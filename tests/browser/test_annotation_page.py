"""The page of labels in a real browser."""

import pytest

from hierannot_dsl.api.reports import annotation_report
from hierannot_dsl.report.page import NOTHING
from tests.browser.contrast import too_pale
from tests.unit.report.pages import HOSTILE, fitted

CLUSTERS = (*HOSTILE, *map(str, range(54)))


@pytest.fixture(scope="module")
def page():
    fit, export = fitted(CLUSTERS)
    return annotation_report(fit, export, title="sixty clusters", record={})


def shown(tab, query):
    return [found for found in tab.query_selector_all(query) if found.is_visible()]


def first_cells(tab):
    return [found.inner_text() for found in shown(tab, ".clusters tbody th")]


def processor_seconds_to_load(tab):
    # Not those on the clock, which others on the machine have a part in.
    tools = tab.context.new_cdp_session(tab)
    tools.send("Performance.enable", {"timeDomain": "threadTicks"})
    tab.reload()
    metrics = tools.send("Performance.getMetrics")["metrics"]
    return next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration")


def test_sixty_clusters_are_small_and_quick(opened, page):
    assert len(page.encode()) < 2_000_000
    tab = opened(page)
    assert processor_seconds_to_load(tab) < 1
    assert len(shown(tab, ".clusters tbody tr")) == 60


def test_hostile_names_do_nothing(opened, page):
    tab = opened(page)
    assert tab.evaluate("window.hacked") is None
    assert first_cells(tab)[0] == HOSTILE[0]


def test_search_status_and_rows_go_together(opened, page):
    tab = opened(page)
    tab.fill("input[type=search]", "细胞")
    assert first_cells(tab) == ["T细胞 γδ 🧬"]
    assert len(shown(tab, "details.cluster")) == 1
    assert tab.inner_text("output") == "1 of 60 found"
    tab.fill("input[type=search]", "")
    tab.select_option("select[data-filter=status]", "resolved")
    rows = shown(tab, ".clusters tbody tr")
    assert {row.get_attribute("data-status") for row in rows} == {"resolved"}
    assert len(rows) == len(shown(tab, "details.cluster")) > 0


def test_a_gene_finds_the_clusters_whose_label_rests_on_it(opened, page):
    tab = opened(page)
    tab.fill("input[type=search]", "+FOXP3")
    labels = {found.inner_text().split("\n")[0] for found in shown(tab, ".clusters tbody td:nth-child(2)")}
    assert labels == {"Treg"}


def test_a_column_sorts_both_ways_by_keyboard(opened, page):
    tab = opened(page)
    tab.focus(".clusters thead th:nth-child(6) button")
    tab.keyboard.press("Enter")
    assert tab.get_attribute(".clusters thead th:nth-child(6)", "aria-sort") == "ascending"

    def margins():
        texts = [found.inner_text() for found in shown(tab, ".clusters tbody td:nth-child(6)")]
        numbers = [float(text) for text in texts if text != NOTHING]
        assert texts[len(numbers) :] == [NOTHING] * (len(texts) - len(numbers))
        return numbers

    assert margins() == sorted(margins())
    tab.keyboard.press("Enter")
    assert tab.get_attribute(".clusters thead th:nth-child(6)", "aria-sort") == "descending"
    assert margins() == sorted(margins(), reverse=True)


def test_a_link_opens_the_reasons_and_they_close_again(opened, page):
    tab = opened(page)
    tab.click(".clusters tbody tr:nth-child(7) a")
    tab.wait_for_selector("#c7[open]")
    assert "At the root" in tab.inner_text("#c7")
    tab.click("#c7 > summary")
    assert tab.query_selector("#c7[open]") is None
    tab.click("button[data-open=all]")
    assert len(tab.query_selector_all("details.cluster[open]")) == 60
    tab.click("button[data-open=none]")
    assert tab.query_selector("details.cluster[open]") is None


def test_a_phone_does_not_scroll_sideways(opened, page):
    tab = opened(page, viewport={"width": 360, "height": 700})
    tab.click("button[data-open=all]")
    assert tab.evaluate("document.documentElement.scrollWidth") == 360


def test_it_can_be_read_without_its_script(opened, page):
    tab = opened(page, java_script_enabled=False)
    assert len(shown(tab, ".clusters tbody tr")) == 60
    assert shown(tab, "form.filter") == []


def test_it_has_landmarks_and_names(opened, page):
    tab = opened(page)
    for role in ("banner", "navigation", "main", "contentinfo", "search"):
        assert tab.get_by_role(role).count() == 1
    assert tab.get_by_role("region", name="Table of clusters").count() == 1
    unnamed = "[...document.querySelectorAll('input, select')].filter(e => !e.labels.length).length"
    assert tab.evaluate(unnamed) == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_what_is_behind_it(opened, page, scheme):
    tab = opened(page, color_scheme=scheme)
    tab.click("#c1 > summary")
    assert too_pale(tab) == []


def test_print_opens_what_is_closed(opened, page):
    tab = opened(page)
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert tab.query_selector("main details:not([open])") is None
    tab.evaluate("dispatchEvent(new Event('afterprint'))")
    assert tab.query_selector("main details[open]") is None
