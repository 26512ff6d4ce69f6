"""Data files in and results out, for commands: what cannot be read or written is said in one line."""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from hierannot_dsl.cli.console import CannotRun, progress
from hierannot_dsl.cli.sources import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hierannot_dsl.panel.panel import Panel


@contextmanager
def caller_mistakes(what: str) -> Iterator[None]:
    """Say what is wrong with a file or an argument, where the library raises because of it.

    Raises
    ------
    CannotRun
        For an OSError, ValueError, KeyError or MissingExtra inside.
    """
    from hierannot_dsl.resources import MissingExtra

    try:
        yield
    except OSError as problem:
        msg = f"{what}: {problem.strerror or problem}"
        raise CannotRun(msg) from problem
    except (ValueError, KeyError, MissingExtra) as problem:
        # Text of a KeyError is a quotation of its message.
        msg = str(problem.args[0] if isinstance(problem, KeyError) and problem.args else problem)
        raise CannotRun(msg if what in msg else f"{what}: {msg}") from problem


@contextmanager
def unfit_values(what: str) -> Iterator[None]:
    """Say what is wrong with the values of a file that has been read, where scoring raises because of it.

    Raises
    ------
    CannotRun
        For a ValueError inside, or an OSError: of a catalog. Anything else is a mistake of ours.
    """
    try:
        yield
    except OSError as problem:
        msg = f"{problem.filename or what}: {problem.strerror or problem}"
        raise CannotRun(msg) from problem
    except ValueError as problem:
        msg = str(problem)
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


def spare_inputs(inputs: Iterable[Path | str], outputs: Mapping[str, Iterable[Path | None]]) -> None:
    """Keep a command from writing over what it reads.

    Parameters
    ----------
    inputs
        What is read: files, by name or path, and paths of folders that are read as one, such as a Zarr store.
        What is not there counts for nothing, nor does a folder that has the name of a hierarchy.
    outputs
        What each option would write.

    Raises
    ------
    CannotRun
        If one of the outputs is an input, by whatever name, or would stand in one.
    """
    read = [Path(one).resolve() for one in inputs if Path(one).is_file() or isinstance(one, Path)]
    for option, targets in outputs.items():
        for target in (one for one in targets if one is not None):
            place = target.resolve()
            if any(place.is_relative_to(one) or (place.exists() and place.samefile(one)) for one in read):
                msg = f"{option} would write over {target.as_posix()}, which is read here"
                raise CannotRun(msg, hint="name another place for it")


def write_file(path: Path, text: str) -> None:
    """Write a result, making its folder if need be, and say so."""
    from hierannot_dsl.adapters.files import write_text

    with caller_mistakes(path.as_posix()):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_text(path, text)
    progress(f"wrote {path.as_posix()}")
