"""L453: an alias that means two nodes."""

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
class AliasOfTwoNodes(Diagnostic, code="L453", severity=Severity.WARNING):
    """An alias of one node is the name or an alias of another.

    An alias is there so that a node is found by it. This one finds two.

    Example
    -------
    .. code-block:: hier

        node "CD4 T cell" {
          alias "helper T cell"
          + CD4
        }
        node "Follicular helper T cell" {
          alias "Helper T cell"
          + CXCR5
        }

    Instead
    -------
    .. code-block:: hier

        node "CD4 T cell" {
          alias "helper T cell"
          + CD4
        }
        node "Follicular helper T cell" {
          alias "Tfh cell"
          + CXCR5
        }

    Source
    ------
    In a published catalog of 160 neuron types 11 abbreviations are used twice although declared unique.
    """

    alias: str
    program: str
    other: str
    first: Span

    def message(self) -> str:
        return f"the alias `{self.alias}` of `{self.program}` also means `{self.other}`"

    def related(self) -> tuple[Related, ...]:
        return (Related(self.first, "the other one is here"),)


def check(subject: Subject) -> Iterator[AliasOfTwoNodes]:
    for tree in subject.trees:
        owners: dict[str, Entry] = {node.name.text.casefold(): node for node in tree.nodes}
        for node in tree.nodes:
            field = node.fields.get("alias")
            for alias in map(str, field.values) if field else ():
                other = owners.setdefault(alias.casefold(), node)
                if other is not node and field is not None:
                    here, there = field.span, other.name.span
                    here, there = (here, there) if subject.owns(here) else (there, here)
                    yield AliasOfTwoNodes(here, alias, node.name.text, other.name.text, there)


RULE = Rule(AliasOfTwoNodes, check)
