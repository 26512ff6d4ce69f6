"""Two states of a hierarchy and the user's panels and tables -> what the change does to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.cli.console import CannotRun
from hierannot_dsl.cli.files import caller_mistakes, read_genes, told_warnings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import pandas as pd

    from hierannot_dsl.compare.effects import LabelEffect, PanelEffect
    from hierannot_dsl.model.hierarchy import Hierarchy

TABLES = (".csv", ".tsv", ".parquet")


def panel_effects(
    before: Hierarchy, after: Hierarchy, panels: Iterable[Path], renamed: Mapping[str, str]
) -> tuple[PanelEffect, ...]:
    """Which nodes change status on each panel."""
    from hierannot_dsl.compare.effects import panel_effect
    from hierannot_dsl.compiler import compile_for_panel

    effects = []
    for path in panels:
        panel = read_genes(path)
        reports = [compile_for_panel(one, panel).unwrap().report for one in (before, after)]
        effects.append(panel_effect(reports[0], reports[1], renamed))
    return tuple(effects)


def label_effects(
    before: Hierarchy,
    after: Hierarchy,
    profiles: Path | None,
    renamed: Mapping[str, str],
    *,
    input_type: str,
) -> tuple[LabelEffect, ...]:
    """Which clusters of the tables change label; `datasets.csv` beside them may say on what scale they are.

    Raises
    ------
    CannotRun
        If there is no table, or one cannot be read.
    """
    if profiles is None:
        return ()
    from hierannot_dsl.compare.effects import label_effect

    effects = []
    with told_warnings(), caller_mistakes(profiles.as_posix()):
        for name, means, logged in _tables(profiles):
            scale = input_type if logged is None else "normalized" if logged else "raw_cluster_means"
            labels = [_labels(one, means, scale) for one in (before, after)]
            effects.append(label_effect(name, labels[0], labels[1], renamed))
    if not effects:
        msg = f"{profiles.as_posix()} holds no table ({', '.join(TABLES)})"
        raise CannotRun(msg)
    return tuple(effects)


def _tables(profiles: Path) -> Iterable[tuple[str, pd.DataFrame, bool | None]]:
    if profiles.is_dir():
        from hierannot_dsl.adapters.profile_folder import read_means

        return read_means(profiles)
    from hierannot_dsl.adapters.tables import read_cluster_table

    return [(profiles.name, read_cluster_table(profiles), None)]


def _labels(hierarchy: Hierarchy, means: pd.DataFrame, input_type: str) -> dict[str, str]:
    from hierannot_dsl.cli.labelling import export_of

    _, export = export_of(hierarchy, means, input_type=input_type, method="default")
    return dict(zip(export["cluster_id"], export["annot_export_label"], strict=True))
