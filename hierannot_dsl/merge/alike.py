"""Two states of a file -> nodes of the later one that are those of the earlier one under another name.

A node that went to another hierarchy of the file is the same one too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.model.naming import is_reused
from hierannot_dsl.syntax import nodes
from hierannot_dsl.syntax.format import quoted, statement_text
from hierannot_dsl.syntax.within import statements

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hierannot_dsl.merge.tree import FullName

# Half of what two nodes say has to be the same: their markers, fields, and the names of their children.
LEAST_ALIKE = 0.5
ALIAS = 2.0


@dataclass(frozen=True)
class Said:
    """What a node or contrast says.

    Attributes
    ----------
    statements
        Those of its block, those that have blocks themselves by their heads.
    genes
        Those of its markers and of the markers of its variants, with their signs.
    cl
        The statement that gives its Cell Ontology id; empty where there is none.
    """

    kind: str
    statements: frozenset[str]
    genes: frozenset[tuple[str, int]]
    cl: str

    @classmethod
    def by(cls, node: nodes.NodeDecl) -> Said:
        inside = [item for item in node.body.items if not isinstance(item, nodes.CommentLine)]
        told = frozenset(statement_text(item)[0] for item in inside)
        variants = [item for item in inside if isinstance(item, nodes.VariantDecl)]
        listed = [*inside, *(marker for variant in variants for marker in variant.body.items)]
        genes = frozenset(
            (item.gene.text, item.sign) for item in listed if isinstance(item, nodes.MarkerDecl)
        )
        return cls(node.kind, told, genes, next((one for one in sorted(told) if one.startswith("cl ")), ""))


def former_names(before: nodes.File, after: nodes.File) -> dict[FullName, FullName]:
    """(hierarchy, name) now -> before, of nodes and contrasts that were renamed or went elsewhere.

    A name that stays is the same node, unless it may have been given to another one. What is left is paired
    by likeness: that of one hierarchy first, then that of one name.
    """
    was, now = programs(before), programs(after)
    stay = {name for name in was if name in now and not _is_reused(was[name], now[name])}
    ranked = sorted(
        (old[0] != young[0], -_alike(old[1], now[young], was[old]), old, young)
        for young in now.keys() - stay
        for old in was.keys() - stay
        if old[0] == young[0] or old[1] == young[1]
    )
    found: dict[FullName, FullName] = {}
    taken: set[FullName] = set()
    for _, score, old, young in ranked:
        if -score >= LEAST_ALIKE and old not in taken and young not in found:
            found[young] = old
            taken.add(old)
    return {young: old for young, old in found.items() if young != old}


def programs(file: nodes.File) -> Mapping[FullName, Said]:
    """The nodes and contrasts that a file declares, those that stand for others too."""
    found: dict[FullName, Said] = {}
    for hierarchy in file.items:
        if not isinstance(hierarchy, nodes.HierarchyDecl):
            continue
        for item in statements(hierarchy.body.items):
            node = item.replacement if isinstance(item, nodes.ReplaceDecl) else item
            if isinstance(node, nodes.NodeDecl):
                found[hierarchy.name.text, node.name.text] = Said.by(node)
    return found


def _is_reused(before: Said, after: Said) -> bool:
    return is_reused(before.genes, after.genes, same_id=bool(before.cl) and before.cl == after.cl)


def _alike(name: str, after: Said, before: Said) -> float:
    """Share of what both say; more where the later one says that it was called so."""
    if before.kind != after.kind:
        return 0.0
    if f"alias {quoted(name)}" in after.statements - before.statements:
        return ALIAS
    both = before.statements | after.statements
    return len(before.statements & after.statements) / len(both) if both else 0.0
