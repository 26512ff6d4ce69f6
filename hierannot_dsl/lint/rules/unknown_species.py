"""L442: a species that is not known by this name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Severity
from hierannot_dsl.diagnostics.suggest import closest
from hierannot_dsl.lint.locate import revaluing
from hierannot_dsl.lint.rule import Rule, fixing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.diagnostics.fix import Fix
    from hierannot_dsl.lint.subject import Subject
    from hierannot_dsl.syntax.nodes import File

SPECIES = (
    "human",
    "mouse",
    "rat",
    "macaque",
    "marmoset",
    "pig",
    "cow",
    "sheep",
    "dog",
    "cat",
    "rabbit",
    "chicken",
    "frog",
    "zebrafish",
    "fly",
    "worm",
)
OTHER_NAMES = {
    "homo sapiens": "human",
    "h. sapiens": "human",
    "hs": "human",
    "hsa": "human",
    "man": "human",
    "mus musculus": "mouse",
    "m. musculus": "mouse",
    "mm": "mouse",
    "mmu": "mouse",
    "mice": "mouse",
    "murine": "mouse",
    "rattus norvegicus": "rat",
    "macaca mulatta": "macaque",
    "rhesus": "macaque",
    "sus scrofa": "pig",
    "danio rerio": "zebrafish",
    "drosophila melanogaster": "fly",
    "caenorhabditis elegans": "worm",
}


@dataclass(frozen=True)
class UnknownSpecies(Diagnostic, code="L442", severity=Severity.WARNING):
    """The value of `species` is not one of the words that are used for it.

    It decides which symbols are right and which panels fit, so it has to be one word for one thing.

    Example
    -------
    .. code-block:: hier

        species "Homo sapiens"
        node "T cell" {
          + CD3D
        }

    Instead
    -------
    .. code-block:: hier

        species human
        node "T cell" {
          + CD3D
        }

    Source
    ------
    Language: species is a common name.
    """

    species: str
    near: tuple[str, ...]

    def message(self) -> str:
        return f"`{self.species}` is no species that is known by this name"

    def help(self) -> str | None:
        return f"did you mean `{self.near[0]}`?" if self.near else None


def check(subject: Subject) -> Iterator[UnknownSpecies]:
    for tree in subject.trees:
        species = tree.field("species")
        if species is not None and species not in SPECIES:
            folded = species.casefold().replace("_", " ")
            other = OTHER_NAMES.get(folded)
            near = (other,) if other else closest(species, SPECIES, limit=1)
            yield UnknownSpecies(tree.resolved.fields["species"].span, species, near)


def fix(found: UnknownSpecies, file: File) -> Fix | None:
    return revaluing(found.span, file, found.near[0], safe=False) if found.near else None


RULE = Rule(UnknownSpecies, check, fix=fixing(UnknownSpecies, fix))
