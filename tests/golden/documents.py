"""Markdown files whose fenced blocks are cases: a source, and in the next block what is expected of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

FENCE = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<text>.*?)^```$", re.M | re.S)
CASES = ("hier", "json")
EXPECTED = ("expect", "tree", "fmt", "test")


@dataclass(frozen=True)
class Block:
    """A fenced block: the first word after the fence, the rest of that line, its text and place."""

    kind: str
    argument: str
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Case:
    """A block with a source, the blocks before it that it may refer to, and the expected block after it."""

    hier: Block
    context: tuple[Block, ...]
    expected: Block | None


def blocks_of(document: str) -> tuple[Block, ...]:
    return tuple(
        Block(
            *(match["info"].strip().partition(" ")[::2]),
            match["text"],
            match.start("text"),
            match.end("text"),
        )
        for match in FENCE.finditer(document)
    )


def cases_of(document: str) -> Iterator[Case]:
    blocks = blocks_of(document)
    for number, block in enumerate(blocks):
        if block.kind in CASES and not block.argument:
            following = blocks[number + 1] if number + 1 < len(blocks) else None
            expected = following if following and following.kind in EXPECTED else None
            yield Case(block, blocks[:number], expected)


def updated(document: str, changes: Iterable[tuple[Block, str]]) -> str:
    """The document with the texts of blocks replaced."""
    for block, text in sorted(changes, key=lambda change: -change[0].start):
        document = document[: block.start] + text + document[block.end :]
    return document


def documents_in(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.md"))
