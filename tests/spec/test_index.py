"""Every page can be found: docs/README.md links it, or links the index of its folder, which does."""

from __future__ import annotations

import re
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"
INDEX = DOCS / "README.md"


def linked_from(page: Path) -> set[Path]:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
    return {(page.parent / link).resolve() for link in links if "://" not in link}


def test_every_page_is_in_the_index() -> None:
    direct = linked_from(INDEX)
    folders = {page for page in direct if page.name == "README.md" and page.is_relative_to(DOCS)}
    found = direct.union(*map(linked_from, folders))
    pages = set(DOCS.rglob("*.md")) - {INDEX}
    assert sorted(page.relative_to(DOCS).as_posix() for page in pages - found) == []


def test_every_picture_and_schema_is_shown_somewhere() -> None:
    shown = set().union(*map(linked_from, DOCS.rglob("*.md")))
    files = {path for path in DOCS.rglob("*") if path.suffix in {".png", ".svg", ".json"}}
    assert sorted(path.relative_to(DOCS).as_posix() for path in files - shown) == []
