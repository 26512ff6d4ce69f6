"""`hierc merge` on random pairs of edits of the catalog: nothing lost or wrong, the same in either order.

Each side makes one to three edits of a part of a file. Where both orders of making all of them say the same,
they are independent: the merge must be clean, and say that too. Where they are not, it may be a conflict.
Then too no comment, word or node of a side may be lost, and the marked file can be read after taking either
side.

    python -m benchmarks.merge_campaign --pairs 10000 --seed 1
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import unified_diff
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

from benchmarks.merge_edits import RENAMED, Edit, random_edit, read_text, split_comment
from hierannot_dsl.catalog.builtins import BuiltinLoader
from hierannot_dsl.diagnostics.outcome import Outcome
from hierannot_dsl.merge import merge as merging
from hierannot_dsl.merge.merge import CannotMerge, MergedText, merge_texts
from hierannot_dsl.semantics.load import load
from hierannot_dsl.source import Source
from hierannot_dsl.syntax.format import statement_text
from hierannot_dsl.syntax.nodes import CommentLine, File, Item
from hierannot_dsl.syntax.parse import parse
from hierannot_dsl.syntax.within import body_of

CATALOG = Path(__file__).parents[1] / "catalog"
Said: TypeAlias = tuple[tuple[str, "Said"], ...]

MOST_BLOCKS = 4
MOST_LINES = 6
CHECKED_EACH = 10


@dataclass(frozen=True)
class Pair:
    """A file, and what two sides made of it."""

    name: str
    base: str
    ours: str
    theirs: str
    first: tuple[Edit, ...]
    second: tuple[Edit, ...]

    @property
    def kinds(self) -> str:
        return " | ".join(", ".join(one.kind for one in side) for side in (self.first, self.second))


@dataclass
class Campaign:
    """What came out, counted; `failures` are what must not be."""

    counts: Counter[str] = field(default_factory=Counter)
    failures: list[tuple[str, Pair, str]] = field(default_factory=list)


@lru_cache(maxsize=2048)
def _parsed(name: str, text: str) -> Outcome[File]:
    return parse(Source(name, text))


def errors_of(name: str, text: str) -> frozenset[str]:
    """Errors of a file of the catalog, beside the others as they are."""
    loaded = load(Source(name, text), BuiltinLoader(), read=lambda source: _parsed(source.name, source.text))
    return frozenset(f"{one.code} {one.message()}" for one in loaded.diagnostics if one.severity > 1)


def said_in(name: str, text: str) -> Said:
    """What a file says: its statements, each once, in whatever order they stand in their blocks."""
    file = _parsed(name, text).value
    assert file is not None, text
    return _said(file.items)


def _said(items: Iterable[Item]) -> Said:
    told = []
    for item in items:
        if not isinstance(item, CommentLine):
            body = body_of(item)
            told.append((statement_text(item)[0], _said(body.items) if body else ()))
    return tuple(sorted(set(told)))


def comments_of(text: str) -> Counter[str]:
    """Every comment of a text."""
    lines = (line.strip() for line in text.splitlines())
    found = (line if line.startswith("#") else split_comment(line)[1] for line in lines)
    return Counter(one for one in found if one)


def lost_comments(base: str, ours: str, theirs: str, merged: str) -> list[str]:
    """Comments that neither side took out and the merged text does not have."""
    old, mine, yours, now = map(comments_of, (base, ours, theirs, merged))
    return [
        one
        for one in {*mine, *yours}
        if now[one]
        < (
            max(mine[one], yours[one])
            if min(mine[one], yours[one]) >= old[one]
            else mine[one] + yours[one] - old[one]
        )
    ]


def bases() -> dict[str, str]:
    """Files of the catalog and of its tests."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(CATALOG.rglob("*.hier"))}


