"""The pages of the catalog say what the catalog says: trees, markers, versions. Figures stand as measured."""

from __future__ import annotations

import pytest

from benchmarks.catalog_pages import PAGES, pages, written
from benchmarks.hierarchy_page import Page, render, skeleton

MADE_BY = "make the pages again: python -m benchmarks.catalog_pages DATA"


@pytest.fixture(scope="module")
def made() -> dict[str, Page]:
    return {page.hierarchy.name: page for page in pages()}


def text_of(name: str) -> str:
    return (PAGES / f"{name}.md").read_text(encoding="utf-8")


def test_every_hierarchy_has_a_page_and_every_page_a_hierarchy(made: dict[str, Page]) -> None:
    assert written() == {f"{name}.md" for name in made}, MADE_BY


def test_pages_say_what_their_hierarchies_say(made: dict[str, Page]) -> None:
    stale = [name for name, page in made.items() if skeleton(text_of(name)) != skeleton(render(page))]
    assert stale == [], MADE_BY


def test_the_list_has_every_hierarchy_with_its_version_and_size(made: dict[str, Page]) -> None:
    listed = text_of("README")
    for name, page in made.items():
        hierarchy, nodes = page.hierarchy, sum(1 for _ in page.hierarchy.walk())
        row = f"| [{name}]({name}.md) | {hierarchy.version} | {hierarchy.tissue} | {nodes} "
        assert f"{row}| {len(page.evidence.rows)} |" in listed, MADE_BY


def test_a_skeleton_drops_what_was_measured_and_nothing_else() -> None:
    text = (
        "### T cell\n\nMeasured on 1 cluster: one 1.\n\n| gene | holds |\n| + CD3D | 5/7 |\n| - LYZ |  |\n"
        "<!-- measured -->\n| a | 1 |\n<!-- end -->\nend"
    )
    assert skeleton(text) == "### T cell\n\n\n| gene | holds |\n| + CD3D\n| - LYZ\n\nend"
