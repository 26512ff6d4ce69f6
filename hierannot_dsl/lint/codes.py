"""The codes that a source by itself can have: all but those of panels and tests, which stand above."""

from __future__ import annotations

from hierannot_dsl.diagnostics.model import REGISTRY, Diagnostic
from hierannot_dsl.semantics import meaning as _meaning  # noqa: F401 - defines its codes
from hierannot_dsl.semantics import mistakes as _semantics  # noqa: F401 - defines its codes
from hierannot_dsl.syntax import mistakes as _syntax  # noqa: F401 - defines its codes

ELSEWHERE = ("P", "T")


def codes() -> dict[str, type[Diagnostic]]:
    """Kinds of diagnostics by code, whatever else has been imported."""
    return {code: kind for code, kind in sorted(REGISTRY.items()) if code[0] not in ELSEWHERE}
