"""Laws of tests: damage is found or harmless, never an exception; each test is scored alone."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from hierannot_dsl.resources import background_text
from hierannot_dsl.semantics.load import load
from hierannot_dsl.source import Source
from hierannot_dsl.testing.background import background_profile
from hierannot_dsl.testing.run import Given, TestRunner
from tests.unit.testing.cases import BLOOD, Blood

TEXT = """\
test "T cells" for blood {
  profile "cells/t.csv" column "c 1"  # a comment
  express CD3D = 2.5
  expect not "B cell" or above
}
test "B cells" {
  express MS4A1 = 3
  express "CD79A" = 3
  express rna:CD19 = 0
  expect "B cell"
  panel "p.txt" keeps "T cell" > "CD8 T cell" at least 2
}
test "nothing" {
  expect unknown
}
"""
BACKGROUND = background_profile(background_text())
GENES = ["CD3D", "CD3E", "TRAC", "MS4A1", "CD19", "CD79A", "CD8A", "CD8B", "GZMK", "ACTB", "XYZ", "cd3d"]


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(TEXT)), st.integers(0, 12), st.text(max_size=3))
def test_a_damaged_test_is_found_or_runs(at: int, length: int, put: str) -> None:
    text = TEXT[:at] + put + TEXT[at + length :]
    outcome = load(Source("blood.test.hier", text), Blood())
    assert outcome.value is not None
    if not outcome.failed:
        for test in outcome.value.tests:
            TestRunner(BACKGROUND).run(test, Given())


@settings(max_examples=50, deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(GENES), st.floats(0, 9)), min_size=2, max_size=3))
def test_what_a_test_is_called_depends_on_itself_alone(profiles: list[dict[str, float]]) -> None:
    blocks = [
        "\n".join(
            [
                f'test "{number}" {{',
                *(f"express {g} = {v:.3f}" for g, v in profile.items()),
                "expect unknown\n}\n",
            ]
        )
        for number, profile in enumerate(profiles)
    ]
    together = load(Source("b.hier", BLOOD + "".join(blocks)), Blood()).unwrap().tests
    runner = TestRunner(BACKGROUND)
    for test, block in zip(together, blocks, strict=True):
        (alone,) = load(Source("b.hier", BLOOD + block), Blood()).unwrap().tests
        assert runner.run(test, Given()).call == TestRunner(BACKGROUND).run(alone, Given()).call
