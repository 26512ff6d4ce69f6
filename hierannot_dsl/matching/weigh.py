"""Mentions -> what each of them counts for: where the sample is from, or only what it has to do with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.matching.language import INTO, OCCASION, PEOPLE
from hierannot_dsl.matching.terms import Kind, is_condition

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hierannot_dsl.matching.mentions import Mention
    from hierannot_dsl.matching.words import Word

EXACT, NEAR, ASIDE, NOTHING = 3, 2, 1, 0
WITHIN = 4


@dataclass(frozen=True)
class Weighed:
    """A mention and its weight.

    Attributes
    ----------
    kind
        What it speaks of in this text: an organ that is followed by a disease is a condition.
    weight
        3 if it decides and is written as the curator wrote it, 2 if it decides and is misspelt, 1 if it
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
    host = _host(words, mentions, kinds)
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
    return Weighed(mention, kind, NEAR if mention.typos else EXACT)


def _set_aside(mention: Mention, kind: Kind, why: str) -> Weighed:
    return Weighed(mention, kind, NOTHING if kind == Kind.GENERIC else ASIDE, why)


def _kinds(words: Sequence[Word], mentions: Sequence[Mention]) -> list[Kind]:
    """The kind of each mention in this text: a place that only says more of something else is a condition."""
    kinds = [_own_kind(mention) for mention in mentions]
    return [
        Kind.CONDITION if kind == Kind.PLACE and _is_aside(words, mentions, at) else kind
        for at, kind in enumerate(kinds)
    ]


def _is_aside(words: Sequence[Word], mentions: Sequence[Mention], at: int) -> bool:
    """Whether what follows takes a place's role: a *lung* tumour, *kidney* donors, a *hepatic* lymph node."""
    mention = mentions[at]
    behind = _behind(words, mention.last)
    for other in mentions[at + 1 :]:
        if _own_kind(other) == Kind.GENERIC or _hierarchies(other) & _hierarchies(mention):
            continue
        if other.first == mention.last + 1 and behind and _own_kind(other) == Kind.PLACE:
            return True
        behind = behind[: max(0, other.first - mention.last - 1)]
        break
    if behind and behind[0] in OCCASION:
        return True
    for distance, key in enumerate(behind):
        if is_condition(key):
            return True
        if key in PEOPLE:
            # A number or letter behind the person makes it the label of a sample.
            label = "".join(behind[distance + 1 : distance + 2])
            return not (label.isdigit() or len(label) == 1)
    return False


def _behind(words: Sequence[Word], last: int) -> list[str]:
    """The words behind a mention that still belong to its noun: nothing behind a comma or an "of"."""
    keys: list[str] = []
    for word in words[last + 1 : last + 1 + WITHIN]:
        if word.phrase != words[last].phrase or word.before:
            break
        keys.append(word.key)
    return keys


def _hierarchies(mention: Mention) -> set[str]:
    return {term.hierarchy for term in mention.terms}


def _own_kind(mention: Mention) -> Kind:
    return max(term.kind for term in mention.terms)


def _host(words: Sequence[Word], mentions: Sequence[Mention], kinds: Sequence[Kind]) -> int | None:
    """Which mention is the organ that a metastasis sits in; None where the text speaks of none."""
    named = [(place, mention) for place, mention in enumerate(mentions) if _own_kind(mention) == Kind.PLACE]
    sampled = [(place, mention) for place, mention in named if kinds[place] == Kind.PLACE]
    for at, word in enumerate(words):
        if not _is_metastasis(word):
            continue
        for place, mention in sampled:  # metastatic to the lung
            if mention.first > at and not INTO.isdisjoint(words[mention.first].before):
                return place
        for place, mention in named if _is_noun(word) else ():  # a lung metastasis
            if mention.last == at - 1:
                return place
        for place, mention in sampled if not _is_noun(word) else ():  # a metastatic lung lesion
            if mention.first == at + 1:
                return place
    return None


def _is_metastasis(word: Word) -> bool:
    return word.key.startswith("metasta") or (word.key == "met" and not word.capitals)


def _is_noun(word: Word) -> bool:
    return word.key in {"metastasis", "met"}
