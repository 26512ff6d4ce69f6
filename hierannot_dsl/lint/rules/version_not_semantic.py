"""L441: a version that is no semantic version."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Severity
from hierannot_dsl.lint.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.lint.subject import Subject

_NUMBER = r"(?:0|[1-9]\d*)"
_SEMANTIC = re.compile(rf"{_NUMBER}\.{_NUMBER}\.{_NUMBER}(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?")
_SHORT = re.compile(rf"v?({_NUMBER})(?:\.({_NUMBER}))?(?:\.({_NUMBER}))?")


@dataclass(frozen=True)
class VersionNotSemantic(Diagnostic, code="L441", severity=Severity.WARNING):
    """The version of a hierarchy is not of the form ``MAJOR.MINOR.PATCH``.

    Whoever builds on a hierarchy reads from its version whether labels may change. That needs three numbers.

    Example
    -------
    .. code-block:: hier

        version 1.2
        node "T cell" {
          + CD3D
        }

    Instead
    -------
    .. code-block:: hier

        version 1.2.0
        node "T cell" {
          + CD3D
        }

    Source
    ------
    Semantic Versioning 2.0.0.
    """

    version: str
    meant: str | None

    def message(self) -> str:
        return f"the version `{self.version}` is not of the form MAJOR.MINOR.PATCH"

    def help(self) -> str | None:
        return f"write `{self.meant}`" if self.meant else None


def check(subject: Subject) -> Iterator[VersionNotSemantic]:
    for tree in subject.trees:
        field = tree.resolved.fields.get("version")
        version = tree.field("version")
        if field is None or version is None or _SEMANTIC.fullmatch(version):
            continue
        short = _SHORT.fullmatch(version)
        meant = ".".join(part or "0" for part in short.groups()) if short else None
        yield VersionNotSemantic(field.span, version, meant)


RULE = Rule(VersionNotSemantic, check)
