"""Semantic versions, in the order in which they follow each other."""

from __future__ import annotations

import re
from dataclasses import dataclass

WRITTEN = re.compile(
    r"([0-9]{1,18})\.([0-9]{1,18})\.([0-9]{1,18})(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?"
)


@dataclass(frozen=True, order=True)
class Version:
    """A version; of two, the one that follows is the greater one, and what stands after ``+`` counts nothing.

    Attributes
    ----------
    numbers
        Major, minor, patch.
    is_release
        False for one that comes before its release, as 1.1.0-rc.1 does before 1.1.0.
    stage
        The words after ``-``: numbers come before words, and are compared as numbers.
    """

    numbers: tuple[int, int, int]
    is_release: bool
    stage: tuple[tuple[bool, int, str], ...] = ()


def read_version(text: str | None) -> Version | None:
    """Read a version; None for what is none.

    References
    ----------
    Semantic Versioning 2.0.0, section 11.

    Examples
    --------
    >>> read_version("1.0.0-rc.2") < read_version("1.0.0-rc.10") < read_version("1.0.0")
    True
    >>> read_version("1.0") is None
    True
    """
    found = WRITTEN.fullmatch(text or "")
    if found is None:
        return None
    major, minor, patch, stage = found.groups()
    words = tuple(map(_ordered, stage.split("."))) if stage else ()
    return Version((int(major), int(minor), int(patch)), not words, words)


def _ordered(word: str) -> tuple[bool, int, str]:
    digits = word.lstrip("0")
    return (False, len(digits), digits) if word.isdigit() else (True, 0, word)
