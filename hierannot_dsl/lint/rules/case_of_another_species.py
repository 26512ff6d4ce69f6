"""L424: a symbol in the spelling of another species."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Severity
from hierannot_dsl.lint.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hierannot_dsl.lint.declared import DeclaredMarker
    from hierannot_dsl.lint.subject import Subject

# Cd3e, Nkx2-1, H2-Ab1, mt-Co1; not C1orf54, which is human.
_LIKE_MOUSE = re.compile(
    r"(?!C(?:\d+|X|Y)orf\d)(?:[A-Z](?=[a-z0-9]*[a-z])[a-z0-9]+|H2|mt)(?:-[A-Za-z0-9][a-z0-9]*)*"
)
# CD3E, NKX2-1, HLA-DRA; not BC005537 or 2310009E13Rik, clones that mouse annotation keeps.
_LIKE_HUMAN = re.compile(r"(?![A-Z]{1,2}\d{5,}$)(?=.*[A-Z].*[A-Z])[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*")
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
    known = subject.symbols.lookup  # names of proteins have a rule of their own, however they are spelled
    rna = [m for m in subject.markers if m.modality == "rna" and not known(m.gene, species=m.species)]
    usual = _usual(rna)
    for marker in rna:
        species = marker.species or usual
        like = _like(marker.gene)
        if like and species in ("human", "mouse") and like != species:
            yield CaseOfAnotherSpecies(marker.span, marker.gene, like, species)


def _like(gene: str) -> str | None:
    if _LIKE_MOUSE.fullmatch(gene):
        return "mouse"
    return "human" if _LIKE_HUMAN.fullmatch(gene) else None


def _usual(markers: Iterable[DeclaredMarker]) -> str | None:
    """The species that most symbols are spelled like, None where they are few or divided."""
    spelled = Counter(like for marker in markers if (like := _like(marker.gene)))
    total = spelled.total()
    if total < _FEWEST:
        return None
    (species, number), *_ = spelled.most_common()
    return species if total - number <= _MOST_STRANGERS * total else None


RULE = Rule(CaseOfAnotherSpecies, check)
