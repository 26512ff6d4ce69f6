"""Git, as others call it: one command at a time, in a folder."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# Variables by which git, in a hook, ties its children to one repository, whatever folder they run in.
TIES = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_COMMON_DIR",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
)
# More are told by this number; above it is an error.
MOST_CONFLICTS = 127


def git(folder: Path, *arguments: str) -> bytes:
    """What a git command prints, in the repository that the folder is in.

    Raises
    ------
    ValueError
        If there is no git, or it fails; the message is its own.
    """
    try:
        free = {name: value for name, value in os.environ.items() if name not in TIES}
        done = subprocess.run(["git", *arguments], cwd=folder, env=free, capture_output=True, check=False)
    except OSError as problem:
        msg = f"git cannot be run: {problem.strerror or problem}"
        raise ValueError(msg) from None
    if done.returncode != 0:
        told = done.stderr.decode(errors="replace").strip().removeprefix("fatal: ")
        msg = f"git {arguments[0]}: {told or 'failed'}"
        raise ValueError(msg)
    return done.stdout


def merge_lines(base: Path, ours: Path, theirs: Path) -> bytes:
    """What git makes of three states of a text, with markers where both changed the same lines.

    The text may be in any encoding.

    Raises
    ------
    OSError, ValueError
        If git cannot be run, or cannot merge them, such as pictures.
    """
    labels = ("-L", "ours", "-L", "base", "-L", "theirs")
    command = ["git", "merge-file", "-p", *labels, str(ours), str(base), str(theirs)]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode > MOST_CONFLICTS:
        msg = f"git merge-file: {done.stderr.decode(errors='replace').strip() or 'failed'}"
        raise ValueError(msg)
    return done.stdout
