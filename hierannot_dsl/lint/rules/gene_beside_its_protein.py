"""L402: a gene and the name of its protein in one list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Related, Severity
from hierannot_dsl.lint.locate import removal
from hierannot_dsl.lint.rule import Rule, fixing
from hierannot_dsl.lint.tree import lists

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.diagnostics.fix import Fix
    from hierannot_dsl.lint.subject import Subject
    from hierannot_dsl.source import Span
    from hierannot_dsl.syntax.nodes import File


@dataclass(frozen=True)
class GeneBesideItsProtein(Diagnostic, code="L402", severity=Severity.WARNING):
    """A gene is listed together with the name of its protein.

    RNA is measured under the gene's symbol alone, so the protein's name is a marker that no panel has: it
    only makes the node look better supported than it is.

    Example
    -------
    .. code-block:: hier

        node "B cell" {
          + CD20
          + CD79A
          + MS4A1
        }

    Instead
    -------
    .. code-block:: hier

        node "B cell" {
          + CD79A
          + MS4A1
        }

    Source
    ------
    Rows of the published ScType table list CD20 with MS4A1.
    """

    protein: str
    gene: str
    program: str
    first: Span

    def message(self) -> str:
        return f"`{self.protein}` is the protein of `{self.gene}`, which `{self.program}` lists too"

    def help(self) -> str:
        return f"keep `{self.gene}`"

    def related(self) -> tuple[Related, ...]:
        return (Related(self.first, "its gene is here"),)


def check(subject: Subject) -> Iterator[GeneBesideItsProtein]:
    for tree in subject.trees:
        species = tree.species or subject.usual_species
        for program in tree.programs:
            for owner, markers in lists(program):
                genes = {marker.gene: marker for marker in markers if marker.modality == "rna"}
                for marker in genes.values():
                    meanings = subject.symbols.lookup(marker.gene, species=species)
                    named = [s for m in meanings if m.kind == "protein" for s in m.approved if s in genes]
                    if named and subject.owns(marker.span):
                        first = genes[named[0]].span
                        yield GeneBesideItsProtein(marker.span, marker.gene, named[0], owner.name.text, first)


def fix(found: GeneBesideItsProtein, file: File) -> Fix | None:
    return removal(found.span, file, f"remove `{found.protein}`", safe=False)


RULE = Rule(GeneBesideItsProtein, check, fix=fixing(GeneBesideItsProtein, fix))
