"""The whole catalog, read once: what is shared between hierarchies is parsed and resolved for all of them."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from hierannot_dsl.catalog.builtins import BuiltinLoader, builtin_source
from hierannot_dsl.resources import builtin_names
from hierannot_dsl.semantics.load import load_all
from hierannot_dsl.semantics.lower import lower

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hierannot_dsl.diagnostics.outcome import Outcome
    from hierannot_dsl.model.hierarchy import Hierarchy
    from hierannot_dsl.semantics.entries import Resolved
    from hierannot_dsl.semantics.load import Library


@cache
def read_libraries() -> Outcome[tuple[Library, ...]]:
    """What every file of the catalog declares, modules too, and the findings of all."""
    sources = (builtin_source(name) for name in builtin_names())
    return load_all([source for source in sources if source], BuiltinLoader())


@cache
def read_resolved() -> Mapping[str, Resolved]:
    """Every hierarchy that is listed, deep ones too, by name."""
    resolved = [each for library in read_libraries().unwrap() for each in library.hierarchies.values()]
    return MappingProxyType({each.name.text: each for each in resolved if "category" in each.fields})


@cache
def read_model(name: str) -> Hierarchy:
    """The model of a hierarchy that is listed."""
    return lower(read_resolved()[name])
