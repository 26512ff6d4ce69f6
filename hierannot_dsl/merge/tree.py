"""Syntax tree -> records: one for each statement, known by what it is about, with its comments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from typing import TYPE_CHECKING, TypeAlias

from hierannot_dsl.semantics.fields import FIELDS
from hierannot_dsl.syntax import nodes
from hierannot_dsl.syntax.format import paragraphs, parts, statement_text
from hierannot_dsl.syntax.within import body_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# What a record is about. A node is known by its name wherever it stands, so that it can be moved; what stands
# in a block begins with the key of the block.
Key: TypeAlias = tuple[str, ...]
# A node by its hierarchy and its name.
FullName: TypeAlias = tuple[str, str]
Names: TypeAlias = Mapping[FullName, FullName]

ROOT: Key = ()
REPEATED = {name for fields in FIELDS.values() for name, kind in fields.items() if kind.repeats}


@dataclass(frozen=True)
class Record:
    """One statement.

    Attributes
    ----------
    parent
        Key of the block it stands in.
    name
        That of a block that has one; else empty.
    said
        What it says, in parts that two people can change independently; joined by spaces they are the
        statement, without its ``{``.
    above, beside, closing
        Comment lines directly above it, the comment at the end of its line, and that of its ``}``.
    apart
        Whether an empty line stands above it.
    is_block
        Whether it has a block, be it an empty one.
    """

    parent: Key
    name: str
    said: Mapping[str, str]
    above: tuple[str, ...] = ()
    beside: str = ""
    closing: str = ""
    apart: bool = False
    is_block: bool = False

    @property
    def text(self) -> str:
        return " ".join(filter(None, self.said.values()))

    @property
    def is_comment(self) -> bool:
        """Whether it is a line of a comment on its own, which belongs to no statement."""
        return self.text.startswith("#")


@dataclass
class Tree:
    """The records of one file by key, and the order in which they stand in each block."""

    records: dict[Key, Record] = field(default_factory=dict)
    order: dict[Key, list[Key]] = field(default_factory=dict)

    def add(self, key: Key, record: Record) -> None:
        self.records[key] = record
        self.order.setdefault(record.parent, []).append(key)

    def free(self, key: Key) -> Key:
        """A key that no record has: the key itself where what it is about is said for the first time."""
        again = (key if n == 1 else (*key, f"again {n}") for n in count(1))
        return next(one for one in again if one not in self.records)

    def below(self, key: Key) -> Iterator[Key]:
        """Keys of everything inside a block."""
        for child in self.order.get(key, ()):
            yield child
            yield from self.below(child)


def read_tree(file: nodes.File, names: Names) -> Tree:
    """Take a file apart.

    Parameters
    ----------
    file
        Without damaged lines.
    names
        Where one side renamed a node, or put it into another hierarchy: what it was before.
    """
    tree = Tree()
    _read_block(tree, ROOT, file.items, file, names, "")
    return tree


def _read_block(
    tree: Tree, parent: Key, items: Sequence[nodes.Item], file: nodes.File, names: Names, hierarchy: str
) -> None:
    for paragraph in paragraphs(items, file.source):
        opening, rest = parts(paragraph)
        apart = True
        # What opens a paragraph of one statement is about that statement.
        alone = len(rest) == 1
        owned = [(*opening, *rest[0])] if alone else [*((line,) for line in opening), *rest]
        for part in (one for each in owned for one in _taken_apart(each)):
            *above, item = part
            inside = item.name.text if isinstance(item, nodes.HierarchyDecl) else hierarchy
            key = tree.free(_key(item, parent, names, inside))
            body = body_of(item)
            record = Record(
                parent,
                name_of(item),
                _said(item),
                tuple(line.text for line in above if isinstance(line, nodes.CommentLine)),
                item.comment.text if item.comment else "",
                body.closing.text if body and body.closing else "",
                apart,
                body is not None,
            )
            tree.add(key, record)
            apart = False
            if body is not None:
                _read_block(tree, key, body.items, file, names, inside)


def _taken_apart(part: tuple[nodes.Item, ...]) -> list[tuple[nodes.Item, ...]]:
    """Lines of comments that belong to nothing, each by itself; else a statement with those above it."""
    return [(line,) for line in part] if isinstance(part[-1], nodes.CommentLine) else [part]


def _key(item: nodes.Item, parent: Key, names: Names, hierarchy: str) -> Key:
    match item:
        case nodes.HierarchyDecl(name=name):
            return ("hierarchy", name.text)
        case nodes.NodeDecl(name=name):
            return ("node", *_identity((hierarchy, name.text), names))
        case nodes.MarkerDecl(gene=gene, is_set=is_set):
            return (*parent, "set" if is_set else "marker", gene.text)
        case nodes.DropMarkerDecl(gene=gene):
            return (*parent, "drop marker", gene.text)
        case nodes.FieldDecl(keyword=keyword, values=values):
            told = [value.text for value in values] if keyword.text in REPEATED else []
            return (*parent, "field", keyword.text, *told)
        case nodes.ReplaceDecl(path=path, replacement=replacement):
            # With a node it is a block, with a graft a line: what one side makes the other has not changed.
            kind = "replace with node" if isinstance(replacement, nodes.NodeDecl) else "replace with graft"
            return (*parent, kind, *(word.text for word in path.names))
        case nodes.RenameDecl(path=path) | nodes.MoveDecl(path=path):
            return (*parent, type(item).__name__, *(word.text for word in path.names))
        case nodes.TestDecl(name=name):
            return (*parent, "test", name.text)
        case nodes.ExpressDecl(gene=gene):
            return (*parent, "express", gene.text)
        case nodes.ExpectDecl(negated=False):
            return (*parent, "expect")
        case nodes.PanelKeepsDecl(file=file, path=path):
            return (*parent, "panel", file.text, *(word.text for word in path.names))
        case nodes.ProfileDecl() | nodes.VersionDecl():
            return (*parent, type(item).__name__)
        case _:
            return (*parent, statement_text(item)[0])


def _identity(name: FullName, names: Names) -> tuple[str, ...]:
    """What a node was called before; a name that another one had then is a new node's."""
    return (*name, "new") if name not in names and name in names.values() else names.get(name, name)


def name_of(item: nodes.Item) -> str:
    """The name of a block that has one, of `in` that of its node; else empty."""
    match item:
        case nodes.HierarchyDecl(name=name) | nodes.NodeDecl(name=name) | nodes.TestDecl(name=name):
            return name.text
        case nodes.ReplaceDecl(replacement=nodes.NodeDecl(name=name)):
            return name.text
        case nodes.InDecl(path=path):
            return path.names[-1].text
        case _:
            return ""


def _said(item: nodes.Item) -> dict[str, str]:
    match item:
        case nodes.MarkerDecl(evidence=evidence, note=note):
            plain = statement_text(replace(item, evidence=(), note=None))[0]
            sources = " ".join(f"@{one.text}" for one in evidence)
            noted = statement_text(replace(item, evidence=()))[0].removeprefix(plain).strip()
            return {"marker": plain, "evidence": sources, "note": noted if note else ""}
        case nodes.NodeDecl(kind=kind):
            return {"kind": kind, "name": statement_text(item)[0].removeprefix(f"{kind} ")}
        case nodes.HierarchyDecl(name=name, base=base):
            return {"name": f"hierarchy {name.text}", "base": f"extends {base.text}" if base else ""}
        case nodes.FieldDecl(keyword=keyword):
            text = statement_text(item)[0]
            return {keyword.text: text}
        case _:
            return {"statement": statement_text(item)[0]}
