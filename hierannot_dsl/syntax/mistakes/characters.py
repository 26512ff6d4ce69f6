"""Mistakes of characters: those that look like others, cannot be seen, or belong nowhere."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from hierannot_dsl.diagnostics.model import Diagnostic, Severity

_CONTROLS = {
    "\x00": "null",
    "\t": "tab",
    "\v": "vertical tab",
    "\f": "form feed",
    "\r": "carriage return",
    "\x1b": "escape",
    "\x85": "next line",
}


def _name(character: str) -> str:
    """The character by number and Unicode name, for it may be one that nobody can see."""
    name = _CONTROLS.get(character) or unicodedata.name(character, "control character").lower()
    return f"U+{ord(character):04X} ({name})"


def _more(count: int) -> str:
    return "" if count == 1 else f", {count} times"


@dataclass(frozen=True)
class ByteOrderMark(Diagnostic, code="E001", severity=Severity.WARNING):
    """The text starts with a byte order mark.

    Some programs write this mark, which nobody sees, before the first word. ``<U+FEFF>`` stands for it here.

    Example
    -------
    .. code-block:: hier

        <U+FEFF>hier 1
        hierarchy blood {
          node "T cell" {
            + CD3D
          }
        }

    Instead
    -------
    .. code-block:: hier

        hier 1
        hierarchy blood {
          node "T cell" {
            + CD3D
          }
        }
    """

    def message(self) -> str:
        return "the text starts with a byte order mark"

    def help(self) -> str:
        return "save the file as UTF-8 without BOM"


@dataclass(frozen=True)
class WindowsLineEnding(Diagnostic, code="E002", severity=Severity.WARNING):
    """Lines end as they do on Windows.

    They are read all the same, and every line of a comparison with a file from elsewhere differs.
    ``<U+000D>`` stands for the carriage return.

    Example
    -------
    .. code-block:: hier

        node "T cell" {<U+000D>
          + CD3D<U+000D>
        }<U+000D>

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
        }
    """

    count: int

    def message(self) -> str:
        lines = "1 line ends" if self.count == 1 else f"{self.count} lines end"
        return f"{lines} in carriage return and line feed (CRLF)"

    def help(self) -> str:
        return "save the file with line endings LF"


@dataclass(frozen=True)
class UnusualLineBreak(Diagnostic, code="E003"):
    """A line ends in a character that other programs do not take for a line break.

    Old text files and word processors write such breaks: in another program two statements are one line.
    ``<U+2028>`` stands for a line separator.

    Example
    -------
    .. code-block:: hier

        node "T cell" {<U+2028>  + CD3D
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
        }
    """

    character: str
    count: int

    def message(self) -> str:
        return f"{_name(self.character)} is read as a line break{_more(self.count)}"

    def help(self) -> str:
        return "save the file with line endings LF"


@dataclass(frozen=True)
class UnusualSpace(Diagnostic, code="E004", severity=Severity.WARNING):
    """A space is not the one of the keyboard, or a tab stands in quotes.

    It comes with text that is copied from a web page, a document or a table. ``<U+00A0>`` stands for a
    no-break space.

    Example
    -------
    .. code-block:: hier

        node "T<U+00A0>cell" {
          + CD3D
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
        }
    """

    character: str
    count: int

    def message(self) -> str:
        return f"{_name(self.character)} is read as an ordinary space{_more(self.count)}"


@dataclass(frozen=True)
class InvisibleCharacter(Diagnostic, code="E005"):
    """A character cannot be seen, and would make a symbol or name differ from its look.

    That is so of control characters, too, which a terminal obeys instead of showing them. ``<U+200B>`` stands
    for a zero width space.

    Example
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D<U+200B>
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
        }
    """

    character: str
    count: int

    def message(self) -> str:
        return f"{_name(self.character)} cannot be seen here{_more(self.count)}"

    def help(self) -> str:
        return "delete it"


@dataclass(frozen=True)
class LookAlike(Diagnostic, code="E006"):
    """A character looks like one of the language, such as a dash like a minus sign.

    Word processors write dashes and curly quotation marks. Inside quotes and in comments they may be meant.
    ``<U+2212>`` stands for the minus sign of mathematics.

    Example
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
          <U+2212> CD19
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
          - CD19
        }
    """

    character: str
    meant: str
    count: int

    def message(self) -> str:
        return f"`{self.character}` is {_name(self.character)}, not `{self.meant}`{_more(self.count)}"

    def help(self) -> str:
        return f"write `{self.meant}`"


@dataclass(frozen=True)
class StrayCharacter(Diagnostic, code="E007"):
    """A character stands where nothing begins with it.

    Example
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
          * CD3E
        }

    Instead
    -------
    .. code-block:: hier

        node "T cell" {
          + CD3D
          + CD3E
        }
    """

    character: str

    def message(self) -> str:
        shown = self.character if self.character.isprintable() else _name(self.character)
        return f"`{shown}` has no meaning here"
