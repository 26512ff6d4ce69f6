"""L437: a marker that nobody vouches for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Severity
from hierannot_dsl.lint.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.lint.subject import Subject


@dataclass(frozen=True)
class NoProvenance(Diagnostic, code="L437", severity=Severity.NOTE):
    """A marker has neither evidence nor a note.

    Off unless selected: for catalogs in which every marker must say where it comes from.

    Example
    -------
    .. code-block:: hier

        node "Goblet" {
          + MUC2
        }

    Instead
    -------
    .. code-block:: hier

        node "Goblet" {
          + MUC2 @dataset:Rectum_Wang
        }

    Source
    ------
    Curators of the Cell Ontology ask for provenance per marker (cell-ontology, issue 2313).
    """

    gene: str
    owner: str

    def message(self) -> str:
        return f"`{self.gene}` of `{self.owner}` has neither evidence nor a note"


def check(subject: Subject) -> Iterator[NoProvenance]:
    for marker in subject.markers:
        if not marker.line.evidence and not marker.line.note:
            yield NoProvenance(marker.span, marker.gene, marker.owner)


RULE = Rule(NoProvenance, check, default=False)
