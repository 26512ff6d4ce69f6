"""Diagnostic: one kind of problem is one class that holds data; its prose is computed here."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from hierannot_dsl.diagnostics.fix import Fix
    from hierannot_dsl.source import Span

CODE = re.compile(r"[EPLXT]\d{3}")
REGISTRY: dict[str, type[Diagnostic]] = {}


class Severity(IntEnum):
    """How much a finding matters; an error means that there is no result."""

    NOTE = 0
    WARNING = 1
    ERROR = 2


@dataclass(frozen=True)
class Related:
    """Another place that a diagnostic speaks of, such as the first of two definitions."""

    span: Span
    label: str


@dataclass(frozen=True)
class Diagnostic(ABC):
    """One finding about a source.

    A subclass declares its `code` and `severity` as class keywords and its data as fields.
    Families: E0 syntax, E1 names and structure, E2 semantics, P3 panel, L4 lint, X5 import
    damage, T6 tests. A code is never used twice, a class without one cannot be defined.
    `span` is None where a finding has no place in a text. `fix` is what would take it away, where we are
    sure; findings that differ in it alone are equal.
    """

    span: Span | None
    fix: Fix | None = field(default=None, kw_only=True, compare=False, repr=False)

    code: ClassVar[str]
    severity: ClassVar[Severity]

    def __init_subclass__(cls, code: str | None = None, severity: Severity = Severity.ERROR) -> None:
        if code is None or not CODE.fullmatch(code):
            msg = f"diagnostic {cls.__name__} needs a code such as E101"
            raise TypeError(msg)
        if code in REGISTRY:
            msg = f"code {code} belongs to {REGISTRY[code].__name__}"
            raise TypeError(msg)
        cls.code, cls.severity = code, severity
        REGISTRY[code] = cls

    @classmethod
    def name(cls) -> str:
        """The kebab-case name, derived from the class: ``MarkerNotOnPanel`` is ``marker-not-on-panel``."""
        return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-", cls.__name__).lower()

    @abstractmethod
    def message(self) -> str:
        """What was found: one line, in lower case, without a full stop."""

    def help(self) -> str | None:
        return None

    def notes(self) -> tuple[str, ...]:
        """The facts behind the message, a line each."""
        return ()

    def related(self) -> tuple[Related, ...]:
        return ()
