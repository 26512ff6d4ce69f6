"""T6: tests that fail, and tests that cannot be run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic
from hierannot_dsl.semantics.mistakes import did_you_mean

if TYPE_CHECKING:
    from hierannot_dsl.testing.call import Call, Voice

NAMED = 6


@dataclass(frozen=True)
class TestFailed(Diagnostic, code="T601"):
    """A cluster is called something else than a test expects.

    The notes say how clear the call was, and which genes spoke for the program that led and for the node that
    was expected.

    Example
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
          + CD3E
        }
        node "B cell" {
          + CD79A
          + MS4A1
        }
        test "T cells" {
          express CD3D = 3
          express CD3E = 3
          expect "B cell"
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
          + CD3E
        }
        node "B cell" {
          + CD79A
          + MS4A1
        }
        test "T cells" {
          express CD3D = 3
          express CD3E = 3
          expect "T cell"
        }
    """

    __test__ = False

    test: str
    expected: str
    call: Call = field(compare=False)
    voices: tuple[Voice, ...] = field(compare=False)

    def message(self) -> str:
        return f"`{self.test}` is called {called(self.call)}, expected {self.expected}"

    def notes(self) -> tuple[str, ...]:
        return (_how(self.call), *map(_says, self.voices))


@dataclass(frozen=True)
class PanelKeepsTooFew(Diagnostic, code="T602"):
    """A panel measures fewer markers of a node than a test asks for.

    Example
    -------
    .. code-block:: hier

        # blood.hier
        hierarchy blood {
          node "T cell" {
            + CD3D
            + CD3E
            + TRAC
          }
          test "on our panel" {
            panel "panel.txt" keeps "T cell" at least 3
          }
        }

        # panel.txt
        CD3D
        CD3E

    Instead
    -------
    .. code-block:: hier

        # blood.hier
        hierarchy blood {
          node "T cell" {
            + CD3D
            + CD3E
            + TRAC
          }
          test "on our panel" {
            panel "panel.txt" keeps "T cell" at least 2
          }
        }

        # panel.txt
        CD3D
        CD3E
    """

    test: str
    panel: str
    node: str
    needed: int
    kept: tuple[str, ...] = field(compare=False)
    lost: tuple[str, ...] = field(compare=False)

    def message(self) -> str:
        total = len(self.kept) + len(self.lost)
        return (
            f"`{self.panel}` keeps {len(self.kept)} of {total} positive markers of `{self.node}`, "
            f"`{self.test}` asks for {self.needed}"
        )

    def notes(self) -> tuple[str, ...]:
        return (f"not measured: {', '.join(self.lost)}",) if self.lost else ()


@dataclass(frozen=True)
class NoTests(Diagnostic, code="T603"):
    """There was no test to run.

    A run that tested nothing must not look like one in which everything passed.

    Example
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
        }
        test "red cells" {
          express HBB = 5
          expect not "T cell"
        }
    """

    chosen: str = ""

    def message(self) -> str:
        return f"no test has `{self.chosen}` in its name" if self.chosen else "there is no test"

    def help(self) -> str | None:
        return None if self.chosen else "write `test` blocks in NAME.hier, or beside it in NAME.test.hier"


@dataclass(frozen=True)
class UnusableFile(Diagnostic, code="T604"):
    """The table or panel that a test names cannot be read.

    Example
    -------
    .. code-block:: hier

        # blood.hier
        hierarchy blood {
          node "T cell" {
            + CD3D
          }
          test "on our panel" {
            panel "pannel.txt" keeps "T cell" at least 1
          }
        }

        # panel.txt
        CD3D

    Instead
    -------
    .. code-block:: hier

        # blood.hier
        hierarchy blood {
          node "T cell" {
            + CD3D
          }
          test "on our panel" {
            panel "panel.txt" keeps "T cell" at least 1
          }
        }

        # panel.txt
        CD3D
    """

    file: str
    reason: str

    def message(self) -> str:
        return f"`{self.file}` cannot be used: {self.reason}"


@dataclass(frozen=True)
class NoSuchColumn(Diagnostic, code="T605"):
    """The table that a test names has no column of that name.

    Example
    -------
    .. code-block:: hier

        # blood.hier
        hierarchy blood {
          node "T cell" {
            + CD3D
          }
          test "red cells" {
            profile "means.csv" column "c3"
            expect not "T cell"
          }
        }

        # means.csv
        gene,c1,c2
        CD3D,2.9,0
        CD3E,2.1,0
        HBB,0,5.2

    Instead
    -------
    .. code-block:: hier

        # blood.hier
        hierarchy blood {
          node "T cell" {
            + CD3D
          }
          test "red cells" {
            profile "means.csv" column "c2"
            expect not "T cell"
          }
        }

        # means.csv
        gene,c1,c2
        CD3D,2.9,0
        CD3E,2.1,0
        HBB,0,5.2
    """

    column: str
    file: str
    near: tuple[str, ...] = ()

    def message(self) -> str:
        return f"`{self.file}` has no column `{self.column}`"

    def help(self) -> str | None:
        return did_you_mean(self.near)


def called(call: Call) -> str:
    """The call in words: the whole path of a node."""
    return f"`{' > '.join(call.path)}`" if call.path else call.label


def _how(call: Call) -> str:
    if call.status != "resolved":
        return call.reason
    facts = [call.reason] if call.reason else []
    if call.margin is not None:
        runner_up = f", runner-up `{call.runner_up}`" if call.runner_up else ""
        facts.append(f"margin {call.margin:.2f}{runner_up}")
    return "; ".join([*facts, f"{call.confidence} confidence"])


def _says(voice: Voice) -> str:
    score = "not scored" if voice.score is None else f"{voice.score:.2f}"
    spoke = ", ".join(f"{gene} {share:+.2f}" for gene, share in voice.spoke[:NAMED]) or "no gene spoke"
    more = len(voice.spoke) - NAMED
    rest = f" and {more} more" if more > 0 else ""
    return f"`{voice.program}` {score}, {voice.n_high} of {voice.n_markers} markers stand out: {spoke}{rest}"
