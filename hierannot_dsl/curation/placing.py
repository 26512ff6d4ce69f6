"""Clusters whose type is known -> the nodes and contrasts of a hierarchy that they belong to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from hierannot_dsl.model.hierarchy import Node

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from hierannot_dsl.model.hierarchy import Hierarchy, Program

# From a term to all terms above it.
Ancestors: TypeAlias = "Callable[[str], frozenset[str]]"
# So broad that it says nothing of the organ, and nodes for the epithelium of one organ have it all the same.
EPITHELIAL = "CL:0000066"
STEP = ">"


@dataclass(frozen=True)
class Known:
    """A cluster whose type is known.

    Attributes
    ----------
    node
        Name or path of the node or contrast it belongs to, ``""`` where the other fields say it.
    cl_id
        Its Cell Ontology term, ``""`` where there is none.
    also_ok
        Further terms that may be true of it.
    name
        Its type in words.
    hierarchy
        The hierarchy that its data set is for, ``""`` where nobody said so.
    """

    dataset: str
    cluster: str
    node: str = ""
    cl_id: str = ""
    also_ok: tuple[str, ...] = ()
    name: str = ""
    hierarchy: str = ""


@dataclass(frozen=True)
class Place:
    """Where a cluster stands in a hierarchy, by names.

    Attributes
    ----------
    own
        Nodes and contrasts that it belongs to: the deepest, and all above it.
    undecided
        Those of which nobody can say whether it belongs to them; to all others it does not belong.
    """

    own: frozenset[str] = frozenset()
    undecided: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Tree:
    """A hierarchy as names: what stands where, and which term each has."""

    name: str
    of_one_organ: bool
    programs: Mapping[str, Program]
    parents: Mapping[str, str]
    siblings: Mapping[str, tuple[str, ...]]
    terms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def above(self, name: str) -> tuple[str, ...]:
        """All nodes above one, the nearest first."""
        found = []
        while name := self.parents[name]:
            found.append(name)
        return tuple(found)

    def path(self, name: str) -> str:
        """Names from the root down, such as ``Immune > T cell``."""
        return f" {STEP} ".join((*reversed(self.above(name)), name))


def tree_of(hierarchy: Hierarchy) -> Tree:
    """Nodes and contrasts by name."""
    programs: dict[str, Program] = {}
    parents: dict[str, str] = {}
    siblings: dict[str, tuple[str, ...]] = {}
    terms: dict[str, tuple[str, ...]] = {}

    def add(fork: Iterable[Program], above: str) -> None:
        names = tuple(program.name for program in fork)
        for program in fork:
            programs[program.name] = program
            parents[program.name] = above
            siblings[program.name] = tuple(name for name in names if name != program.name)
            if program.cl:
                terms[program.cl] = (*terms.get(program.cl, ()), program.name)
            if isinstance(program, Node):
                add((*program.children, *program.contrasts), program.name)

    add((*hierarchy.roots, *hierarchy.contrasts), "")
    return Tree(hierarchy.name, hierarchy.uberon is not None, programs, parents, siblings, terms)


def terms_of_tree(tree: Tree) -> Ancestors:
    """The hierarchy's own order of terms, for want of an ontology: what is below a node is of its kind."""

    def ancestors(term: str) -> frozenset[str]:
        above = (tree.programs[name].cl for place in tree.terms.get(term, ()) for name in tree.above(place))
        return frozenset(cl for cl in above if cl and cl != term)

    return ancestors


def place(cluster: Known, tree: Tree, ancestors: Ancestors) -> Place:
    """Find where a cluster stands.

    Parameters
    ----------
    cluster
        What is known of it. A written `node` decides alone; then `cl_id`; where that finds nothing or is
        missing, a `name` that is the name or an alias of one program.
    tree
        The hierarchy.
    ancestors
        Which terms are above one.

    Returns
    -------
    place
        By term, a cluster belongs to the programs that have it or one above it, of these to the most special
        ones, and to all nodes above. Where the most special ones stand in different branches, only what is
        above all of them is sure. What has a term below that of the cluster, or one of `also_ok`, is
        undecided.

    Raises
    ------
    ValueError
        If `node` names nothing in the hierarchy it was written for, or more than one thing.
    """
    if cluster.node:
        named = _named(cluster, tree)
        return _standing((named,), tree) if named else Place()
    if not cluster.cl_id:
        return _standing(_called(cluster.name, tree), tree)
    above = ancestors(cluster.cl_id)
    termed = {name for term in {cluster.cl_id, *above} for name in tree.terms.get(term, ())}
    matched = {name for name in termed if not _of_another_organ(name, cluster, tree)}
    special = _most_special(matched, tree, ancestors)
    sure = _standing(special, tree) if special else _standing(_called(cluster.name, tree), tree)
    broader = {
        name for term, names in tree.terms.items() if cluster.cl_id in ancestors(term) for name in names
    }
    also = {name for term in cluster.also_ok for name in tree.terms.get(term, ())}
    open_ = broader | {name for found in also | (termed - matched) for name in (found, *tree.above(found))}
    # The same term twice on one way down: whether it is the lower one, the term does not say.
    twice = {name for name in tree.terms.get(_term(special, tree), ()) if sure.own & {*tree.above(name)}}
    return Place(sure.own, (sure.undecided | open_ | twice) - sure.own)


def _of_another_organ(name: str, cluster: Known, tree: Tree) -> bool:
    """Whether a node has the term of all epithelium and means one organ's, and the data are of another."""
    program = tree.programs[name]
    return (
        tree.of_one_organ
        and isinstance(program, Node)
        and program.cl == EPITHELIAL != cluster.cl_id
        and cluster.hierarchy not in ("", tree.name)
    )


def _term(names: Iterable[str], tree: Tree) -> str:
    return next((tree.programs[name].cl or "" for name in names), "")


def _most_special(matched: set[str], tree: Tree, ancestors: Ancestors) -> tuple[str, ...]:
    terms = {name: tree.programs[name].cl or "" for name in matched}
    outdone = {term for name in matched for term in ancestors(terms[name])}
    special = {name for name in matched if terms[name] not in outdone}
    # Of two with the same term, one below the other, the upper one is sure.
    return tuple(sorted(name for name in special if not special & {*tree.above(name)}))


def _standing(names: tuple[str, ...], tree: Tree) -> Place:
    if not names:
        return Place()
    ways = [{name, *tree.above(name)} for name in names]
    own = set.intersection(*ways)
    return Place(frozenset(own), frozenset(set.union(*ways) - own))


def _called(text: str, tree: Tree) -> tuple[str, ...]:
    wanted = text.casefold()
    found = [
        name
        for name, program in tree.programs.items()
        if wanted in (name.casefold(), *(alias.casefold() for alias in program.aliases))
    ]
    return tuple(found) if len(found) == 1 else ()


def program_called(text: str, tree: Tree) -> str:
    """The node or contrast that a name or a path means, such as ``T cell > Naive``; ``""`` where none does.

    Each name of a path is the parent of the next; the first may stand anywhere.
    """
    steps = [" ".join(step.split()) for step in text.split(STEP)]
    name = steps[-1]
    if name not in tree.programs:
        return ""
    way = [*reversed(tree.above(name)), name]
    return name if way[-len(steps) :] == steps else ""


def _named(cluster: Known, tree: Tree) -> str:
    name = program_called(cluster.node, tree)
    if name:
        return name
    if cluster.hierarchy == tree.name:
        msg = f"{cluster.dataset}, {cluster.cluster}: {tree.name} has no node {cluster.node!r}"
        raise ValueError(msg)
    return ""
