"""Texts linted: what the tests of rules start from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from hierannot_dsl.diagnostics.model import Diagnostic
from hierannot_dsl.lint.run import lint
from hierannot_dsl.semantics.load import Found, Library, load
from hierannot_dsl.source import Source, Span


class Files:
    """A loader that finds texts by name."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.sources = {name: Source(f"{name}.hier", text) for name, text in texts.items()}

    def find(self, name: str, importing: Source) -> Found | None:
        return Found(self.sources[name]) if name in self.sources else None

    def names(self, importing: Source) -> Iterable[str]:
        return self.sources


def library(text: str, *, name: str = "case.hier", **files: str) -> Library:
    """A source without errors, resolved; `files` are texts that it may build on."""
    return load(Source(name, text), Files(files)).unwrap()


def around(body: str) -> str:
    return f"hierarchy case {{\n{body}\n}}\n"


def found(text: str, *codes: str, **files: str) -> tuple[Diagnostic, ...]:
    """What rules of these codes find in a source."""
    return lint(library(text, **files), select=codes)


PLACES = ("span", "fix")


def data(diagnostics: Iterable[Diagnostic]) -> list[tuple[object, ...]]:
    """Findings without their places: code, then every field that is none."""
    return [
        (
            d.code,
            *(value for name, value in vars(d).items() if name not in PLACES and not isinstance(value, Span)),
        )
        for d in diagnostics
    ]


def marked(diagnostic: Diagnostic, text: str) -> str:
    """What the place of a finding covers."""
    assert diagnostic.span is not None
    return text[diagnostic.span.start : diagnostic.span.end]
