"""`hierc explain`: what a code means, with a bad and a good example."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import click

from hierannot_dsl.cli.console import CannotRun, result
from hierannot_dsl.cli.kinds import all_kinds

if TYPE_CHECKING:
    from hierannot_dsl.diagnostics.model import Diagnostic

WIDTH = 80


@click.command(short_help="Say what a code means.")
@click.argument("code", metavar="CODE|NAME")
def explain(code: str) -> None:
    """Say what a code such as L405, or its name, means: why it matters, and what to write instead."""
    result(explanation(_kind(code)))


def explanation(kind: type[Diagnostic]) -> str:
    """The text that `hierc explain` prints."""
    from hierannot_dsl.diagnostics.explain import explain as explained
    from hierannot_dsl.lint.rules import RULES

    about = explained(kind)
    rule = next((rule for rule in RULES if rule.diagnostic is kind), None)
    severity = kind.severity.name.lower() + ("" if rule is None or rule.default else ", off by default")
    parts = [f"{kind.code} {kind.name()} ({severity})", _paragraph(about.summary)]
    parts += [_paragraph(paragraph) for paragraph in about.reason.split("\n\n")] if about.reason else []
    if about.example is not None and rule is not None:
        from hierannot_dsl.lint.examples import shown

        parts += ["Example", _indented(about.example), _indented(shown(rule, about.example))]
    elif about.example is not None:
        parts += ["Example", _indented(about.example)]
    if about.instead is not None:
        parts += ["Instead", _indented(about.instead)]
    if about.source:
        parts += [_paragraph(f"Source: {about.source}")]
    return "\n\n".join(parts)


def _kind(word: str) -> type[Diagnostic]:
    import shlex

    from hierannot_dsl.diagnostics.suggest import closest

    kinds = all_kinds()
    found = kinds.get(word.upper()) or next((k for k in kinds.values() if k.name() == word.lower()), None)
    if found is None:
        near = closest(word, [*kinds, *(kind.name() for kind in kinds.values())])
        msg = f"no code or name `{word}`"
        cluster = f"a cluster: `hierc annotate DATA --explain {shlex.quote(word)}`"
        hint = (
            f"did you mean {' or '.join(f'`{name}`' for name in near)}?"
            if near
            else f"`hierc rules` lists them; {cluster}"
        )
        raise CannotRun(msg, hint=hint)
    return found


def _paragraph(text: str) -> str:
    return textwrap.fill(" ".join(text.replace("``", "`").split()), WIDTH, break_on_hyphens=False)


def _indented(text: str) -> str:
    return textwrap.indent(text.rstrip("\n"), "  ")
