"""The docstring of a diagnostic -> what it means, with a bad and a good example."""

from __future__ import annotations

import inspect
import re
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hierannot_dsl.diagnostics.model import Diagnostic

_SECTION = re.compile(r"^(?P<title>[A-Z]\w+)\n-{3,}\n", re.MULTILINE)
_CODE_BLOCK = re.compile(r"^\.\. code-block:: \w+\n\n(?P<text>(?:[ \t]+.*\n|\n)+)", re.MULTILINE)


@dataclass(frozen=True)
class Explanation:
    """What one kind of diagnostic means.

    Attributes
    ----------
    summary
        One sentence: what was found.
    reason
        Why it matters, paragraphs parted by an empty line; empty where the summary says it all.
    example, instead
        Sources, or what may stand inside a hierarchy, that show the finding and do without it; None where
        there are none.
    source
        Where the rule comes from.
    """

    summary: str
    reason: str
    example: str | None
    instead: str | None
    source: str


def explain(kind: type[Diagnostic]) -> Explanation:
    """Read the docstring of a kind of diagnostic.

    Examples
    --------
    >>> from hierannot_dsl.semantics.meaning import DuplicateMarker
    >>> explain(DuplicateMarker).summary
    'A gene is listed twice with the same sign.'
    """
    text = inspect.cleandoc(kind.__doc__ or "") + "\n"
    about, *sections = _SECTION.split(text)
    named = dict(zip(sections[::2], sections[1::2], strict=True))
    summary, _, reason = about.strip().partition("\n\n")
    return Explanation(
        _one_line(summary),
        reason.strip(),
        _code(named, "Example"),
        _code(named, "Instead"),
        _one_line(named.get("Source", "")),
    )


def is_fragment(example: str) -> bool:
    """Whether an example is what may stand inside a hierarchy, not a whole source."""
    return not re.search(r"^(hierarchy|hier)\s", example, re.MULTILINE)


def as_source(example: str) -> str:
    """An example as a whole source: a fragment gets a hierarchy around it."""
    if not is_fragment(example):
        return example
    return "hierarchy example {\n" + textwrap.indent(example, "  ") + "}\n"


def _code(sections: dict[str, str], title: str) -> str | None:
    found = _CODE_BLOCK.search(sections.get(title, ""))
    return textwrap.dedent(found["text"]).strip("\n") + "\n" if found else None


def _one_line(text: str) -> str:
    return " ".join(text.split())
