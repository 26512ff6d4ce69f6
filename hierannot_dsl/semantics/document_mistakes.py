"""JSON texts that cannot be read (E0), and documents that are no hierarchy (E2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Related
from hierannot_dsl.semantics.mistakes import did_you_mean

if TYPE_CHECKING:
    from hierannot_dsl.source import Span

COMPILED = "hierannot_dsl.program"
_HABITS = {
    "'": "JSON takes double quotes",
    "#": "JSON has no comments",
    "/": "JSON has no comments",
    "True": "write `true`",
    "False": "write `false`",
    "None": "write `null`",
    '"': "a string ends on its line; a line break in it is written `\\n`",
}


@dataclass(frozen=True)
class BadJson(Diagnostic, code="E080"):
    """The text of a JSON document breaks off: from here on it is no JSON.

    Reading ends here: what comes behind may mean anything.

    Example
    -------
    .. code-block:: json

        {
          "format": "hierannot_dsl.hierarchy",
          "format_version": 1,
          "name": "blood",
          "roots": [
            {"name": "T cell"},
          ]
        }

    Instead
    -------
    .. code-block:: json

        {
          "format": "hierannot_dsl.hierarchy",
          "format_version": 1,
          "name": "blood",
          "roots": [
            {"name": "T cell"}
          ]
        }
    """

    wanted: str
    found: str
    after_comma: bool = False

    def message(self) -> str:
        found = f"`{self.found}`" if self.found else "the end of the text"
        return f"{self.wanted} is expected here, not {found}"

    def help(self) -> str | None:
        return "take the `,` before it away" if self.after_comma else _HABITS.get(self.found)


@dataclass(frozen=True)
class JsonTooDeep(Diagnostic, code="E081"):
    """Lists and objects of a JSON document stand inside each other beyond the limit.

    There is no example: it would be as deep as what is refused.
    """

    limit: int

    def message(self) -> str:
        return f"this stands inside {self.limit} others; nothing of the document is read"


@dataclass(frozen=True)
class DocumentFormat(Diagnostic, code="E260"):
    """A JSON file is no document of a hierarchy.

    Example
    -------
    .. code-block:: json

        {"T cell": ["CD3D", "CD3E"]}

    Instead
    -------
    .. code-block:: json

        {
          "format": "hierannot_dsl.hierarchy",
          "format_version": 1,
          "name": "blood",
          "roots": [
            {"name": "T cell", "markers": [{"gene": "CD3D", "sign": 1}]}
          ]
        }
    """

    found: str | None
    wanted: str

    def message(self) -> str:
        if self.found == COMPILED:
            return "this is a compiled program, not a hierarchy"
        found = "has no `format`" if self.found is None else f"has the `format` `{self.found}`"
        return f"the document {found}; that of a hierarchy is `{self.wanted}`"

    def help(self) -> str | None:
        if self.found == COMPILED:
            return "`hierc annotate` runs it; other commands read the hierarchy that it was compiled from"
        return "`hierc export` writes such a document, and from Python `write_hierarchy`"


@dataclass(frozen=True)
class NewerDocument(Diagnostic, code="E261"):
    """A JSON document is of a version of the format that this release does not read.

    Example
    -------
    .. code-block:: json

        {
          "format": "hierannot_dsl.hierarchy",
          "format_version": 2,
          "name": "blood",
          "roots": [{"name": "T cell"}]
        }

    Instead
    -------
    .. code-block:: json

        {
          "format": "hierannot_dsl.hierarchy",
          "format_version": 1,
          "name": "blood",
          "roots": [{"name": "T cell"}]
        }
    """

    found: str
    known: int

    def message(self) -> str:
        return f"`format_version` {self.found} is not read by this release, which reads {self.known}"


@dataclass(frozen=True)
class DocumentValue(Diagnostic, code="E262"):
    """A value of a JSON document is not what belongs in its place.

    Example
    -------
    .. code-block:: json

        {
          "format": "hierannot_dsl.hierarchy",
          "format_version": 1,
          "name": "blood",
          "roots": [{"name": "T cell", "role": "mayor"}]
        }

    Instead
    -------
    .. code-block:: json

        {
          "format": "hierannot_dsl.hierarchy",
          "format_version": 1,
          "name": "blood",
          "roots": [{"name": "T cell", "role": "major"}]
        }
    """

    path: str
    wanted: str
    found: str

    def message(self) -> str:
        return f"`{self.path}` takes {self.wanted}, not {self.found}"


@dataclass(frozen=True)
class UnknownKey(Diagnostic, code="E263"):
    """An object of a JSON document has a key that means nothing there.

    Example
    -------
    .. code-block:: json

        {
          "format": "hierannot_dsl.hierarchy",
          "format_version": 1,
          "name": "blood",
          "roots": [{"name": "T cell", "colour": "#1f77b4"}]
        }

    Instead
    -------
    .. code-block:: json

        {
          "format": "hierannot_dsl.hierarchy",
          "format_version": 1,
          "name": "blood",
          "roots": [{"name": "T cell", "color": "#1f77b4"}]
        }
    """

    path: str
    key: str
    near: tuple[str, ...] = ()

    def message(self) -> str:
        return f"`{self.path}` has no field `{self.key}`" if self.path else f"there is no field `{self.key}`"

    def help(self) -> str | None:
        return did_you_mean(self.near)


@dataclass(frozen=True)
class MissingKey(Diagnostic, code="E264"):
    """An object of a JSON document lacks a field that it needs.

    Example
    -------
    .. code-block:: json

        {
          "format": "hierannot_dsl.hierarchy",
          "format_version": 1,
          "name": "blood",
          "roots": [{"markers": [{"gene": "CD3D", "sign": 1}]}]
        }

    Instead
    -------
    .. code-block:: json

        {
          "format": "hierannot_dsl.hierarchy",
          "format_version": 1,
          "name": "blood",
          "roots": [{"name": "T cell", "markers": [{"gene": "CD3D", "sign": 1}]}]
        }
    """

    path: str
    key: str

    def message(self) -> str:
        owner = f"`{self.path}`" if self.path else "the document"
        return f"{owner} needs the field `{self.key}`"


@dataclass(frozen=True)
class KeyTwice(Diagnostic, code="E265"):
    """An object of a JSON document has one key twice.

    Example
    -------
    .. code-block:: json

        {
          "format": "hierannot_dsl.hierarchy",
          "format_version": 1,
          "name": "blood",
          "roots": [{"name": "T cell", "rescue": 0.4, "rescue": 0.5}]
        }

    Instead
    -------
    .. code-block:: json

        {
          "format": "hierannot_dsl.hierarchy",
          "format_version": 1,
          "name": "blood",
          "roots": [{"name": "T cell", "rescue": 0.5}]
        }
    """

    path: str
    first: Span

    def message(self) -> str:
        return f"`{self.path}` is given twice"

    def related(self) -> tuple[Related, ...]:
        return (Related(self.first, "first given here"),)
