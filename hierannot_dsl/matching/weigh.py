"""Mentions -> what each of them counts for: where the sample is from, or only what it has to do with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.matching.language import INTO, OCCASION, PEOPLE
from hierannot_dsl.matching.terms import Kind, is_condition

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from hierannot_dsl.matching.mentions import Mention
    from hierannot_dsl.matching.words import Word

EXACT, NEAR, ASIDE, NOTHING = 3, 2, 1, 0
PEOPLE_WITHIN = 2


@dataclass(frozen=True)
class Weighed:
    """A mention and its weight.

    Attributes
    ----------
    kind
        What it speaks of in this text: an organ that is followed by a disease is a condition.
    weight
        3 if it decides and is written as the curator wrote it, 2 if it decides and was guessed, 1 if it
        is set aside, 0 if it says nothing here.
    aside
        Why it does not decide; empty where it does.
    """

    mention: Mention
    kind: Kind
    weight: int
    aside: str = ""


def weigh(words: Sequence[Word], mentions: Sequence[Mention]) -> tuple[Weighed, ...]:
    """Let the mentions decide that say most directly where the sample is from.

    The organ in which a metastasis sits goes before everything. Then places go before conditions, conditions
    before cells and other parts that all organs have, and those before words such as "tumor".
    """
    kinds = _kinds(words, mentions)
    host = _host(words, mentions)
    if host is not None:
        kinds[host] = Kind.PLACE
        deciding, why = {host}, "not where the metastasis sits"
    else:
        highest = max(kinds, default=Kind.GENERIC)
        deciding, why = {at for at, kind in enumerate(kinds) if kind == highest}, _WHY_NOT.get(highest, "")
    return tuple(
        _decides(mention, kinds[at]) if at in deciding else _set_aside(mention, kinds[at], why)
        for at, mention in enumerate(mentions)
    )


_WHY_NOT = {
    Kind.PLACE: "the tissue decides",
    Kind.CONDITION: "the disease decides",
    Kind.PART: "the cells decide",
}


def _decides(mention: Mention, kind: Kind) -> Weighed:
    if kind == Kind.GENERIC:
        return Weighed(mention, kind, ASIDE, "says no tissue")
    return Weighed(mention, kind, NEAR if mention.guesses else EXACT)


def _set_aside(mention: Mention, kind: Kind, why: str) -> Weighed:
    return Weighed(mention, kind, NOTHING if kind == Kind.GENERIC else ASIDE, why)


def _kinds(words: Sequence[Word], mentions: Sequence[Mention]) -> list[Kind]:
    """The kind of each mention in this text: a place that is only the occasion is a condition."""
    specific = {
        at
        for mention in mentions
        if _own_kind(mention) > Kind.GENERIC
        for at in range(mention.first, mention.last + 1)
    }
    return [
        Kind.CONDITION
        if _own_kind(mention) == Kind.PLACE and _is_occasion(words, mention.last, specific)
        else _own_kind(mention)
        for mention in mentions
    ]


def _is_occasion(words: Sequence[Word], last: int, specific: Container[int]) -> bool:
    """Whether what follows a place makes it an occasion: a lung tumour, kidney donors."""
    behind: list[str] = []
    for at in range(last + 1, len(words)):
        if at in specific or words[at].phrase != words[last].phrase:
            break
        behind.append(words[at].key)
    if behind and (is_condition(behind[0]) or behind[0] in OCCASION):
        return True
    for at, key in enumerate(behind[:PEOPLE_WITHIN]):
        if key in PEOPLE:
            # A number or letter behind the person makes it the label of a sample.
            return not any(
                following.isdigit() or len(following) == 1 for following in behind[at + 1 : at + 2]
            )
    return False


def _own_kind(mention: Mention) -> Kind:
    return max(term.kind for term in mention.terms)


def _host(words: Sequence[Word], mentions: Sequence[Mention]) -> int | None:
    """Which mention is the organ that a metastasis sits in; None where the text speaks of none."""
    places = [at for at, mention in enumerate(mentions) if _own_kind(mention) == Kind.PLACE]
    for at, word in enumerate(words):
        if not _is_metastasis(word):
            continue
        for place in places:  # metastatic to the lung
            mention = mentions[place]
            if mention.first > at and not INTO.isdisjoint(words[mention.first].before):
                return place
        for place in places:  # a lung metastasis; a metastatic lung lesion
            mention = mentions[place]
            if _is_noun(word) and mention.last == at - 1:
                return place
            if not _is_noun(word) and mention.first == at + 1 and not _is_of_disease(words, mention):
                return place
    return None


def _is_metastasis(word: Word) -> bool:
    return word.key.startswith("metasta") or (word.key == "met" and not word.capitals)


def _is_noun(word: Word) -> bool:
    return word.key in {"metastasis", "met"}


def _is_of_disease(words: Sequence[Word], mention: Mention) -> bool:
    after = words[mention.last + 1 : mention.last + 2]
    return bool(after) and is_condition(after[0].key)
