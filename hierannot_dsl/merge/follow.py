"""Nodes that one side renamed -> three texts in which every path calls them by their new names.

The other side went on with the old name, in a test or an edit. That is written over before anything is
compared, so that what the two sides say of one node meets, and nothing calls a name that is gone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.source import Source
from hierannot_dsl.syntax import nodes
from hierannot_dsl.syntax.edits import Edit, Edited
from hierannot_dsl.syntax.within import statements

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from hierannot_dsl.merge.tree import Known, Names


def new_names(ours: Names, theirs: Names) -> dict[Known, str]:
    """(hierarchy, name before) -> name now, of nodes that one side renamed, or both alike.

    A node that both renamed differently is a conflict, and every path says what its side says.
    """
    mine, yours = ({was: now for (of, now), was in side.items() if was[0] == of} for side in (ours, theirs))
    return {
        key: (mine.get(key) or yours[key])
        for key in {**mine, **yours}
        if mine.get(key, yours.get(key)) == yours.get(key, mine.get(key))
    }


def replacements(file: nodes.File) -> frozenset[Known]:
    """Nodes that stand for others: edits name those, which may have been called the same."""
    return frozenset(
        (top.name.text, item.replacement.name.text)
        for top in file.items
        if isinstance(top, nodes.HierarchyDecl)
        for item in statements(top.body.items)
        if isinstance(item, nodes.ReplaceDecl) and isinstance(item.replacement, nodes.NodeDecl)
    )


def followed(file: nodes.File, renamed: Mapping[Known, str], replacing: Container[Known]) -> Source:
    """The text of a file with every path in it rewritten; `replacing` are not what edits name."""
    edits = [
        Edit(word.span.start, word.span.end, _quoted(new))
        for word, new in _called(file, renamed, replacing)
        if new != word.text
    ]
    return Source(file.source.name, Edited(file.source.text, edits).text) if edits else file.source


def _called(
    file: nodes.File, renamed: Mapping[Known, str], replacing: Container[Known]
) -> Iterator[tuple[nodes.Word, str]]:
    declared = {item.name.text: item for item in file.items if isinstance(item, nodes.HierarchyDecl)}
    built_on = {name: _built_on(name, declared) for name in declared}
    for of, words, finished in _paths(file):
        for word in words:
            meant = ((hierarchy, word.text) for hierarchy in built_on.get(of, (of,)))
            known = next((one for one in meant if one in renamed), None)
            if known is not None and (finished or known[0] != of or known not in replacing):
                yield word, renamed[known]


def _built_on(name: str, declared: Mapping[str, nodes.HierarchyDecl]) -> tuple[str, ...]:
    """A hierarchy of the file and those of the file that it takes nodes from, the nearest first."""
    found = [name]
    for one in found:
        if one not in declared:
            continue
        item = declared[one]
        uses = (
            part.replacement if isinstance(part, nodes.ReplaceDecl) else part for part in statements([item])
        )
        near = [part.hierarchy.text for part in uses if isinstance(part, nodes.UseDecl)]
        found += dict.fromkeys(
            other for other in (*([item.base.text] if item.base else []), *near) if other not in found
        )
    return tuple(found)


def _paths(file: nodes.File) -> Iterator[tuple[str, tuple[nodes.Word, ...], bool]]:
    """Every path of a file, with the hierarchy whose nodes it names, and whether those after its edits."""
    last = ""
    for top in file.items:
        if isinstance(top, nodes.HierarchyDecl):
            last = top.name.text
        of = top.hierarchy.text if isinstance(top, nodes.TestDecl) and top.hierarchy else last
        for item in statements([top]):
            match item:
                case nodes.InDecl(path=path) | nodes.DropDecl(path=path) | nodes.RenameDecl(path=path):
                    yield of, path.names, False
                case nodes.MoveDecl(path=path, under=under):
                    yield of, (*path.names, *under.names), False
                case nodes.ReplaceDecl(path=path, replacement=replacement):
                    yield of, path.names, False
                    if isinstance(replacement, nodes.UseDecl):
                        yield replacement.hierarchy.text, replacement.path, True
                case nodes.UseDecl(hierarchy=hierarchy, path=names):
                    yield hierarchy.text, names, True
                case (
                    nodes.ExpectDecl(path=nodes.Path(names=names))
                    | nodes.PanelKeepsDecl(path=nodes.Path(names=names))
                ):
                    yield of, names, True


def _quoted(name: str) -> str:
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
