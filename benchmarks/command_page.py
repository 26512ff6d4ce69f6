"""The command `hierc` -> docs/cli.md: what its ``--help`` says, command by command.

``python -m benchmarks.command_page`` writes it.
"""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hierannot_dsl.cli.main import main as hierc

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).parents[1] / "docs/cli.md"
HEAD = """\
# The command line

What `hierc --help` and `hierc COMMAND --help` say. `python -m hierannot_dsl` is the same command. Every
command takes `--color`, which is listed once, with `hierc check`. The [README](../README.md#install) says how
to switch on completion in a shell.

Exit codes: 0 all is well; 1 it found something (`--fail-on` says from which severity); 2 it could not run: a
mistake in the command, a file that cannot be read; 70 a bug of ours; 130 interrupted. Results go to stdout,
progress to stderr.
"""
COLOR = "--color"


def page() -> str:
    """The text of the page."""
    root = click.Context(hierc, info_name="hierc")
    commands = [(name, hierc.get_command(root, name)) for name in hierc.list_commands(root)]
    rows = [
        f"| [`hierc {name}`](#hierc-{name}) | {_code(command.get_short_help_str(limit=200))} |"
        for name, command in commands
        if command is not None
    ]
    parts = [HEAD.rstrip("\n"), "\n".join(["| | |", "| --- | --- |", *rows])]
    for name, command in commands:
        assert command is not None
        parts.extend(_command(command, click.Context(command, info_name=name, parent=root)))
    parts.append("Made from the command by `make reference`.\n")
    return "\n\n".join(parts)


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    yield f"## `{context.command_path}`"
    yield f"```text\n{context.command_path} {' '.join(command.collect_usage_pieces(context))}\n```"
    for paragraph in inspect.cleandoc(command.help or "").split("\n\n"):
        as_it_stands = paragraph.removeprefix("\b\n")
        yield _code(paragraph) if as_it_stands == paragraph else f"```text\n{as_it_stands}\n```"
    options = [each for each in command.params if isinstance(each, click.Option)]
    records = [
        each.get_help_record(context)
        for each in options
        if COLOR not in each.opts or context.info_name == "check"
    ]
    rows = [f"| `{_cell(record[0])}` | {_cell(_code(record[1]))} |" for record in records if record]
    if rows:
        yield "\n".join(["| option | |", "| --- | --- |", *rows])


def _cell(text: str) -> str:
    return re.sub(r"\s+", " ", text).replace("|", "\\|").strip()


def _code(text: str) -> str:
    """Options as code, and nothing that Markdown takes for a tag."""
    parts = re.split(r"(`[^`]+`)", re.sub(r"\s*\n\s*", "\n", text.replace("\b", "")))
    for at in range(0, len(parts), 2):
        parts[at] = re.sub(r"(?<![\w`-])--?[a-z][a-z-]*", r"`\g<0>`", parts[at]).replace("<", "&lt;")
        parts[at] = parts[at].replace("*", "\\*")
    return "".join(parts).strip()


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
