"""A text and the metadata of hierarchies -> how well each hierarchy fits, and why."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hierannot_dsl.matching.mentions import Vocabulary
from hierannot_dsl.matching.spelling import folded
from hierannot_dsl.matching.terms import PAN
from hierannot_dsl.matching.weigh import ASIDE, EXACT, NEAR, NOTHING, Weighed, weigh
from hierannot_dsl.matching.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hierannot_dsl.catalog.metadata import Metadata
    from hierannot_dsl.matching.terms import Term
    from hierannot_dsl.matching.words import Word

LONGEST = 10_000
_USE_INSTEAD = re.compile(r"(?P<what>[^:]+): use (?P<name>[A-Za-z]\w*)")


@dataclass(frozen=True)
class Suggestion:
    """How well a hierarchy fits a text.

    Attributes
    ----------
    score
        3: a term of the hierarchy decides. 2: one decides that is misspelt in the text. 1: a term is there,
        and something else decides, or it is as general as "tumor". 0: nothing.
    why
        The terms and what they matched; empty for a score of 0.
    tied
        Whether others fit as well as the best does, and this is one of them.
    """

    name: str
    score: int
    tissue_scope: str
    why: str
    tied: bool = False


@dataclass(frozen=True)
class _Case:
    """What a text says for one hierarchy; `first` is the position of the word that says it."""

    entry: Metadata
    score: int = NOTHING
    why: tuple[str, ...] = ()
    first: int = 0

    @property
    def strength(self) -> tuple[int, int]:
        return (self.score, len(self.why))


class Matcher:
    """Matches texts with hierarchies by their metadata.

    A hierarchy that extends one of the same tissue is about what that one is about too. What only the base
    says counts beside what the hierarchy says itself; where it says nothing itself, its score is 1.

    Parameters
    ----------
    entries
        The hierarchies, in the order in which those stand that fit equally. Of two with one name the first
        counts.
    """

    def __init__(self, entries: Iterable[Metadata]) -> None:
        self.entries: dict[str, Metadata] = {}
        for entry in entries:
            self.entries.setdefault(entry.name, entry)
        self.vocabulary = Vocabulary(self.entries.values())
        self.bases = {name: self._bases(entry) for name, entry in self.entries.items()}

    def suggest(self, text: str) -> tuple[Suggestion, ...]:
        """All hierarchies, the best first.

        Raises
        ------
        TypeError
            If the text is none.
        ValueError
            If it has more than 10,000 characters.
        """
        _need_text(text)
        if len(text) > LONGEST:
            msg = f"the text has {len(text):,} characters; at most {LONGEST:,} are read"
            raise ValueError(msg)
        words, mentions = self.vocabulary.read(text)
        weighed = weigh(words, mentions)
        cases = {name: _case(entry, self.bases[name], weighed) for name, entry in self.entries.items()}
        cases = _redirected(_specific_first(cases), words)
        ranked = sorted(cases.values(), key=lambda case: (*(-part for part in case.strength), case.first))
        best = ranked[0].strength if ranked else (NOTHING, 0)
        tied = best[0] > NOTHING and sum(case.strength == best for case in ranked) > 1
        return tuple(
            Suggestion(
                case.entry.name,
                case.score,
                case.entry.tissue,
                "; ".join(case.why),
                tied and case.strength == best,
            )
            for case in ranked
        )

    def _bases(self, entry: Metadata) -> frozenset[str]:
        """What an entry extends, directly or not, as far as it is of the same tissue."""
        found: list[str] = []
        base = self.entries.get(entry.extends)
        while base and base.tissue == entry.tissue and base.name not in (entry.name, *found):
            found.append(base.name)
            base = self.entries.get(base.extends)
        return frozenset(found)


def _case(entry: Metadata, bases: frozenset[str], weighed: Sequence[Weighed]) -> _Case:
    own = _said(frozenset({entry.name}), weighed)
    inherited = [(mention, term) for mention, term in _said(bases, weighed) if mention not in dict(own)]
    found = own + inherited
    if not found:
        return _Case(entry)
    score = max(mention.weight for mention, _ in found)
    first = min(mention.mention.first for mention, _ in found if mention.weight == score)
    why = dict.fromkeys(_explained(mention, term) for mention, term in found)
    if own:
        return _Case(entry, score, tuple(why), first)
    return _Case(entry, ASIDE, tuple(f"{each}, which it extends" for each in why), first)


def _said(names: frozenset[str], weighed: Sequence[Weighed]) -> list[tuple[Weighed, Term]]:
    """What a text mentions of some hierarchies."""
    return [
        (mention, term)
        for mention in weighed
        for term in mention.mention.terms
        if term.hierarchy in names and mention.weight > NOTHING
    ]


def _explained(weighed: Weighed, term: Term) -> str:
    mention = weighed.mention
    aside = f" ({weighed.aside})" if weighed.aside else ""
    same = mention.text.casefold() == term.text.casefold()
    quoted = "" if same else f" '{term.text}'"
    whose = f"{term.field}{quoted} of {term.hierarchy}{aside}"
    if not mention.typos:
        return f"'{mention.text}' = {whose}"
    typos = ", ".join(f"typo: '{typo.written}' ~ '{typo.known}'" for typo in mention.typos)
    return f"{typos}, {whose}"


def _redirected(cases: dict[str, _Case], words: Sequence[Word]) -> dict[str, _Case]:
    """Take out the best where its ``not_for "WHAT: use OTHER"`` speaks of the text, and put OTHER in."""
    said = {word.key for word in words}
    changed = dict(cases)
    best = max((case.score for case in cases.values()), default=NOTHING)
    for name, case in cases.items():
        for line in case.entry.not_for if case.score == best > NOTHING else ():
            found = _USE_INSTEAD.fullmatch(line)
            if not found or found["name"] not in cases:
                continue
            what = {word.key for word in words_of(folded(found["what"]))}
            if what and what <= said:
                changed[name] = _Case(case.entry)
                other = changed[found["name"]]
                if other.score < EXACT:
                    why = f"{name} is not for '{found['what']}'"
                    changed[other.entry.name] = replace(other, score=EXACT, why=(*other.why, why))
    return changed


def _specific_first(cases: dict[str, _Case]) -> dict[str, _Case]:
    """Set aside the hierarchies of many tissues where one of a single tissue is meant."""
    if not any(case.score >= NEAR and not _is_general(case) for case in cases.values()):
        return cases
    return {
        name: _aside(case) if _is_general(case) and case.score >= NEAR else case
        for name, case in cases.items()
    }


def _is_general(case: _Case) -> bool:
    return case.entry.tissue.startswith(PAN)


def _aside(case: _Case) -> _Case:
    return replace(
        case, score=ASIDE, why=tuple(f"{why} (one of a single tissue goes first)" for why in case.why)
    )


def _need_text(text: object) -> None:
    if not isinstance(text, str):
        msg = f"the text must be a str, not a {type(text).__name__}"
        raise TypeError(msg)
