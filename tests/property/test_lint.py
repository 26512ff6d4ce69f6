"""Laws of the linter: it never raises, fixing settles and loses nothing, the accepted is not found again."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hierannot_dsl.catalog.builtins import BuiltinLoader, builtin_source
from hierannot_dsl.diagnostics.model import Diagnostic, Severity
from hierannot_dsl.diagnostics.render import render
from hierannot_dsl.lint.baseline import apply_baseline, write_baseline
from hierannot_dsl.lint.run import lint
from hierannot_dsl.resources import builtin_names
from hierannot_dsl.semantics.load import Library, load
from hierannot_dsl.source import Source
from hierannot_dsl.syntax.fixing import fix_source
from hierannot_dsl.syntax.nodes import File
from tests.property.hier_texts import TEXTS, quoted

APPROVED = ("CD3D", "CD3E", "CAVIN2", "KDR", "MS4A1", "C1orf54", "protein:CD20")
OLD = ("SDPR", "FLK1", "VEGFR2", "TAZ", "CD3", "CD20", "C1ORF54", "RP11-930O11.1")
ODD = ("Cd3e", "1-Mar", "44531", "1.00E+05", "GAPDH", '"a"', '"\u0421D4"')
SYMBOLS = st.sampled_from((*APPROVED, *OLD, *ODD))
NAMES = st.sampled_from(["T cell", "T cells", "t-cell", "B  cell", "\u03b3\u03b4 T", "\u0412 cell", "N", "M"])
ENDS = st.sampled_from(["", "", "  # a comment", "  # hier: ignore L421", " # hier: ignore", "# glued"])
MARKERS = st.tuples(st.sampled_from(["+ ", "- ", "+", "set + ", "drop - "]), SYMBOLS, ENDS).map("".join)
USUAL_FIELDS = ("cl CL:0000084", "cl CL_1", "rescue 0.3", "penalty 1", "min_markers 9", 'color "#112233"')
ODD_LINES = ("cl: 0000084", 'alias "a", "b"', "title x", "} ", "+ A, B", "+A +B", '+ "a b"')
FIELDS = st.sampled_from((*USUAL_FIELDS, *ODD_LINES, 'alias "N"', 'description "same"', "include shared"))


@st.composite
def blocks(draw: st.DrawFn, depth: int = 0) -> list[str]:
    lines = draw(st.lists(MARKERS | FIELDS, max_size=5))
    if depth < 3:
        for _ in range(draw(st.integers(0, 3 - depth))):
            kind = draw(st.sampled_from(["node", "node", "contrast", "variant"]))
            inner = draw(blocks(depth + 1))
            name = quoted(draw(NAMES)) + draw(st.sampled_from(["", "", " # hier: ignore L405"]))
            head = f"{kind} {name}".replace(" #", " { #") if "#" in name else f"{kind} {name} {{"
            lines += [head, *(f"  {line}" for line in inner), "}"]
    return lines


HIERARCHIES = blocks().map(
    lambda lines: "\n".join(
        [
            "hierarchy h {",
            "  markers shared {",
            "    + SDPR",
            "  }",
            *(f"  {line}" for line in lines),
            "}",
            "",
        ]
    )
)
CATALOG = [source for name in builtin_names() if (source := builtin_source(name))]


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A text of the catalog with a few characters changed."""
    text = draw(st.sampled_from([source.text for source in CATALOG if len(source.text) < 8000]))
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(text) - 1))
        text = (
            text[:at]
            + draw(st.sampled_from(["", "}", "{", '"', ",", "+", "\u00a0", "\n", "x"]))
            + text[at + 1 :]
        )
    return text


def library(text: str) -> tuple[Library, tuple[Diagnostic, ...]]:
    outcome = load(Source("case.hier", text), BuiltinLoader())
    assert outcome.value is not None
    return outcome.value, outcome.diagnostics


def look(source: Source) -> tuple[File, tuple[Diagnostic, ...]]:
    case, found = library(source.text)
    return case.file, lint(case, found=found, select=["all"])


@settings(deadline=None, max_examples=50)
@given(TEXTS | HIERARCHIES | damaged() | st.text(max_size=60))
def test_linting_never_raises_and_points_into_the_text(text: str) -> None:
    case, _ = library(text)
    for finding in lint(case, select=["all"]):
        assert finding.span is not None
        assert finding.span.source == "case.hier"
        assert 0 <= finding.span.start <= finding.span.end <= len(text)
        assert render(finding, case.sources)
        assert finding.severity < Severity.ERROR


@settings(deadline=None, max_examples=50)
@given(HIERARCHIES | damaged(), st.booleans())
@example('hierarchy h {\n  node "N" {\n    + VEGFR2\n    + FLK1\n  }\n}\n', True)
def test_fixing_settles_and_makes_no_new_errors(text: str, unsafe: bool) -> None:
    _, before = look(Source("case.hier", text))
    fixed = fix_source(Source("case.hier", text), look, unsafe=unsafe)
    again = fix_source(fixed.source, look, unsafe=unsafe)
    assert again.source == fixed.source
    assert again.applied == ()
    if not any(d.code.startswith("E0") for d in before):
        assert errors(fixed.found) <= errors(before)
    if not unsafe:
        assert all(fix.safe for fix in fixed.applied)


@settings(deadline=None, max_examples=50)
@given(HIERARCHIES)
def test_what_a_baseline_lists_is_not_found_again(text: str) -> None:
    case, found = library(text)
    all_found = lint(case, found=found, select=["all"])
    written = write_baseline(all_found, [case.file])
    left = apply_baseline(all_found, written, [case.file], today=date.max)
    assert left.unused == ()
    assert left.found == tuple(d for d in all_found if d.severity is Severity.ERROR)


@settings(deadline=None, max_examples=50)
@given(HIERARCHIES)
def test_what_is_ignored_above_the_hierarchy_is_not_found_in_it(text: str) -> None:
    case, _ = library(text)
    codes = sorted({d.code for d in lint(case, select=["all"])} - {"L491", "L492"})
    if case.file.damaged or not codes:
        return
    silent, _ = library(f"# hier: ignore {' '.join(codes)} all of them\n{text}")
    assert {d.code for d in lint(silent, select=["all"])} <= {"L491", "L492"}


def errors(found: tuple[Diagnostic, ...]) -> int:
    return sum(d.severity is Severity.ERROR for d in found)


SCRIPT = """
from hierannot_dsl.catalog.builtins import BuiltinLoader, builtin_source
from hierannot_dsl.diagnostics.render import render
from hierannot_dsl.lint.pages import pages
from hierannot_dsl.lint.run import lint_all
from hierannot_dsl.resources import builtin_names
linted = lint_all([builtin_source(name) for name in builtin_names()], BuiltinLoader(), select=["all"])
print(*(render(d, linted.sources) for d in linted.found), *pages().values(), sep="\\n")
"""


@pytest.fixture(scope="module")
def usual() -> bytes:
    return printed("0")


def printed(seed: str) -> bytes:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    return subprocess.run(
        [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, check=True
    ).stdout


@pytest.mark.parametrize("seed", ["1", "271828"])
def test_every_hash_seed_gives_the_same_bytes(usual: bytes, seed: str) -> None:
    assert printed(seed) == usual
