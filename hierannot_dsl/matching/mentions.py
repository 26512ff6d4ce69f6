"""Words of a text -> the terms that it mentions, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from hierannot_dsl.matching.ordinary import ORDINARY
from hierannot_dsl.matching.spelling import Speller, folded
from hierannot_dsl.matching.terms import Term, terms_of
from hierannot_dsl.matching.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hierannot_dsl.catalog.metadata import Metadata
    from hierannot_dsl.matching.words import Word

Guess: TypeAlias = Literal["typo", "same root"]


@dataclass(frozen=True)
class Guessed:
    """A word that stands for a known one."""

    how: Guess
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
    guesses
        The words that were not written as the terms have them; empty for an exact mention.
    """

    terms: tuple[Term, ...]
    first: int
    last: int
    text: str
    guesses: tuple[Guessed, ...]


class Vocabulary:
    """The terms of some hierarchies, to be found in texts."""

    def __init__(self, entries: Iterable[Metadata]) -> None:
        self.terms: dict[tuple[str, ...], tuple[Term, ...]] = {}
        self.spelled: dict[str, str] = {}
        for entry in entries:
            for term in dict.fromkeys(terms_of(entry)):
                self.terms[term.key] = (*self.terms.get(term.key, ()), term)
                text = folded(term.text)
                for word in words_of(text):
                    self.spelled.setdefault(word.key, text[word.start : word.end].lower())
        self.longest = max(map(len, self.terms), default=0)
        self.speller = Speller(self.spelled, ORDINARY)

    def read(self, text: str) -> tuple[tuple[Word, ...], tuple[Mention, ...]]:
        """The words of a text, and the mentions in their order; no word belongs to two of them.

        A term is mentioned where its words stand together, in whatever order; the longest term is taken.
        """
        plain = folded(text)
        words = words_of(plain, self.spelled.__contains__)
        known, guesses = self._known(plain, words)
        free = [True] * len(words)
        found: list[Mention] = []
        for length in range(min(self.longest, len(words)), 0, -1):
            for first in range(len(words) - length + 1):
                last = first + length - 1
                terms = self.terms.get(tuple(sorted(known[first : last + 1])), ())
                terms = tuple(t for t in terms if words[first].capitals or not t.in_capitals)
                if terms and all(free[first : last + 1]):
                    free[first : last + 1] = [False] * length
                    written = plain[words[first].start : words[last].end]
                    guessed = tuple(guesses[at] for at in range(first, last + 1) if at in guesses)
                    found.append(Mention(terms, first, last, written, guessed))
        return words, tuple(sorted(found, key=lambda mention: mention.first))

    def _known(self, text: str, words: tuple[Word, ...]) -> tuple[list[str], dict[int, Guessed]]:
        """The known word behind each word, itself where there is none, and which of them are guesses."""
        known: list[str] = []
        guesses: dict[int, Guessed] = {}
        for at, word in enumerate(words):
            guess = self._guess(word)
            known.append(guess[1] if guess else word.key)
            if guess:
                written = text[word.start : word.end]
                guesses[at] = Guessed(guess[0], written, self.spelled[guess[1]])
        return known, guesses

    def _guess(self, word: Word) -> tuple[Guess, str] | None:
        # An abbreviation with another letter is another abbreviation.
        if word.key in self.spelled or word.denied or (word.capitals and word.end - word.start < 6):
            return None
        misspelt = self.speller.misspelt(word.key)
        if misspelt:
            return "typo", misspelt
        derived = self.speller.derived(word.key)
        return ("same root", derived) if derived else None
