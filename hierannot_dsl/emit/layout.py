"""How lines are laid out for a terminal: bars, marks and wrapped lists, in Unicode or in ASCII."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from hierannot_dsl.cells import visible_lines

BAR = 10


@dataclass(frozen=True)
class Layout:
    """What the terminal can show.

    Attributes
    ----------
    width
        Columns of a line; only a name that is longer than that breaks it.
    ascii_only
        Whether bars and marks must be drawn in ASCII.
    color
        Whether parts may be marked with ANSI colours. Colour never says what words and marks do not.
    """

    width: int = 80
    ascii_only: bool = False
    color: bool = False

    def mark(self, text: str, plain: str) -> str:
        """One character for the eye: `text`, or `plain` where only ASCII is shown."""
        return plain if self.ascii_only else text

    def bar(self, fraction: float) -> str:
        """`fraction` (0 to 1) as a bar of ten; only what is complete is drawn full, only nothing empty."""
        filled = min(max(round(fraction * BAR), 1 if fraction > 0 else 0), BAR if fraction >= 1 else BAR - 1)
        full, empty = ("#", ".") if self.ascii_only else ("█", "░")
        return full * filled + empty * (BAR - filled)

    def cut(self, text: str, width: int) -> str:
        """`text`, or as much of it as fits with an ellipsis; nothing where less than a word fits."""
        if len(text) <= width:
            return text
        dots = self.mark("…", "...")
        return text[: width - len(dots)].rstrip() + dots if width > 2 * BAR else ""

    def paint(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.color and code else text

    def wrapped(self, lead: str, text: str, *, indent: int) -> list[str]:
        """`lead`, then the words of `text`, in lines that continue at column `indent`."""
        return textwrap.wrap(
            visible_lines(f"{lead}{text}"),  # names in it are those of somebody's files
            self.width,
            subsequent_indent=" " * indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
