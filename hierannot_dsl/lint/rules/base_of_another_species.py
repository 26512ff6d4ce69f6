"""L445: a hierarchy that extends one of another species."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Related, Severity
from hierannot_dsl.lint.rule import Rule
from hierannot_dsl.semantics.placement import of_kind
from hierannot_dsl.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hierannot_dsl.lint.subject import Subject
    from hierannot_dsl.source import Span

SPECIES = "species"


@dataclass(frozen=True)
class BaseOfAnotherSpecies(Diagnostic, code="L445", severity=Severity.WARNING):
    """A hierarchy says one species, and the hierarchy that it extends another.

    All that is inherited is spelled like the other species. Symbols that differ in case only are matched by
    letter case, whether or not they are the same gene; the rest is absent from every panel of this species.

    Example
    -------
    .. code-block:: hier

        hierarchy blood {
          species human
          node "T cell" {
            + CD3D
          }
        }
        hierarchy mouse_blood extends blood {
          species mouse
        }

    Instead
    -------
    .. code-block:: hier

        hierarchy mouse_blood {
          species mouse
          node "T cell" {
            + Cd3d
          }
        }

    Source
    ------
    Language: fields of the base are not inherited, its markers are.
    """

    hierarchy: str
    species: str
    base: str
    other: str
    said: Span

    def message(self) -> str:
        return f"`{self.hierarchy}` is of {self.species}, and extends `{self.base}`, which is of {self.other}"

    def related(self) -> tuple[Related, ...]:
        return (Related(self.said, "the other species is said here"),)


def check(subject: Subject) -> Iterator[BaseOfAnotherSpecies]:
    files = subject.library.files
    declared = {
        one.name.text: one
        for file in (*files.values(), subject.file)  # of one name, that of the source itself
        for one in of_kind(file.items, nodes.HierarchyDecl)
    }
    for one in of_kind(subject.file.items, nodes.HierarchyDecl):
        own = _species(one)
        base, other = _base_with_species(one, declared)
        if own is None or base is None or other is None or one.base is None:
            continue
        here, there = own.values[0].text, other.values[0].text
        if here.casefold() != there.casefold():
            yield BaseOfAnotherSpecies(one.base.span, one.name.text, here, base.name.text, there, other.span)


def _base_with_species(
    declared: nodes.HierarchyDecl, known: Mapping[str, nodes.HierarchyDecl]
) -> tuple[nodes.HierarchyDecl | None, nodes.FieldDecl | None]:
    """The nearest of those that it builds on that says a species, and where it does."""
    passed = {declared.name.text}
    while declared.base is not None and declared.base.text in known and declared.base.text not in passed:
        declared = known[declared.base.text]
        passed.add(declared.name.text)
        species = _species(declared)
        if species is not None:
            return declared, species
    return None, None


def _species(declared: nodes.HierarchyDecl) -> nodes.FieldDecl | None:
    fields = of_kind(declared.body.items, nodes.FieldDecl)
    return next((each for each in fields if each.keyword.text == SPECIES and each.values), None)


RULE = Rule(BaseOfAnotherSpecies, check)
