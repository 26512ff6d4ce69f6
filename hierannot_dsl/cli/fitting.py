"""Data files -> the hierarchies that fit them, for `hierc suggest --profiles`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hierannot_dsl.cli.console import CannotRun, layout, progress, result
from hierannot_dsl.cli.files import caller_mistakes, told_warnings, unfit_values
from hierannot_dsl.cli.sources import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import pandas as pd


def by_profiles(
    data: Path,
    place: Mapping[str, Any],
    catalogs: Iterable[Path],
    *,
    input_type: str,
    top: int,
    format_: str,
    deep: bool,
) -> None:
    """Print the hierarchies that fit the clusters of a file.

    Raises
    ------
    CannotRun
        If the file or a catalog cannot be read.
    """
    from hierannot_dsl.adapters.reading import Reading
    from hierannot_dsl.api.suggest import suggest_hierarchy_for_profiles
    from hierannot_dsl.cli.labelling import read_cells
    from hierannot_dsl.diagnostics.outcome import CompileFailed
    from hierannot_dsl.emit.fit_text import fit_text, summary_of

    if not data.exists():
        msg = f"{data.as_posix()}: no such file"
        raise CannotRun(msg)
    with told_warnings(), caller_mistakes(data.as_posix()):
        _, means = read_cells(shown(data), Reading(**place))
    with told_warnings(), unfit_values(data.as_posix()):
        try:
            table: pd.DataFrame = suggest_hierarchy_for_profiles(
                means,
                input_type=input_type,
                top_k=top,
                include_deep=deep,
                catalogs=[shown(folder) for folder in catalogs],
            )
        except CompileFailed as problem:
            raise CannotRun(str(problem)) from None
    records = table.to_dict("records")
    for sentence in summary_of(records):
        progress("\n".join(layout().wrapped("", sentence, indent=2)))
    if format_ == "json":
        from hierannot_dsl.emit.fit_json import fit_json

        result(fit_json(records))
    else:
        result(fit_text(records))
