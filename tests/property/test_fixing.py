"""Laws of fixing: what a slip of the finger damaged comes back, and nothing else changes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hierannot_dsl.catalog.builtins import BuiltinLoader, builtin_source
from hierannot_dsl.diagnostics.model import Severity
from hierannot_dsl.resources import builtin_names
from hierannot_dsl.semantics.load import load
from hierannot_dsl.semantics.lower import lower
from hierannot_dsl.semantics.select import select
from hierannot_dsl.source import Source
from hierannot_dsl.syntax.fixing import fix_syntax
from hierannot_dsl.syntax.parse import parse
from hierannot_dsl.syntax.rewrite import comments, meaning
from tests.property.hier_texts import TEXTS

MARKER = re.compile(r"^ +([+-]) (\S+)$", re.MULTILINE)
AGAINST = re.compile(r"^ +- \S+$", re.MULTILINE)
PAIR = re.compile(r"^( +[+-] \S+)\n +([+-]) (\S+)$", re.MULTILINE)
HEAD = re.compile(r'^( *)((?:node|contrast|variant) "([^"\n>]+)") \{$', re.MULTILINE)
SMALL = re.compile(r'^( *(?:variant|node|contrast) "[^"\n]+" \{)\n((?: +[+-] \S+\n){1,9}) *\}$', re.MULTILINE)
FIELD = re.compile(r"^( +(?:cl|title|tissue|description)) (?=\S)", re.MULTILINE)

Damage = Callable[[re.Match[str]], str]


def one_line(block: re.Match[str]) -> str:
    return f"{block[1]} {' '.join(line.strip() for line in block[2].splitlines())} }}"


# What to look for, and what somebody wrote instead.
DAMAGES: dict[str, tuple[re.Pattern[str], Damage]] = {
    "glued sign": (MARKER, lambda m: m[0].replace(f"{m[1]} ", m[1])),
    "comma": (PAIR, lambda m: f"{m[1]}, {m[3]}" if m[1].lstrip()[0] == m[2] else f"{m[1]}, {m[2]} {m[3]}"),
    "two on a line": (PAIR, lambda m: f"{m[1]} {m[2]} {m[3]}"),
    "comma at the end": (MARKER, lambda m: f"{m[0]},"),
    "no quotes": (HEAD, lambda m: m[0].replace(f'"{m[3]}"', m[3])),
    "curly quotes": (HEAD, lambda m: m[0].replace(f'"{m[3]}"', f"\u201c{m[3]}\u201d")),
    "brace below": (HEAD, lambda m: f"{m[1]}{m[2]}\n{m[1]}{{"),
    "brace below, noted": (HEAD, lambda m: f"{m[1]}{m[2]}  # first\n{m[1]}{{  # second"),
    "one line": (SMALL, one_line),
    "no-break space": (MARKER, lambda m: m[0].replace(f"{m[1]} ", f"{m[1]}\u00a0")),
    "zero width space": (MARKER, lambda m: f"{m[0]}\u200b"),
    "minus sign": (AGAINST, lambda m: m[0].replace("- ", "\u2212 ")),
    "colon": (FIELD, lambda m: f"{m[1]}: "),
    "glued comment": (MARKER, lambda m: f"{m[0]}# beside it"),
}
WHOLE: dict[str, Callable[[str], str]] = {
    "": lambda text: text,
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "BOM": lambda text: f"\ufeff{text}",
}
FILES = [source for name in builtin_names() if (source := builtin_source(name))]
SMALLEST = sorted(FILES, key=lambda source: len(source.text))[:6]
BLOOD = Source(
    "blood.hier",
    """\
hier 1
hierarchy blood {
  title "A small one."  # said of it
  node "T cell" {
    cl CL:0000084
    + CD3D
    + CD3E
    - CD19
    - MS4A1

    variant "naive" {
      + CCR7
      + SELL
    }
  }
}
""",
)
# Those that add no comment: what they damaged comes back to the letter.
SILENT = [kind for kind in DAMAGES if kind not in ("glued comment", "brace below, noted")]


def damage(text: str, kinds: list[str], random: Random) -> str:
    """`text` with up to three places of each kind damaged, one damage a place at most."""
    places = [(m, kind) for kind in kinds for m in _some(list(DAMAGES[kind][0].finditer(text)), random)]
    parts, at = [], 0
    for match, kind in sorted(places, key=lambda place: (place[0].start(), place[1])):
        if match.start() > at:
            parts += [text[at : match.start()], DAMAGES[kind][1](match)]
            at = match.end()
    return "".join([*parts, text[at:]])


def _some(found: list[re.Match[str]], random: Random) -> list[re.Match[str]]:
    return random.sample(found, min(3, len(found)))


def model(source: Source) -> object:
    loaded = load(source, BuiltinLoader()).then(select)
    return lower(loaded.unwrap())


@pytest.mark.parametrize("source", FILES, ids=lambda source: source.name)
def test_every_fixable_damage_of_the_catalog_is_mended(source: Source) -> None:
    broken = damage(source.text, list(DAMAGES), Random(source.name))
    mended = fix_syntax(Source(source.name, broken))
    assert broken != source.text
    assert mended.found == ()
    assert model(mended.source) == model(source)
    before, after = (Counter(text for _, text in comments(read(s))) for s in (source, mended.source))
    assert set(after - before) <= {"# beside it", "# first", "# second"}
    assert not before - after


@pytest.mark.parametrize("kind", DAMAGES)
def test_every_kind_of_damage_is_mended_alone(kind: str) -> None:
    broken = damage(BLOOD.text, [kind], Random(kind))
    mended = fix_syntax(Source(BLOOD.name, broken))
    assert broken != BLOOD.text
    assert mended.found == ()
    if kind in SILENT:
        assert mended.source.text == BLOOD.text


@settings(deadline=None, max_examples=25)
@given(
    st.sampled_from(SMALLEST),
    st.lists(st.sampled_from(SILENT), min_size=2, max_size=6, unique=True),
    st.sampled_from(list(WHOLE)),
    st.randoms(use_true_random=False),
)
def test_damages_of_several_kinds_are_mended_together(
    source: Source, kinds: list[str], whole: str, random: Random
) -> None:
    broken = WHOLE[whole](damage(source.text, kinds, random))
    mended = fix_syntax(Source(source.name, broken))
    assert mended.source.text == source.text


@settings(deadline=None, max_examples=100)
@given(TEXTS | st.text('hiernodcast{}"#+-,=:@> \n\u00a0\u201c\u2212\r\t', max_size=80), st.booleans())
def test_fixing_any_text_makes_nothing_worse(text: str, crlf: bool) -> None:
    source = Source("case.hier", text.replace("\n", "\r\n") if crlf else text)
    before = parse(source)
    mended = fix_syntax(source)
    after = parse(mended.source)
    assert before.value is not None
    assert after.value is not None
    assert errors(after.diagnostics) <= errors(before.diagnostics)
    assert meaning(after.value.items) == meaning(before.value.items)
    assert all(fix.safe for fix in mended.applied)
    assert fix_syntax(mended.source).applied == ()
    if not mended.applied:
        assert mended.source == source


def read(source: Source) -> object:
    return parse(source).unwrap()


def errors(found: tuple) -> int:
    return sum(d.severity is Severity.ERROR for d in found)
