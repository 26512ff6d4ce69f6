"""Metadata -> terms: the names, tissues and keywords by which a text can mean a hierarchy."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Literal, TypeAlias

from hierannot_dsl.matching.language import (
    CONDITION,
    CONDITION_ENDING,
    GENERIC,
    NO_CONDITION,
    PART,
    PART_ENDING,
    PART_TISSUE,
)
from hierannot_dsl.matching.ordinary import ORDINARY
from hierannot_dsl.matching.spelling import folded
from hierannot_dsl.matching.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hierannot_dsl.catalog.metadata import Metadata

Field: TypeAlias = Literal["name", "tissue", "uberon", "keyword"]
PAN = "pan-"
_ABBREVIATED = re.compile(r"(?P<long>.*\S)\s*\((?P<short>[^()]+)\)")


class Kind(IntEnum):
    """What a term speaks of. Of several terms in one text those of the highest kind decide."""

    GENERIC = 0
    PART = 1
    CONDITION = 2
    PLACE = 3


@dataclass(frozen=True)
class Term:
    """One way to mean a hierarchy.

    Attributes
    ----------
    key
        Its canonical words, sorted: the order of words does not matter.
    text
        As the curator wrote it.
    in_capitals
        It is an abbreviation that is also an ordinary word, such as ``ALL``.
    """

    key: tuple[str, ...]
    text: str
    hierarchy: str
    field: Field
    kind: Kind
    in_capitals: bool = False


def terms_of(metadata: Metadata) -> Iterator[Term]:
    """Every term of a hierarchy.

    A keyword ``long form (SHORT, OTHER)`` is a term for each, and the short forms speak of what the long one
    speaks of. A tissue of several, ``pan-...``, is none.
    """
    yield from _terms(metadata, "name", [metadata.name.replace("_", " ")])
    if metadata.tissue and not metadata.tissue.startswith(PAN):
        yield from _terms(metadata, "tissue", [metadata.tissue])
    if metadata.uberon:
        yield from _terms(metadata, "uberon", [metadata.uberon])
    for keyword in metadata.keywords:
        both = _ABBREVIATED.fullmatch(keyword)
        texts = [both["long"], *re.split(r",\s*", both["short"])] if both else [keyword]
        yield from _terms(metadata, "keyword", texts)


def is_condition(key: str) -> bool:
    """Whether a canonical word names a disease or an injury."""
    return key in CONDITION or (CONDITION_ENDING.match(key) is not None and key not in NO_CONDITION)


def _terms(metadata: Metadata, field: Field, texts: Iterable[str]) -> Iterator[Term]:
    kind = None
    for text in texts:
        words = words_of(folded(text))
        key = tuple(sorted(word.key for word in words))
        if not key:
            continue
        if kind is None:
            kind = _kind([word.key for word in words]) if field == "keyword" else Kind.PLACE
        in_capitals = text.isupper() and text.lower() in ORDINARY
        yield Term(key, text, metadata.name, field, kind, in_capitals)


def _kind(keys: list[str]) -> Kind:
    head = keys[-1]  # in English the last noun says what a compound is
    if GENERIC.issuperset(keys):
        return Kind.GENERIC
    if is_condition(head):
        return Kind.CONDITION
    if head in PART or PART_ENDING.match(head) or PART_TISSUE.issuperset(keys):
        return Kind.PART
    return Kind.PLACE
