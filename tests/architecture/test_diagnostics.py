"""Every diagnostic has a code of its family, says what it is, and stands on the page of the documentation."""

from __future__ import annotations

import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import hierannot_dsl
from hierannot_dsl.diagnostics.explain import explain
from hierannot_dsl.diagnostics.model import REGISTRY

PAGE = Path(__file__).parents[2] / "docs/diagnostics.md"
FAMILIES = {
    "E0": "Syntax",
    "E1": "Names and structure",
    "E2": "Meaning",
    "P3": "Panels",
    "L4": "Lint",
    "X5": "Import damage",
    "T6": "Tests",
}
HEAD = """\
# What `hierc` can find

Codes are never reused. An error means that there is no result; a warning that there is one, and something to
look at; a note changes nothing. The page is made from the code: `pytest tests/architecture --update-golden`
"""

for module in pkgutil.walk_packages(hierannot_dsl.__path__, "hierannot_dsl."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)


def page() -> str:
    parts = [HEAD]
    for family, title in FAMILIES.items():
        rows = [
            f"| `{code}` | `{kind.name()}` | {kind.severity.name.lower()} | {explain(kind).summary} |"
            for code, kind in sorted(REGISTRY.items())
            if code.startswith(family)
        ]
        if rows:
            parts.append(
                "\n".join([f"## {title}\n", "| code | name | | |", "| --- | --- | --- | --- |", *rows])
            )
    return "\n\n".join(part.rstrip("\n") for part in parts) + "\n"


def test_every_code_belongs_to_a_family() -> None:
    assert REGISTRY
    assert {code[:2] for code in REGISTRY} <= set(FAMILIES)


@pytest.mark.parametrize("code", sorted(REGISTRY))
def test_a_diagnostic_says_what_was_found_in_one_sentence(code: str) -> None:
    summary = explain(REGISTRY[code]).summary
    assert re.fullmatch(r"[^\n]+\.", summary)


def test_the_page_lists_every_diagnostic(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-golden"):
        PAGE.write_text(page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page()
