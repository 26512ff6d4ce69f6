"""Damage the catalog at random places and count what the compiler says: `python -m benchmarks.recovery`.

One damage per run. *reported*: a finding on the damaged line, within a line for braces; *valid*: the text is
still valid, and nothing can be said (a character in a name or a description); *missed*: findings, and
none on the damaged line; *cascade*: more than one finding beside the right one.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from hierannot_dsl.catalog.builtins import BuiltinLoader, builtin_source
from hierannot_dsl.resources import builtin_names
from hierannot_dsl.semantics.load import load
from hierannot_dsl.source import Source

KEYWORD = re.compile(r"^ *(hierarchy|node|contrast|variant|replace|in|drop|use|extends|with)\b", re.M)
MARKER = re.compile(r"^ *[+-] [\w.-]+$", re.M)
STRAY = "?!*;,^~`|)]"


@dataclass(frozen=True)
class Damage:
    """A text with one thing wrong, and where."""

    text: str
    line: int
    tolerance: int


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


def _without(text: str, at: int, tolerance: int = 0) -> Damage:
    return Damage(text[:at] + text[at + 1 :], _line(text, at), tolerance)


def _comments_blanked(text: str) -> str:
    return re.sub(r"(?m)(^|\s)#.*$", lambda found: " " * len(found[0]), text)


def drop_brace(text: str, rng: random.Random) -> Damage:
    places = [found.start() for found in re.finditer("[{}]", _comments_blanked(text))]
    return _without(text, rng.choice(places), tolerance=1)


def drop_quote(text: str, rng: random.Random) -> Damage:
    places = [found.start() for found in re.finditer('"', _comments_blanked(text))]
    return _without(text, rng.choice(places))


def drop_keyword_letter(text: str, rng: random.Random) -> Damage:
    found = rng.choice(list(KEYWORD.finditer(text)))
    return _without(text, rng.randrange(found.start(1), found.end(1)))


def bad_weight(text: str, rng: random.Random) -> Damage:
    found = rng.choice(list(MARKER.finditer(text)))
    weight = rng.choice([" = 1,5", " = -2", " = 0", " = two", " =", " = 1.5.2", " = 1e3"])
    return Damage(text[: found.end()] + weight + text[found.end() :], _line(text, found.end()), 0)


def stray_character(text: str, rng: random.Random) -> Damage:
    blanked = _comments_blanked(text)
    places = [at for at, letter in enumerate(blanked) if letter not in "\n#"]
    at = rng.choice(places)
    return Damage(text[:at] + rng.choice(STRAY) + text[at:], _line(text, at), 0)


DAMAGES: dict[str, Callable[[str, random.Random], Damage]] = {
    "a dropped brace": drop_brace,
    "a dropped quote": drop_quote,
    "a dropped keyword letter": drop_keyword_letter,
    "a bad weight": bad_weight,
    "a stray character": stray_character,
}


def verdicts(damage: Damage, name: str) -> Iterator[str]:
    """What became of one damage."""
    source = Source(name, damage.text)
    outcome = load(source, BuiltinLoader())
    lines = [
        source.position(found.span.start).line
        for found in outcome.diagnostics
        if found.span and found.span.source == name
    ]
    hits = [line for line in lines if abs(line - damage.line) <= damage.tolerance]
    if not lines:
        yield "valid"
    elif hits:
        yield "reported"
    else:
        yield "missed"
    if len(outcome.diagnostics) > 2:
        yield "cascade"


def measure(per_kind: int, seed: int = 0) -> dict[str, Counter[str]]:
    """Damages of every kind, spread over the files of the catalog."""
    sources = [source for name in builtin_names() if (source := builtin_source(name))]
    rng = random.Random(seed)
    counted: dict[str, Counter[str]] = {}
    for kind, damaged in DAMAGES.items():
        counts = counted[kind] = Counter()
        for number in range(per_kind):
            source = sources[number % len(sources)]
            if kind == "a bad weight" and not MARKER.search(source.text):
                continue
            counts.update(["all", *verdicts(damaged(source.text, rng), source.name)])
    return counted


def table(counted: dict[str, Counter[str]]) -> str:
    lines = ["| damage | runs | reported | valid text | missed | cascades |", "|---|---|---|---|---|---|"]
    for kind, counts in counted.items():
        cells = (counts[key] for key in ("all", "reported", "valid", "missed", "cascade"))
        lines.append(f"| {kind} | " + " | ".join(str(cell) for cell in cells) + " |")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(prog="recovery", description=__doc__)
    parser.add_argument("--per-kind", type=int, default=400, metavar="N", help="default: 400")
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    start = time.perf_counter()
    print(table(measure(asked.per_kind, asked.seed)))
    print(f"\n{time.perf_counter() - start:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
