"""A place in a source -> how what stands there came to be written, and by which hierarchy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from hierannot_dsl.syntax import nodes
from hierannot_dsl.syntax.within import around

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hierannot_dsl.source import Span

How: TypeAlias = Literal["own", "included", "added", "set"]


@dataclass(frozen=True)
class Written:
    """Who wrote something, and how.

    Attributes
    ----------
    how
        ``own``: in the block of its program. ``included``: in a named marker set. ``added`` or ``set`` (which
        gives a weight): by an edit inside an ``in`` block.
    by
        The hierarchy in which it stands.
    named_set
        The named set in which it stands, ``""`` elsewhere.
    """

    how: How
    by: str
    named_set: str = ""


def written_in(span: Span, files: Mapping[str, nodes.File]) -> Written:
    """How the statement at a place came to be written; `files` has its source, by name."""
    statements = list(around(span, files[span.source]))
    by = next((item.name.text for item in statements if isinstance(item, nodes.HierarchyDecl)), "")
    holder, statement = (statements[-2], statements[-1]) if len(statements) > 1 else (None, None)
    if isinstance(holder, nodes.MarkerSetDecl):
        return Written("included", by, holder.name.text)
    if isinstance(holder, nodes.InDecl):
        is_set = isinstance(statement, nodes.MarkerDecl) and statement.is_set
        return Written("set" if is_set else "added", by)
    return Written("own", by)
