"""The command `hierc`: its subcommands, and the exit codes that all of them share.

0 nothing found; 1 findings at or above ``--fail-on``; 2 could not run (usage, unreadable input); 70 our bug.
"""

from __future__ import annotations

import errno
import gc
import os
import sys
from importlib import import_module
from io import TextIOWrapper
from typing import TYPE_CHECKING, NoReturn

import click

from hierannot_dsl.cli.console import AUTO, CANNOT_RUN, COLORS, INTERRUPTED, OUR_BUG, PIPE_CLOSED, complain

if TYPE_CHECKING:
    from collections.abc import Sequence

# A tree is all live objects: looking for garbage among them is a tenth of the time of `hierc check`.
GARBAGE = 200_000

# Name of the command: module below hierannot_dsl.cli, and what the command is called in it.
COMMANDS = {
    "init": ("init", "init"),
    "check": ("check", "check"),
    "lint": ("lint", "lint"),
    "compile": ("compile", "compile_command"),
    "annotate": ("annotate", "annotate"),
    "list": ("list", "list_command"),
    "match": ("match", "match"),
    "suggest": ("suggest", "suggest"),
    "curate": ("curate", "curate"),
    "diff": ("diff", "diff"),
    "merge": ("merge", "merge"),
    "git-setup": ("git_setup", "git_setup"),
    "textconv": ("git_setup", "textconv"),
    "tree": ("tree", "tree"),
    "fmt": ("fmt", "fmt"),
    "test": ("test", "test"),
    "rules": ("rules", "rules"),
    "explain": ("explain", "explain"),
    "export": ("export", "export"),
    "schema": ("schema", "schema"),
    "doctor": ("doctor", "doctor"),
    "show": ("show", "show"),
    "refs": ("refs", "refs"),
    "rename": ("rename", "rename"),
    "mv": ("mv", "mv"),
    "lsp": ("lsp", "lsp"),
    "demo": ("demo", "demo"),
}


# What other programs have as a command: here it is an option.
OPTIONS = {"help": "--help", "version": "--version"}


class Commands(click.Group):
    """Imports a command when it is asked for: each start pays for one of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        # Of a name that is none, click suggests near ones among the commands that are there.
        for name in [cmd_name] if cmd_name in COMMANDS else COMMANDS:
            if name not in self.commands:
                module, attribute = COMMANDS[name]
                command = getattr(import_module(f"hierannot_dsl.cli.{module}"), attribute)
                self.add_command(_with_color(command))
        return self.commands.get(cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] in OPTIONS:
            ctx.fail(f"No such command '{args[0]}'. It is an option: hierc {OPTIONS[args[0]]}")
        return super().resolve_command(ctx, args)


def _with_color(command: click.Command) -> click.Command:
    """A command that takes ``--color`` too."""
    if not any(parameter.name == "color" for parameter in command.params):
        command.params.append(_color_option())
    return command


def _color_option() -> click.Option:
    return click.Option(
        ["--color"],
        type=click.Choice(COLORS),
        default=AUTO,
        expose_value=False,
        callback=_set_color,
        help="Colour of results. [default: auto: at a terminal; NO_COLOR and FORCE_COLOR are obeyed]",
    )


def _set_color(context: click.Context, _: click.Parameter, value: str) -> str:
    if value != AUTO:
        context.find_root().params["color"] = value
    return value


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="hierannot_dsl", prog_name="hierc", message="%(prog)s %(version)s")
def main() -> None:
    """Cell-type hierarchies as a language: check them, fit them to a panel, name clusters with them."""


def run() -> NoReturn:
    """Run `hierc` with the arguments of the process and exit."""
    gc.set_threshold(GARBAGE)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a name may have letters the terminal has not
    sys.exit(status_of(sys.argv[1:]))


def status_of(arguments: Sequence[str]) -> int:
    """Run `hierc` with these arguments and give the exit code."""
    try:
        status = main.main(list(arguments), prog_name="hierc", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as problem:
        problem.show()
        return CANNOT_RUN
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except SystemExit as end:
        if not end.code:  # the shell asked what could come next
            return 0
        return _without_reader()  # click's answer to a closed pipe; its 1 would say that something was found
    except OSError as problem:
        if problem.errno == errno.EPIPE:
            return _without_reader()
        complain(str(problem))  # a full disk, a device that fails: nothing that a traceback explains
        _silence_stdout()
        return CANNOT_RUN
    except Exception:  # the last door: whatever comes here is our mistake
        import traceback

        traceback.print_exc()
        complain("this is a bug in hierc, not a mistake of yours")
        complain("report it with the lines above, the command, and `hierc --version`")
        return OUR_BUG
    return status if isinstance(status, int) else 0


def _without_reader() -> int:
    _silence_stdout()
    return PIPE_CLOSED


def _silence_stdout() -> None:
    # Python flushes stdout once more on its way out, and must not fail there again.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
