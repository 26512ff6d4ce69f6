"""Words of a text -> the terms that it mentions, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.matching.ordinary import ORDINARY
from hierannot_dsl.matching.spelling import Speller, folded
from hierannot_dsl.matching.terms import Term, terms_of
from hierannot_dsl.matching.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hierannot_dsl.catalog.metadata import Metadata
    from hierannot_dsl.matching.words import Word


@dataclass(frozen=True)
class Typo:
    """A word that was taken for a known one."""

    written: str
    known: str


@dataclass(frozen=True)
class Mention:
    """Terms of one key, in a text.

    Attributes
    ----------
    first, last
        The positions of its first and last word among those of the text.
    text
        As it is written there.
    typos
        The words that are not written as the terms have them.
    """

    terms: tuple[Term, ...]
    first: int
    last: int
    text: str
    typos: tuple[Typo, ...]


class Vocabulary:
    """The terms of some hierarchies, to be found in texts."""

    def __init__(self, entries: Iterable[Metadata]) -> None:
        self.terms: dict[tuple[str, ...], tuple[Term, ...]] = {}
        self.spelled: dict[str, str] = {}
        self.abbreviations: set[str] = set()
        for entry in entries:
            for term in dict.fromkeys(terms_of(entry)):
                self.terms[term.key] = (*self.terms.get(term.key, ()), term)
                text = folded(term.text)
                for word in words_of(text):
                    written = text[word.start : word.end]
                    self.spelled.setdefault(word.key, written.lower())
                    if sum(letter.isupper() for letter in written) > 1:
                        self.abbreviations.add(word.key)
        self.longest = max(map(len, self.terms), default=0)
        # An abbreviation with another letter is another abbreviation.
        self.speller = Speller(self.spelled.keys() - self.abbreviations, ORDINARY)

    def read(self, text: str) -> tuple[tuple[Word, ...], tuple[Mention, ...]]:
        """The words of a text, and the mentions in their order; no word belongs to two of them.

        A term is mentioned where its words stand together, in whatever order, within a phrase or as all of
        some phrases ("node, lymph"); the longest term is taken.
        """
        plain = folded(text)
        words = words_of(plain, self.spelled.__contains__)
        known = [self._known(word) for word in words]
        free = [True] * len(words)
        found: list[Mention] = []
        for length in range(min(self.longest, len(words)), 0, -1):
            for first in range(len(words) - length + 1):
                at = slice(first, first + length)
                terms = self.terms.get(tuple(sorted(known[at])), ())
                terms = tuple(t for t in terms if words[first].capitals or not t.in_capitals)
                if terms and all(free[at]) and _is_together(words, at):
                    free[at] = [False] * length
                    written = plain[words[first].start : words[first + length - 1].end]
                    typos = self._typos(plain, words[at], known[at])
                    found.append(Mention(terms, first, first + length - 1, written, typos))
        return words, tuple(sorted(found, key=lambda mention: mention.first))

    def _typos(self, text: str, words: tuple[Word, ...], known: list[str]) -> tuple[Typo, ...]:
        return tuple(
            Typo(text[word.start : word.end], self.spelled[key])
            for word, key in zip(words, known, strict=True)
            if word.key != key
        )

    def _known(self, word: Word) -> str:
        """The canonical word that is meant, itself where nothing is known."""
        if word.key in self.spelled or word.denied or (word.capitals and word.end - word.start < 6):
            return word.key
        return self.speller.meant(word.key) or word.key


def _is_together(words: tuple[Word, ...], at: slice) -> bool:
    first, last = words[at.start].phrase, words[at.stop - 1].phrase
    outside = (*words[: at.start][-1:], *words[at.stop : at.stop + 1])
    return first == last or not any(word.phrase in (first, last) for word in outside)
