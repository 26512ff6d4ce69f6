"""Names -> built-in hierarchies, read from the `.hier` sources that travel with the package."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.suggest import closest_or_longer
from hierannot_dsl.resources import builtin_names, builtin_text
from hierannot_dsl.semantics.load import Found, load, load_all
from hierannot_dsl.semantics.select import select
from hierannot_dsl.source import Source

if TYPE_CHECKING:
    from hierannot_dsl.diagnostics.outcome import Outcome
    from hierannot_dsl.model.hierarchy import Hierarchy
    from hierannot_dsl.semantics.entries import Resolved

FOLDER = "built-in"
DEEP = "_deep"


class BuiltinLoader:
    """Finds hierarchies in the catalog of the package, and nowhere else."""

    def find(self, name: str, importing: Source) -> Found | None:
        source = builtin_source(name)
        return Found(source) if source else None

    def names(self, importing: Source) -> tuple[str, ...]:
        return builtin_names()


@dataclass(frozen=True)
class Builtin:
    """What a hierarchy of the catalog says of itself. Contrasts are not counted."""

    name: str
    category: str
    tissue_scope: str
    description: str
    version: str
    n_root_programs: int
    n_total_programs: int


def builtin_source(name: str) -> Source | None:
    """Source of a built-in, under the name that messages give it; None where there is none."""
    text = builtin_text(name)
    return None if text is None else Source(f"{FOLDER}/{name}.hier", text)


def list_builtins(*, include_deep: bool = False) -> tuple[Builtin, ...]:
    """The built-in hierarchies by category and name.

    A file whose hierarchy has no `category` is a module for others to use, and is not listed; ``NAME_deep``
    is listed on request.
    """
    names = [name for name in builtin_names() if include_deep or not name.endswith(DEEP)]
    sources = [source for source in map(builtin_source, names) if source]
    libraries = load_all(sources, BuiltinLoader()).unwrap()
    found = [
        describe(resolved)
        for library in libraries
        for resolved in library.hierarchies.values()
        if "category" in resolved.fields
    ]
    return tuple(sorted(found, key=lambda builtin: (builtin.category, builtin.name)))


def load_builtin(name: str) -> Hierarchy:
    """The model of a built-in hierarchy.

    Raises
    ------
    KeyError
        If there is none of that name; the message suggests near ones.
    """
    from hierannot_dsl.semantics.lower import lower  # brings pydantic, which listing does without

    if name not in builtin_names():
        near = closest_or_longer(name, builtin_names())
        help_ = f"; did you mean {' or '.join(near)}?" if near else ""
        msg = f"no built-in hierarchy {name!r}{help_}"
        raise KeyError(msg)
    return lower(_resolved(name).unwrap())


@lru_cache(maxsize=64)
def _resolved(name: str) -> Outcome[Resolved]:
    source = builtin_source(name)
    assert source is not None
    return load(source, BuiltinLoader()).then(select, name)


def describe(resolved: Resolved) -> Builtin:
    """What a resolved hierarchy says of itself; a field that it has not is empty."""

    def field(name: str) -> str:
        entry = resolved.fields.get(name)
        return str(entry.values[0]) if entry else ""

    return Builtin(
        name=resolved.name.text,
        category=field("category"),
        tissue_scope=field("tissue"),
        description=field("title"),
        version=field("version"),
        n_root_programs=sum(root.kind == "node" for root in resolved.roots),
        n_total_programs=sum(entry.kind == "node" for entry in resolved.walk()),
    )
