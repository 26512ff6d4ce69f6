"""Mistakes of marker lines: sign, gene, weight, evidence, note."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hierannot_dsl.diagnostics.model import Diagnostic, Severity

_DECIMAL_COMMA = re.compile(r"[0-9]+,[0-9]+")
_NO_ZERO = re.compile(r"\.[0-9]+")


@dataclass(frozen=True)
class BadWeight(Diagnostic, code="E040"):
    """A weight is not a number above zero, written with digits and at most one point."""

    text: str

    def message(self) -> str:
        return (
            f"the weight `{self.text}` is not a number above zero"
            if self.text
            else "a weight is missing here"
        )

    def help(self) -> str | None:
        if self.text.startswith("-"):
            return "a gene that speaks against a node is written `- GENE`, its weight stays above zero"
        return _better(self.text)


@dataclass(frozen=True)
class BadExpression(Diagnostic, code="E041"):
    """An expression is not a number of zero or above, written with digits and at most one point."""

    text: str

    def message(self) -> str:
        return (
            f"the expression `{self.text}` is not a number" if self.text else "an expression is missing here"
        )

    def help(self) -> str | None:
        return _better(self.text)


def _better(number: str) -> str | None:
    if _DECIMAL_COMMA.fullmatch(number):
        return f"write `{number.replace(',', '.')}`"
    if _NO_ZERO.fullmatch(number):
        return f"write `0{number}`"
    return None


@dataclass(frozen=True)
class SignAfterGene(Diagnostic, code="E042"):
    """The sign stands after its gene, where it might belong to the symbol."""

    gene: str
    sign: str

    def message(self) -> str:
        return f"`{self.sign}` stands after `{self.gene}`; a sign stands before its gene"


@dataclass(frozen=True)
class GluedSign(Diagnostic, code="E043", severity=Severity.WARNING):
    """No space parts the sign from its gene."""

    sign: str
    gene: str

    def message(self) -> str:
        return f"no space between `{self.sign}` and `{self.gene}`"

    def help(self) -> str:
        return f"write `{self.sign} {self.gene}`"


@dataclass(frozen=True)
class TwoGenesOnALine(Diagnostic, code="E044"):
    """A line holds more than one gene."""

    first: str
    second: str

    def message(self) -> str:
        return f"`{self.second}` stands on the line of `{self.first}`; each gene has a line of its own"


@dataclass(frozen=True)
class MissingGene(Diagnostic, code="E045"):
    """A sign has no gene."""

    sign: str

    def message(self) -> str:
        return f"a gene is missing after `{self.sign}`"


@dataclass(frozen=True)
class BadGene(Diagnostic, code="E046"):
    """A symbol holds characters that a bare symbol may not have."""

    text: str

    def message(self) -> str:
        return f"`{self.text}` is not a bare gene symbol: letters, digits, `_`, `.` and `-` inside"

    def help(self) -> str:
        return f'write `"{self.text}"`'


@dataclass(frozen=True)
class MissingSign(Diagnostic, code="E047"):
    """A gene stands on a line without a sign."""

    gene: str

    def message(self) -> str:
        return f"`{self.gene}` looks like a gene without a sign"

    def help(self) -> str:
        return f"write `+ {self.gene}` or `- {self.gene}`"


@dataclass(frozen=True)
class BadEvidence(Diagnostic, code="E048"):
    """Evidence is not of the form ``@kind:reference``."""

    text: str

    def message(self) -> str:
        return f"`{self.text}` is not evidence of the form `@kind:reference`"


@dataclass(frozen=True)
class MissingWeight(Diagnostic, code="E049"):
    """A statement that gives a gene a number has none."""

    keyword: str
    gene: str

    def message(self) -> str:
        return f"`{self.keyword}` needs a number: `= NUMBER` is missing after `{self.gene}`"


@dataclass(frozen=True)
class WeightWithoutEquals(Diagnostic, code="E050"):
    """A number follows a gene without an equals sign."""

    number: str
    gene: str

    def message(self) -> str:
        return f"`{self.number}` follows `{self.gene}` without `=`"

    def help(self) -> str:
        return f"write `{self.gene} = {self.number}`"


@dataclass(frozen=True)
class PartOutOfOrder(Diagnostic, code="E051"):
    """The parts of a marker line do not stand in their order, or one is there twice."""

    text: str

    def message(self) -> str:
        return f"`{self.text}` is out of place; after the gene come weight, evidence, note"


@dataclass(frozen=True)
class UnquotedNote(Diagnostic, code="E052"):
    """Words follow a gene without the quotes of a note."""

    text: str

    def message(self) -> str:
        return f"the note `{self.text}` stands without quotes"

    def help(self) -> str:
        return f'write `"{self.text}"`'
