"""`.hier` sources -> what their hierarchies say of themselves, without resolving what they build on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from hierannot_dsl.catalog.builtins import DEEP, builtin_source
from hierannot_dsl.resources import builtin_names
from hierannot_dsl.semantics.fields import read_fields
from hierannot_dsl.semantics.placement import of_kind
from hierannot_dsl.syntax import nodes
from hierannot_dsl.syntax.parse import parse

if TYPE_CHECKING:
    from hierannot_dsl.semantics.entries import Fields
    from hierannot_dsl.source import Source

WHAT_FOR = frozenset({"category", "tissue", "keyword"})
_SAYS_WHAT_FOR = re.compile(rf"\b(?:{'|'.join(sorted(WHAT_FOR))})\b")


@dataclass(frozen=True)
class Metadata:
    """The fields of one hierarchy that say what it is for; a text that was not written is empty.

    Attributes
    ----------
    extends
        The hierarchy that it builds on, as written.
    """

    name: str
    title: str = ""
    category: str = ""
    tissue: str = ""
    uberon: str = ""
    keywords: tuple[str, ...] = ()
    not_for: tuple[str, ...] = ()
    extends: str = ""


def metadata_of(source: Source) -> tuple[Metadata, ...]:
    """The metadata of the hierarchies that a source declares, in their order.

    A hierarchy that says nothing of what it is for is a module for others to use, and is left out. Mistakes
    are not told: what can be read is read.
    """
    # Most of a catalog is modules, which say nothing of it: they need no parser.
    file = parse(source).value if _SAYS_WHAT_FOR.search(source.text) else None
    if file is None:
        return ()
    found = []
    for declared in of_kind(file.items, nodes.HierarchyDecl):
        fields = read_fields(
            of_kind(declared.body.items, nodes.FieldDecl), "a hierarchy", lambda mistake: None
        )
        if not WHAT_FOR.isdisjoint(fields):
            base = declared.base.text if declared.base else ""
            found.append(_metadata(declared.name.text, fields, base))
    return tuple(found)


@lru_cache(maxsize=2)
def builtin_metadata(*, include_deep: bool = False) -> tuple[Metadata, ...]:
    """The metadata of the built-in hierarchies, by category and name, ``NAME_deep`` after all others."""
    sources = [builtin_source(name) for name in builtin_names() if include_deep or not name.endswith(DEEP)]
    found = [metadata for source in sources if source for metadata in metadata_of(source)]
    return tuple(sorted(found, key=lambda m: (m.name.endswith(DEEP), m.category, m.name)))


def _metadata(name: str, fields: Fields, base: str) -> Metadata:
    def texts(field: str) -> tuple[str, ...]:
        return tuple(map(str, fields[field].values)) if field in fields else ()

    def text(field: str) -> str:
        return "".join(texts(field)[:1])

    return Metadata(
        name=name,
        title=text("title"),
        category=text("category"),
        tissue=text("tissue"),
        uberon=text("uberon"),
        keywords=texts("keyword"),
        not_for=texts("not_for"),
        extends=base,
    )
