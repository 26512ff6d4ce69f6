"""Colour: for people at terminals, unless they, or whoever runs the command, say otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.cli.conftest import Hierc

BAD = 'hierarchy a {\n  node "T cell" {\n    + CD3D = 0\n  }\n}\n'
ESC = "\x1b["


@pytest.fixture
def bad(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    path = tmp_path / "bad.hier"
    path.write_text(BAD)
    return path


@pytest.mark.parametrize(
    ("environment", "options", "colored"),
    [
        ({}, (), False),
        ({"FORCE_COLOR": "1"}, (), True),
        ({"FORCE_COLOR": ""}, (), False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, (), False),
        ({"FORCE_COLOR": "1"}, ("--color", "never"), False),
        ({"NO_COLOR": "1"}, ("--color", "always"), True),
        ({}, ("--color", "always"), True),
        ({"FORCE_COLOR": "1"}, ("--color", "auto"), True),
    ],
)
def test_who_decides(
    hierc: Hierc,
    bad: Path,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    options: tuple[str, ...],
    colored: bool,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    for command in (("check", "bad.hier"), ("lint", "bad.hier")):
        assert (ESC in hierc(*command, *options).out) == colored


@pytest.mark.parametrize("format_", ["concise", "json", "sarif", "github", "markdown"])
def test_programs_get_none(hierc: Hierc, bad: Path, format_: str) -> None:
    assert ESC not in hierc("check", "--color", "always", "--format", format_, "bad.hier").out


def test_trees_obey_too(hierc: Hierc, blood: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    plain, colored = (hierc("tree", "--color", how, "blood.hier").out for how in ("never", "always"))
    assert ESC not in plain
    assert plain.splitlines()[0] in colored or ESC in colored
