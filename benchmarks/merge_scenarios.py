"""Two curators' changes of one file, merged by plain git and by `hierc merge`, in repositories of git.

The scenarios are those in which text merges of hierarchies stop or go wrong; none is a conflict of meaning.

    python -m benchmarks.merge_scenarios
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from hierannot_dsl.source import Source
from hierannot_dsl.syntax.format import statement_text
from hierannot_dsl.syntax.nodes import CommentLine, Item
from hierannot_dsl.syntax.parse import parse
from hierannot_dsl.syntax.within import body_of

BASE = """\
hierarchy blood {
  version 1.0.0

  node "T cell" {
    + CD2
    + CD3D
    + CD3E

    node "CD4 T cell" {
      + CD4
      + IL7R
    }
  }

  node "B cell" {
    + CD79A
    + MS4A1
  }
}
"""
CD4 = '    node "CD4 T cell" {\n      + CD4\n      + IL7R\n    }\n'
CHILD = '\n    node "{}" {{\n      + {}\n    }}\n'


@dataclass(frozen=True)
class Scenario:
    """What two curators make of BASE, and what both together have to be."""

    title: str
    ours: str
    theirs: str
    both: str


def inside(text: str) -> str:
    """A block one level deeper."""
    return "".join(f"  {line}\n" if line else "\n" for line in text.splitlines())


def _scenarios() -> tuple[Scenario, ...]:
    children = [CHILD.format("CD8 T cell", "CD8A"), CHILD.format("Treg", "FOXP3")]
    weighed = BASE.replace("+ IL7R", "+ IL7R = 0.5")
    level = BASE.replace(CD4, '    node "Conventional" {\n      + TRAC\n\n' + inside(CD4) + "    }\n")
    grown = CD4.replace("+ IL7R\n", "+ IL7R\n" + inside(CHILD.format("Th1", "TBX21")))
    moved = BASE.replace("\n" + CD4, "").replace("    + MS4A1\n", "    + MS4A1\n\n" + CD4)
    renamed = BASE.replace('"T cell"', '"T lymphocyte"')
    end, test = BASE.rindex("}"), '\n  test "b" {\n    expect "B cell"\n    express CD19 = 3\n  }\n'
    tested = BASE[:end] + test + BASE[end:]
    return (
        Scenario(
            "both append a child to one parent",
            BASE.replace(CD4, CD4 + children[0]),
            BASE.replace(CD4, CD4 + children[1]),
            BASE.replace(CD4, CD4 + children[0] + children[1]),
        ),
        Scenario(
            "both append a gene, unsorted",
            BASE.replace("    + MS4A1\n", "    + MS4A1\n    + CD22\n"),
            BASE.replace("    + MS4A1\n", "    + MS4A1\n    + CD19\n"),
            BASE.replace("    + CD79A\n", "    + CD19\n    + CD22\n    + CD79A\n"),
        ),
        Scenario(
            "both add a gene, sorted",
            BASE.replace("    + MS4A1\n", "    + CD79B\n    + MS4A1\n"),
            BASE.replace("    + CD79A\n", "    + CD19\n    + CD79A\n"),
            BASE.replace("    + CD79A\n", "    + CD19\n    + CD79A\n    + CD79B\n"),
        ),
        Scenario(
            "one inserts a level, the other edits a gene inside",
            level,
            weighed,
            level.replace("+ IL7R", "+ IL7R = 0.5"),
        ),
        Scenario(
            "one inserts a level, the other adds a child",
            level,
            BASE.replace(CD4, grown),
            level.replace(inside(CD4), inside(grown)),
        ),
        Scenario(
            "one moves a node, the other edits it",
            moved,
            weighed,
            moved.replace("+ IL7R", "+ IL7R = 0.5"),
        ),
        Scenario(
            "one renames a parent, the other edits a child",
            renamed,
            weighed,
            renamed.replace("+ IL7R", "+ IL7R = 0.5"),
        ),
        Scenario(
            "one renames a parent, the other adds a child",
            renamed,
            BASE.replace(CD4, CD4 + children[1]),
            renamed.replace(CD4, CD4 + children[1]),
        ),
        Scenario(
            "one renames a node, the other writes a test of it",
            BASE.replace('"B cell"', '"B lymphocyte"'),
            tested,
            tested.replace('"B cell"', '"B lymphocyte"'),
        ),
    )


SCENARIOS = _scenarios()


def merged(scenario: Scenario, *, by_meaning: bool, hierc: str) -> tuple[int, str]:
    """Merge a scenario in a new repository; the exit code of git, and the file."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        file = folder / "blood.hier"
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}

        def git(*arguments: str) -> int:
            identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
            return subprocess.run(
                ["git", *identity, *arguments], cwd=folder, check=False, capture_output=True, env=environment
            ).returncode

        def commit(text: str, message: str) -> None:
            file.write_text(text, encoding="utf-8")
            git("add", ".")
            git("commit", "-qm", message)

        git("init", "-q", "-b", "main")
        if by_meaning:
            subprocess.run(
                [*shlex.split(hierc), "git-setup", "--command", hierc],
                cwd=folder,
                check=True,
                capture_output=True,
                env=environment,
            )
        commit(BASE, "base")
        git("checkout", "-qb", "theirs")
        commit(scenario.theirs, "theirs")
        git("checkout", "-q", "main")
        commit(scenario.ours, "ours")
        return git("merge", "-q", "-m", "both", "theirs"), file.read_text(encoding="utf-8")


def outcome(scenario: Scenario, status: int, text: str) -> str:
    """What came out, in a word or two."""
    if status != 0:
        return "conflict"
    return "right" if said_in(text) == said_in(scenario.both) else "clean, but wrong"


def said_in(text: str) -> object:
    """What a text says, whatever the order in its blocks."""
    outcome = parse(Source("merged", text))
    return None if outcome.failed or outcome.value is None else _said(outcome.value.items)


def _said(items: tuple[Item, ...]) -> object:
    told = []
    for item in items:
        if not isinstance(item, CommentLine):
            body = body_of(item)
            told.append((statement_text(item)[0], _said(body.items) if body else ()))
    return sorted(told, key=repr)


def main() -> None:
    hierc = f"{shlex.quote(sys.executable)} -m hierannot_dsl"
    print("| two curators | git alone | `hierc merge` |\n| --- | --- | --- |")
    for scenario in SCENARIOS:
        plain, meant = (
            outcome(scenario, *merged(scenario, by_meaning=by_meaning, hierc=hierc))
            for by_meaning in (False, True)
        )
        print(f"| {scenario.title} | {plain} | {meant} |")


if __name__ == "__main__":
    main()
