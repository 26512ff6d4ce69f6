"""Words -> one form of each, and the known word that a misspelt one stands for."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

GREEK = str.maketrans({0x3B1: "alpha", 0x3B2: "beta", 0x3B3: "gamma", 0x3B4: "delta"})
# Apostrophes as people type them, with the genitive's s.
_APOSTROPHE = re.compile("['`\u2019\u00b4](?:s\\b)?")
VOWELS = frozenset("aeiouy")
_BRITISH_AND_LATIN = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"omata$", "oma"),
        (r"ae$", "a"),
        (r"[ao]e", "e"),
        (r"our", "or"),
        (r"^leuc", "leuk"),
        (r"^grey$", "gray"),
        # Plurals, the rarest first.
        (r"(stas|[bcgrt]os|ys)es$", r"\1is"),
        (r"(?<=.{3})ices$", "ex"),
        (r"(?<=.{2})ies$", "y"),
        (r"(?<=us|ch|sh)es$|(?<=x)es$", ""),
        (r"(?<=.{3})(?<=[^aeou])i$", "us"),
        (r"(?<=.{2}[^sui])s$", ""),
        (r"(?<=[tb])re$", "er"),
        (r"is(e|ed|es|ing|ation)$", r"iz\1"),
    )
)


def folded(text: str) -> str:
    """The text without accents, apostrophes and Greek letters."""
    plain = unicodedata.normalize("NFKD", text.translate(GREEK))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _APOSTROPHE.sub("", plain)


@lru_cache(maxsize=8192)
def canonical(word: str) -> str:
    """One form for a word's British and American spelling, singular and plural.

    It is for comparison alone, and need not be a word.

    Examples
    --------
    >>> [canonical(word) for word in ("tumours", "Leukaemia", "metastases", "glomeruli", "biopsies")]
    ['tumor', 'leukemia', 'metastasis', 'glomerulus', 'biopsy']
    """
    form = word.lower()
    for pattern, replacement in _BRITISH_AND_LATIN:
        form = pattern.sub(replacement, form)
    return form


class Speller:
    """Finds known words near a canonical one that is unknown.

    Parameters
    ----------
    words
        The known canonical words.
    ordinary
        Canonical words that are never taken for others.
    """

    def __init__(self, words: Iterable[str], ordinary: Container[str] = ()) -> None:
        self.ordinary = ordinary
        self.words = tuple(sorted(word for word in words if len(word) >= 4 and word.isalpha()))

    def meant(self, word: str) -> str | None:
        """The known word that was misspelt; None if none is near, or the word is an ordinary one."""
        if len(word) < 4 or not word.isalpha() or word in self.ordinary:
            return None
        near = [(distance, known) for known in self.words if (distance := _distance(word, known)) is not None]
        return min(near)[1] if near else None


def _distance(word: str, known: str) -> int | None:
    """Letters inserted, left out, replaced or swapped; None where that is more than a slip."""
    from rapidfuzz.distance import OSA

    shorter = min(len(word), len(known))
    most = 2 if shorter >= 12 else 1
    # Who mistypes a word gets its first letter right; other words begin otherwise.
    if shorter < 4 or abs(len(word) - len(known)) > most or word[0] != known[0]:
        return None
    distance = OSA.distance(word, known, score_cutoff=most)
    if distance > most:
        return None
    return distance if shorter >= 6 or _is_small_slip(word, known) else None


def _is_small_slip(word: str, known: str) -> bool:
    """Whether two short words differ as slips do: letters swapped or doubled, one left out, a wrong vowel.

    Any one letter would turn too many ordinary words into organs: colour into colon, long into lung.
    """
    if len(word) == len(known):
        at = [i for i, (left, right) in enumerate(zip(word, known, strict=True)) if left != right]
        if len(at) == 1:
            return len(known) > 4 and word[at[0]] in VOWELS and known[at[0]] in VOWELS
        return True  # one step away with two places that differ: they are swapped
    if len(word) < len(known):
        return len(known) > 4
    at_double = [i for i in range(1, len(word)) if word[i] == word[i - 1]]
    return any(word[:i] + word[i + 1 :] == known for i in at_double)
