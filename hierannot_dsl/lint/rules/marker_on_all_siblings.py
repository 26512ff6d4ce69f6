"""L414: a marker that all siblings share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Related, Severity
from hierannot_dsl.lint.rule import Rule
from hierannot_dsl.lint.tree import evidence, lists

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hierannot_dsl.lint.subject import Subject
    from hierannot_dsl.lint.tree import Signed
    from hierannot_dsl.semantics.entries import Entry, MarkerEntry
    from hierannot_dsl.source import Span


@dataclass(frozen=True)
class MarkerOnAllSiblings(Diagnostic, code="L414", severity=Severity.WARNING):
    """A marker stands, with one sign, on every node and contrast of a fork.

    What all siblings share tells none of them from the others; it dilutes what does. It belongs to their
    parent, where it speaks for all of them.

    Example
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
          + TRAC
          node "CD4 T cell" {
            + CD3E
            + CD4
            + CD40LG
          }
          node "CD8 T cell" {
            + CD3E
            + CD8A
            + CD8B
          }
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
          + CD3E
          + TRAC
          node "CD4 T cell" {
            + CD4
            + CD40LG
          }
          node "CD8 T cell" {
            + CD8A
            + CD8B
          }
        }

    Source
    ------
    Users of Monocle 3 are advised to move a shared gene to the parent (monocle3, issue 78).
    """

    gene: str
    sign: int
    number: int
    parent: str | None
    above: bool
    others: tuple[Span, ...]

    def message(self) -> str:
        where = f"below `{self.parent}`" if self.parent else "at the root"
        marker = f"`{'+' if self.sign > 0 else '-'} {self.gene}`"
        all_ = "both programs" if self.number == 2 else f"all {self.number} programs"
        return f"{marker} stands on {all_} {where} and separates none of them"

    def help(self) -> str | None:
        if self.parent is None:
            return None
        return f"`{self.parent}` has it already" if self.above else f"move it up to `{self.parent}`"

    def related(self) -> tuple[Related, ...]:
        return tuple(Related(span, "and here") for span in self.others)


def check(subject: Subject) -> Iterator[MarkerOnAllSiblings]:
    for tree in subject.trees:
        for fork in tree.forks:
            siblings = [sibling for sibling in fork.siblings if any(True for _ in lists(sibling))]
            if len(siblings) < 2 or not fork.nodes or len({evidence(sibling) for sibling in siblings}) == 1:
                continue  # identical siblings have a rule of their own
            first, *others = (_constant(sibling) for sibling in siblings)
            for key, marker in first.items():
                if not all(key in other for other in others):
                    continue
                spans = [marker.span, *(other[key].span for other in others)]
                here = subject.own(spans)
                if here is not None:
                    elsewhere = tuple(span for span in dict.fromkeys(spans) if span != here)
                    parent = fork.parent.name.text if fork.parent else None
                    above = fork.parent is not None and key in _keyed(fork.parent.markers)
                    yield MarkerOnAllSiblings(
                        here, marker.gene, marker.sign, len(siblings), parent, above, elsewhere
                    )


def _constant(program: Entry) -> dict[Signed, MarkerEntry]:
    """The markers that stand in every marker list of a program: in each of its variants too."""
    first, *others = (_keyed(listed) for _, listed in lists(program))
    return {key: marker for key, marker in first.items() if all(key in other for other in others)}


def _keyed(listed: Iterable[MarkerEntry]) -> dict[Signed, MarkerEntry]:
    return {(*marker.key, marker.sign): marker for marker in listed}


RULE = Rule(MarkerOnAllSiblings, check)
