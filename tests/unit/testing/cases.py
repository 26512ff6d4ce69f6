"""A small hierarchy, tests of it, and what running them gives."""

from __future__ import annotations

from hierannot_dsl.resources import background_text
from hierannot_dsl.semantics.load import Found, load
from hierannot_dsl.semantics.tests import DeclaredTest
from hierannot_dsl.source import Source
from hierannot_dsl.testing.background import background_profile
from hierannot_dsl.testing.run import Given, TestResult, TestRunner

BLOOD = """\
hierarchy blood {
  node "T cell" {
    + CD3D
    + CD3E
    + TRAC
    - MS4A1
    node "CD8 T cell" {
      variant "resting" {
        + CD8A
        + CD8B
      }
      + CD8A
      + GZMK
    }
  }
  node "B cell" {
    + CD19
    + CD79A
    + MS4A1
    - CD3D
  }
}
"""
T_CELL = "express CD3D = 3\nexpress CD3E = 2.5\nexpress TRAC = 3\nexpress LTB = 3\n"
BACKGROUND = background_profile(background_text())


class Blood:
    """A loader that finds `blood`."""

    def find(self, name: str, importing: Source) -> Found | None:
        return Found(Source("blood.hier", BLOOD)) if name == "blood" else None

    def names(self, importing: Source) -> tuple[str, ...]:
        return ("blood",)


def declared(*bodies: str, name: str = "blood.test.hier", before: str = "") -> tuple[DeclaredTest, ...]:
    """A test for each body, called `1`, `2`, ..., of the hierarchy in `before`, else of `blood`."""
    blocks = (f'test "{number}" {{\n{body}\n}}\n' for number, body in enumerate(bodies, start=1))
    return load(Source(name, before + "".join(blocks)), Blood()).unwrap().tests


def run(body: str, *, given: Given | None = None, before: str = "", method: str = "default") -> TestResult:
    (test,) = declared(body, before=before)
    return TestRunner(BACKGROUND, method=method).run(test, given or Given())
