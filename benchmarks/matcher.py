"""How often the matcher is right, by class of query.

    python -m benchmarks.matcher [--wrong tune|found] [--time]

The queries of `tests/matching/queries.tsv` were written for this project before the rules and most of the
keywords, and are split by a checksum of the query: rules and keywords were made with two thirds of them in
view (tune), never with the last third (held). `found.tsv` has names and titles that others gave to tissues,
tumours and data sets, in the two rounds in which they were collected; where several hierarchies are right,
all are named. ``none`` is the answer "no confident match".
"""

from __future__ import annotations

import argparse
import csv
import zlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from benchmarks.timing import measure
from hierannot_dsl import suggest_builtin_hierarchies

FOLDER = Path(__file__).parents[1] / "tests/matching"
NONE = "none"
ALL = "all"


@dataclass(frozen=True)
class Query:
    """A text and the hierarchies that are right for it."""

    text: str
    expected: frozenset[str]
    kind: str
    split: str

    @property
    def is_right(self) -> bool:
        return answer(self.text) in self.expected


def is_held(text: str) -> bool:
    """The rule by which a query of our own is held out."""
    return zlib.crc32(text.encode()) % 3 == 0


def read_queries() -> list[Query]:
    """All queries: our own, tuned on and held out, then those found elsewhere."""
    return [
        Query(row["query"], frozenset(row["expected"].split("|")), row["class"], row.get("split", "found"))
        for name in ("queries.tsv", "found.tsv")
        for row in _rows(name)
    ]


def answer(text: str) -> str:
    """The name of the best hierarchy, or ``none``."""
    best = suggest_builtin_hierarchies(text, top_k=1).iloc[0]
    return str(best["name"]) if best["score"] else NONE


def table(queries: list[Query]) -> str:
    """Right of all, by class and split."""
    total: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    for query in queries:
        ok = query.is_right
        for kind in (query.kind, ALL):
            total[query.split, kind] += 1
            right[query.split, kind] += ok

    def cell(split: str, kind: str) -> str:
        got, all_ = right[split, kind], total[split, kind]
        return f"{got:>4} of {all_:>3}" + (f" {got / all_:>7.1%}" if kind == ALL else " " * 8)

    def part(title: str, splits: tuple[str, ...]) -> list[str]:
        kinds = dict.fromkeys(query.kind for query in queries if query.split in splits)
        head = f"{title:<12}" + "".join(f"  {split:>11}{'':8}" for split in splits)
        return [head] + [f"{kind:<12}  " + "  ".join(cell(s, kind) for s in splits) for kind in (*kinds, ALL)]

    lines = [*part("our own", ("tune", "held")), "", *part("of others", ("found",))]
    return "\n".join(line.rstrip() for line in lines)


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="How often the matcher is right.")
    parser.add_argument("--wrong", choices=("tune", "found"), help="show what is wrong in a split")
    parser.add_argument("--time", action="store_true", help="milliseconds a query")
    asked = parser.parse_args(arguments)
    queries = read_queries()
    print(table(queries))
    for query in queries if asked.wrong else ():
        if query.split == asked.wrong and not query.is_right:
            print(f"{query.text!r}: {answer(query.text)}, not {' or '.join(sorted(query.expected))}")
    if asked.time:
        cost = measure(lambda: [answer(query.text) for query in queries])
        print(f"{1000 * cost.seconds / len(queries):.2f} ms a query")


if __name__ == "__main__":
    main()
