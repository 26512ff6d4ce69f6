"""Lines that start with a sign, or with a gene that lacks one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.syntax.edits import Edit
from hierannot_dsl.syntax.mistakes import (
    BadEvidence,
    BadGene,
    CommaOnALine,
    GluedSign,
    MissingGene,
    MissingSign,
    MissingWeight,
    PartOutOfOrder,
    SignAfterGene,
    TwoGenesOnALine,
    UnexpectedText,
    UnquotedNote,
    WeightWithoutEquals,
)
from hierannot_dsl.syntax.recovery.lines import Diagnosis, Line

if TYPE_CHECKING:
    from collections.abc import Callable

_START = re.compile(r"(?P<lead>(?:(?:set|drop)[ \t]+)?(?P<sign>[+-]))(?P<space>\s*)")
_GENE = re.compile(r'"[^"]*"|[^\s=@"]+')
_NEXT_MARKER = re.compile(r'(?<=[\s\w"])(?<!=)(?<!=\s)(?:(?<=\s)[+-]|\+)(?P<space>\s*)(?=["A-Za-z0-9])')
_COMMA = re.compile(r'(?<![,;])[,;]+(?=\s|$)\s*|(?<=[\w"])[,;]+(?=["A-Za-z+-])')
_SYMBOL = re.compile(r"(?=[^a-z]*$|.*[0-9])[A-Za-z0-9][A-Za-z0-9_.-]*")
_BARE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
_NUMBER = re.compile(r"(?P<between>\s*(?:[:*x]\s*)?)(?P<number>[0-9]+(?:[.,][0-9]+)?|\.[0-9]+)(?=[\s@\"]|$)")
_EVIDENCE = re.compile(r"@[A-Za-z][A-Za-z0-9_-]*:[^\s#\"@{}]+")
_UNMARKED_EVIDENCE = re.compile(r"[A-Za-z][A-Za-z0-9_-]*:[^\s#\"@{}]+")
_PART = re.compile(r'(?P<weight>=\s*[^\s#"@{}]*)|(?P<evidence>@[^\s@"]*)|(?P<note>"[^"]*")|\S+')
# Signs of symbols that are names of proteins, clones or fly genes, not slips of the finger.
_NAMELIKE = re.compile(r"[\w./()'*:&\[\]+-]+")


@dataclass(frozen=True)
class _Marker:
    """What a marker line starts with; `after` is where its gene ends."""

    line: Line
    lead: str
    sign: str
    gene: str
    start: int
    after: int
    glue: tuple[Edit, ...]

    def diagnosis(self, mistake: object, *edits: Edit) -> Diagnosis:
        return Diagnosis(mistake, (*self.glue, *edits))  # type: ignore[arg-type]  # see the callers

    def again(self, text: str) -> str:
        """A break, and the sign once more, before another gene."""
        return f"\n{text or self.lead} "


def damaged_marker(line: Line) -> Diagnosis | None:
    """What is wrong with a line that starts with a sign."""
    start = _START.match(line.code)
    if not start:
        return None
    gene = _GENE.match(line.code, start.end())
    if not gene:
        return Diagnosis(MissingGene(line.span(*start.span("sign")), start["sign"]))
    glue = () if start["space"] else (Edit(start.end(), start.end(), " "),)
    written = line.content[gene.start() : gene.end()]
    marker = _Marker(line, start["lead"], start["sign"], written, gene.start(), gene.end(), glue)
    for look in _LOOKS:
        found = look(marker)
        if found:
            return found
    return None


def _brace(marker: _Marker) -> Diagnosis | None:
    end = len(marker.line.code)
    if not marker.line.code.endswith("{"):
        return None
    return marker.diagnosis(UnexpectedText(marker.line.span(end - 1, end), "{", ("the end of the line",)))


def _comma(marker: _Marker) -> Diagnosis | None:
    code = marker.line.code
    found = list(_COMMA.finditer(code, marker.start))
    if not found:
        return None
    edits = []
    for comma in found:
        rest = code[comma.end() :]
        signed = re.match(r"[+-](\s*)", rest)
        again = "\n" if signed else marker.again("")
        edits.append(Edit(*comma.span(), again if rest else ""))
        if signed and not signed[1]:
            edits.append(Edit(comma.end() + 1, comma.end() + 1, " "))
    first = found[0].start()
    return marker.diagnosis(CommaOnALine(marker.line.span(first, first + 1), code[first]), *edits)


def _second_marker(marker: _Marker) -> Diagnosis | None:
    code = marker.line.code
    edits = []
    second = None
    for sign in _NEXT_MARKER.finditer(code, marker.start + 1):
        gene = _GENE.match(code, sign.end())
        assert gene
        second = second or (sign.start(), gene)
        edits += [Edit(sign.start(), sign.start(), "\n")]
        edits += [] if sign["space"] else [Edit(sign.end(), sign.end(), " ")]
    if not second or not marker.line.reads(*marker.glue, *edits):
        return None
    start, gene = second
    other = marker.line.content[gene.start() : gene.end()]
    first = marker.line.content[marker.start : min(start, marker.after)]
    mistake = TwoGenesOnALine(marker.line.span(start, gene.end()), first, other)
    return marker.diagnosis(mistake, *edits)


def _glued_sign(marker: _Marker) -> Diagnosis | None:
    if not marker.glue or not marker.line.reads(*marker.glue):
        return None
    return marker.diagnosis(
        GluedSign(marker.line.span(marker.start - 1, marker.after), marker.sign, marker.gene)
    )


def _sign_after_gene(marker: _Marker) -> Diagnosis | None:
    sign = re.compile(r"(?<=[\w.])\s?([+-]+)(?=[\s=@]|$)").search(marker.line.code, marker.start)
    if not sign or not _BARE.fullmatch(marker.gene.rstrip("+-")):
        return None
    place = sign.span(1)
    mistake = SignAfterGene(marker.line.span(*place), marker.gene.rstrip("+-"), sign[1])
    return marker.diagnosis(mistake, Edit(*place, ""))


def _weight_without_equals(marker: _Marker) -> Diagnosis | None:
    code = marker.line.code
    gene, after = marker.gene, marker.after
    if gene.endswith(":"):
        gene, after = gene[:-1], after - 1
    number = _NUMBER.match(code, after)
    if not number or not number["between"]:
        return None
    mistake = WeightWithoutEquals(marker.line.span(*number.span("number")), number["number"], gene)
    return marker.diagnosis(mistake, Edit(*number.span("between"), " = "))


def _bad_evidence(marker: _Marker) -> Diagnosis | None:
    line = marker.line
    for part in _PART.finditer(line.code, marker.after):
        if part["weight"] or part["note"] or _EVIDENCE.fullmatch(part[0]):
            continue
        text, start = line.content[part.start() : part.end()], part.start()
        mistake = BadEvidence(line.span(*part.span()), text)
        if part["evidence"]:
            gap = re.compile(r"\s*").match(line.code, part.end())
            assert gap
            joined = Edit(*gap.span(), "")
            helps = gap[0] and line.reads(*marker.glue, joined)
            return marker.diagnosis(mistake, joined if helps else Edit(*part.span(), ""))
        if _UNMARKED_EVIDENCE.fullmatch(part[0]):
            return marker.diagnosis(mistake, Edit(start, start, "@"))
    return None


def _out_of_order(marker: _Marker) -> Diagnosis | None:
    order = {"weight": 0, "evidence": 1, "note": 2}
    reached = -1
    out = []
    for part in _PART.finditer(marker.line.code, marker.after):
        if part.lastgroup is None:
            return None
        rank = order[part.lastgroup]
        if rank < reached or (rank == reached and rank != order["evidence"]):
            out.append(part.span())
        reached = max(reached, rank)
    if not out:
        return None
    mistake = PartOutOfOrder(marker.line.span(*out[0]), marker.line.content[slice(*out[0])])
    return marker.diagnosis(mistake, *(Edit(*place, "") for place in out))


def _no_weight(marker: _Marker) -> Diagnosis | None:
    if not marker.lead.startswith("set") or "=" in marker.line.code:
        return None
    mistake = MissingWeight(marker.line.span(marker.start, marker.after), "set", marker.gene)
    return marker.diagnosis(mistake)


def _words_after(marker: _Marker) -> Diagnosis | None:
    """Bare words behind the gene: more genes, or a note."""
    line = marker.line
    words = [part for part in _PART.finditer(line.code, marker.after) if part.lastgroup is None]
    if not words or line.code[marker.after] not in " \t" or marker.gene.startswith('"'):
        return None
    if not _BARE.fullmatch(marker.gene):
        return None
    if all(_SYMBOL.fullmatch(word[0]) for word in words):
        edits = [Edit(word.start(), word.start(), marker.again("")) for word in words]
        mistake = TwoGenesOnALine(line.span(*words[0].span()), marker.gene, words[0][0])
        return marker.diagnosis(mistake, *edits)
    start, end = words[0].start(), words[-1].end()
    note = line.content[start:end]
    if not any(map(str.isalpha, note)) or '"' in note:
        return None
    edits = [Edit(start, start, '"'), Edit(end, end, '"')]
    return marker.diagnosis(UnquotedNote(line.span(start, end), note), *edits)


def _bad_gene(marker: _Marker) -> Diagnosis | None:
    gene = marker.gene
    if gene.startswith('"') or _BARE.fullmatch(gene) or not _NAMELIKE.fullmatch(gene):
        return None
    edits = (Edit(marker.start, marker.start, '"'), Edit(marker.after, marker.after, '"'))
    if not marker.line.reads(*marker.glue, *edits):
        return None
    return marker.diagnosis(BadGene(marker.line.span(marker.start, marker.after), gene), *edits)


_LOOKS: tuple[Callable[[_Marker], Diagnosis | None], ...] = (
    _brace,
    _comma,
    _second_marker,
    _glued_sign,
    _sign_after_gene,
    _weight_without_equals,
    _bad_evidence,
    _out_of_order,
    _no_weight,
    _words_after,
    _bad_gene,
)


def missing_sign(line: Line) -> Diagnosis | None:
    """A line that would be a marker if it started with a sign, or whose sign comes too late."""
    late = re.fullmatch(r"([A-Za-z0-9][A-Za-z0-9_.-]*?)\s?([+-]+)", line.code)
    if late:
        mistake = SignAfterGene(line.span(*late.span(2)), late[1], late[2])
        return Diagnosis(mistake, (Edit(0, 0, f"{late[2][0]} "), Edit(*late.span(2), "")))
    gene = _GENE.match(line.code)
    edit = Edit(0, 0, "+ ")
    if not gene or not _SYMBOL.fullmatch(gene[0]) or not line.reads(edit):
        return None
    return Diagnosis(MissingSign(line.span(*gene.span()), gene[0]), (edit,))