def cut(text: str, chance: random.Random) -> str:
    """A part of a file: a few blocks and lines of each block, so that what both sides edit is often near."""
    whole = read_text(text)
    waiting = [whole.lines]
    while waiting:
        holder = waiting.pop()
        blocks = [one for one in holder if one.body is not None and not one.code.startswith("hierarchy ")]
        lines = [one for one in holder if one.code.startswith(("+", "-", "express ", "keyword "))]
        gone = chance.sample(blocks, max(0, len(blocks) - MOST_BLOCKS))
        gone += chance.sample(lines, max(0, len(lines) - MOST_LINES))
        left_out = set(map(id, gone))
        holder[:] = [one for one in holder if id(one) not in left_out]
        waiting += [one.body for one in holder if one.body is not None]
    return str(whole)


def draw(chance: random.Random, files: dict[str, str], *, most: int = 3) -> Pair | None:
    """A random pair of edited states; None where the part of the file has errors, or an edit no place."""
    name = chance.choice(sorted(files))
    base = Edit("layout", lambda _: True).made_in(cut(files[name], chance))
    if base is None:
        return None
    sides: list[tuple[str, tuple[Edit, ...]]] = []
    for mark in ("red", "blue"):
        text, edits = base, []
        for _ in range(chance.randint(1, most)):
            edit = random_edit(text, chance, mark)
            after = edit.made_in(text)
            if after is not None and after != text:
                text, edits = after, [*edits, edit]
        if not edits:
            return None
        sides.append((text, tuple(edits)))
    (ours, first), (theirs, second) = sides
    return Pair(name, base, ours, theirs, first, second)


def made(text: str, edits: tuple[Edit, ...]) -> str | None:
    """A text after edits; None where one of them has no place in it."""
    for edit in edits:
        after = edit.made_in(text)
        if after is None:
            return None
        text = after
    return text


def followed(text: str, pair: Pair) -> str:
    """A text after both sides, in which everything calls nodes by their new names.

    The merge follows renames in what calls a node, whoever wrote that: here what was expected and what came
    out both do, so that it is no difference who did.
    """
    lines = read_text(text)
    for edit in (*pair.first, *pair.second):
        edit.follow(lines)
    return str(lines)


def resolved(text: str, side: str) -> str:
    """A marked text after somebody took ``ours`` or ``theirs`` everywhere."""
    kept: list[str] = []
    taking: list[bool] = []
    for line in text.splitlines(keepends=True):
        if line.startswith("<<<<<<< "):
            taking.append(side == "ours")
        elif line.startswith("======="):
            taking[-1] = side == "theirs"
        elif line.startswith(">>>>>>> "):
            taking.pop()
        elif all(taking):
            kept.append(line)
    return "".join(kept)


def lost_words(pair: Pair, merged: str) -> list[str]:
    """Words that a side wrote and that are nowhere in a merged text, but for versions and old names."""
    old, mine, yours, now = (
        {
            word
            for line in followed(text, pair).splitlines()
            if not line.strip().startswith("version ")
            for word in line.split()
        }
        for text in (pair.base, pair.ours, pair.theirs, merged)
    )
    return sorted((mine | yours) - old - now)


def parents_of(text: str) -> dict[str, str]:
    """Nodes, each with what it stands in, by its first name."""
    blocks = [line for _, line in read_text(RENAMED.sub("", text)).walk() if line.body is not None]
    return {inner.name: line.name or line.code for line in blocks for inner in line.body or [] if inner.name}


def lost_nodes(pair: Pair, merged: str) -> list[str]:
    """Nodes that a side brought in or put elsewhere, and that are nowhere in a merged text."""
    old = parents_of(pair.base)
    sides = (parents_of(text) for text in (pair.ours, pair.theirs))
    placed = {name for side in sides for name, parent in side.items() if old.get(name) != parent}
    return sorted(name for name in placed if f'{name}"' not in merged)


