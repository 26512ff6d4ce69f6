"""A text that is being edited -> its syntax tree, reading only the lines that have changed.

A statement is a line, so a line is what can be read anew by itself: the others keep what they were read as,
moved to where they stand now. Braces are matched again over all lines, which takes no reading.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.syntax.parse import LONGEST, no_collection, parse, tree_of
from hierannot_dsl.syntax.recovery.lines import Lines, Reader
from hierannot_dsl.syntax.recovery.recover import Reading, assemble, read_line
from hierannot_dsl.syntax.shift import shifted
from hierannot_dsl.syntax.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hierannot_dsl.diagnostics.outcome import Outcome
    from hierannot_dsl.source import Source
    from hierannot_dsl.syntax.nodes import File

MOST_KNOWN_LINES = 20_000


class Reparser:
    """Parses one version of a source after another.

    What it gives is what `parse` gives. The first version takes about 1.6 times as long as there.
    """

    def __init__(self) -> None:
        self._last: tuple[Source, Outcome[File]] | None = None
        self._written: list[str] = []
        self._readings: list[Reading | None] = []
        self._reader = Reader()

    def parse(self, source: Source) -> Outcome[File]:
        """Read the next version of the source."""
        if self._last is None or self._last[0] != source:
            with no_collection():
                self._last = source, self._parse(source)
        return self._last[1]

    def _parse(self, source: Source) -> Outcome[File]:
        written = source.text.split("\n")
        text = Text(source) if len(source.text) <= LONGEST else None
        # Where a character that is no line feed breaks lines too, they are not those that were written.
        if text is None or text.text.count("\n") + 1 != len(written):
            self._written, self._readings = [], []
            return parse(source)
        if len(self._reader) > MOST_KNOWN_LINES:
            self._reader = Reader()
        lines = Lines(text, self._reader)
        readings = self._kept(written)
        in_order: list[Reading] = []
        at = 0
        while at < len(readings):
            reading = readings[at]
            if reading is None or reading.looked_ahead:
                # What lines below had a say in is read anew: they may say something else.
                reading = readings[at] = read_line(lines, at)
            in_order.append(reading)
            at += 1
            for taken in range(at, at + reading.lines - 1):
                readings[taken] = None
                at += 1
        self._written, self._readings = written, readings
        recovered = assemble(lines, in_order)
        return tree_of(text, recovered.items, recovered.found, mended=recovered.mended)

    def _kept(self, written: list[str]) -> list[Reading | None]:
        """What is known of each line: those before and after all that has changed."""
        old = self._written
        before, after = lines_alike(old, written)
        until, now_until = len(old) - after, len(written) - after
        by = sum(map(len, written[before:now_until])) - sum(map(len, old[before:until]))
        by += len(written) - len(old)
        below = self._readings[until:]
        if by:
            below = [
                shifted(reading, by) if reading and (reading.pieces or reading.found) else reading
                for reading in below
            ]
        return [*self._readings[:before], *[None] * (now_until - before), *below]


def lines_alike(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """How many lines at the start and, of the others, how many at the end two texts have in common."""
    before = _alike(old, new)
    return before, _alike(old[before:][::-1], new[before:][::-1])


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many lines are the same at the start."""
    both = min(len(one), len(other))
    return next((at for at in range(both) if one[at] != other[at]), both)
