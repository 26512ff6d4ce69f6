"""JSON text -> its values, each with its place; the first mistake of syntax ends the reading."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from math import isfinite
from typing import TYPE_CHECKING, NoReturn, TypeAlias

from hierannot_dsl.diagnostics.outcome import Outcome
from hierannot_dsl.semantics.document_mistakes import BadJson, JsonTooDeep
from hierannot_dsl.source import Span

if TYPE_CHECKING:
    from hierannot_dsl.diagnostics.model import Diagnostic
    from hierannot_dsl.source import Source

DEEPEST = 410
_TOKEN = re.compile(
    r"""[ \t\r\n]*(?:
        (?P<mark>[{}\[\],:])
      | (?P<string>"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")
      | (?P<number>-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![0-9A-Za-z_.]))
      | (?P<word>(?:true|false|null)(?![0-9A-Za-z_]))
    )""",
    re.VERBOSE,
)
_OTHER = re.compile(r"\s*(?:(?P<other>[\w.+-]+|\S)|$)")


@dataclass(frozen=True)
class Scalar:
    """A string, a number, `true`, `false` or `null`."""

    value: str | float | int | bool | None
    span: Span


@dataclass(frozen=True)
class Array:
    """A list."""

    items: tuple[Value, ...]
    span: Span


@dataclass(frozen=True)
class Member:
    """A key of an object and what it holds."""

    key: str
    span: Span
    value: Value


@dataclass(frozen=True)
class Object:
    """An object; a key that is written twice is here twice."""

    members: tuple[Member, ...]
    span: Span


Value: TypeAlias = Scalar | Array | Object


def parse_json(source: Source) -> Outcome[Value]:
    """Read one JSON text (RFC 8259); a byte order mark is passed over."""
    try:
        return Outcome(_Reading(source).document())
    except _Stop as stop:
        return Outcome(None, (stop.mistake,))


class _Stop(Exception):
    def __init__(self, mistake: Diagnostic) -> None:
        super().__init__(mistake)
        self.mistake = mistake


@dataclass
class _Open:
    """A list or object whose end has not come yet; `keys` are those of an object, with their places."""

    mark: str
    start: Span
    values: list[Value] = field(default_factory=list)
    keys: list[tuple[str, Span]] = field(default_factory=list)

    @property
    def end(self) -> str:
        return "}" if self.mark == "{" else "]"

    def closed(self, span: Span) -> Value:
        if self.mark == "[":
            return Array(tuple(self.values), self.start.to(span))
        members = zip(self.keys, self.values, strict=True)
        return Object(tuple(Member(*key, value) for key, value in members), self.start.to(span))


class _Reading:
    """One pass over a text; what is open stands on a list, so that no depth of it is too much for Python."""

    def __init__(self, source: Source) -> None:
        self.name, self.text = source.name, source.text
        self.at = 1 if source.text.startswith("\ufeff") else 0
        self.kind, self.token, self.span = "", "", Span(source.name, 0, 0)
        self.advance()

    def document(self) -> Value:
        outer: list[_Open] = []
        while True:
            if self.kind == "mark" and self.token in ("{", "["):
                if len(outer) == DEEPEST:
                    raise _Stop(JsonTooDeep(self.span, DEEPEST))
                outer.append(_Open(self.token, self.span))
                self.advance()
                if not self.closes(outer[-1]):
                    self.start_part(outer[-1])
                    continue
                value = self.close(outer.pop())
            else:
                value = self.scalar()
            while outer:
                outer[-1].values.append(value)
                if not self.closes(outer[-1]):
                    self.expect(",", f"`,` or `{outer[-1].end}`")
                    self.start_part(outer[-1])
                    break
                value = self.close(outer.pop())
            else:
                if self.kind != "end":
                    self.refuse("the end of the text")
                return value

    def advance(self) -> None:
        """Go to the next token."""
        found = _TOKEN.match(self.text, self.at)
        if found is None:
            found = _OTHER.match(self.text, self.at)
            assert found is not None  # it matches the end of the text too
        self.kind = found.lastgroup or "end"
        # The end of the text is where something is missing: behind the last token, not below it.
        start, end = found.span(found.lastgroup) if found.lastgroup else (self.at, self.at)
        self.token, self.span, self.at = self.text[start:end], Span(self.name, start, end), end

    def closes(self, container: _Open) -> bool:
        return self.kind == "mark" and self.token == container.end

    def close(self, container: _Open) -> Value:
        value = container.closed(self.span)
        self.advance()
        return value

    def start_part(self, container: _Open) -> None:
        """Read what stands before a value: in an object its key, in a list nothing."""
        after_comma = bool(container.values) and self.closes(container)
        if container.mark == "[":
            if after_comma:
                self.refuse("a value", after_comma=True)
            return
        if self.kind != "string":
            self.refuse("a key in double quotes", after_comma=after_comma)
        container.keys.append((str(json.loads(self.token)), self.span))
        self.advance()
        self.expect(":", "`:`")

    def scalar(self) -> Scalar:
        token, span = self.token, self.span
        value: str | float | int | bool | None
        if self.kind == "number":
            # Of many digits a number is a float here: to make an integer of it takes time without bound.
            value = int(token) if re.fullmatch(r"-?[0-9]{1,15}", token) else float(token)
            if not isfinite(value):
                self.refuse("a number that can be stored")
        elif self.kind in ("string", "word"):
            value = json.loads(token)
        else:
            self.refuse("a value")
        self.advance()
        return Scalar(value, span)

    def expect(self, mark: str, wanted: str) -> None:
        if self.kind != "mark" or self.token != mark:
            self.refuse(wanted)
        self.advance()

    def refuse(self, wanted: str, *, after_comma: bool = False) -> NoReturn:
        raise _Stop(BadJson(self.span, wanted, self.token, after_comma))
