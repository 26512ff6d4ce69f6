"""`hierc` in this process: what it prints and its exit code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from hierannot_dsl.cli.main import status_of


@dataclass(frozen=True)
class Run:
    """One run of `hierc`."""

    status: int
    out: str
    err: str


Hierc = Callable[..., Run]


@pytest.fixture
def hierc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Hierc:
    """Run `hierc` in an empty folder, 80 columns wide."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")

    def run(*arguments: str) -> Run:
        capsys.readouterr()
        status = status_of(arguments)
        printed = capsys.readouterr()
        return Run(status, printed.out, printed.err)

    return run


BLOOD = """\
hier 1
hierarchy blood {
  title    "Blood"
  species  human
  category immune
  tissue   "blood"

  node "T cell" {
    cl   CL:0000084
    role major
    + CD3D
    + CD3E
    + TRAC
    - MS4A1

    node "CD8 T cell" {
      + CD8A
      + CD8B
      + GZMK
    }

    contrast "Thymocyte" {
      + RAG1
      + RAG2
    }
  }

  node "B cell" {
    cl   CL:0000236
    + CD19
    + CD79A
    + MS4A1
    - CD3D
  }
}
"""


@pytest.fixture
def blood(tmp_path: Path) -> Path:
    """A small hierarchy in `blood.hier`."""
    path = tmp_path / "blood.hier"
    path.write_text(BLOOD, encoding="utf-8")
    return path
