"""The hooks of pre-commit and the action of GitHub, run on a repository made here."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.unit.cli.conftest import Hierc

yaml = pytest.importorskip("yaml", reason="PyYAML comes with pre-commit, which is not installed")
ROOT = Path(__file__).parents[3]
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS: dict[str, Any] = {step["name"]: step for step in ACTION["runs"]["steps"] if "run" in step}
CHECKS = ("check", "fmt", "lint", "test", "diff")
GIT = ("git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")


def git(*arguments: str) -> None:
    subprocess.run([*GIT, *arguments], check=True, capture_output=True)


@pytest.fixture
def catalog(hierc: Hierc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new catalog, committed on `main`, with a remote that has it, and `hierc` on the path."""
    tools, folder = tmp_path / "tools", tmp_path / "catalog"
    tools.mkdir()
    (tools / "hierc").write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m hierannot_dsl "$@"\n')
    (tools / "hierc").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert hierc("init", "mine", "--catalog", "catalog").status == 0
    monkeypatch.chdir(folder)
    git("init", "-q", "-b", "main")
    git("add", ".")
    git("commit", "-qm", "first")
    git("clone", "-q", "--bare", ".", str(tmp_path / "remote"))
    git("remote", "add", "origin", str(tmp_path / "remote"))
    return folder


def edit(catalog: Path, old: str, new: str) -> None:
    path = catalog / "mine.hier"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_hooks_are_the_commands() -> None:
    assert [hook["id"] for hook in HOOKS] == ["hierc-check", "hierc-fmt", "hierc-lint", "hierc-test"]
    for hook in HOOKS:
        assert hook["language"] == "python"
        assert hook["entry"].split()[:2] == hook["id"].split("-")
        if not hook.get("always_run"):
            assert re.search(hook["files"], "catalog/a.hier")
            assert not re.search(hook["files"], "catalog/a.hier.md")


@pytest.fixture
def hooks(catalog: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict[str, str]]:
    """Run the hooks under pre-commit: what became of each."""
    pre_commit = shutil.which(
        "pre-commit", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    )
    if pre_commit is None:
        pytest.skip("pre-commit is not installed")
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "cache"))
    # `language: python` would install this package anew: .ci/run does.
    hooks = [{**hook, "language": "system"} for hook in HOOKS]
    config = tmp_path / "hooks.yaml"
    config.write_text(yaml.safe_dump({"repos": [{"repo": "local", "hooks": hooks}]}), encoding="utf-8")

    def run(*which: str) -> dict[str, str]:
        command = [pre_commit, "run", "--color=never", "--config", str(config), *which]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        told = dict(re.findall(r"^hierc (\w+)\.+(?:\(.*\))?(\w+)$", done.stdout, re.MULTILINE))
        assert done.returncode == ("Failed" in told.values())
        return told

    return run


def test_the_hooks_under_pre_commit(catalog: Path, hooks: Callable[..., dict[str, str]]) -> None:
    edit(catalog, "+ TRDV1\n", "+ SDPR\n + TRDV1\n")
    edit(catalog, 'expect "Gamma-delta T cell"', 'expect "B cell"')
    found = hooks("--all-files")
    assert found == {"check": "Passed", "fmt": "Failed", "lint": "Failed", "test": "Failed"}


def test_the_check_looks_at_what_a_commit_breaks_elsewhere(
    catalog: Path, hooks: Callable[..., dict[str, str]]
) -> None:
    ours = 'hierarchy ours extends mine {\n  drop "Gamma-delta T cell"\n}\n'
    (catalog / "ours.hier").write_text(ours, encoding="utf-8")
    git("add", ".")
    git("commit", "-qm", "second")
    edit(catalog, '"Gamma-delta T cell"', '"gd T cell"')
    git("add", "mine.hier")
    assert hooks("hierc-check") == {"check": "Failed"}


def test_a_panel_is_tested_when_nothing_but_a_panel_changes(
    catalog: Path, hooks: Callable[..., dict[str, str]]
) -> None:
    (catalog / "panels/example.txt").write_text("EPCAM\nKRT8\n", encoding="utf-8")
    git("add", ".")
    assert hooks() == {"check": "Skipped", "fmt": "Skipped", "lint": "Skipped", "test": "Failed"}


def test_the_action_is_composite_and_takes_no_input_into_a_script() -> None:
    assert ACTION["runs"]["using"] == "composite"
    assert tuple(STEPS) == ("install", *CHECKS)
    assert all(set(given) <= {"description", "default"} for given in ACTION["inputs"].values())
    for step in STEPS.values():
        assert step["shell"] == "bash"
        assert "${{" not in step["run"]
        used = set(re.findall(r"\$\{?(HIERC_\w+)", step["run"]))
        assert used == set(step["env"])
        given = [re.fullmatch(r"\$\{\{ inputs\.([\w-]+) \}\}", value) for value in step["env"].values()]
        assert {found[1] for found in given if found} <= set(ACTION["inputs"])


