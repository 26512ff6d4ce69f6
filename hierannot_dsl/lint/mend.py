"""Mistakes of syntax whose remedy is plain: line ends, spaces, glued signs, quotes, braces."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.fix import Fix
from hierannot_dsl.source import Span
from hierannot_dsl.syntax import mistakes
from hierannot_dsl.syntax.edits import Edit, Edited
from hierannot_dsl.syntax.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.diagnostics.model import Diagnostic
    from hierannot_dsl.source import Source
    from hierannot_dsl.syntax.recovery.lines import Line

# What is wrong with a line, and what mending it does. What a line could also have meant is not here.
LINES: dict[type[Diagnostic], str] = {
    mistakes.GluedSign: "put a space after the sign",
    mistakes.TwoGenesOnALine: "put each gene on a line of its own",
    mistakes.CommaOnALine: "put each statement on a line of its own",
    mistakes.OneLineBlock: "put each statement on a line of its own",
    mistakes.BraceBesideText: "put the brace on a line of its own",
    mistakes.UnquotedName: "put the name in quotes",
    mistakes.PunctuationAfterKeyword: "part keyword and value by a space",
    mistakes.GluedComment: "put a space before the comment",
}
CHARACTERS: dict[type[Diagnostic], str] = {
    mistakes.ByteOrderMark: "remove the byte order mark",
    mistakes.WindowsLineEnding: "end lines in a line feed alone",
    mistakes.UnusualSpace: "write an ordinary space",
    mistakes.InvisibleCharacter: "remove what cannot be seen",
    mistakes.LookAlike: "write the character that it looks like",
}
_INDENT = "  "


def mends(source: Source) -> dict[Diagnostic, Fix]:
    """What would mend each mistake of syntax that has one obvious remedy; all of these fixes are safe."""
    text = Text(source)
    return {**dict(_characters(text)), **dict(_lines(text))}


def _characters(text: Text) -> Iterator[tuple[Diagnostic, Fix]]:
    """One fix for the characters that one finding stands for: those up to the next finding of its kind."""
    name, source = text.source.name, text.source
    for kind, description in CHARACTERS.items():
        found = [d for d in text.found if isinstance(d, kind) and d.span]
        starts = [d.span.start for d in found if d.span]
        for finding, (start, end) in zip(found, pairwise([*starts, len(source.text) + 1]), strict=True):
            meant = next(edit.text for edit in text.edits if edit.start == start)
            like = source.text[start]
            edits = tuple(
                (Span(name, edit.start, edit.end), edit.text)
                for edit in text.edits
                if start <= edit.start < end and edit.text == meant and _same(source.text[edit.start], like)
            )
            yield finding, Fix(description, edits, safe=True)


def _same(character: str, like: str) -> bool:
    return (character == "\r") == (like == "\r")


def _lines(text: Text) -> Iterator[tuple[Diagnostic, Fix]]:
    from hierannot_dsl.syntax.recovery.diagnose import diagnose
    from hierannot_dsl.syntax.recovery.lines import cut

    lines = list(cut(text))
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        if line.reader.read(line.content) is not None:
            continue
        diagnosis = diagnose(line)
        mistake, edits = diagnosis.mistake, diagnosis.edits
        if type(mistake) in LINES and edits and line.reads(*edits):
            new = _laid_out(line, edits)
            yield mistake, Fix(LINES[type(mistake)], ((line.span(0, len(line.content)), new),), safe=True)
        elif isinstance(mistake, mistakes.MissingOpeningBrace) and following and following.content == "{":
            end, brace = line.span(0, len(line.code)).end, following.whole()
            yield (
                mistakes.BraceOnItsOwnLine(brace, mistake.head),
                Fix("move the brace up", _moved_up(text, end, brace), safe=True),
            )


def _moved_up(text: Text, end: int, brace: Span) -> tuple[tuple[Span, str], ...]:
    before = text.source.text.rfind("\n", 0, brace.start)
    return (Span(brace.source, end, end), " {"), (Span(brace.source, before, brace.end), "")


def _laid_out(line: Line, edits: tuple[Edit, ...]) -> str:
    """The line after its edits; where it becomes several, each is indented by the blocks around it."""
    outer = line.text.text[line.offset - line.indent : line.offset] if line.indent else ""
    depth = 0
    parts: list[str] = []
    for part in Edited(line.content, edits).text.split("\n"):
        statement = part.strip()
        if statement:
            depth -= statement.startswith("}")
            parts.append((outer if parts else "") + _INDENT * depth + statement)
            depth += statement.partition(" #")[0].rstrip().endswith("{")
    if len(parts) > 1 and parts[-1].lstrip().startswith("#"):
        *parts, comment = parts  # it stood at the end of the line, and stays at the end of what that became
        parts[-1] += f"  {comment.strip()}"
    return "\n".join(parts)
