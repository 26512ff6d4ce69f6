"""`hierc lsp`: the language server, for editors."""

from __future__ import annotations

import os
import sys

import click

from hierannot_dsl.cli.console import CLEAN, PIPE_CLOSED, CannotRun
from hierannot_dsl.resources import how_to_install

PACKAGES = ("pygls", "lsprotocol", "cattrs", "attrs")


@click.command(short_help="Serve editors over the language server protocol.")
@click.option("--stdio", is_flag=True, help="Speak over stdin and stdout, as it does in any case.")
def lsp(stdio: bool) -> int:
    """Serve an editor: mistakes while you type, fixes, hovers, completion, definitions, rename, formatting.

    Editors start it by themselves; it speaks the language server protocol over stdin and stdout.
    """
    try:
        from hierannot_dsl.lsp.server import serve
    except ModuleNotFoundError as problem:
        package = (problem.name or "").partition(".")[0]
        if package not in PACKAGES:
            raise
        msg = f"the language server needs the package {package}"
        raise CannotRun(msg, hint=how_to_install("lsp")) from None
    # The protocol has the stream for itself: whatever else is printed goes to stderr.
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as stdout:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        # A thread waits for stdin, and would keep a process alive that nobody listens to.
        serve(sys.stdin.buffer, stdout, gone=lambda: os._exit(PIPE_CLOSED))
    return CLEAN
