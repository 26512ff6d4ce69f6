"""L461: a field that changes nothing where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Severity
from hierannot_dsl.lint.rule import Rule
from hierannot_dsl.lint.tree import markers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.lint.subject import Subject


@dataclass(frozen=True)
class FieldWithoutEffect(Diagnostic, code="L461", severity=Severity.WARNING):
    """A field weighs something that its node does not have.

    `rescue` is how much the best child lifts a node, `penalty` how much its negative markers take away.
    Without children or negative markers they do nothing, and whoever wrote them expected something.

    Example
    -------
    .. code-block:: hier

        node "Mast cell" {
          penalty 0.8
          + CPA3
          + TPSAB1
        }

    Instead
    -------
    .. code-block:: hier

        node "Mast cell" {
          penalty 0.8
          + CPA3
          + TPSAB1
          - CD3E
        }

    Source
    ------
    The scoring equations: beta_n and w_neg.
    """

    field: str
    program: str
    lacks: str

    def message(self) -> str:
        return f"`{self.field}` has no effect: `{self.program}` has no {self.lacks}"


def check(subject: Subject) -> Iterator[FieldWithoutEffect]:
    for tree in subject.trees:
        for program in tree.programs:
            lacking = {
                "rescue": ("children", bool(program.of_kind("node"))),
                "penalty": ("negative markers", any(marker.sign < 0 for marker in markers(program))),
            }
            for field, (lacks, present) in lacking.items():
                if field in program.fields and not present and not program.damaged:
                    yield FieldWithoutEffect(program.fields[field].span, field, program.name.text, lacks)


RULE = Rule(FieldWithoutEffect, check)
