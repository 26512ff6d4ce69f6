"""Outcome: a value, if there is one, and everything that was found on the way to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Concatenate, Generic, ParamSpec, TypeVar

from hierannot_dsl.diagnostics.model import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
U = TypeVar("U")
P = ParamSpec("P")


class HierError(Exception):
    """Root of the exceptions that a caller may want to catch."""


class CompileFailed(HierError):
    """Raised where a value was demanded and only diagnostics are there.

    Attributes
    ----------
    diagnostics
        What was found, in source order.
    """

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        self.diagnostics = diagnostics
        errors = [d for d in diagnostics if d.severity is Severity.ERROR]
        lines = [f"{d.code}: {d.message()}" for d in errors or diagnostics]
        super().__init__("\n".join(lines))


@dataclass(frozen=True)
class Outcome(Generic[T]):
    """The result of a pass.

    `value` may exist beside errors: a tree with a damaged line is still a tree, and an
    editor wants it. Callers that may not go on after an error ask `failed`.
    """

    value: T | None
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether there is no value or any finding is an error."""
        return self.value is None or any(d.severity is Severity.ERROR for d in self.diagnostics)

    def then(
        self, step: Callable[Concatenate[T, P], Outcome[U]], *args: P.args, **kwargs: P.kwargs
    ) -> Outcome[U]:
        """Run the next pass on the value, if there is one, and keep what was found so far."""
        if self.value is None:
            return Outcome(None, self.diagnostics)
        following = step(self.value, *args, **kwargs)
        return Outcome(following.value, self.diagnostics + following.diagnostics)

    def unwrap(self) -> T:
        """The value; the one door from findings to exceptions.

        Raises
        ------
        CompileFailed
            If there is no value or any finding is an error.
        """
        if self.value is None or self.failed:
            raise CompileFailed(self.diagnostics)
        return self.value
