"""The line before a cursor -> what is being written there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["gene", "hierarchy", "marker set", "path", "replacement", "statement", "value"]

STRING = re.compile(r'"(?:[^"\\]|\\.)*("|\\?$)')
COMMENT = re.compile(r"(?<!\S)#")

# What is in quotes is blank where these are tried. A string that is still open is the end of the line: only a
# gene and a path may end in one.
PATH = r'"_*"(?:\s*>\s*"_*")*'
USE = rf"(?:contrast\s+|replace\s+{PATH}\s+with\s+)?use"
BEFORE_PATH = rf'in|replace|drop|rename|move(?:\s+{PATH}\s+under)?|expect(?:\s+not)?|panel\s+"_*"\s+keeps'
PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "gene",
        re.compile(r'^\s*(?:(?P<edit>set|drop)\s+)?(?:[+-]|express)\s+(?P<word>"_*|[^\s"=@]*)$'),
    ),
    (
        "hierarchy",
        re.compile(rf'^\s*(?:hierarchy\s+\w+\s+extends|{USE}|test\s+"_*"\s+for)\s+(?P<word>\w*)$'),
    ),
    ("marker set", re.compile(r"^\s*include\s+(?P<word>\w*)$")),
    (
        "path",
        re.compile(
            rf"^\s*(?:(?:{BEFORE_PATH})\s+|{USE}\s+(?P<used>\w+)\s*>\s*)"
            r'(?P<path>(?:"_*"\s*>\s*)*)(?P<word>(?:"_*)?)$'
        ),
    ),
    ("replacement", re.compile(rf"^\s*replace\s+{PATH}\s+with\s+(?P<word>\w*)$")),
    ("statement", re.compile(r"^\s*(?P<word>(?:[A-Za-z][\w-]*)?)$")),
    ("value", re.compile(r'^\s*(?P<field>[A-Za-z][\w-]*)\s+(?P<word>[^\s"]*)$')),
)


@dataclass(frozen=True)
class Unfinished:
    """A word that is being written.

    Attributes
    ----------
    word
        What there is of it, with the quote that it begins with.
    edit
        Of a gene: ``set`` or ``drop``, ``""`` where it is listed.
    field
        Of a value: the field that has it.
    used
        Of a path: the hierarchy in which it leads, ``""`` for the one around it.
    path
        Of a path: the names before the word.
    """

    kind: Kind
    word: str
    edit: str = ""
    field: str = ""
    used: str = ""
    path: tuple[str, ...] = ()


def unfinished(before: str) -> Unfinished | None:
    """What a line is about to say at its end; None in a comment, in free text and where nothing can stand."""
    blank = STRING.sub(_blank, before)
    if COMMENT.search(blank):
        return None
    for kind, pattern in PATTERNS:
        match = pattern.search(blank)
        if match:
            said = {name: before[slice(*match.span(name))] for name in match.groupdict() if match[name]}
            path = [name[0][1:-1] for name in STRING.finditer(said.pop("path", ""))]
            names = tuple(re.sub(r"\\(.)", r"\1", name) for name in path)
            return Unfinished(kind, said.pop("word", ""), path=names, **said)
    return None


def _blank(string: re.Match[str]) -> str:
    closed = string[1] == '"'
    return '"' + "_" * (len(string[0]) - 1 - closed) + '"' * closed
