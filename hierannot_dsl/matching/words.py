"""Text -> its words in one form, with what stands between them and which of them are denied."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hierannot_dsl.matching.language import FUNCTION, NOT_AFTER, NOT_BEFORE, OR
from hierannot_dsl.matching.spelling import canonical

if TYPE_CHECKING:
    from collections.abc import Callable

DENIED = "-"
SHORTEST_PIECE = 3
_TOKEN = re.compile(
    r"(?P<word>[A-Za-z0-9]+)(?P<sign>[+-](?![A-Za-z0-9]))?|(?P<stop>[,;:()|\n]|\.(?=\s))|(?P<link>[&/])"
)
_PIECES = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


@dataclass(frozen=True)
class Word:
    """One word that means something by itself.

    Attributes
    ----------
    key
        Its canonical form, with a `DENIED` in front where the text says that it is not so.
    start, end
        Where it stands in the folded text, with what denies it.
    before
        The function words between the word before and this one.
    phrase
        Number of the phrase: the text is cut at punctuation.
    capitals
        Whether it stands in capitals in a text that does not stand in capitals throughout.
    """

    key: str
    start: int
    end: int
    before: tuple[str, ...] = ()
    phrase: int = 0
    capitals: bool = False

    @property
    def denied(self) -> bool:
        return self.key.startswith(DENIED)


def words_of(text: str, known: Callable[[str], bool] = lambda key: True) -> tuple[Word, ...]:
    """Read a text.

    Parameters
    ----------
    text
        Folded text.
    known
        Whether a canonical word is to be kept whole; by default all are. Others are cut where their letters
        say that they were joined: ``LungCancer``, ``Lung5``, ``lungcancer``.
    """
    words: list[Word] = []
    before: list[str] = []
    phrase = 0
    shouting = text.isupper() and len(text.split()) > 1
    # Where the word came from that denies what follows it; None where nothing is denied.
    denied_from: int | None = None
    for token in _TOKEN.finditer(text):
        if token["stop"]:
            phrase += 1
            denied_from = None
            continue
        if token["link"]:
            before.append("and")
            continue
        for part, start, end in _parts(token["word"], token.start(), known):
            lower, capitals = part.lower(), _in_capitals(part) and not shouting
            if lower in NOT_BEFORE:
                denied_from = start
            elif lower in NOT_AFTER and words and words[-1].phrase == phrase and not before:
                words[-1] = _deny(words[-1], words[-1].start, end)
            elif lower in FUNCTION and not (capitals and known(canonical(part))):
                before.append(lower)
                if lower in OR and words and words[-1].denied:
                    denied_from = start
            else:
                word = Word(canonical(part), start, end, tuple(before), phrase, capitals)
                words.append(word if denied_from is None else _deny(word, denied_from, end))
                before, denied_from = [], None
        if token["sign"] and words and _carries_sign(token["word"]):
            if token["sign"] == "-":
                words[-1] = _deny(words[-1], words[-1].start, token.end())
            else:
                words.append(Word("positive", token.end() - 1, token.end(), (), phrase))
    return tuple(words)


def _deny(word: Word, start: int, end: int) -> Word:
    return replace(word, key=DENIED + word.key.removeprefix(DENIED), start=start, end=end)


def _in_capitals(part: str) -> bool:
    return part.isupper() or (len(part) > 2 and part[:-1].isupper() and part.endswith("s"))


def _carries_sign(token: str) -> bool:
    """Whether a sign behind the word says that something is there or not, as behind ``CD45`` and ``ER``."""
    return any(letter.isdigit() for letter in token) or (token.isupper() and len(token) > 1)


def _parts(token: str, start: int, known: Callable[[str], bool]) -> list[tuple[str, int, int]]:
    whole = [(token, start, start + len(token))]
    if known(canonical(token)):
        return whole
    for cut in range(SHORTEST_PIECE, len(token) - SHORTEST_PIECE + 1):
        left, right = token[:cut], token[cut:]
        if (left.lower() in NOT_BEFORE or known(canonical(left))) and known(canonical(right)):
            return [(left, start, start + cut), (right, start + cut, start + len(token))]
    pieces = [(piece[0], start + piece.start(), start + piece.end()) for piece in _PIECES.finditer(token)]
    return pieces if len(pieces) > 1 else whole
