"""L412: two nodes far apart with one definition."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Related, Severity
from hierannot_dsl.lint.rule import Rule
from hierannot_dsl.lint.tree import evidence, markers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.lint.subject import Subject
    from hierannot_dsl.lint.tree import Tree
    from hierannot_dsl.semantics.entries import Entry
    from hierannot_dsl.source import Span


@dataclass(frozen=True)
class IdenticalDefinitions(Diagnostic, code="L412", severity=Severity.WARNING):
    """Two nodes of different names, in different places, have the same markers with the same signs.

    One of them was copied and not changed. Siblings have a rule of their own, as have a node and its child;
    contrasts may borrow what they please.

    Example
    -------
    .. code-block:: hier

        node "Neuromedin B neuron" {
          + NPB
        }
        node "Peptidergic neuron" {
          node "Neuropeptide B neuron" {
            + NPB
          }
          node "Somatostatin neuron" {
            + SST
          }
        }

    Instead
    -------
    .. code-block:: hier

        node "Neuromedin B neuron" {
          + NMB
        }
        node "Peptidergic neuron" {
          node "Neuropeptide B neuron" {
            + NPB
          }
          node "Somatostatin neuron" {
            + SST
          }
        }

    Source
    ------
    In a published catalog of 160 neuron types the label NP-NMB (neuromedin B) is defined by +NPB, which is
    the definition of NP-NPB.
    """

    program: str
    other: str
    first: Span

    def message(self) -> str:
        return f"`{self.program}` has the same markers as `{self.other}`"

    def related(self) -> tuple[Related, ...]:
        return (Related(self.first, "the same markers are here"),)


def check(subject: Subject) -> Iterator[IdenticalDefinitions]:
    groups: dict[object, list[tuple[Tree, Entry]]] = defaultdict(list)
    for tree in subject.trees:
        for node in tree.nodes:
            if any(markers(node)):
                groups[evidence(node)].append((tree, node))
    for group in groups.values():
        told: set[Span] = set()
        for at, (tree, node) in enumerate(group):
            twin = next((other for there, other in group[:at] if _apart(tree, node, there, other)), None)
            if twin is None or node.name.span in told:
                continue
            told.add(node.name.span)
            here, there_ = (node, twin) if subject.owns(node.name.span) else (twin, node)
            yield IdenticalDefinitions(here.name.span, here.name.text, there_.name.text, there_.name.span)


def _apart(tree: Tree, node: Entry, there: Tree, other: Entry) -> bool:
    # A node that is renamed where it is inherited is still one node.
    if node.name.text == other.name.text or node.span == other.span:
        return False
    if tree is not there:
        return True
    return (
        tree.parents.get(node) is not tree.parents.get(other)
        and other not in tree.ancestors(node)
        and node not in tree.ancestors(other)
    )


RULE = Rule(IdenticalDefinitions, check)
