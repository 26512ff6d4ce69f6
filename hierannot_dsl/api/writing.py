"""Hierarchies -> files that `hierc` reads."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from hierannot_dsl.adapters.files import write_text
from hierannot_dsl.api.reading import load_any
from hierannot_dsl.emit.hierarchy_file import hierarchy_file
from hierannot_dsl.model.hierarchy import Hierarchy

if TYPE_CHECKING:
    from hierannot_dsl.api.reading import AnyHierarchy, FilePath

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


def write_hierarchy(
    hierarchy: AnyHierarchy, path: FilePath, *, name: str | None = None, version: str | None = None
) -> None:
    """Write a hierarchy to a file that `hierc` and `read_hierarchy` read.

    Parameters
    ----------
    hierarchy
        Root programs, as `get_builtin_hierarchy` returns them or as built in Python; a `Hierarchy`, the name
        of a built-in or a file will do too.
    path
        The file. One that ends in ``.hier`` is written in the language, canonically laid out, with all that
        the hierarchy built on in it; one that ends in ``.json`` is the document that `hierc export` writes. A
        file that is there is replaced.
    name
        What the hierarchy is called: letters, digits and underscores. Default: as the file.
    version
        Of the hierarchy, such as ``1.2.0``. Default: none for root programs, which may have been edited; else
        that of the hierarchy.

    Raises
    ------
    OSError
        If the file cannot be written; then nothing has changed.
    ValueError
        If the ending is another one, or the hierarchy has mistakes or holds what such a file cannot say, such
        as a name in two lines.
    KeyError, TypeError, CompileFailed
        As `read_hierarchy` and `hierarchy_of`, of what is to be written.

    Examples
    --------
    >>> from hierannot_dsl import MarkerProgram
    >>> roots = [MarkerProgram("T cell", ["CD3D", "CD3E"], children=[MarkerProgram("Treg", ["FOXP3"])])]
    >>> write_hierarchy(roots, "blood.hier")  # doctest: +SKIP
    """
    target = Path(path)
    called = name or target.name.removesuffix(target.suffix)
    if not NAME.fullmatch(called):
        msg = f"{called!r} is no name of a hierarchy, which has letters, digits and underscores: give a name"
        raise ValueError(msg)
    resolved = load_any(hierarchy)
    roots_alone = not isinstance(hierarchy, Hierarchy | str | Path)
    change = {
        "name": called,
        "version": version or (None if roots_alone else resolved.version),
    }
    write_text(target, hierarchy_file(resolved.model_copy(update=change), target.suffix))
