"""L426: the name of a clone in place of a symbol."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Severity
from hierannot_dsl.lint.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.lint.subject import Subject

_CLONE = re.compile(r"(?:RP\d{1,2}|CT[ABCD]|KB|XX-?bac)-\d+[A-Z]+\d+[A-Z]?\.\d+")


@dataclass(frozen=True)
class CloneName(Diagnostic, code="L426", severity=Severity.NOTE):
    """A marker is written with the name that a locus has from a sequenced clone.

    Such names come and go with the releases of the annotation: data of another year do not know them.

    Example
    -------
    .. code-block:: hier

        node "Naive T cell" {
          + CCR7
          + RP11-664D1.1
          + SELL
        }

    Instead
    -------
    .. code-block:: hier

        node "Naive T cell" {
          + CCR7
          + LEF1
          + SELL
        }

    Source
    ------
    Published marker tables still carry many names of this kind, now retired.
    """

    gene: str

    def message(self) -> str:
        return f"`{self.gene}` is the name of a clone, which other releases of the annotation do not know"


def check(subject: Subject) -> Iterator[CloneName]:
    for marker in subject.markers:
        if _CLONE.fullmatch(marker.gene):
            yield CloneName(marker.span, marker.gene)


RULE = Rule(CloneName, check)
