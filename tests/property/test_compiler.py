"""Laws of the compiler: it never raises, edits have no order, and every marker ends in one fate."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from hierannot_dsl.compiler import compile_for_panel, compile_source, read_hierarchy
from hierannot_dsl.panel.panel import Panel
from hierannot_dsl.semantics.load import Found
from hierannot_dsl.source import Source

BASE = """\
hierarchy base {
  markers keratins {
    + KRT18 = 0.5
    + KRT8
  }
  node "Epithelial" {
    + EPCAM
    - PTPRC
    node "Basal" {
      + KRT5
      + KRT14
    }
    node "Luminal" {
      include keratins
    }
  }
  node "Immune" {
    + PTPRC
    node "B cell" {
      + CD79A
      + MS4A1
    }
    node "Dendritic cell" {
      + FLT3
      variant "cDC1" {
        + CLEC9A
      }
    }
  }
  contrast "Erythroid" {
    + HBB
  }
}
"""
GENES = ("EPCAM", "PTPRC", "krt5", "KRT14", "KRT8", "CD79A", "MS4A1", "FLT3", "CLEC9A", "Hbb", "X")
EDITS = (
    ('replace "Luminal" with node "Secretory" {', "  + MUC1", "}"),
    ('in "B cell" {', "  + CD19", "  set + MS4A1 = 0.5", "}"),
    ('in "B cell" {', "  drop + CD79A", "  rescue 0.2", "}"),
    ('in "cDC1" {', "  + XCR1", "}"),
    ('rename "Basal" to "Basal cell"',),
    ('rename "B cell" to "B lymphocyte"',),
    ('move "Dendritic cell" under "Epithelial"',),
    ('move "cDC1" under "Epithelial"',),
    ('drop "Erythroid"',),
)


class Base:
    def find(self, name: str, importing: Source) -> Found | None:
        return Found(Source("base.hier", BASE)) if name == "base" else None

    def names(self, importing: Source) -> tuple[str, ...]:
        return ("base",)


def edited(edits: list[tuple[str, ...]]) -> str:
    lines = [line for edit in edits for line in edit]
    return "\n".join(["hierarchy mine extends base {", *lines, "}"])


@given(st.permutations(EDITS))
def test_edits_have_no_order(edits: list[tuple[str, ...]]) -> None:
    reference = read_hierarchy(Source("mine.hier", edited(list(EDITS))), Base()).unwrap()
    shuffled = read_hierarchy(Source("mine.hier", edited(edits)), Base()).unwrap()
    assert shuffled == reference


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A valid text with some of its lines and words lost, doubled, swapped or changed."""
    text = draw(st.sampled_from([BASE, edited(list(EDITS))]))
    rng = random.Random(draw(st.integers(0, 10**9)))
    for _ in range(draw(st.integers(1, 6))):
        lines = text.split("\n")
        where = rng.randrange(len(lines))
        match rng.randrange(5):
            case 0:
                del lines[where]
            case 1:
                lines.insert(where, lines[rng.randrange(len(lines))])
            case 2:
                other = rng.randrange(len(lines))
                lines[where], lines[other] = lines[other], lines[where]
            case 3:
                words = lines[where].split(" ")
                words[rng.randrange(len(words))] = rng.choice(
                    ["+", "-", '"Basal"', "= 2", "in", "node", "}", ">", "x"]
                )
                lines[where] = " ".join(words)
            case _:
                line = lines[where]
                at = rng.randrange(len(line) + 1)
                lines[where] = line[:at] + rng.choice('"{}+-=#@ \tµ') + line[at + rng.randrange(2) :]
        text = "\n".join(lines)
    return text


@settings(max_examples=400, deadline=None)
@given(
    damaged(),
    st.sets(
        st.sampled_from(
            ["EPCAM", "PTPRC", "krt5", "KRT14", "KRT8", "CD79A", "MS4A1", "FLT3", "CLEC9A", "Hbb", "X"]
        )
    ),
)
def test_the_compiler_never_raises_and_marker_fates_add_up(text: str, genes: set[str]) -> None:
    panel = Panel("toy", tuple(sorted(genes)))
    compiled = compile_source(Source("case.hier", text), Base(), panel).value
    if compiled is None:
        return
    report = compiled.report
    symbols = {marker.gene for row in report.rows for marker in row.markers}
    assert sum(report.totals().values()) == len(symbols)
    for row in report.rows:
        present = {m.gene for m in row.markers if m.sign > 0 and m.symbol}
        assert row.positive.present == len(present)
        assert row.positive.total == len({m.gene for m in row.markers if m.sign > 0})
    assert compiled.program.loads(compiled.program.dumps()).dumps() == compiled.program.dumps()


@given(
    st.permutations(
        ["EPCAM", "PTPRC", "krt5", "KRT14", "KRT8", "CD79A", "MS4A1", "FLT3", "CLEC9A", "Hbb", "X"]
    )
)
def test_the_order_of_the_panel_changes_no_byte(genes: list[str]) -> None:
    hierarchy = read_hierarchy(Source("base.hier", BASE), Base()).unwrap()
    reference = compile_for_panel(hierarchy, Panel("toy", tuple(sorted(genes)))).unwrap()
    shuffled = compile_for_panel(hierarchy, Panel("toy", tuple(genes))).unwrap()
    assert shuffled.program.dumps() == reference.program.dumps()
    assert shuffled.report == reference.report
