"""The catalog for Python: built-in hierarchies as editable programs, and what each of them is for."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from hierannot_dsl.api.convert import programs_of
from hierannot_dsl.catalog.builtins import list_builtins, load_builtin

if TYPE_CHECKING:
    import pandas as pd

    from hierannot_dsl.api.programs import MarkerProgram

COLUMNS = ("name", "category", "tissue_scope", "description", "n_root_programs", "n_total_programs")


def get_builtin_hierarchy(name: str) -> list[MarkerProgram]:
    """The root programs of a built-in hierarchy.

    Parameters
    ----------
    name
        As in `list_builtin_hierarchies`.

    Returns
    -------
    roots
        A new list of new programs at every call, free to edit.

    Raises
    ------
    KeyError
        If there is no built-in of that name; the message has names that are near.

    Examples
    --------
    >>> get_builtin_hierarchy("immune_core")[0].name
    'T cell'
    """
    return programs_of(load_builtin(name))


def list_builtin_hierarchies(*, include_deep: bool = False) -> pd.DataFrame:
    """The built-in hierarchies, one row each, by category and name.

    Parameters
    ----------
    include_deep
        Whether to list the finer hierarchies too, which extend those of broad types.

    Returns
    -------
    table
        ``name``, ``category``, ``tissue_scope``, ``description``, ``n_root_programs`` and
        ``n_total_programs``; contrast programs are not counted.
    """
    import pandas as pd  # the rest of the catalog does without

    rows = [asdict(builtin) for builtin in list_builtins(include_deep=include_deep)]
    return pd.DataFrame(rows, columns=list(COLUMNS))
