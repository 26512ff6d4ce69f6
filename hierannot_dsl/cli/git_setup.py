"""`hierc git-setup`: a repository in which git merges and shows `.hier` files by what they mean."""

from __future__ import annotations

from pathlib import Path

import click

from hierannot_dsl.cli.console import CannotRun, result
from hierannot_dsl.cli.files import caller_mistakes

# Where hierc itself cannot be run, the lines are merged and the merge fails: git would take our side alone.
DRIVER = (
    "{hierc} merge %O %A %B --path %P; status=$?; "
    "test $status -le 1 || git merge-file -L ours -L base -L theirs %A %O %B; exit $status"
)
SETTINGS = {
    "merge.hier.name": "cell-type hierarchies, by meaning",
    "merge.hier.driver": DRIVER,
    "diff.hier.textconv": "{hierc} textconv",
    "diff.hier.xfuncname": "^[ \t]*((hierarchy|node|contrast|variant|markers|in|replace|test)[ \t].*)$",
}
ATTRIBUTES = "*.hier merge=hier diff=hier text eol=lf"


@click.command(name="git-setup", short_help="Make git merge and show .hier files by meaning.")
@click.option(
    "--command", "hierc", default="hierc", show_default=True, metavar="CMD", help="How git calls hierc."
)
def git_setup(hierc: str) -> None:
    """Make git use `hierc merge` for .hier files in this repository, and show them in canonical layout.

    Writes settings into the repository's own configuration, and a line into .gitattributes, which is to be
    committed. The settings are not: every clone needs this command once, and merges as before without it.
    """
    from hierannot_dsl.adapters.git import git

    with caller_mistakes("git-setup"):
        root = Path(git(Path(), "rev-parse", "--show-toplevel").decode().strip())
        for name, value in SETTINGS.items():
            git(root, "config", "--local", name, value.replace("{hierc}", hierc))
            result(f"set {name}")
        attributes = root / ".gitattributes"
        old = attributes.read_text(encoding="utf-8") if attributes.is_file() else ""
        if ATTRIBUTES in old.splitlines():
            result(".gitattributes has the line already")
            return
        if "merge=hier" in old:
            msg = ".gitattributes has another line with merge=hier"
            raise CannotRun(msg, hint=f"write `{ATTRIBUTES}` instead")
        from hierannot_dsl.adapters.files import write_text

        gap = "" if not old or old.endswith("\n") else "\n"
        write_text(attributes, f"{old}{gap}{ATTRIBUTES}\n")
        result(f"wrote .gitattributes: {ATTRIBUTES}")


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
