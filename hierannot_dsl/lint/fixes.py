"""Findings -> the same findings, each with the fix that its rule knows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hierannot_dsl.lint.locate import marker_at, removal
from hierannot_dsl.lint.rules import RULES
from hierannot_dsl.semantics.meaning import DuplicateMarker

if TYPE_CHECKING:
    from hierannot_dsl.diagnostics.fix import Fix
    from hierannot_dsl.diagnostics.model import Diagnostic
    from hierannot_dsl.lint.rule import Fixer
    from hierannot_dsl.syntax import nodes
    from hierannot_dsl.syntax.nodes import File

_FIXERS: dict[str, Fixer] = {rule.code: rule.fix for rule in RULES if rule.fix}


def with_fix(found: Diagnostic, file: File) -> Diagnostic:
    """The finding with its fix, if it has one; places are places in `file`."""
    fix = found.fix
    if isinstance(found, DuplicateMarker):
        fix = _without_duplicate(found, file)
    elif found.code in _FIXERS:
        fix = _FIXERS[found.code](found, file)
    return found if fix is found.fix else replace(found, fix=fix)


def _without_duplicate(found: DuplicateMarker, file: File) -> Fix | None:
    """Take out the second of two lines that say the same; where they say different things, a person must."""
    first, second = marker_at(found.first, file), marker_at(found.span, file)
    if first is None or second is None or _weight(first) != _weight(second):
        return None
    return removal(found.span, file, f"remove the second `{found.gene}`", safe=True)


def _weight(marker: nodes.MarkerDecl) -> float | None:
    return marker.weight.value if marker.weight else 1.0
