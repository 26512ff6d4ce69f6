"""L424: a symbol in the spelling of another species."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Severity
from hierannot_dsl.lint.rule import Rule
from hierannot_dsl.symbols.spelling import spelled_like, spellings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.lint.subject import Subject

_MOST_STRANGERS = 0.2
_FEWEST = 5


@dataclass(frozen=True)
class CaseOfAnotherSpecies(Diagnostic, code="L424", severity=Severity.WARNING):
    """A symbol is spelled as another species spells its genes.

    Human symbols are written in capitals, mouse symbols with one capital. A mouse symbol in a human hierarchy
    was copied from a mouse list; the human gene may have another name, so capitals alone do not make it
    right. In a hierarchy without `species` the spelling of most of its symbols counts.

    Example
    -------
    .. code-block:: hier

        species human
        node "T cell" {
          + CD3D
          + Cd3e
          + TRAC
        }

    Instead
    -------
    .. code-block:: hier

        species human
        node "T cell" {
          + CD3D
          + CD3E
          + TRAC
        }

    Source
    ------
    In the published ScType table about 34 of 268 rows mix mouse and human case.
    """

    gene: str
    like: str
    species: str

    def message(self) -> str:
        return f"`{self.gene}` is spelled like a {self.like} gene, in a hierarchy of {self.species} genes"


def check(subject: Subject) -> Iterator[CaseOfAnotherSpecies]:
    # Names of proteins have a rule of their own, however they are spelled.
    rna = [m for m in subject.markers if m.modality == "rna" and not subject.meanings(m)]
    usual = _usual([marker.gene for marker in rna])
    for marker in rna:
        species, like = marker.species or usual, spelled_like(marker.gene)
        if like and species in ("human", "mouse") and like != species:
            yield CaseOfAnotherSpecies(marker.span, marker.gene, like, species)


def _usual(genes: list[str]) -> str | None:
    """The species that most symbols are spelled like, None where they are few or divided."""
    spelled = spellings(genes)
    total = spelled.total()
    if total < _FEWEST:
        return None
    (species, number), *_ = spelled.most_common()
    return species if total - number <= _MOST_STRANGERS * total else None


RULE = Rule(CaseOfAnotherSpecies, check)
