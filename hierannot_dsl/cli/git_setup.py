"""`hierc git-setup`: a repository in which git merges and shows `.hier` files by what they mean."""

from __future__ import annotations

from pathlib import Path

import click

from hierannot_dsl.cli.console import CannotRun, result
from hierannot_dsl.cli.files import caller_mistakes

# Where hierc itself cannot be run, the lines are merged and the merge fails: git would take our side alone.
# Python gives 1 too where it finds no hierc to run; only of a hierc that starts 1 says that it has written.
DRIVER = (
    "{hierc} merge %O %A %B --path %P && exit; "
    "test $? = 1 && {hierc} --version >/dev/null 2>&1 && exit 1; "
    "git merge-file -L ours -L base -L theirs %A %O %B; exit 1"
)
# Without a text to compare, git stops in the middle of what it shows.
TEXTCONV = 'shown() { {hierc} textconv "$1" 2>/dev/null || cat "$1"; }; shown'
SETTINGS = {
    "merge.hier.name": "cell-type hierarchies, by meaning",
    "merge.hier.driver": DRIVER,
    "diff.hier.textconv": TEXTCONV,
    "diff.hier.xfuncname": "^[ \t]*((hierarchy|node|contrast|variant|markers|in|replace|test)[ \t].*)$",
}


@click.command(name="git-setup", short_help="Make git merge and show .hier files by meaning.")
@click.option(
    "--command", "hierc", default="hierc", show_default=True, metavar="CMD", help="How git calls hierc."
)
def git_setup(hierc: str) -> None:
    """Make git use `hierc merge` for .hier files in this repository, and show them in canonical layout.

    Writes settings into the repository's own configuration, and a line into .gitattributes, which is to be
    committed. The settings are not: every clone needs this command once, and merges as before without it.
    """
    from hierannot_dsl.adapters.files import write_bytes
    from hierannot_dsl.adapters.git import git
    from hierannot_dsl.catalog.attributes import LINE

    with caller_mistakes("git-setup"):
        root = Path(git(Path(), "rev-parse", "--show-toplevel").decode().strip())
        attributes = root / ".gitattributes"
        old = attributes.read_bytes() if attributes.is_file() else b""
        new = _with_line(old)
        for name, value in SETTINGS.items():
            git(root, "config", "--local", name, value.replace("{hierc}", hierc))
            result(f"set {name}")
        if new == old:
            result(".gitattributes has the line already")
            return
        write_bytes(attributes, new)
        result(f"wrote .gitattributes: {LINE}")


def _with_line(old: bytes) -> bytes:
    from hierannot_dsl.catalog.attributes import LINE, with_line

    try:
        return with_line(old)
    except ValueError as problem:
        msg = f".gitattributes: {problem}"
        raise CannotRun(msg, hint=f"write `{LINE}` instead") from None


@click.command(hidden=True)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def textconv(file: Path) -> None:
    """Print FILE in canonical layout, or as it is where it cannot be read: what `git diff` compares."""
    from hierannot_dsl.adapters.files import read_hier
    from hierannot_dsl.syntax.rewrite import rewrite

    try:
        source = read_hier(file)
    except ValueError:
        result(file.read_bytes().decode("utf-8", errors="backslashreplace"))
        return
    outcome = rewrite(source)
    result(source.text if outcome.failed or outcome.value is None else outcome.value)
