"""The examples in a rule's documentation -> what is found in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.explain import as_source
from hierannot_dsl.diagnostics.render import render
from hierannot_dsl.lint.rules import RULES
from hierannot_dsl.lint.run import lint
from hierannot_dsl.semantics.load import load
from hierannot_dsl.source import Source

if TYPE_CHECKING:
    from hierannot_dsl.diagnostics.fix import Fix
    from hierannot_dsl.diagnostics.model import Diagnostic
    from hierannot_dsl.lint.rule import Rule
    from hierannot_dsl.semantics.load import Found, Library

FILE = "example.hier"


class Alone:
    """The loader of examples, which build on nothing."""

    def find(self, name: str, importing: Source) -> Found | None:
        return None

    def names(self, importing: Source) -> tuple[str, ...]:
        return ()


def library_of(example: str) -> Library:
    """An example, resolved."""
    return load(Source(FILE, as_source(example)), Alone()).unwrap()


def found_by(rule: Rule, library: Library) -> tuple[Diagnostic, ...]:
    """What one rule finds where all rules run that are on by default."""
    select = {rule.code} | {other.code for other in RULES if other.default}
    return tuple(found for found in lint(library, select=select) if found.code == rule.code)


def shown(rule: Rule, example: str) -> str:
    """What `hierc` prints of one rule's findings in an example."""
    library = library_of(example)
    return "\n\n".join(render(found, library.sources) for found in found_by(rule, library))


def fix_shown(rule: Rule, example: str) -> Fix | None:
    """The fix of a rule's first finding in an example."""
    library = library_of(example)
    return next((found.fix for found in found_by(rule, library) if found.fix), None)
