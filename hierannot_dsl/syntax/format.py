"""Syntax tree -> canonical text: two spaces a level, a statement a line, markers sorted within a paragraph.

Nothing is aligned: a weight that changes should change one line. Comments go where their owners go.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hierannot_dsl.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hierannot_dsl.source import Source

INDENT = "  "
BARE_GENE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9_.])?")

# A paragraph is a run of items without a blank line between them. Each of its parts is an item with the
# comments directly above it.
Part = tuple[nodes.Item, ...]


def format_file(file: nodes.File) -> str:
    """The canonical text of a file without damaged lines.

    Raises
    ------
    ValueError
        If some line could not be read: what is not understood is not rewritten.
    """
    if file.damaged:
        msg = f"{file.source.name} has lines that cannot be read"
        raise ValueError(msg)
    lines = list(_block_lines(file.items, 0, file.source))
    return "".join(f"{line}\n" for line in lines)


def _block_lines(items: Sequence[nodes.Item], depth: int, source: Source) -> Iterator[str]:
    for number, paragraph in enumerate(paragraphs(items, source)):
        if number:
            yield ""
        for part in _sorted(paragraph):
            for item in part:
                yield from _item_lines(item, depth, source)


def paragraphs(items: Sequence[nodes.Item], source: Source) -> Iterator[list[nodes.Item]]:
    """Runs of items without a blank line between them."""
    paragraph: list[nodes.Item] = []
    for item in items:
        if paragraph and _line(item.span.start, source) > _line(paragraph[-1].span.end - 1, source) + 1:
            yield paragraph
            paragraph = []
        paragraph.append(item)
    if paragraph:
        yield paragraph


def _line(offset: int, source: Source) -> int:
    return source.position(offset).line


def _sorted(paragraph: list[nodes.Item]) -> Iterator[Part]:
    """The parts of a paragraph, each run of marker lines sorted; comments that open it stay on top."""
    opening, rest = parts(paragraph)
    for comment in opening:
        yield (comment,)
    run: list[Part] = []
    for part in rest:
        if isinstance(part[-1], nodes.MarkerDecl):
            run.append(part)
        else:
            yield from _sorted_run(run, opens=run == rest[: len(run)])
            run = []
            yield part
    yield from _sorted_run(run, opens=run == rest[: len(run)])


def _sorted_run(run: list[Part], *, opens: bool) -> list[Part]:
    """Marker lines by sign and symbol.

    Where the run opens its paragraph, no line with a comment above it comes first: the comment would become
    the paragraph's, and would not go with its line the next time.
    """
    ordered = sorted(run, key=_marker_key)
    if opens and ordered:
        first = next(part for part in ordered if len(part) == 1)
        ordered.remove(first)
        ordered.insert(0, first)
    return ordered


def parts(paragraph: Sequence[nodes.Item]) -> tuple[list[nodes.CommentLine], list[Part]]:
    """The comments that open a paragraph, and its other items, each with the comments directly above it."""
    opening: list[nodes.CommentLine] = []
    found: list[Part] = []
    above: list[nodes.Item] = []
    for item in paragraph:
        if isinstance(item, nodes.CommentLine) and not found and not above:
            opening.append(item)
        elif isinstance(item, nodes.CommentLine):
            above.append(item)
        else:
            found.append((*above, item))
            above = []
    return opening, [*found, tuple(above)] if above else found


def _marker_key(part: Part) -> tuple[bool, int, str]:
    marker = part[-1]
    assert isinstance(marker, nodes.MarkerDecl)
    return (marker.is_set, -marker.sign, marker.gene.text)


def _item_lines(item: nodes.Item, depth: int, source: Source) -> Iterator[str]:
    indent = INDENT * depth
    text, body = statement_text(item)
    comment = f"  {item.comment.text}" if item.comment else ""
    if body is None:
        yield f"{indent}{text}{comment}"
        return
    yield f"{indent}{text} {{{comment}"
    yield from _block_lines(body.items, depth + 1, source)
    yield f"{indent}}}" + (f"  {body.closing.text}" if body.closing else "")


def statement_text(item: nodes.Item) -> tuple[str, nodes.Block | None]:
    """The text of a statement, without its block; and its block."""
    match item:
        case nodes.CommentLine(text=text):
            return text, None
        case nodes.VersionDecl(number=number):
            return f"hier {number.text}", None
        case nodes.HierarchyDecl(name=name, base=base, body=body):
            return f"hierarchy {name.text}" + (f" extends {base.text}" if base else ""), body
        case nodes.NodeDecl(kind=kind, name=name, body=body):
            return f"{kind} {_quoted(name)}", body
        case nodes.VariantDecl(name=name, body=body):
            return f"variant {_quoted(name)}", body
        case nodes.MarkerSetDecl(name=name, body=body):
            return f"markers {name.text}", body
        case nodes.InDecl(path=path, body=body):
            return f"in {_path(path.names)}", body
        case nodes.ReplaceDecl(path=path, replacement=replacement):
            text, block = statement_text(replacement)
            return f"replace {_path(path.names)} with {text}", block
        case nodes.TestDecl(name=name, hierarchy=hierarchy, body=body):
            return f"test {_quoted(name)}" + (f" for {hierarchy.text}" if hierarchy else ""), body
        case _:
            return _line_text(item), None


def _line_text(item: nodes.Item) -> str:
    match item:
        case nodes.MarkerDecl():
            return _marker(item)
        case nodes.FieldDecl(keyword=keyword, values=values):
            return " ".join([keyword.text, *(_written(value) for value in values)])
        case nodes.UseDecl(hierarchy=hierarchy, path=path, as_contrast=as_contrast):
            used = " > ".join([hierarchy.text, *(_quoted(name) for name in path)])
            return f"contrast use {used}" if as_contrast else f"use {used}"
        case nodes.DropDecl(path=path):
            return f"drop {_path(path.names)}"
        case nodes.DropMarkerDecl(sign=sign, gene=gene):
            return f"drop {_sign(sign)} {_gene(gene)}"
        case nodes.RenameDecl(path=path, name=name):
            return f"rename {_path(path.names)} to {_quoted(name)}"
        case nodes.MoveDecl(path=path, under=under):
            return f"move {_path(path.names)} under {_path(under.names)}"
        case nodes.IncludeDecl(name=name):
            return f"include {name.text}"
        case nodes.ExpressDecl(gene=gene, value=value):
            return f"express {_gene(gene)} = {value.text}"
        case nodes.ExpectDecl(negated=negated, path=path, or_above=or_above):
            words = ["expect", *(["not"] if negated else []), _path(path.names) if path else "unknown"]
            return " ".join([*words, *(["or above"] if or_above else [])])
        case nodes.ProfileDecl(file=file, column=column):
            return f"profile {_quoted(file)} column {_quoted(column)}"
        case nodes.PanelKeepsDecl(file=file, path=path, count=count):
            return f"panel {_quoted(file)} keeps {_path(path.names)} at least {count.text}"
        case _:
            msg = f"no text for a {type(item).__name__}"
            raise AssertionError(msg)


def _marker(marker: nodes.MarkerDecl) -> str:
    words = ["set"] if marker.is_set else []
    words += [_sign(marker.sign), _gene(marker.gene)]
    if marker.weight:
        words += ["=", marker.weight.text]
    words += [f"@{word.text}" for word in marker.evidence]
    if marker.note:
        words.append(_quoted(marker.note))
    return " ".join(words)


def _sign(sign: int) -> str:
    return "+" if sign > 0 else "-"


def _gene(gene: nodes.Word) -> str:
    return _quoted(gene) if gene.quoted and not BARE_GENE.fullmatch(gene.text) else gene.text


def _path(names: Iterable[nodes.Word]) -> str:
    return " > ".join(_quoted(name) for name in names)


def _written(value: nodes.Word) -> str:
    return _quoted(value) if value.quoted else value.text


def _quoted(word: nodes.Word) -> str:
    return quoted(word.text)


def quoted(name: str) -> str:
    """A name as it is written: in quotes."""
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
