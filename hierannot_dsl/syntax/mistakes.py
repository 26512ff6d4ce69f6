"""What can be wrong with a line: one class per mistake, family E0."""

from __future__ import annotations

from dataclasses import dataclass

from hierannot_dsl.diagnostics.model import Diagnostic


@dataclass(frozen=True)
class NestingTooDeep(Diagnostic, code="E008"):
    """Blocks stand in blocks beyond the limit."""

    limit: int

    def message(self) -> str:
        return f"blocks are nested more than {self.limit} deep; what is inside this one is not read"


@dataclass(frozen=True)
class NewerLanguage(Diagnostic, code="E011"):
    """The file is written in a later version of the language."""

    version: str
    known: int

    def message(self) -> str:
        return f"the file is in version {self.version} of the language, newer than {self.known}"


@dataclass(frozen=True)
class BadVersion(Diagnostic, code="E012"):
    """The version of the language is not a whole number above zero."""

    version: str
    known: int

    def message(self) -> str:
        return f"`{self.version}` is not a version of the language"

    def help(self) -> str:
        return f"write `hier {self.known}`"


@dataclass(frozen=True)
class BadCount(Diagnostic, code="E013"):
    """A number of genes is not a whole number."""

    text: str

    def message(self) -> str:
        return f"`{self.text}` is not a whole number"


@dataclass(frozen=True)
class BadWeight(Diagnostic, code="E040"):
    """A weight is not a number above zero."""

    text: str

    def message(self) -> str:
        return f"`{self.text}` is not a number above zero" if self.text else "a number is missing after `=`"


@dataclass(frozen=True)
class StrayCharacter(Diagnostic, code="E063"):
    """A character stands where the grammar has no place for it."""

    character: str

    def message(self) -> str:
        return f"`{self.character}` cannot stand here"
