"""Limits: what is too large to be a hierarchy that somebody wrote."""

from __future__ import annotations

from dataclasses import dataclass

from hierannot_dsl.diagnostics.model import Diagnostic


@dataclass(frozen=True)
class TextTooLong(Diagnostic, code="E010"):
    """The text is longer than any hierarchy; nothing of it was read.

    There is no example: it would be as long as what is refused. A hierarchy is split over
    files with ``use``.
    """

    length: int
    limit: int

    def message(self) -> str:
        return f"the text has {self.length:,} characters, more than the {self.limit:,} that are read"


@dataclass(frozen=True)
class NestingTooDeep(Diagnostic, code="E011"):
    """Blocks stand inside blocks beyond the limit.

    There is no example: it would be as deep as what is refused.
    """

    limit: int

    def message(self) -> str:
        return f"this block stands inside {self.limit} others; what it holds is not read"


@dataclass(frozen=True)
class TooManyNodes(Diagnostic, code="E012"):
    """One file holds more nodes than the limit.

    There is no example: it would be as long as what is refused.
    """

    count: int
    limit: int

    def message(self) -> str:
        return f"the file has {self.count:,} nodes, more than the {self.limit:,} that are read"


@dataclass(frozen=True)
class TooManyDamagedLines(Diagnostic, code="E013"):
    """So many lines cannot be read that the text is hardly a hierarchy.

    There is no example: it would be as long as what is refused. Such a text is most often a table, or a page
    of a web site, in a file with the wrong name.
    """

    limit: int

    def message(self) -> str:
        return f"{self.limit:,} lines could not be read; the lines from here on were not looked at"
