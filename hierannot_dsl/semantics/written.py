"""A file -> every path that is written in it, and whose nodes it names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.semantics.tests import named_in_file_name
from hierannot_dsl.syntax import nodes
from hierannot_dsl.syntax.within import statements

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class WrittenPath:
    """A path, not looked up.

    Attributes
    ----------
    statement
        In which it stands.
    of
        The hierarchy whose tree it speaks of.
    finished
        Whether that is the tree after the edits, not the one before.
    """

    statement: nodes.Item
    of: nodes.Word
    names: tuple[nodes.Word, ...]
    finished: bool


def written_paths(file: nodes.File) -> Iterator[WrittenPath]:
    """Every path, in the order of the text; of a test that has no hierarchy there are none."""
    declared = [item.name for item in file.items if isinstance(item, nodes.HierarchyDecl)]
    named = None if declared else named_in_file_name(file.source.name)
    for top in file.items:
        match top:
            case nodes.HierarchyDecl(name=of):
                yield from _inside(top, of)
            case nodes.TestDecl(hierarchy=nodes.Word() as of):
                yield from _inside(top, of)
            case nodes.TestDecl(name=name) if declared or named:
                yield from _inside(
                    top, declared[-1] if declared else nodes.Word(named or "", quoted=False, span=name.span)
                )


def _inside(top: nodes.Item, of: nodes.Word) -> Iterator[WrittenPath]:
    for item in statements([top]):
        match item:
            case nodes.InDecl(path=path) | nodes.DropDecl(path=path) | nodes.RenameDecl(path=path):
                yield WrittenPath(item, of, path.names, finished=False)
            case nodes.MoveDecl(path=path, under=under):
                yield WrittenPath(item, of, path.names, finished=False)
                yield WrittenPath(item, of, under.names, finished=False)
            case nodes.ReplaceDecl(path=path, replacement=replacement):
                yield WrittenPath(item, of, path.names, finished=False)
                if isinstance(replacement, nodes.UseDecl) and replacement.path:
                    yield WrittenPath(item, replacement.hierarchy, replacement.path, finished=True)
            case nodes.UseDecl(hierarchy=hierarchy, path=names) if names:
                yield WrittenPath(item, hierarchy, names, finished=True)
            case (
                nodes.ExpectDecl(path=nodes.Path(names=names))
                | nodes.PanelKeepsDecl(path=nodes.Path(names=names))
            ):
                yield WrittenPath(item, of, names, finished=True)


def built_on(name: str, file: nodes.File) -> tuple[str, ...]:
    """A hierarchy and those that it takes nodes from, the nearest first.

    What a hierarchy takes that the file does not declare is not known here.
    """
    declared = {item.name.text: item for item in file.items if isinstance(item, nodes.HierarchyDecl)}
    found = [name]
    for one in found:
        item = declared.get(one)
        if item is None:
            continue
        parts = (
            part.replacement if isinstance(part, nodes.ReplaceDecl) else part for part in statements([item])
        )
        used = [part.hierarchy.text for part in parts if isinstance(part, nodes.UseDecl)]
        near = [item.base.text, *used] if item.base else used
        found += dict.fromkeys(other for other in near if other not in found)
    return tuple(found)
