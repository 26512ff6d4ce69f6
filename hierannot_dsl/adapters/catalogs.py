"""Folders of `.hier` files -> what their hierarchies say of themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.adapters.files import read_hier
from hierannot_dsl.catalog.metadata import metadata_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hierannot_dsl.catalog.metadata import Metadata


def read_catalog(folder: Path) -> tuple[Metadata, ...]:
    """The metadata of the hierarchies in a folder, by the names of their files.

    Raises
    ------
    OSError
        If the folder or a file cannot be read.
    ValueError
        If a file is a link that leads out of the folder, is too large or is not UTF-8.
    """
    return tuple(metadata for _, metadata in hierarchies_in(folder))


def hierarchies_in(folder: Path) -> Iterator[tuple[Path, Metadata]]:
    """Yield the hierarchies of a folder, each with its file; raises as `read_catalog`."""
    for path in sorted(folder.iterdir()):
        if path.suffix != ".hier" or not path.is_file():
            continue
        if not path.resolve().is_relative_to(folder.resolve()):
            msg = f"{path.as_posix()} is a link that leads out of its folder"
            raise ValueError(msg)
        for metadata in metadata_of(read_hier(path)):
            yield path, metadata
