"""L464: a test that asks a node whether it is itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Severity
from hierannot_dsl.lint.rule import Rule
from hierannot_dsl.lint.tree import positives
from hierannot_dsl.semantics.markers import split_symbol
from hierannot_dsl.semantics.placement import of_kind
from hierannot_dsl.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.lint.subject import Subject
    from hierannot_dsl.lint.tree import Tree


@dataclass(frozen=True)
class CircularTest(Diagnostic, code="L464", severity=Severity.WARNING):
    """A test expresses positive markers of the node that it expects, and nothing else.

    It passes whatever the markers are, right or wrong. A test says something where it holds what such cells
    express beside their markers, above all the genes of their rivals.

    Example
    -------
    .. code-block:: hier

        node "B cell" {
          + CD79A
          + MS4A1
        }
        test "B cells are B cells" {
          express CD79A = 3
          express MS4A1 = 3
          expect "B cell"
        }

    Instead
    -------
    .. code-block:: hier

        node "B cell" {
          + CD79A
          + MS4A1
        }
        test "B cells with ambient RNA of plasma cells" {
          express CD74 = 4
          express IGKC = 2
          express MS4A1 = 3
          expect "B cell"
        }

    Source
    ------
    Language: a test whose only evidence is the node's own marker list is a finding.
    """

    test: str
    node: str

    def message(self) -> str:
        return f"all that `{self.test}` expresses are markers of `{self.node}`, which it expects"


def check(subject: Subject) -> Iterator[CircularTest]:
    trees = {tree.name: tree for tree in subject.trees}
    last = next(reversed(trees.values()), None)
    for item in subject.file.items:
        if isinstance(item, nodes.TestDecl):
            tree = trees.get(item.hierarchy.text) if item.hierarchy else last
            yield from _circular(item, tree)
        elif isinstance(item, nodes.HierarchyDecl):
            for test in of_kind(item.body.items, nodes.TestDecl):
                yield from _circular(test, trees.get(item.name.text))


def _circular(test: nodes.TestDecl, tree: Tree | None) -> Iterator[CircularTest]:
    items = test.body.items
    expressed = {split_symbol(item.gene)[1] for item in of_kind(items, nodes.ExpressDecl) if item.value.value}
    if tree is None or not expressed or of_kind(items, nodes.ProfileDecl):
        return
    for expect in of_kind(items, nodes.ExpectDecl):
        if expect.path is None or expect.negated:
            continue
        name = expect.path.names[-1].text
        node = next((node for node in tree.nodes if node.name.text == name), None)
        if node is None:
            continue
        known = {gene for entry in (node, *tree.ancestors(node)) for _, gene in positives(entry)}
        if expressed <= known:
            yield CircularTest(test.name.span, test.name.text, name)
            return


RULE = Rule(CircularTest, check)