def ran(catalog: Path, tmp_path: Path, *steps: str, **inputs: str) -> tuple[dict[str, int], str, str]:
    """Exit codes of steps, what they print, and the summary of the job."""
    summary = tmp_path / "summary.md"
    summary.write_text("")
    given = {name: one["default"] for name, one in ACTION["inputs"].items()} | {"base": "main"} | inputs
    codes, printed = {}, ""
    for name in steps:
        step = STEPS[name]
        names = {key: value.removeprefix("${{ inputs.")[:-3] for key, value in step["env"].items()}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=catalog,
            env=os.environ
            | {key: given[n] for key, n in names.items()}
            | {"GITHUB_STEP_SUMMARY": str(summary)},
            check=False,
            capture_output=True,
            text=True,
        )
        codes[name] = done.returncode
        printed += done.stdout
    return codes, printed, summary.read_text(encoding="utf-8")


def test_the_action_on_what_is_not_well(catalog: Path, tmp_path: Path) -> None:
    edit(catalog, '    node "Gamma-delta T cell" {\n', '    node "Gamma-delta T cells" {\n    + SDPR\n')
    codes, printed, summary = ran(catalog, tmp_path, *CHECKS, sarif="lint.sarif")
    assert codes == dict.fromkeys(CHECKS, 1)
    assert "::warning title=L421 retired-symbol,file=mine.hier" in printed
    assert "::error title=E110" in printed
    assert '"version": "2.1.0"' in (catalog / "lint.sarif").read_text(encoding="utf-8")
    assert "| mine.hier:" in summary


def test_the_action_tells_a_version_that_was_not_raised(catalog: Path, tmp_path: Path) -> None:
    edit(catalog, "+ TRGC1\n", "- TRGC1\n")
    codes, printed, summary = ran(catalog, tmp_path, "diff")
    assert codes["diff"] == 1
    assert printed == "::error::hierc diff --breaking: the changes take another version; see the summary\n"
    assert "**Breaking.** Version: a major change takes 0.2.0, but it is 0.1.0: raise it." in summary
    edit(catalog, "version 0.1.0", "version 0.2.0")
    codes, printed, summary = ran(catalog, tmp_path, "check", "diff")
    assert (codes, printed) == ({"check": 0, "diff": 0}, "")
    assert summary.startswith(
        "### hierc check\nNothing to report.\n### What changes in meaning\n### mine 0.1.0"
    )


def test_the_action_takes_what_may_be_removed(catalog: Path, tmp_path: Path) -> None:
    for name in ("ours", "theirs"):
        text = f"hierarchy {name} extends mine {{\n  version 1.0.0\n}}\n"
        (catalog / f"{name}.hier").write_text(text, encoding="utf-8")
    git("add", ".")
    git("commit", "-qm", "second")
    git("push", "-q", "origin", "main")
    for name in ("ours", "theirs"):
        (catalog / f"{name}.hier").unlink()
    for allowed, code in (("", 1), ("ours", 1), ("ours theirs", 0)):
        assert ran(catalog, tmp_path, "diff", **{"allow-removed": allowed})[0] == {"diff": code}


@pytest.mark.parametrize(("status", "path", "broken"), [(1, ".", True), (2, "none", False)])
def test_the_action_tells_what_could_not_be_compared(
    catalog: Path, tmp_path: Path, status: int, path: str, *, broken: bool
) -> None:
    if broken:
        edit(catalog, 'in "T cell" {', 'in "T cells" {')
    codes, printed, summary = ran(catalog, tmp_path, "diff", path=path)
    assert codes == {"diff": status}
    told = "the change could not be compared with main; see the log of this step"
    assert printed == f"::error::hierc diff: {told}\n"
    assert summary == "### What changes in meaning\nCould not be compared.\n"


@pytest.mark.parametrize("depth", [(), ("--depth=1",)])
def test_the_action_leaves_a_clone_as_deep_as_it_is(
    catalog: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, depth: tuple[str, ...]
) -> None:
    edit(catalog, "version 0.1.0", "version 0.1.1")
    git("commit", "-qam", "second")
    git("push", "-q", "origin", "main")
    git("clone", "-q", *depth, f"file://{tmp_path}/remote", str(tmp_path / "clone"))
    monkeypatch.chdir(tmp_path / "clone")
    assert ran(tmp_path / "clone", tmp_path, "diff")[0] == {"diff": 0}
    log = subprocess.run(["git", "log", "--format=%s"], capture_output=True, text=True, check=True)
    assert log.stdout.split() == (["second"] if depth else ["second", "first"])


def test_a_folder_without_hierarchies_is_a_mistake(catalog: Path, tmp_path: Path) -> None:
    codes, printed, _ = ran(catalog, tmp_path, "check", path="panels")
    assert (codes, printed) == ({"check": 2}, "::error::no .hier file below panels\n")
