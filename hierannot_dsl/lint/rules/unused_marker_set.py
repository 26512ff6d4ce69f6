"""L463: a named set that nothing includes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Severity
from hierannot_dsl.lint.rule import Rule
from hierannot_dsl.syntax import nodes
from hierannot_dsl.syntax.within import body_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hierannot_dsl.lint.subject import Subject


@dataclass(frozen=True)
class UnusedMarkerSet(Diagnostic, code="L463", severity=Severity.WARNING):
    """No `include` names a marker set, in this source or in others that are linted with it.

    Its genes look like evidence and are none. A set that is there for other files is seen to be used when
    those files are linted in the same run.

    Example
    -------
    .. code-block:: hier

        markers keratins {
          + KRT18
          + KRT8
        }
        node "Epithelial" {
          + CDH1
          + EPCAM
        }

    Instead
    -------
    .. code-block:: hier

        markers keratins {
          + KRT18
          + KRT8
        }
        node "Epithelial" {
          include keratins
          + CDH1
          + EPCAM
        }

    Source
    ------
    A rule of this project.
    """

    marker_set: str

    def message(self) -> str:
        return f"no node includes `{self.marker_set}`"


def check(subject: Subject) -> Iterator[UnusedMarkerSet]:
    files = [subject.file, *(library.file for library in subject.beside)]
    if any(file.damaged for file in files):
        return
    used = {
        item.name.text for file in files for item in _all(file.items) if isinstance(item, nodes.IncludeDecl)
    }
    for item in _all(subject.file.items):
        if isinstance(item, nodes.MarkerSetDecl) and item.name.text not in used:
            yield UnusedMarkerSet(item.name.span, item.name.text)


def _all(items: Iterable[nodes.Item]) -> Iterator[nodes.Item]:
    for item in items:
        yield item
        body = body_of(item)
        if body:
            yield from _all(body.items)


RULE = Rule(UnusedMarkerSet, check)
