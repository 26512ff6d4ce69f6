"""A scratch folder in which the examples of one document run, one after the other."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from tests.golden.documents import Block

ROOT = Path(__file__).parents[2]
STANDS_FOR = {"make demo": "hierc demo --out demo-output"}  # the recipe is compared in tests/architecture
OMITTED = "..."


@dataclass
class Session:
    """Where the examples of a document run, and what they have left there so far."""

    folder: Path
    environment: dict[str, str]
    names: dict[str, object] = field(default_factory=dict)

    @classmethod
    def in_folder(cls, place: Path) -> Session:
        """A session in a copy of the examples, with `hierc` from this checkout, and its Python."""
        tools, checkout = place / "tools", place / "checkout"
        tools.mkdir()
        checkout.mkdir()
        for name, arguments in (("hierc", "-m hierannot_dsl "), ("python", "")):
            tool = tools / name
            tool.write_text(f'#!/bin/sh\nexec "{sys.executable}" {arguments}"$@"\n')
            tool.chmod(0o755)
        shutil.copytree(ROOT / "examples", checkout / "examples")
        environment = {
            "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "HOME": str(place),
            "LC_ALL": "C.UTF-8",
            "COLUMNS": "80",
            "LEFT_IN": str(place / "left_in"),
        }
        return cls(checkout, environment)

    def shell(self, command: str) -> str:
        """What a command prints, errors too; the folder that it leaves is that of the next one."""
        script = f'{STANDS_FOR.get(command, command)}\npwd > "$LEFT_IN"'
        done = subprocess.run(
            ["bash", "-c", script],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        self.folder = Path(Path(self.environment["LEFT_IN"]).read_text().rstrip("\n"))
        return _trimmed(done.stdout.decode("utf-8"))

    def python(self, block: Block, origin: str) -> str:
        """What Python code prints; names that it defines are there for the next block."""
        printed = io.StringIO()
        code = compile(block.text, origin, "exec")
        with contextlib.chdir(self.folder), contextlib.redirect_stdout(printed):
            exec(code, self.names)
        return _trimmed(printed.getvalue())


def transcript_of(text: str) -> list[tuple[str, str]]:
    """Commands, each with the output shown below it; a line of ``> `` continues a command."""
    steps: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if line.startswith("$ "):
            steps.append((line[2:], []))
        elif line.startswith("> ") and not steps[-1][1]:
            steps[-1] = (f"{steps[-1][0]}\n{line[2:]}", [])
        else:
            steps[-1][1].append(line)
    return [(command, _trimmed("\n".join(shown))) for command, shown in steps]


def transcript_text(steps: list[tuple[str, str]]) -> str:
    """Commands and outputs as they stand in a document."""
    parts = []
    for command, printed in steps:
        prompt = "$ " + command.replace("\n", "\n> ")
        parts.append(f"{prompt}\n{printed}\n" if printed else f"{prompt}\n")
    return "\n".join(parts) if any(printed for _, printed in steps) else "".join(parts)


def matches(printed: str, shown: str) -> bool:
    """Whether the lines are the same; a line ``...`` stands for any number of them."""
    lines, parts = printed.split("\n"), re.split(r"^\.\.\.$", shown, flags=re.MULTILINE)
    first, *others = [part.strip("\n").split("\n") if part.strip("\n") else [] for part in parts]
    if not others:
        return printed == shown
    if lines[: len(first)] != first:
        return False
    at = len(first)
    for part in others[:-1]:
        found = next((i for i in range(at, len(lines)) if lines[i : i + len(part)] == part), None)
        if found is None:
            return False
        at = found + len(part)
    last = others[-1]
    return len(lines) - len(last) >= at and lines[len(lines) - len(last) :] == last


def _trimmed(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip("\n").split("\n"))
