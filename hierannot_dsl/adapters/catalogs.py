"""Folders of `.hier` files -> what their hierarchies say of themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.adapters.files import read_hier
from hierannot_dsl.catalog.metadata import metadata_of

if TYPE_CHECKING:
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
    found: list[Metadata] = []
    for path in sorted(folder.iterdir()):
        if path.suffix != ".hier" or not path.is_file():
            continue
        if not path.resolve().is_relative_to(folder.resolve()):
            msg = f"{path.as_posix()} is a link that leads out of its folder"
            raise ValueError(msg)
        found.extend(metadata_of(read_hier(path)))
    return tuple(found)
