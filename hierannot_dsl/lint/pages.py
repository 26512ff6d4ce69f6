"""Rules -> their pages in the documentation: one each, and a list of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.explain import as_source, explain
from hierannot_dsl.lint.examples import fix_shown, shown
from hierannot_dsl.lint.rules import RULES

if TYPE_CHECKING:
    from hierannot_dsl.lint.rule import Rule

INDEX = "README.md"
_HEAD = """\
# The rules of `hierc lint`

Each rule finds one thing that the language allows and a careful curator would not write. `--select` and
`--ignore` take codes (`L405`), beginnings of codes (`L4`) or names (`only-child`). A comment
`# hier: ignore L405 reason` silences a code on its line, or, on a line of its own, for the item below with
all that it holds. These pages are written from the rules themselves: `hierc rules --out docs/rules`.

| code | rule | severity | what is found |
| --- | --- | --- | --- |
"""


def pages() -> dict[str, str]:
    """The text of every page by its file name."""
    return {INDEX: _index(), **{file_of(rule): _page(rule) for rule in RULES}}


def file_of(rule: Rule) -> str:
    """Name of the file that holds a rule's page."""
    return f"{rule.name}.md"


def standing(rule: Rule) -> str:
    """Severity of a rule's findings, and whether it runs unless selected."""
    return rule.diagnostic.severity.name.lower() + ("" if rule.default else ", off by default")


def _index() -> str:
    rows = (
        f"| `{rule.code}` | [{rule.name}]({file_of(rule)}) | {standing(rule)} "
        f"| {explain(rule.diagnostic).summary} |"
        for rule in RULES
    )
    return _HEAD + "\n".join(rows) + "\n"


def _page(rule: Rule) -> str:
    about = explain(rule.diagnostic)
    assert about.example is not None
    assert about.instead is not None
    parts = [
        f"# {rule.name} (`{rule.code}`)",
        about.summary,
        about.reason,
        f"Severity: {standing(rule)}.{_fix(rule, about.example)}",
        "## Example",
        _fence("hier", as_source(about.example)),
        _fence("text", shown(rule, about.example) + "\n"),
        "## Instead",
        _fence("hier", as_source(about.instead)),
        "## Source",
        about.source,
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _fix(rule: Rule, example: str) -> str:
    fix = fix_shown(rule, example)
    if fix is None:
        return ""
    return f" Fix, by `{'--fix' if fix.safe else '--unsafe-fixes'}`: {fix.description}."


def _fence(kind: str, text: str) -> str:
    return f"```{kind}\n{text}```"
