import importlib
import pkgutil

import pytest

import hierannot_dsl
from hierannot_dsl.cli.kinds import all_kinds
from hierannot_dsl.diagnostics.model import REGISTRY
from tests.unit.cli.conftest import Hierc

LONE_VARIANT = """\
L409 lone-variant (warning)

A node or contrast without markers of its own has one variant.

Variants are ways of being a type, of which the best counts. One way is the type
itself; a second one was probably meant.

Example

  node "Dendritic cell" {
    variant "cDC1" {
      + CLEC9A
      + XCR1
    }
  }

  warning[L409]: `cDC1` is the only variant of `Dendritic cell`, which has no markers of its own
   --> example.hier:3:13
  3 |     variant "cDC1" {
    |             ^^^^^^

Instead

  node "Dendritic cell" {
    variant "cDC1" {
      + CLEC9A
      + XCR1
    }
    variant "pDC" {
      + CLEC4C
      + LILRA4
    }
  }

Source: Language: of a node's variants the best counts.
"""


@pytest.mark.parametrize("word", ["L409", "l409", "lone-variant", "Lone-Variant"])
def test_a_rule_is_explained_by_code_or_name(hierc: Hierc, word: str) -> None:
    run = hierc("explain", word)
    assert (run.status, run.out, run.err) == (0, LONE_VARIANT, "")


def test_errors_are_explained_too(hierc: Hierc) -> None:
    expected = "E205 duplicate-marker (error)\n\nA gene is listed twice with the same sign.\n"
    assert hierc("explain", "E205").out.startswith(expected)


def test_a_rule_that_is_off_says_so(hierc: Hierc) -> None:
    assert hierc("explain", "L437").out.startswith("L437 no-provenance (note, off by default)\n")


def test_an_unknown_word_suggests_near_ones(hierc: Hierc) -> None:
    run = hierc("explain", "lone-varaint")
    assert (run.status, run.out) == (2, "")
    assert run.err == "hierc: no code or name `lone-varaint`\nhierc: help: did you mean `lone-variant`?\n"
    assert hierc("explain", "zzz").err.endswith(
        "help: `hierc rules` lists them; a cluster: `hierc annotate DATA --explain zzz`\n"
    )
    assert hierc("explain", "CD8 T").err.endswith("`hierc annotate DATA --explain 'CD8 T'`\n")


def test_every_kind_of_diagnostic_can_be_explained() -> None:
    known = set(all_kinds())
    for module in pkgutil.walk_packages(hierannot_dsl.__path__, "hierannot_dsl."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    assert known == set(REGISTRY)
