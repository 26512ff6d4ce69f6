"""L433: two siblings with one term of the Cell Ontology."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Related, Severity
from hierannot_dsl.lint.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.lint.subject import Subject
    from hierannot_dsl.semantics.entries import Entry
    from hierannot_dsl.source import Span


@dataclass(frozen=True)
class SiblingsShareClId(Diagnostic, code="L433", severity=Severity.WARNING):
    """Two sibling nodes carry the same `cl` id.

    Siblings are told apart by their markers, so they are not the same type: one id was copied with its node
    and not changed.

    Example
    -------
    .. code-block:: hier

        node "T cell" {
          node "CD4 T cell" {
            cl CL:0000624
            + CD4
          }
          node "CD8 T cell" {
            cl CL:0000624
            + CD8A
          }
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          node "CD4 T cell" {
            cl CL:0000624
            + CD4
          }
          node "CD8 T cell" {
            cl CL:0000625
            + CD8A
          }
        }

    Source
    ------
    In a published catalog of 160 neuron types 11 abbreviations are used twice although declared unique.
    """

    value: str
    node: str
    other: str
    first: Span

    def message(self) -> str:
        return f"`{self.node}` has the id of its sibling `{self.other}`, {self.value}"

    def related(self) -> tuple[Related, ...]:
        return (Related(self.first, "its sibling has it here"),)


def check(subject: Subject) -> Iterator[SiblingsShareClId]:
    for tree in subject.trees:
        for fork in tree.forks:
            first: dict[str, Entry] = {}
            for node in fork.nodes:
                field = node.fields.get("cl")
                if field is None:
                    continue
                value = str(field.values[0])
                other = first.setdefault(value, node)
                if other is node:
                    continue
                here, there = (node, other) if subject.owns(field.span) else (other, node)
                span, elsewhere = here.fields["cl"].span, there.fields["cl"].span
                yield SiblingsShareClId(span, value, here.name.text, there.name.text, elsewhere)


RULE = Rule(SiblingsShareClId, check)
