"""L409: a variant with nothing to vary from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Severity
from hierannot_dsl.lint.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.lint.subject import Subject


@dataclass(frozen=True)
class LoneVariant(Diagnostic, code="L409", severity=Severity.WARNING):
    """A node or contrast without markers of its own has one variant.

    Variants are ways of being a type, of which the best counts. One way is the type itself; a second one was
    probably meant.

    Example
    -------
    .. code-block:: hier

        node "Dendritic cell" {
          variant "cDC1" {
            + CLEC9A
            + XCR1
          }
        }

    Instead
    -------
    .. code-block:: hier

        node "Dendritic cell" {
          variant "cDC1" {
            + CLEC9A
            + XCR1
          }
          variant "pDC" {
            + CLEC4C
            + LILRA4
          }
        }

    Source
    ------
    Language: of a node's variants the best counts.
    """

    variant: str
    program: str

    def message(self) -> str:
        return f"`{self.variant}` is the only variant of `{self.program}`, which has no markers of its own"


def check(subject: Subject) -> Iterator[LoneVariant]:
    for tree in subject.trees:
        for program in tree.programs:
            variants = program.of_kind("variant")
            if len(variants) == 1 and not program.markers:
                yield LoneVariant(variants[0].name.span, variants[0].name.text, program.name.text)


RULE = Rule(LoneVariant, check)
