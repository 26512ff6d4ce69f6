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
    """Which clusters of the tables change label.

    Raises
    ------
    CannotRun
        If there is no table, or one cannot be read.
    """
    if profiles is None:
        return ()
    from hierannot_dsl.adapters.tables import read_cluster_table
    from hierannot_dsl.compare.effects import label_effect

    tables = [profiles] if profiles.is_file() else sorted(p for p in profiles.iterdir() if p.suffix in TABLES)
    if not tables:
        msg = f"{profiles.as_posix()} holds no table ({', '.join(TABLES)})"
        raise CannotRun(msg)
    effects = []
    for path in tables:
        with told_warnings(), caller_mistakes(path.as_posix()):
            means = read_cluster_table(path)
            labels = [_labels(one, means, input_type) for one in (before, after)]
        effects.append(label_effect(path.name, labels[0], labels[1], renamed))
    return tuple(effects)


def _labels(hierarchy: Hierarchy, means: pd.DataFrame, input_type: str) -> dict[str, str]:
    from hierannot_dsl.cli.labelling import export_of

    _, export = export_of(hierarchy, means, input_type=input_type, method="default")
    return dict(zip(export["cluster_id"], export["annot_export_label"], strict=True))
