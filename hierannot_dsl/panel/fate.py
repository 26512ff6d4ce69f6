"""What can become of a marker on a panel."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

LETTER_CASE, PREVIOUS, ALIAS = "letter case", "previous symbol", "alias"
# Why a marker is a gene of the panel, the surest first; a symbol that is spelled alike needs no reason.
SUREST = ("", LETTER_CASE, PREVIOUS, ALIAS)


class Fate(StrEnum):
    """What becomes of a marker on a panel: exactly one of these."""

    KEPT = "kept"
    RENAMED = "renamed"
    ABSENT = "absent"
    AMBIGUOUS = "ambiguous"
    DAMAGED = "damaged"
    WRONG_SPECIES = "wrong_species"
    PROTEIN_NAME = "protein_name"
    OTHER_MODALITY = "other_modality"
    REPEATED = "repeated"


@dataclass(frozen=True)
class Binding:
    """A marker's fate.

    Attributes
    ----------
    symbol
        The panel's spelling, ``""`` where nothing is measured.
    candidates
        What it may mean: the symbols between which it is ambiguous, approved ones that a damaged symbol or
        the name of a protein may stand for, or the panel's symbol of a gene that its list names already.
    source
        Why a renamed one is the same gene: ``letter case``, or ``previous symbol`` or ``alias``.
    """

    fate: Fate
    symbol: str = ""
    candidates: tuple[str, ...] = ()
    source: str = ""

    @property
    def measured(self) -> bool:
        return bool(self.symbol)
