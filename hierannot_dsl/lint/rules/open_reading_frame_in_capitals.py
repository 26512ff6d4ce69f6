"""L428: C1ORF54, which is spelled C1orf54."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Severity
from hierannot_dsl.lint.locate import renaming
from hierannot_dsl.lint.rule import Rule, fixing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.diagnostics.fix import Fix
    from hierannot_dsl.lint.subject import Subject
    from hierannot_dsl.syntax.nodes import File

_ORF = re.compile(r"(C(?:\d+|X|Y))ORF(\d+[A-Z]?)")


@dataclass(frozen=True)
class OpenReadingFrameInCapitals(Diagnostic, code="L428", severity=Severity.WARNING):
    """The symbol of an open reading frame is written in capitals throughout.

    These are the only human symbols with small letters: C1orf54, CXorf36. In capitals they come from a list
    that was upper-cased; on a panel they are found as renamed only.

    Example
    -------
    .. code-block:: hier

        node "cDC1" {
          + C1ORF54
          + CLEC9A
          + XCR1
        }

    Instead
    -------
    .. code-block:: hier

        node "cDC1" {
          + C1orf54
          + CLEC9A
          + XCR1
        }

    Source
    ------
    HGNC guidelines. A published tool upper-cases the panel but not the markers, and counts C9orf72 as absent
    always.
    """

    gene: str
    spelled: str

    def message(self) -> str:
        return f"`{self.gene}` is spelled `{self.spelled}`"


def check(subject: Subject) -> Iterator[OpenReadingFrameInCapitals]:
    for marker in subject.markers:
        found = _ORF.fullmatch(marker.gene)
        if found:
            yield OpenReadingFrameInCapitals(marker.span, marker.gene, f"{found[1]}orf{found[2]}")


def fix(found: OpenReadingFrameInCapitals, file: File) -> Fix | None:
    return renaming(found.span, file, found.spelled, safe=False)


RULE = Rule(OpenReadingFrameInCapitals, check, fix=fixing(OpenReadingFrameInCapitals, fix))
