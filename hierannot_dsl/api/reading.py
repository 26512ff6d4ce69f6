"""`.hier` and JSON files and names of built-ins -> hierarchies and their root programs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from hierannot_dsl import compiler
from hierannot_dsl.adapters.files import read_hier
from hierannot_dsl.adapters.search import SearchPath
from hierannot_dsl.api.convert import hierarchy_of, programs_of
from hierannot_dsl.catalog.builtins import load_builtin
from hierannot_dsl.model.hierarchy import Hierarchy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hierannot_dsl.api.programs import MarkerProgram

FilePath: TypeAlias = str | os.PathLike[str]
AnyHierarchy: TypeAlias = "FilePath | Iterable[MarkerProgram] | Hierarchy"
SUFFIXES = (".hier", ".json")


def read_hierarchy(
    path: FilePath, *, name: str | None = None, catalogs: Iterable[FilePath] = ()
) -> list[MarkerProgram]:
    """Read a hierarchy from a `.hier` file, or from a JSON document such as `hierc export` writes.

    Parameters
    ----------
    path
        The file; one whose name ends in ``.json`` is a document.
    name
        Which of the file's hierarchies; by default the last, which may build on the others.
    catalogs
        Folders in which to look for what the hierarchy builds on, after the file's own and before the
        built-ins.

    Returns
    -------
    roots
        Root programs, free to edit.

    Raises
    ------
    OSError
        If the file cannot be read.
    ValueError
        If it is not UTF-8 or too large.
    CompileFailed
        If it has mistakes. `hierc check` shows them in place, and findings that are no errors, which are
        not told here.
    """
    return programs_of(load_file(path, name=name, catalogs=catalogs))


def load_file(path: FilePath, *, name: str | None = None, catalogs: Iterable[FilePath] = ()) -> Hierarchy:
    """The resolved hierarchy of a file; see `read_hierarchy`."""
    loader = SearchPath(map(Path, catalogs))
    return compiler.read_hierarchy(read_hier(Path(path)), loader, name).unwrap()


def load_any(hierarchy: AnyHierarchy) -> Hierarchy:
    """The resolved hierarchy that is meant: a file, the name of a built-in, root programs, or itself.

    Raises
    ------
    KeyError
        If it is a name that no built-in has.
    OSError, ValueError, TypeError, CompileFailed
        As `read_hierarchy` and `hierarchy_of`.
    """
    if isinstance(hierarchy, Hierarchy):
        return hierarchy
    if isinstance(hierarchy, os.PathLike) or (isinstance(hierarchy, str) and hierarchy.endswith(SUFFIXES)):
        return load_file(hierarchy)
    if isinstance(hierarchy, str):
        return load_builtin(hierarchy)
    return hierarchy_of(hierarchy)
