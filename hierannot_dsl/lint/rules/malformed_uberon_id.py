"""L444: a `uberon` field that is no term of Uberon."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Severity
from hierannot_dsl.lint.locate import revaluing
from hierannot_dsl.lint.rule import Rule, fixing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.diagnostics.fix import Fix
    from hierannot_dsl.lint.subject import Subject
    from hierannot_dsl.syntax.nodes import File

_TERM = re.compile(r"UBERON:\d{7}")
_NEARLY = re.compile(r"(?:.*/)?(?:UBERON[:_ -]?)?(\d{7})", re.IGNORECASE)


@dataclass(frozen=True)
class MalformedUberonId(Diagnostic, code="L444", severity=Severity.WARNING):
    """The value of `uberon` is not of the form ``UBERON:`` and seven digits.

    Other tools join on this id as text.

    Example
    -------
    .. code-block:: hier

        uberon UBERON_0001155
        node "Goblet" {
          + MUC2
        }

    Instead
    -------
    .. code-block:: hier

        uberon UBERON:0001155
        node "Goblet" {
          + MUC2
        }

    Source
    ------
    Uberon: identifiers are CURIEs with seven digits.
    """

    value: str
    meant: str | None

    def message(self) -> str:
        return f"`{self.value}` is no id of Uberon: `UBERON:` and seven digits"

    def help(self) -> str | None:
        return f"write `{self.meant}`" if self.meant else None


def check(subject: Subject) -> Iterator[MalformedUberonId]:
    for tree in subject.trees:
        value = tree.field("uberon")
        if value is not None and not _TERM.fullmatch(value):
            nearly = _NEARLY.fullmatch(value)
            meant = f"UBERON:{nearly[1]}" if nearly else None
            yield MalformedUberonId(tree.resolved.fields["uberon"].span, value, meant)


def fix(found: MalformedUberonId, file: File) -> Fix | None:
    return revaluing(found.span, file, found.meant, safe=True) if found.meant else None


RULE = Rule(MalformedUberonId, check, fix=fixing(MalformedUberonId, fix))
