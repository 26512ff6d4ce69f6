"""L454: one name, defined in two ways."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Related, Severity
from hierannot_dsl.lint.rule import Rule
from hierannot_dsl.lint.subject import trees_of
from hierannot_dsl.lint.tree import positives
from hierannot_dsl.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hierannot_dsl.lint.subject import Subject
    from hierannot_dsl.lint.tree import Tree
    from hierannot_dsl.semantics.entries import Entry
    from hierannot_dsl.source import Span


@dataclass(frozen=True)
class SameNameOtherMarkers(Diagnostic, code="L454", severity=Severity.WARNING):
    """A node is defined again under its name in another hierarchy, by other positive markers.

    The same label then means two things, and the definitions drift apart with every edit. What is inherited,
    used or replaced by what builds on it is no second definition, and neither is the built-in copy of a
    file. Two nodes whose terms of the Cell Ontology differ are two types on purpose: the basal cell of the
    airway is not that of the skin. All sources that are linted together are compared.

    Example
    -------
    .. code-block:: hier

        hierarchy lung {
          node "Mast cell" {
            + KIT
            + TPSAB1
          }
        }
        hierarchy skin {
          node "Mast cell" {
            + CMA1
            + TPSAB1
          }
        }

    Instead
    -------
    .. code-block:: hier

        hierarchy shared {
          node "Mast cell" {
            + CMA1
            + KIT
            + TPSAB1
          }
        }
        hierarchy lung {
          use shared > "Mast cell"
        }
        hierarchy skin {
          use shared > "Mast cell"
        }

    Source
    ------
    Of 37 signature names that several published scGate collections share, 7 have different genes.
    """

    node: str
    hierarchy: str
    shared: int
    number: int
    first: Span

    def message(self) -> str:
        same = f"only {self.shared} of their {self.number} positive markers are the same"
        return f"`{self.node}` stands in `{self.hierarchy}` too, and {same}"

    def help(self) -> str:
        return "write it once and `use` it in both"

    def related(self) -> tuple[Related, ...]:
        return (Related(self.first, "the other definition is here"),)


def check(subject: Subject) -> Iterator[SameNameOtherMarkers]:
    libraries = (subject.library, *subject.beside)
    bases = dict(pair for library in libraries for pair in _bases(library.file.items))
    defined: dict[str, dict[tuple[str, int], tuple[Tree, Entry]]] = defaultdict(dict)
    for tree in (tree for library in libraries for tree in trees_of(library)):
        for node in tree.nodes:
            if positives(node):
                place = _place(node.name.span)
                known = defined[node.name.text].get(place)
                if known is None or (subject.owns(node.name.span) and not subject.owns(known[1].name.span)):
                    defined[node.name.text][place] = (tree, node)
    for places in defined.values():
        definitions = list(places.values())
        for at, (tree, node) in enumerate(definitions):
            if not subject.owns(node.name.span):
                continue
            # Of two in this source the later one is told.
            others = [*definitions[:at], *(d for d in definitions[at:] if not subject.owns(d[1].name.span))]
            for there, other in others:
                one, two = positives(node), positives(other)
                if (
                    one != two
                    and not _two_types(node, other)
                    and not _builds_on(tree.name, there.name, bases)
                ):
                    yield SameNameOtherMarkers(
                        node.name.span,
                        node.name.text,
                        there.name,
                        len(one & two),
                        len(one | two),
                        other.name.span,
                    )
                    break


def _place(span: Span) -> tuple[str, int]:
    """Where a definition stands, the same in a file that is linted and in the copy of it that is built in."""
    return span.source.rpartition("/")[2], span.start


def _two_types(one: Entry, two: Entry) -> bool:
    terms = [entry.fields["cl"].values for entry in (one, two) if "cl" in entry.fields]
    return len(terms) == 2 and terms[0] != terms[1]


def _bases(items: Iterable[nodes.Item]) -> Iterator[tuple[str, str]]:
    for item in items:
        if isinstance(item, nodes.HierarchyDecl) and item.base:
            yield item.name.text, item.base.text


def _builds_on(one: str, two: str, bases: dict[str, str]) -> bool:
    """Whether one of two hierarchies extends the other, through whatever steps: it may replace its nodes."""
    return two in _above(one, bases) or one in _above(two, bases)


def _above(name: str, bases: dict[str, str]) -> set[str]:
    found: set[str] = set()
    while name in bases and name not in found:
        found.add(name)
        name = bases[name]
    return found | {name}


RULE = Rule(SameNameOtherMarkers, check, across=True)
