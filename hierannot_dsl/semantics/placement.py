"""Which statements have a meaning in which block; the grammar allows any of them anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from hierannot_dsl.source import Span
from hierannot_dsl.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hierannot_dsl.diagnostics.model import Diagnostic
    from hierannot_dsl.semantics.fields import Report

EVERYWHERE = (nodes.CommentLine, nodes.Damaged)
MARKERS = (nodes.MarkerDecl, nodes.IncludeDecl)
PROGRAMS = (nodes.NodeDecl, nodes.UseDecl)
EDITS = (nodes.InDecl, nodes.ReplaceDecl, nodes.DropDecl, nodes.RenameDecl, nodes.MoveDecl)
TEST = (nodes.ExpressDecl, nodes.ExpectDecl, nodes.ProfileDecl, nodes.PanelKeepsDecl)

ALLOWED: Mapping[str, tuple[type[nodes.Statement], ...]] = {
    "a file": (nodes.VersionDecl, nodes.HierarchyDecl, nodes.TestDecl),
    "a hierarchy": (nodes.FieldDecl, nodes.MarkerSetDecl, nodes.TestDecl, *PROGRAMS, *EDITS),
    "a node": (nodes.FieldDecl, nodes.VariantDecl, *MARKERS, *PROGRAMS),
    "a contrast": (nodes.FieldDecl, nodes.VariantDecl, *MARKERS),
    "a variant": MARKERS,
    "a marker set": (nodes.MarkerDecl,),
    "an `in` block": (nodes.FieldDecl, nodes.VariantDecl, nodes.DropMarkerDecl, *MARKERS, *PROGRAMS),
    "an `in` block of a contrast": (nodes.FieldDecl, nodes.VariantDecl, nodes.DropMarkerDecl, *MARKERS),
    "an `in` block of a variant": (nodes.DropMarkerDecl, *MARKERS),
    "a test": TEST,
}
WORDS: Mapping[type[nodes.Statement], str] = {
    nodes.VersionDecl: "hier",
    nodes.HierarchyDecl: "hierarchy",
    nodes.VariantDecl: "variant",
    nodes.MarkerSetDecl: "markers",
    nodes.InDecl: "in",
    nodes.ReplaceDecl: "replace",
    nodes.DropDecl: "drop",
    nodes.DropMarkerDecl: "drop",
    nodes.RenameDecl: "rename",
    nodes.MoveDecl: "move",
    nodes.IncludeDecl: "include",
    nodes.TestDecl: "test",
    nodes.ExpressDecl: "express",
    nodes.ExpectDecl: "expect",
    nodes.ProfileDecl: "profile",
    nodes.PanelKeepsDecl: "panel",
}

S = TypeVar("S", bound=nodes.Statement)


def check_placement(items: Iterable[nodes.Item], place: str, report: Report) -> tuple[nodes.Item, ...]:
    """The items that belong in `place`; the others are reported and left out."""
    kept = []
    for item in items:
        if isinstance(item, EVERYWHERE) or _fits(item, place):
            kept.append(item)
        else:
            report(_misplaced(item, place))
    return tuple(kept)


def of_kind(items: Iterable[nodes.Item], kind: type[S]) -> tuple[S, ...]:
    return tuple(item for item in items if isinstance(item, kind))


def _fits(item: nodes.Item, place: str) -> bool:
    if isinstance(item, nodes.MarkerDecl) and item.is_set:
        return place.startswith("an `in` block")
    return isinstance(item, ALLOWED[place])


def _misplaced(item: nodes.Item, place: str) -> Diagnostic:
    from hierannot_dsl.semantics.mistakes import MisplacedStatement

    belongs = tuple(other for other in ALLOWED if _fits(item, other) and " of a " not in other)
    return MisplacedStatement(head(item), _word(item), place, belongs)


def head(statement: nodes.Statement) -> Span:
    """Where a message should point: the whole statement, but of a block its first line only."""
    body = getattr(statement, "body", None) or getattr(getattr(statement, "replacement", None), "body", None)
    if body is None:
        return statement.span
    return Span(statement.span.source, statement.span.start, body.span.start + 1)


def _word(item: nodes.Item) -> str:
    match item:
        case nodes.NodeDecl(kind=kind):
            return kind
        case nodes.UseDecl(as_contrast=as_contrast):
            return "contrast use" if as_contrast else "use"
        case nodes.MarkerDecl(is_set=True):
            return "set"
        case nodes.MarkerDecl(sign=sign):
            return "+" if sign > 0 else "-"
        case nodes.FieldDecl(keyword=keyword):
            return keyword.text
        case _:
            return WORDS[type(item)]
