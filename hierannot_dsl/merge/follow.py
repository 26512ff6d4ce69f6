"""Nodes that one side renamed -> texts in which every path calls them by their new names.

The other side went on with the old name, in a test or an edit. That is written over before anything is
compared, so that what the two sides say of one node meets, and nothing calls a name that is gone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from hierannot_dsl.merge.alike import programs
from hierannot_dsl.merge.tree import name_of
from hierannot_dsl.semantics.written import written_paths
from hierannot_dsl.source import Source
from hierannot_dsl.syntax import nodes
from hierannot_dsl.syntax.edits import Edit, Edited
from hierannot_dsl.syntax.format import quoted
from hierannot_dsl.syntax.within import body_of, statements

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hierannot_dsl.merge.tree import FullName, Names

# A hierarchy, and the names of its nodes that are taken from it; None for all.
Taken: TypeAlias = "tuple[str, frozenset[str] | None]"


@dataclass(frozen=True)
class NewNames:
    """Nodes that one side renamed, or both alike: (hierarchy, name before) -> name now.

    A node that both renamed differently is a conflict, and every path says what its side says.

    Attributes
    ----------
    by_edits
        Which of them edits of their own hierarchy do not mean by that name: it is one that edits give.
    reused
        For each state of the file, the names that stand for other nodes in it: there they stay.
    """

    now: Mapping[FullName, str]
    by_edits: frozenset[FullName]
    reused: tuple[frozenset[FullName], ...]


def declared_names(files: Sequence[nodes.File], ours: Names, theirs: Names) -> NewNames:
    """Of nodes that the file declares; `files` are the base, and what both sides made of it."""
    mine, yours = ({was: now for (of, now), was in side.items() if was[0] == of} for side in (ours, theirs))
    now = {
        name: one
        for name in {**mine, **yours}
        if (one := _changed(name[1], mine.get(name, name[1]), yours.get(name, name[1])))
    }
    replacing = frozenset(
        (of, item.replacement.name.text)
        for of, item in _statements(files[0])
        if isinstance(item, nodes.ReplaceDecl) and isinstance(item.replacement, nodes.NodeDecl)
    )
    reused = (
        frozenset(programs(file)) & {*names, *names.values()}
        for file, names in zip(files, ({}, ours, theirs), strict=True)
    )
    return NewNames(now, replacing, tuple(reused))


def names_by_edits(files: Sequence[nodes.File]) -> NewNames:
    """Of nodes that `rename` edits name."""
    was, mine, yours = given = [
        {
            (of, item.path.names[-1].text): item.name.text
            for of, item in _statements(file)
            if isinstance(item, nodes.RenameDecl)
        }
        for file in files
    ]
    now = {}
    for name in dict.fromkeys([*was, *mine, *yours]):
        old, one, other = (side.get(name, name[1]) for side in given)
        new = _changed(old, one, other)
        if new is not None:
            now[name[0], old] = new
    reused = (
        frozenset((of, new) for (of, path), new in side.items() if was.get((of, path), path) != new)
        for side in given
    )
    return NewNames(now, frozenset(now), tuple(reused))


def _changed(old: str, mine: str, yours: str) -> str | None:
    """The name that one side gave, or both; None where none did, or each another."""
    given = {mine, yours} - {old}
    return given.pop() if len(given) == 1 else None


def followed(file: nodes.File, names: NewNames, state: int) -> Source:
    """The text of a file with every path in it rewritten; `state` says which of the three it is."""
    edits = [
        Edit(word.span.start, word.span.end, quoted(new))
        for word, new in _called(file, names, state)
        if new != word.text
    ]
    return Source(file.source.name, Edited(file.source.text, edits).text) if edits else file.source


def _called(file: nodes.File, names: NewNames, state: int) -> Iterator[tuple[nodes.Word, str]]:
    taken: dict[str, list[Taken]] = {}
    for path in written_paths(file):
        of = path.of.text
        if of not in taken:
            taken[of] = list(_taken(of, file))
        for word in path.names:
            near = ((other, word.text) for other, only in taken[of] if only is None or word.text in only)
            meant = next((one for one in near if one in names.now), None)
            if meant is None or meant in names.reused[state]:
                continue
            if path.finished or meant[0] != of or meant not in names.by_edits:
                yield word, names.now[meant]


def _taken(name: str, file: nodes.File) -> Iterator[Taken]:
    """Whose nodes a hierarchy has: its own, and those of others of the file, the nearest first."""
    declared = {item.name.text: item for item in file.items if isinstance(item, nodes.HierarchyDecl)}
    waiting: list[tuple[str, str | None]] = [(name, None)]
    for of, below in waiting:
        if of not in declared:
            continue
        item = declared[of]
        yield of, None if below is None else _names_below(item, below)
        parts = (one.replacement if isinstance(one, nodes.ReplaceDecl) else one for one in statements([item]))
        used = [(one.hierarchy, one.path) for one in parts if isinstance(one, nodes.UseDecl)]
        near = [(item.base.text, below)] if item.base else []
        near += [(other.text, path[-1].text if path else below) for other, path in used]
        waiting += dict.fromkeys(one for one in near if one not in waiting)


def _names_below(hierarchy: nodes.HierarchyDecl, name: str) -> frozenset[str]:
    """The name of a node, and the names of those that the hierarchy declares below it."""
    found = {name}
    for item in statements(hierarchy.body.items):
        body = body_of(item)
        if body is not None and name_of(item) == name:
            found.update(filter(None, map(name_of, statements(body.items))))
    return frozenset(found)


def _statements(file: nodes.File) -> Iterator[tuple[str, nodes.Item]]:
    """Every statement of the hierarchies of a file, with the name of its hierarchy."""
    for top in file.items:
        if isinstance(top, nodes.HierarchyDecl):
            yield from ((top.name.text, item) for item in statements(top.body.items))
