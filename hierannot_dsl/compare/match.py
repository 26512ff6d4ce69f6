"""Two hierarchies -> which program is which: by name, by what it was called, by its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.model.hierarchy import Contrast, Node
from hierannot_dsl.model.naming import is_reused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.compare.model import Kind, Path
    from hierannot_dsl.model.hierarchy import Hierarchy, Program

# From here on two programs of different names are taken for one that was renamed: half of what they list is
# the same, or less with the same Cell Ontology id.
LEAST_ALIKE = 0.5
SAME_ID, SAME_PARENT, FORMER_NAME = 0.25, 0.1, 1.0


@dataclass(frozen=True)
class Placed:
    """A program, and where it stands: its path ends in its own name."""

    program: Program
    path: Path

    @property
    def kind(self) -> Kind:
        return "contrast" if isinstance(self.program, Contrast) else "node"

    @property
    def parent(self) -> str:
        return self.path[-2] if len(self.path) > 1 else ""


def placed_programs(hierarchy: Hierarchy) -> dict[str, Placed]:
    """Nodes and contrasts by name, in document order."""

    def below(place: Hierarchy | Node, path: Path) -> Iterator[Placed]:
        for node in place.children if isinstance(place, Node) else place.roots:
            here = (*path, node.name)
            yield Placed(node, here)
            yield from below(node, here)
        for contrast in place.contrasts:
            yield Placed(contrast, (*path, contrast.name))

    return {one.program.name: one for one in below(hierarchy, ())}


def match_programs(before: dict[str, Placed], after: dict[str, Placed]) -> dict[str, str]:
    """Names before -> names after, of the programs that are in both.

    A name that stays is the same program, unless it is now a contrast and was a node, or the reverse. What
    is left is paired by likeness, the most alike first. A name without any former marker may have been given
    to another program: it counts only where nothing more alike is found.
    """
    kept = {name: name for name in before if name in after and before[name].kind == after[name].kind}
    pairs = {name: name for name in kept if not _is_reused(before[name].program, after[name].program)}
    gone = [one for name, one in before.items() if name not in pairs]
    taken = set(pairs.values())
    new = [one for name, one in after.items() if name not in taken]
    ranked = sorted(
        ((-_alike(old, young, pairs), i, j) for i, old in enumerate(gone) for j, young in enumerate(new)),
    )
    for score, i, j in ranked:
        old, young = gone[i].program.name, new[j].program.name
        if -score >= LEAST_ALIKE and old not in pairs and young not in taken:
            pairs[old] = young
            taken.add(young)
    return pairs | {name: name for name in kept if name not in pairs and name not in taken}


def _is_reused(first: Program, second: Program) -> bool:
    same_id = first.cl is not None and first.cl == second.cl
    return is_reused(_signed_genes(first), _signed_genes(second), same_id=same_id)


def _alike(old: Placed, young: Placed, pairs: dict[str, str]) -> float:
    if old.kind != young.kind:
        return 0.0
    first, second = old.program, young.program
    listed, lists = _signed_genes(first), _signed_genes(second)
    shared = len(listed & lists) / max(len(listed | lists), 1)
    known_as = first.name in second.aliases or second.name in first.aliases
    same_id = first.cl is not None and first.cl == second.cl
    same_parent = pairs.get(old.parent, old.parent) == young.parent
    if not (shared or known_as or same_id):
        return 0.0
    return shared + FORMER_NAME * known_as + SAME_ID * same_id + SAME_PARENT * same_parent


def _signed_genes(program: Program) -> set[tuple[str, int]]:
    return {(marker.gene, marker.sign) for _, markers in program.marker_sets() for marker in markers}
