"""Two states of a file -> nodes of the later one that are those of the earlier one under another name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.syntax import nodes
from hierannot_dsl.syntax.format import statement_text
from hierannot_dsl.syntax.within import statements

if TYPE_CHECKING:
    from collections.abc import Iterable

# Half of what two nodes say has to be the same: their markers, fields, and the names of their children.
LEAST_ALIKE = 0.5
ALIAS = 2.0


def former_names(before: nodes.File, after: nodes.File) -> dict[tuple[str, str], str]:
    """(hierarchy, name now) -> name before, of nodes and contrasts that were renamed."""
    found = {}
    after_hierarchies = _hierarchies(after)
    for hierarchy, body in _hierarchies(before).items():
        was = _programs(body)
        now = _programs(after_hierarchies.get(hierarchy, ()))
        gone = {name: said for name, said in was.items() if name not in now}
        new = {name: said for name, said in now.items() if name not in was}
        ranked = sorted(
            (-_alike(name, old, young), name, called)
            for name, old in gone.items()
            for called, young in new.items()
        )
        taken: set[str] = set()
        for score, name, called in ranked:
            if -score >= LEAST_ALIKE and name not in taken and (hierarchy, called) not in found:
                found[hierarchy, called] = name
                taken.add(name)
    return found


def _hierarchies(file: nodes.File) -> dict[str, tuple[nodes.Item, ...]]:
    return {item.name.text: item.body.items for item in file.items if isinstance(item, nodes.HierarchyDecl)}


def _programs(items: Iterable[nodes.Item]) -> dict[str, frozenset[str]]:
    """What each node says: its statements, those that have blocks by their heads."""
    found: dict[str, frozenset[str]] = {}
    for item in statements(items):
        node = item.replacement if isinstance(item, nodes.ReplaceDecl) else item
        if isinstance(node, nodes.NodeDecl):
            said = {
                statement_text(one)[0] for one in node.body.items if not isinstance(one, nodes.CommentLine)
            }
            found[node.name.text] = frozenset({node.kind, *said})
    return found


def _alike(name: str, first: frozenset[str], second: frozenset[str]) -> float:
    """Share of what both say, being a node aside; more where the later one says that it was called so."""
    kinds = {"node", "contrast"}
    if first & kinds != second & kinds:
        return 0.0
    if f'alias "{name}"' in second - first:
        return ALIAS
    first, second = first - kinds, second - kinds
    return len(first & second) / len(first | second) if first | second else 0.0
