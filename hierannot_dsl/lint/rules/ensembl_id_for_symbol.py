"""L425: an Ensembl id in place of a symbol."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Severity
from hierannot_dsl.lint.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.lint.subject import Subject

_ENSEMBL = re.compile(r"ENS[A-Z]*[GTP]\d{11}(?:\.\d+)?")


@dataclass(frozen=True)
class EnsemblIdForSymbol(Diagnostic, code="L425", severity=Severity.WARNING):
    """A marker is written with an Ensembl id.

    Markers are looked up by symbol, so on a panel of symbols the id is absent; and nobody who reviews the
    file reads it.

    Example
    -------
    .. code-block:: hier

        node "B cell" {
          + CD79A
          + ENSG00000156738
        }

    Instead
    -------
    .. code-block:: hier

        node "B cell" {
          + CD79A
          + MS4A1
        }

    Source
    ------
    The wrong kind of id surfaces in Garnett as "not enough training samples" (garnett, issue 17).
    """

    gene: str

    def message(self) -> str:
        return f"`{self.gene}` is an Ensembl id, not a symbol"


def check(subject: Subject) -> Iterator[EnsemblIdForSymbol]:
    for marker in subject.markers:
        if _ENSEMBL.fullmatch(marker.gene):
            yield EnsemblIdForSymbol(marker.span, marker.gene)


RULE = Rule(EnsemblIdForSymbol, check)
