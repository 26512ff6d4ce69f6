"""L432: a `cl` field that is no term of the Cell Ontology."""

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

_TERM = re.compile(r"CL:\d{7}")
_NEARLY = re.compile(r"(?:.*/)?(?:CL[:_ -]?)?(\d{7})", re.IGNORECASE)


@dataclass(frozen=True)
class MalformedClId(Diagnostic, code="L432", severity=Severity.WARNING):
    """The value of `cl` is not of the form ``CL:`` and seven digits.

    Other tools join on this id as text. ``CL_0000625``, a bare number or a link means the same to a person
    and nothing to them.

    Example
    -------
    .. code-block:: hier

        node "CD8 T cell" {
          cl CL_0000625
          + CD8A
          + CD8B
        }

    Instead
    -------
    .. code-block:: hier

        node "CD8 T cell" {
          cl CL:0000625
          + CD8A
          + CD8B
        }

    Source
    ------
    Cell Ontology: identifiers are CURIEs with seven digits.
    """

    value: str
    program: str
    meant: str | None

    def message(self) -> str:
        return f"`{self.value}` of `{self.program}` is no id of the Cell Ontology: `CL:` and seven digits"

    def help(self) -> str | None:
        return f"write `{self.meant}`" if self.meant else None


def check(subject: Subject) -> Iterator[MalformedClId]:
    for tree in subject.trees:
        for program in tree.programs:
            field = program.fields.get("cl")
            if field is None:
                continue
            value = str(field.values[0])
            if not _TERM.fullmatch(value):
                nearly = _NEARLY.fullmatch(value)
                meant = f"CL:{nearly[1]}" if nearly else None
                yield MalformedClId(field.span, value, program.name.text, meant)


def fix(found: MalformedClId, file: File) -> Fix | None:
    return revaluing(found.span, file, found.meant, safe=True) if found.meant else None


RULE = Rule(MalformedClId, check, fix=fixing(MalformedClId, fix))
