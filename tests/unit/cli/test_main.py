import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import click
import pytest

from hierannot_dsl.cli import main as entry
from hierannot_dsl.cli.console import color
from tests.unit.cli.conftest import Hierc


def test_the_version_is_that_of_the_package(hierc: Hierc) -> None:
    run = hierc("--version")
    assert (run.status, run.out) == (0, f"hierc {version('hierannot_dsl')}\n")


def test_usage_mistakes_exit_2_with_a_near_command(hierc: Hierc) -> None:
    run = hierc("chek")
    assert run.status == 2
    assert "'check'" in run.err


@pytest.mark.parametrize("word", ["help", "version"])
def test_what_others_have_as_a_command_is_an_option(hierc: Hierc, word: str) -> None:
    run = hierc(word)
    assert run.status == 2
    assert run.err.endswith(f"Error: No such command '{word}'. It is an option: hierc --{word}\n")


def test_a_mistake_of_ours_exits_70_and_says_whose_it_is(
    hierc: Hierc, monkeypatch: pytest.MonkeyPatch
) -> None:
    @click.command()
    def broken() -> None:
        {}["missing"]

    monkeypatch.setitem(entry.main.commands, "broken", broken)
    run = hierc("broken")
    assert run.status == 70
    assert run.err.splitlines()[-3:] == [
        "KeyError: 'missing'",
        "hierc: this is a bug in hierc, not a mistake of yours",
        "hierc: report it with the lines above, the command, and `hierc --version`",
    ]


def test_an_interrupt_exits_130(hierc: Hierc, monkeypatch: pytest.MonkeyPatch) -> None:
    @click.command()
    def stopped() -> None:
        raise KeyboardInterrupt

    monkeypatch.setitem(entry.main.commands, "stopped", stopped)
    assert hierc("stopped").status == 130


def test_colour_is_for_people_at_terminals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert color()
    monkeypatch.setenv("NO_COLOR", "1")
    assert not color()
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setattr("sys.stdout.isatty", lambda: False)
    assert not color()


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_any_terminal_can_show_any_tree(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "g.hier").write_text('hierarchy g {\n  node "γδ T cell" {\n    + TRDC\n    + TRGC1\n  }\n}\n')
    done = subprocess.run(
        [sys.executable, "-m", "hierannot_dsl", "tree", "g.hier"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONPATH": str(Path(entry.__file__).parents[2])},
        capture_output=True,
        check=True,
    )
    name = "γδ" if encoding == "utf-8" else r"\u03b3\u03b4"
    assert done.stdout.decode(encoding) == f"- {name} T cell (+2, -0, children=0)\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full is Linux's")
def test_a_full_disk_is_no_bug_of_ours() -> None:
    done = subprocess.run(
        ["bash", "-c", f'"{sys.executable}" -m hierannot_dsl list > /dev/full'],
        env={**os.environ, "PYTHONPATH": str(Path(entry.__file__).parents[2])},
        capture_output=True,
        check=False,
        text=True,
    )
    assert (done.returncode, done.stderr) == (2, "hierc: [Errno 28] No space left on device\n")


def test_a_reader_that_stops_reading_is_no_error(tmp_path: Path) -> None:
    script = f'"{sys.executable}" -m hierannot_dsl tree colon_tme --markers | true; echo "${{PIPESTATUS[0]}}"'
    environment = {**os.environ, "PYTHONPATH": str(Path(entry.__file__).parents[2])}
    done = subprocess.run(["bash", "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "141\n"
    assert done.stderr == ""
