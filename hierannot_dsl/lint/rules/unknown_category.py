"""L443: a category that the catalog does not have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Severity
from hierannot_dsl.diagnostics.suggest import closest
from hierannot_dsl.lint.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.lint.subject import Subject

CATEGORIES = ("brain", "immune", "solid_tissue", "tme")


@dataclass(frozen=True)
class UnknownCategory(Diagnostic, code="L443", severity=Severity.WARNING):
    """The value of `category` is none of brain, immune, solid_tissue, tme.

    Listings and the search for a fitting hierarchy group by category.

    Example
    -------
    .. code-block:: hier

        category TME
        node "T cell" {
          + CD3D
        }

    Instead
    -------
    .. code-block:: hier

        category tme
        node "T cell" {
          + CD3D
        }

    Source
    ------
    Language: the fields of a hierarchy.
    """

    category: str
    near: tuple[str, ...]

    def message(self) -> str:
        known = ", ".join(f"`{category}`" for category in CATEGORIES)
        return f"`{self.category}` is no category; there are {known}"

    def help(self) -> str | None:
        return f"did you mean `{self.near[0]}`?" if self.near else None


def check(subject: Subject) -> Iterator[UnknownCategory]:
    for tree in subject.trees:
        category = tree.field("category")
        if category is not None and category not in CATEGORIES:
            near = closest(category, CATEGORIES, limit=1)
            yield UnknownCategory(tree.resolved.fields["category"].span, category, near)


RULE = Rule(UnknownCategory, check)
