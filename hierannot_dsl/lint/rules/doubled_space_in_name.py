"""L452: a name with more than one space in a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Severity
from hierannot_dsl.lint.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.lint.subject import Subject


@dataclass(frozen=True)
class DoubledSpaceInName(Diagnostic, code="L452", severity=Severity.WARNING):
    """A name has two spaces in a row.

    Nobody sees the second one, least of all on a web page or in a plot, and a search for the name does not
    find it. It is not mended for you: paths in other files may spell the name as it is.

    Example
    -------
    .. code-block:: hier

        node "CD4  T cell" {
          + CD4
        }

    Instead
    -------
    .. code-block:: hier

        node "CD4 T cell" {
          + CD4
        }

    Source
    ------
    The published ScType table has names with a double space.
    """

    program: str

    def message(self) -> str:
        return f"`{self.program}` has two spaces in a row"

    def help(self) -> str:
        return f'write `"{" ".join(self.program.split())}"`'


def check(subject: Subject) -> Iterator[DoubledSpaceInName]:
    for tree in subject.trees:
        for entry in tree.resolved.walk():
            if "  " in entry.name.text:
                yield DoubledSpaceInName(entry.name.span, entry.name.text)


RULE = Rule(DoubledSpaceInName, check)
