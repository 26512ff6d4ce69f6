"""Places in sources as commands name them: ``file:line``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hierannot_dsl.source import Source, Span


def line_of(span: Span, sources: Mapping[str, Source]) -> int:
    """The line, from 1, on which a place begins."""
    return sources[span.source].position(span.start).line


def file_and_line(span: Span, sources: Mapping[str, Source]) -> str:
    return f"{span.source}:{line_of(span, sources)}"
