"""Every kind of diagnostic that `hierc` can print, wherever it is defined."""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import REGISTRY

if TYPE_CHECKING:
    from hierannot_dsl.diagnostics.model import Diagnostic

_LAYERS = ("syntax", "semantics", "refactor", "panel")
_OTHERS = ("semantics.meaning", "lint.rules", "lint.baseline", "symbols.aliases", "testing.findings")


def all_kinds() -> dict[str, type[Diagnostic]]:
    """Kinds of diagnostics by code, in the order of codes."""
    for name in _OTHERS:
        import_module(f"hierannot_dsl.{name}")
    for layer in _LAYERS:
        package = import_module(f"hierannot_dsl.{layer}")
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            if "mistakes" in module.name:
                import_module(module.name)
    return dict(sorted(REGISTRY.items()))
