"""Data files in and results out, for commands: what cannot be read or written is said in one line."""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING

from hierannot_dsl.cli.console import CannotRun, progress
from hierannot_dsl.cli.sources import shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hierannot_dsl.panel.panel import Panel


@contextmanager
def caller_mistakes(what: str) -> Iterator[None]:
    """Say what is wrong with a file or an argument, where the library raises because of it.

    Raises
    ------
    CannotRun
        For an OSError, ValueError, KeyError or ImportError inside.
    """
    try:
        yield
    except OSError as problem:
        msg = f"{what}: {problem.strerror or problem}"
        raise CannotRun(msg) from problem
    except (ValueError, KeyError, ImportError) as problem:
        msg = str(problem.args[0] if problem.args else problem)
        raise CannotRun(msg if what in msg else f"{what}: {msg}") from problem


@contextmanager
def told_warnings() -> Iterator[None]:
    """Tell our own warnings on stderr, each once; those of other packages are for their developers."""
    from hierannot_dsl.adapters.notices import DataWarning

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("ignore")
        warnings.simplefilter("always", DataWarning)
        yield
    for message in dict.fromkeys(str(warning.message) for warning in caught):
        progress(f"warning: {message}")


def read_genes(path: Path) -> Panel:
    """The panel of ``--panel``, called by the name of its file."""
    from hierannot_dsl.adapters.panels import read_panel

    with caller_mistakes(path.as_posix()):
        return read_panel(shown(path), name=path.name)


def write_file(path: Path, text: str) -> None:
    """Write a result, making its folder if need be, and say so."""
    from hierannot_dsl.adapters.files import write_text

    with caller_mistakes(path.as_posix()):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_text(path, text)
    progress(f"wrote {path.as_posix()}")
