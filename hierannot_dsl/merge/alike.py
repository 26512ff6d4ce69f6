"""Two states of a file -> nodes of the later one that are those of the earlier one under another name.

A node that went to another hierarchy of the file is the same one too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.syntax import nodes
from hierannot_dsl.syntax.format import statement_text
from hierannot_dsl.syntax.within import statements

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hierannot_dsl.merge.tree import Known

# Half of what two nodes say has to be the same: their markers, fields, and the names of their children.
LEAST_ALIKE = 0.5
ALIAS = 2.0


def former_names(before: nodes.File, after: nodes.File) -> dict[Known, Known]:
    """(hierarchy, name) now -> before, of nodes and contrasts that were renamed or went elsewhere.

    Those of one hierarchy are paired first, then those of one name.
    """
    was, now = _programs(before), _programs(after)
    gone = {known: said for known, said in was.items() if known not in now}
    new = {known: said for known, said in now.items() if known not in was}
    ranked = sorted(
        (old[0] != young[0], -_alike(old[1], said, gone[old]), old, young)
        for young, said in new.items()
        for old in gone
        if old[0] == young[0] or old[1] == young[1]
    )
    found: dict[Known, Known] = {}
    taken: set[Known] = set()
    for _, score, old, young in ranked:
        if -score >= LEAST_ALIKE and old not in taken and young not in found:
            found[young] = old
            taken.add(old)
    return found


def _programs(file: nodes.File) -> Mapping[Known, frozenset[str]]:
    """What each node says: its statements, those that have blocks by their heads."""
    found: dict[Known, frozenset[str]] = {}
    for hierarchy in file.items:
        if not isinstance(hierarchy, nodes.HierarchyDecl):
            continue
        for item in statements(hierarchy.body.items):
            node = item.replacement if isinstance(item, nodes.ReplaceDecl) else item
            if isinstance(node, nodes.NodeDecl):
                inside = (one for one in node.body.items if not isinstance(one, nodes.CommentLine))
                said = {statement_text(one)[0] for one in inside}
                found[hierarchy.name.text, node.name.text] = frozenset({node.kind, *said})
    return found


def _alike(name: str, second: frozenset[str], first: frozenset[str]) -> float:
    """Share of what both say, being a node aside; more where the later one says that it was called so."""
    kinds = {"node", "contrast"}
    if first & kinds != second & kinds:
        return 0.0
    if f'alias "{name}"' in second - first:
        return ALIAS
    first, second = first - kinds, second - kinds
    return len(first & second) / len(first | second) if first | second else 0.0
