"""A line and what is wrong with it -> the fix that leaves its meaning alone, where there is one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.fix import Fix
from hierannot_dsl.source import Span
from hierannot_dsl.syntax import mistakes
from hierannot_dsl.syntax.edits import Edit, Edited

if TYPE_CHECKING:
    from hierannot_dsl.diagnostics.model import Diagnostic
    from hierannot_dsl.syntax.recovery.lines import Diagnosis, Line

# What is wrong with a line, and what mending it does. What a line could also have meant is not here.
REMEDIES: dict[type[Diagnostic], str] = {
    mistakes.GluedSign: "put a space after the sign",
    mistakes.TwoGenesOnALine: "put each gene on a line of its own",
    mistakes.CommaOnALine: "put each statement on a line of its own",
    mistakes.OneLineBlock: "put each statement on a line of its own",
    mistakes.BraceBesideText: "put the brace on a line of its own",
    mistakes.UnquotedName: "put the name in quotes",
    mistakes.PunctuationAfterKeyword: "part keyword and value by a space",
    mistakes.GluedComment: "put a space before the comment",
}
_INDENT = "  "


def with_remedy(line: Line, diagnosis: Diagnosis) -> Diagnostic:
    """The mistake of a line, with its fix where that leaves the meaning alone."""
    mistake, edits = diagnosis.mistake, diagnosis.edits
    if type(mistake) not in REMEDIES:
        return mistake
    if isinstance(mistake, mistakes.UnquotedName):
        # A brace that is missing too is another finding.
        edits = tuple(edit for edit in edits if edit.text == '"')
        readable = line.reads(*diagnosis.edits)
    else:
        readable = line.reads(*edits)
    lost = isinstance(mistake, mistakes.GluedComment) and any(not edit.text for edit in edits)
    if not edits or not readable or lost:
        return mistake
    whole = line.span(0, len(line.content))
    before = line.text.source.text[whole.start : whole.end]
    fix = Fix(REMEDIES[type(mistake)], (_least(whole, before, _laid_out(line, edits)),), safe=True)
    return replace(mistake, fix=fix)


def brace_moved_up(line: Line, brace: Line) -> Fix | None:
    """Put the ``{`` of the line below at the end of `line`; a comment beside it stays where it is."""
    text, name = line.text.source.text, line.text.source.name
    end, place = line.whole().end, brace.whole()
    start, stop = place.start, place.end
    if brace.content == brace.code:
        start = text.rfind("\n", 0, start) + 1
        stop = text.find("\n", stop) + 1 or len(text)
        if text[start:stop].strip(" \t\r\n") != "{":
            return None  # what shares the line is read as a line of its own
    else:
        stop += len(text[stop:]) - len(text[stop:].lstrip(" \t"))
    return Fix("move the brace up", ((Span(name, end, end), " {"), (Span(name, start, stop), "")), safe=True)


def _least(whole: Span, before: str, after: str) -> tuple[Span, str]:
    """The one edit that makes `after` of `before` and leaves alone what both begin and end with."""
    head = _shared(before, after)
    tail = _shared(before[head:][::-1], after[head:][::-1])
    return Span(whole.source, whole.start + head, whole.end - tail), after[head : len(after) - tail]


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin with together."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (left, right) in pairs if left != right), min(len(one), len(other)))


def _laid_out(line: Line, edits: tuple[Edit, ...]) -> str:
    """The line after its edits; where it becomes several, each is indented by the blocks around it."""
    outer = line.text.text[line.text.text.rfind("\n", 0, line.offset) + 1 : line.offset]
    depth = 0
    parts: list[str] = []
    for part in Edited(line.content, edits).text.split("\n"):
        statement = part.strip()
        if statement:
            depth -= statement.startswith("}")
            parts.append((_indent(outer, depth) if parts else "") + statement)
            depth += statement.partition(" #")[0].rstrip().endswith("{")
    if len(parts) > 1 and parts[-1].lstrip().startswith("#"):
        *parts, comment = parts  # it stood at the end of the line, and stays at the end of what that became
        parts[-1] += f"  {comment.strip()}"
    return "\n".join(parts)


def _indent(outer: str, depth: int) -> str:
    """What stands before a line so many blocks further in than its neighbour, or further out."""
    if depth >= 0:
        return outer + _INDENT * depth
    further_in = _INDENT * -depth
    return outer.removesuffix(further_in) if outer.endswith(further_in) else outer.removesuffix("\t" * -depth)
