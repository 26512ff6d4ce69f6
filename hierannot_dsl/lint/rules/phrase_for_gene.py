"""L427: words where a symbol is due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Severity
from hierannot_dsl.lint.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.lint.subject import Subject


@dataclass(frozen=True)
class PhraseForGene(Diagnostic, code="L427", severity=Severity.WARNING):
    """An RNA marker has spaces in it.

    Quotes admit any name, because proteins and genes of some species need them. No symbol of an RNA panel has
    a space in it: this is a description, or two genes in one pair of quotes.

    Example
    -------
    .. code-block:: hier

        node "Mast cell" {
          + "Fc-epsilon RI-alpha"
          + KIT
        }

    Instead
    -------
    .. code-block:: hier

        node "Mast cell" {
          + FCER1A
          + KIT
        }

    Source
    ------
    The published ScType table lists "Fc-epsilon RI-alpha" as a gene.
    """

    gene: str

    def message(self) -> str:
        return f"`{self.gene}` is no symbol: symbols have no spaces"


def check(subject: Subject) -> Iterator[PhraseForGene]:
    for marker in subject.markers:
        is_phrase = marker.modality == "rna" and len(marker.gene.split()) > 1
        if is_phrase and not subject.meanings(marker):
            yield PhraseForGene(marker.span, marker.gene)


RULE = Rule(PhraseForGene, check)
