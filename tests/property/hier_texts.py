"""Strategies for `.hier` texts: every statement of the grammar, comments and blank lines anywhere."""

from __future__ import annotations

import re

from hypothesis import strategies as st

WORDS = st.from_regex(r"[A-Za-z][A-Za-z0-9_]{0,8}", fullmatch=True)
USUAL_GENES = ("HLA-DRA", "MT-CO1", "NKX2-1", "A1BG-AS1", "AC012345.1", "RP11-930O11.1", "H2-Ab1")
ODD_GENES = ("7SK", "5S_rRNA", "NO", "T", "nan", "node", "in", "set", "protein:CD45RA", "1-Dec", "1.00E+05")
GENES = st.sampled_from(USUAL_GENES + ODD_GENES) | st.from_regex(r"[A-Z][A-Z0-9]{1,6}", fullmatch=True)
NAMES = st.sampled_from(
    ["Stem/TA-like", "CD4 T cell", "IL7R+ (naive)", "γδ", "F4/80+", "a # b", "{", "}", 'a "b" \\', "  x", ""]
) | st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=8)
VALUES = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_.:/-]{0,8}", fullmatch=True)
COMMENTS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=8).map("# ".__add__)
WEIGHTS = st.sampled_from(["0.5", "1", "2.25", "10"])
GAPS = st.sampled_from([" ", "  ", "\t"])


def quoted(name: str) -> str:
    return '"' + re.sub(r'(["\\])', r"\\\1", name) + '"'


STRINGS = NAMES.map(quoted)
PATHS = st.lists(STRINGS, min_size=1, max_size=3).map(" > ".join)
SYMBOLS = GENES | STRINGS


def joined(*parts: st.SearchStrategy[str] | str) -> st.SearchStrategy[str]:
    """A statement: its parts with a gap between them, empty ones left out."""
    strategies = [st.just(part) if isinstance(part, str) else part for part in parts]
    return st.tuples(GAPS, *strategies).map(lambda found: found[0].join(filter(None, found[1:])))


def maybe(strategy: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.just("") | strategy


SIGNS = st.sampled_from("+-")
WEIGHED = WEIGHTS.map("= ".__add__)
EVIDENCE = st.lists(st.sampled_from(["@pmid:1", "@dataset:A/b-c"]), max_size=2).map(" ".join)
USE = joined("use", WORDS, maybe(PATHS.map("> ".__add__)))
STATEMENTS = st.one_of(
    joined(SIGNS, SYMBOLS, maybe(WEIGHED), EVIDENCE, maybe(STRINGS)),
    joined("set", SIGNS, SYMBOLS, WEIGHED, EVIDENCE, maybe(STRINGS)),
    joined(st.sampled_from(["title", "cl", "rescue", "min_markers", "titel"]), VALUES | STRINGS),
    USE,
    joined("contrast", USE),
    joined("include", WORDS),
    joined("drop", PATHS),
    joined("drop", SIGNS, SYMBOLS),
    joined("replace", PATHS, "with", USE),
    joined("rename", PATHS, "to", STRINGS),
    joined("move", PATHS, "under", PATHS),
    joined("express", SYMBOLS, WEIGHED),
    joined("expect", maybe(st.just("not")), PATHS, maybe(st.just("or above"))),
    joined("expect", maybe(st.just("not")), "unknown"),
    joined("profile", STRINGS, "column", STRINGS),
    joined("panel", STRINGS, "keeps", PATHS, "at least", st.integers(0, 99).map(str)),
    st.just("hier 1"),
)
HEADS = st.one_of(
    joined("hierarchy", WORDS, maybe(WORDS.map("extends ".__add__))),
    joined(st.sampled_from(["node", "contrast", "variant"]), STRINGS),
    joined("markers", WORDS),
    joined("in", PATHS),
    joined("replace", PATHS, "with node", STRINGS),
    joined("test", STRINGS, maybe(WORDS.map("for ".__add__))),
)


def _line(indent: int, text: str, comment: str, blank: bool) -> list[str]:
    line = "  " * indent + text + (f"   {comment}" if comment else "")
    return ["", line] if blank else [line]


@st.composite
def _items(draw: st.DrawFn, depth: int = 0) -> list[str]:
    lines: list[str] = []
    for _ in range(draw(st.integers(0 if depth else 1, 4))):
        kind = draw(st.sampled_from(["statement", "statement", "comment", "block"]))
        blank = draw(st.booleans())
        if kind == "comment":
            lines += _line(depth, draw(COMMENTS), "", blank)
        elif kind == "block" and depth < 4:
            lines += _line(depth, f"{draw(HEADS)} {{", draw(maybe(COMMENTS)), blank)
            lines += draw(_items(depth=depth + 1))
            lines += _line(depth, "}", draw(maybe(COMMENTS)), draw(st.booleans()))
        else:
            lines += _line(depth, draw(STATEMENTS), draw(maybe(COMMENTS)), blank)
    return lines


TEXTS = st.tuples(_items(), st.booleans()).map(lambda found: "\n".join(found[0]) + "\n" * found[1])
