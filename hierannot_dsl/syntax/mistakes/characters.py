"""Mistakes of characters: those that look like others, cannot be seen, or belong nowhere."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from hierannot_dsl.diagnostics.model import Diagnostic, Severity

_CONTROLS = {"\r": "carriage return", "\v": "vertical tab", "\f": "form feed", "\x85": "next line"}


def _name(character: str) -> str:
    """The character by number and Unicode name, for it may be one that nobody can see."""
    name = _CONTROLS.get(character) or unicodedata.name(character, "control character").lower()
    return f"U+{ord(character):04X} ({name})"


def _more(count: int) -> str:
    return "" if count == 1 else f", {count} times"


@dataclass(frozen=True)
class ByteOrderMark(Diagnostic, code="E001", severity=Severity.WARNING):
    """The text starts with a byte order mark."""

    def message(self) -> str:
        return "the text starts with a byte order mark"

    def help(self) -> str:
        return "save the file as UTF-8 without BOM"


@dataclass(frozen=True)
class WindowsLineEnding(Diagnostic, code="E002", severity=Severity.WARNING):
    """Lines end as they do on Windows."""

    count: int

    def message(self) -> str:
        lines = "1 line ends" if self.count == 1 else f"{self.count} lines end"
        return f"{lines} in carriage return and line feed (CRLF)"

    def help(self) -> str:
        return "save the file with line endings LF"


@dataclass(frozen=True)
class UnusualLineBreak(Diagnostic, code="E003"):
    """A line ends in a character that other programs do not take for a line break."""

    character: str
    count: int

    def message(self) -> str:
        return f"{_name(self.character)} is read as a line break{_more(self.count)}"

    def help(self) -> str:
        return "save the file with line endings LF"


@dataclass(frozen=True)
class UnusualSpace(Diagnostic, code="E004", severity=Severity.WARNING):
    """A space is not the one of the keyboard."""

    character: str
    count: int

    def message(self) -> str:
        return f"{_name(self.character)} is read as an ordinary space{_more(self.count)}"


@dataclass(frozen=True)
class InvisibleCharacter(Diagnostic, code="E005"):
    """A character cannot be seen, and would make a symbol or name differ from its look."""

    character: str
    count: int

    def message(self) -> str:
        return f"{_name(self.character)} cannot be seen here{_more(self.count)}"

    def help(self) -> str:
        return "delete it"


@dataclass(frozen=True)
class LookAlike(Diagnostic, code="E006"):
    """A character looks like one of the language, such as a dash like a minus sign."""

    character: str
    meant: str
    count: int

    def message(self) -> str:
        return f"`{self.character}` is {_name(self.character)}, not `{self.meant}`{_more(self.count)}"

    def help(self) -> str:
        return f"write `{self.meant}`"


@dataclass(frozen=True)
class StrayCharacter(Diagnostic, code="E007"):
    """A character stands where nothing begins with it."""

    character: str

    def message(self) -> str:
        shown = self.character if self.character.isprintable() else _name(self.character)
        return f"`{shown}` has no meaning here"
