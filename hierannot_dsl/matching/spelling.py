"""Words -> one form of each, and the known word that a misspelt or derived one stands for."""

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
# Endings by which one root makes many words: prostate, prostatic, prostatitis, prostatectomy.
ENDINGS = """
    a al ar ary as e ea eal ectomy ia iac ial ic ical ics ine is itis oblastoma ocellular ocyte
    ocytic oid ology ologic ological oma omata on opathic opathy oplasty oscopic oscopy osis ostomy
    otic otomy ous um us y
"""
DERIVED = tuple(sorted(ENDINGS.split(), key=lambda ending: (-len(ending), ending)))
SHORTEST_ROOT = 5
_BRITISH_AND_LATIN = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"omata$", "oma"),
        (r"ae$", "a"),
        (r"[ao]e", "e"),
        (r"our", "or"),
        (r"ph", "f"),
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


def root(word: str) -> str | None:
    """What a canonical word has in common with those derived alike; None where too little is left.

    Examples
    --------
    >>> root("prostatectomy"), root("prostate"), root("renal")
    ('prostat', 'prostat', None)
    """
    for ending in DERIVED:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_ROOT:
            return word[: -len(ending)]
    return word if len(word) >= SHORTEST_ROOT else None


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
        self.roots: dict[str, str] = {}
        for word in self.words:
            found = root(word)
            if found is not None:
                self.roots.setdefault(found, word)

    def derived(self, word: str) -> str | None:
        """A known word of the same root, such as ``prostate`` for ``prostatectomy``."""
        found = root(word) if word.isalpha() and word not in self.ordinary else None
        return None if found is None else self.roots.get(found)

    def misspelt(self, word: str) -> str | None:
        """The known word that was probably meant; None if none is near, or the word is an ordinary one."""
        if len(word) < 4 or not word.isalpha() or word in self.ordinary:
            return None
        near = [(distance, known) for known in self.words if (distance := _distance(word, known)) is not None]
        return min(near)[1] if near else None


def _distance(word: str, known: str) -> int | None:
    """Letters inserted, left out, replaced or swapped; None where that is more than a slip."""
    from rapidfuzz.distance import OSA

    shorter = min(len(word), len(known))
    most = 2 if shorter >= 10 else 1
    if shorter < 4 or abs(len(word) - len(known)) > most:
        return None
    distance = OSA.distance(word, known, score_cutoff=most)
    if distance > most:
        return None
    if shorter < 6 and not _is_small_slip(word, known):
        return None
    # Who mistypes a short word gets its first letter right; other words begin otherwise.
    return distance if shorter >= 8 or word[0] == known[0] else None


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