def judge(pair: Pair, campaign: Campaign) -> None:
    """Merge a pair both ways, and count what came out."""
    counts, failures = campaign.counts, campaign.failures
    counts["pairs"] += 1
    sources = [
        Source(one, text) for one, text in (("base", pair.base), (pair.name, pair.ours), ("x", pair.theirs))
    ]
    try:
        merged = merge_texts(*sources)
        other = merge_texts(sources[0], Source(pair.name, pair.theirs), Source("x", pair.ours))
    except CannotMerge as problem:
        failures.append(("cannot merge", pair, str(problem)))
        return
    except Exception as problem:
        failures.append(("exception", pair, repr(problem)))
        return
    # Of a node that both moved ours is kept: what would then stand in itself is told too, in one order only.
    told_alike = len(merged.conflicts) == len(other.conflicts) or min(map(_moves, (merged, other))) > 0
    if not told_alike or (not merged.conflicts and merged.text != other.text):
        failures.append(("not commutative", pair, f"{merged.text}\n=====\n{other.text}"))
    lost = lost_comments(pair.base, pair.ours, pair.theirs, merged.text)
    lost += lost_words(pair, merged.text) + lost_nodes(pair, merged.text)
    if lost:
        failures.append(("lost", pair, f"{lost}\n{merged.text}"))
    for side in ("ours", "theirs"):
        if _parsed(pair.name, resolved(merged.text, side)).failed:
            failures.append(("cannot be read after taking one side", pair, merged.text))
    _judge_meaning(pair, merged, campaign)


def _moves(merged: MergedText) -> int:
    return sum(" stands in " in told for told in merged.conflicts)


def _judge_meaning(pair: Pair, merged: MergedText, campaign: Campaign) -> None:
    counts, failures = campaign.counts, campaign.failures
    counts["clean" if not merged.conflicts else "conflicts"] += 1
    orders = [made(pair.ours, pair.second), made(pair.theirs, pair.first)]
    after = [said_in(pair.name, followed(text, pair)) for text in orders if text is not None]
    if len(after) < 2 or after[0] != after[1]:
        counts["dependent, a conflict" if merged.conflicts else "dependent, merged"] += 1
    elif merged.conflicts and errors_of(pair.name, orders[0] or ""):
        counts["together an error, a conflict"] += 1
    elif merged.conflicts:
        failures.append(("conflict of independent edits", pair, "\n".join(merged.conflicts)))
    elif said_in(pair.name, followed(merged.text, pair)) != after[0]:
        failures.append(("wrong meaning", pair, merged.text))
    else:
        counts["independent, merged rightly"] += 1
    if not merged.conflicts and counts["clean"] % CHECKED_EACH == 0:
        _judge_errors(pair, merged.text, counts)


def _judge_errors(pair: Pair, text: str, counts: Counter[str]) -> None:
    """Whether what was merged means something in the catalog; slow, so of some."""
    counts["checked in the catalog"] += 1
    before = [errors_of(pair.name, side) for side in (pair.ours, pair.theirs)]
    if errors_of(pair.name, text) - before[0] - before[1]:
        counts["checked in the catalog, with errors that no side has"] += 1


def run(pairs: int, seed: int) -> Campaign:
    """A campaign of so many pairs."""
    campaign, files = Campaign(), bases()
    merging.parse = lambda source: _parsed(source.name, source.text)  # type: ignore[attr-defined]  # each text once
    number = 0
    while campaign.counts["pairs"] < pairs:
        pair = draw(random.Random(f"{seed}:{number}"), files)
        number += 1
        if pair is not None:
            judge(pair, campaign)
    return campaign


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--pairs", type=int, default=20_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--show", type=int, default=0, metavar="N", help="show N failures")
    chosen = options.parse_args()
    campaign = run(chosen.pairs, chosen.seed)
    for what, number in campaign.counts.items():
        print(f"{number:7} {what}")
    for what, number in Counter(what for what, _, _ in campaign.failures).items():
        print(f"{number:7} FAILED: {what}")
    for what, pair, told in campaign.failures[: chosen.show]:
        print(f"\n=== {what}: {pair.name}: {pair.kinds}")
        for side, text in (("ours", pair.ours), ("theirs", pair.theirs)):
            lines = (pair.base.splitlines(), text.splitlines())
            print("\n".join(unified_diff(*lines, "base", side, lineterm="", n=5)))
        print(f"--- merged\n{told}")


if __name__ == "__main__":
    main()
