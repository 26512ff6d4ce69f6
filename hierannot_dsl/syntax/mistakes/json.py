"""What can be wrong with a JSON text before it is a document."""

from __future__ import annotations

from dataclasses import dataclass

from hierannot_dsl.diagnostics.model import Diagnostic

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
    """The text of a JSON document breaks off: from here on it is no JSON."""

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
    """Lists and objects of a JSON document stand inside each other beyond the limit."""

    limit: int

    def message(self) -> str:
        return f"this stands inside {self.limit} others; nothing of the document is read"
