"""A line the grammar does not read -> the one mistake that explains it best."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.syntax.recovery.blocks import misplaced_brace, missing_brace, misspelt_keyword
from hierannot_dsl.syntax.recovery.markers import damaged_marker, missing_sign
from hierannot_dsl.syntax.recovery.strings import bad_escape, glued_comment, unclosed
from hierannot_dsl.syntax.recovery.words import comma, punctuation, unexpected

if TYPE_CHECKING:
    from collections.abc import Callable

    from hierannot_dsl.syntax.recovery.lines import Diagnosis, Line

# In this order: what hides other mistakes first, what only names the place last.
_LOOKS: tuple[Callable[[Line], Diagnosis | None], ...] = (
    unclosed,
    bad_escape,
    glued_comment,
    misplaced_brace,
    misspelt_keyword,
    damaged_marker,
    missing_brace,
    missing_sign,
    punctuation,
    comma,
)


def diagnose(line: Line) -> Diagnosis:
    """Say what is wrong with one line."""
    for look in _LOOKS:
        found = look(line)
        if found:
            return found
    return unexpected(line)
