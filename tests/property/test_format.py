"""Formatting changes layout and nothing else, whatever comments and blank lines are glued to the lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hierannot_dsl.source import Source
from hierannot_dsl.syntax.parse import parse
from hierannot_dsl.syntax.rewrite import comments, meaning, rewrite

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = sorted([*ROOT.glob("catalog/*.hier"), *ROOT.glob("examples/**/*.hier")])
SMALL = """\
hier 1
hierarchy small extends base {
  title "Small"
  markers shared {
    + KRT8
    + EPCAM = 0.50
  }
  node "Epithelial" {
    include shared
    rescue 0.40
    + KRT19 = 2 @dataset:Rectum_Wang @pmid:1 "a \\"note\\""
    - PTPRC
    + "l(3)mbn"
    variant "A/B" {
      + X1
      - X2
    }
    contrast "Odd" {
      + HBB
    }
    use other > "x" > "y"
    contrast use other
  }
  replace "A" > "B" with node "C" {
    + protein:CD45RA
  }
  replace "D" with use other > "D"
  in "E" {
    set + A = 2
    drop - B
  }
  drop "F" > "G"
  rename "H" to "I"
  move "J" under "K" > "L"
  test "t" for small {
    express EPCAM = 4
    expect not "Immune" or above
    expect unknown
    profile "a.csv" column "b"
    panel "p.txt" keeps "Epithelial" at least 2
  }
}
"""

comment_texts = st.text(
    st.characters(exclude_characters="\n\r", exclude_categories=["Cs", "Cc", "Cf", "Zs"]), max_size=8
)
indents = st.sampled_from(["", " ", "  ", "      ", "\t"])


@st.composite
def disordered(draw: st.DrawFn) -> tuple[str, int]:
    """A text with its layout undone, and how many comments were put in."""
    lines: list[str] = []
    count = 0
    for line in SMALL.splitlines():
        for above in draw(st.lists(st.sampled_from(["", "  ", "#"]), max_size=2)):
            lines.append(f"{draw(indents)}# {draw(comment_texts)}" if above == "#" else above)
            count += above == "#"
        commented = draw(st.booleans())
        count += commented
        lines.append(draw(indents) + line.strip() + (f" # {draw(comment_texts)}" if commented else ""))
    return "\n".join(lines) + draw(st.sampled_from(["", "\n", "\n\n"])), count


@settings(max_examples=150, deadline=None)
@given(disordered())
def test_disordered_text_keeps_its_meaning_and_comments(case: tuple[str, int]) -> None:
    text, count = case
    source = Source("case.hier", text)
    formatted = rewrite(source).value
    assert formatted is not None
    before, after = parse(source).value, parse(Source("case.hier", formatted)).value
    assert before is not None
    assert after is not None
    assert meaning(after.items) == meaning(before.items)
    assert sorted(comments(after)) == sorted(comments(before))
    assert len(comments(after)) == count
    assert rewrite(Source("case.hier", formatted)).value == formatted


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_files_keep_every_comment(path: Path) -> None:
    source = Source(path.name, path.read_text(encoding="utf-8"))
    formatted = rewrite(source).value
    assert formatted is not None
    lines = [line.strip() for line in source.text.splitlines()]
    assert sorted(line for line in lines if line.startswith("#")) == sorted(
        line.strip() for line in formatted.splitlines() if line.strip().startswith("#")
    )


def test_the_canonical_text_of_a_canonical_text_is_itself() -> None:
    once = rewrite(Source("small.hier", SMALL)).value
    assert once is not None
    assert rewrite(Source("small.hier", once)).value == once


def test_text_that_cannot_be_read_is_not_rewritten() -> None:
    outcome = rewrite(Source("bad.hier", "hierarchy a {\n  node B {\n    + A = = 2\n  }\n"))
    assert outcome.value is None
    assert outcome.failed


@pytest.mark.parametrize("head", ['node "A"', 'in "A"', 'replace "A" with node "B"', 'variant "A"'])
def test_blocks_as_deep_as_they_may_be_are_formatted(head: str) -> None:
    text = "\n".join([f"{head} {{"] * 200 + ["+ B", "+ A"] + ["}"] * 200)
    formatted = rewrite(Source("deep.hier", text)).value
    assert formatted is not None
    assert [line.strip() for line in formatted.splitlines()][200:202] == ["+ A", "+ B"]
