"""`hierc rules`: everything that `hierc` can find, for people, for programs, and as pages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hierannot_dsl.cli.console import result
from hierannot_dsl.cli.kinds import all_kinds

if TYPE_CHECKING:
    from hierannot_dsl.diagnostics.model import Diagnostic

FORMAT_VERSION = 1


@click.command(short_help="List what can be found.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["human", "json"]),
    default="human",
    show_default=True,
    help="How to print it.",
)
@click.option("--all", "everything", is_flag=True, help="Errors and findings of panels too, not lint alone.")
@click.option(
    "--out", metavar="DIR", type=click.Path(path_type=Path, file_okay=False), help="Write a page for each."
)
def rules(format_: str, everything: bool, out: Path | None) -> None:
    """List the rules of `hierc lint`: code, name, severity, what is found."""
    if out is not None:
        _write_pages(out)
        return
    from hierannot_dsl.lint.rules import RULES

    kinds = list(all_kinds().values()) if everything else [rule.diagnostic for rule in RULES]
    off = {rule.code for rule in RULES if not rule.default}
    if format_ == "json":
        listed = [_entry(kind, default=kind.code not in off) for kind in kinds]
        result(json.dumps({"format_version": FORMAT_VERSION, "rules": listed}, indent=2))
        return
    from hierannot_dsl.diagnostics.explain import explain

    widest = max(len(kind.name()) for kind in kinds)
    for kind in kinds:
        note = " (off by default)" if kind.code in off else ""
        severity = kind.severity.name.lower()
        result(f"{kind.code}  {kind.name():<{widest}}  {severity:<7}  {explain(kind).summary}{note}")


def _entry(kind: type[Diagnostic], *, default: bool) -> dict[str, Any]:
    from hierannot_dsl.diagnostics.explain import explain

    about = explain(kind)
    return {
        "code": kind.code,
        "name": kind.name(),
        "severity": kind.severity.name.lower(),
        "default": default,
        "summary": about.summary,
        "reason": about.reason,
        "example": about.example,
        "instead": about.instead,
        "source": about.source,
    }


def _write_pages(folder: Path) -> None:
    from hierannot_dsl.cli.files import write_file
    from hierannot_dsl.lint.pages import pages

    for name, text in pages().items():
        write_file(folder / name, text)
