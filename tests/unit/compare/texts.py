"""Hierarchies from their text, for tests."""

from hierannot_dsl.catalog.builtins import BuiltinLoader
from hierannot_dsl.compare.diff import compare_hierarchies
from hierannot_dsl.compiler import read_hierarchy
from hierannot_dsl.source import Source

BLOOD = """\
hier 1
hierarchy blood {
  version 1.2.3
  species human
  node "T cell" {
    cl CL:0000084
    + CD3D
    + CD3E
    + CD2 = 0.5
    - CD79A
    node "CD4 T cell" {
      cl CL:0000624
      + CD4
      + IL7R
      - CD8A
    }
    node "CD8 T cell" {
      + CD8A
      + CD8B
    }
  }
  node "B cell" {
    cl CL:0000236
    + CD79A
    + MS4A1
  }
  contrast "Platelet" {
    + PPBP
    + PF4
  }
}
"""


def read(text):
    return read_hierarchy(Source("blood.hier", text), BuiltinLoader()).unwrap()


def changed(*replacements):
    """What is different in BLOOD after these replacements, each of a text by another."""
    text = BLOOD
    for old, new in replacements:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return compare_hierarchies(read(BLOOD), read(text))
