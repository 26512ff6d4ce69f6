"""Two states of a hierarchy and the user's panels and tables -> what the change does to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.cli.console import CannotRun, progress
from hierannot_dsl.cli.files import caller_mistakes, read_genes, told_warnings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import pandas as pd

    from hierannot_dsl.compare.effects import LabelEffect, PanelEffect
    from hierannot_dsl.model.hierarchy import Hierarchy


def panel_effects(
    before: Hierarchy, after: Hierarchy, panels: Iterable[Path], renamed: Mapping[str, str]
) -> tuple[PanelEffect, ...]:
    """Which nodes change status on each panel."""
    from hierannot_dsl.compare.effects import panel_effect
    from hierannot_dsl.compiler import compile_for_panel

    effects = []
    for path in panels:
        panel = read_genes(path)
        compiled = [compile_for_panel(one, panel) for one in (before, after)]
        # Where the panel measures nothing that is an error, and there is a report: every node is disabled.
        reports = [(one.value or one.unwrap()).report for one in compiled]
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

    A hierarchy that cannot be scored on a table, because it has none of its markers, names no cluster of it;
    this is told. Where neither state can, there is nothing to compare.

    Raises
    ------
    CannotRun
        If there is no table, or one cannot be read.
    """
    if profiles is None:
        return ()
    from hierannot_dsl.compare.effects import label_effect
    from hierannot_dsl.export.names import UNKNOWN

    names = [program.name for program in before.programs()]
    same_labels = labels_as_now(names, renamed) if renamed else {}
    effects = []
    n_tables = 0
    with told_warnings(), caller_mistakes(profiles.as_posix()):
        for name, means, logged in _tables(profiles):
            n_tables += 1
            scale = input_type if logged is None else "normalized" if logged else "raw_cluster_means"
            was = _labels(before, means, scale, told=f"{name}: {before.name} as it was")
            now = _labels(after, means, scale, told=f"{name}: {after.name} as it is")
            if was or now:
                nameless = dict.fromkeys(was or now or (), UNKNOWN)
                effects.append(label_effect(name, was or nameless, now or nameless, same_labels))
    if not n_tables:
        from hierannot_dsl.adapters.profile_folder import SUFFIXES

        msg = f"{profiles.as_posix()} holds no table ({', '.join(SUFFIXES)})"
        raise CannotRun(msg)
    return tuple(effects)


def labels_as_now(names: Iterable[str], renamed: Mapping[str, str]) -> dict[str, str]:
    """Every label that names can give -> what it is called now: a type, a candidate, a mixture of two.

    Examples
    --------
    >>> labels = labels_as_now(["T cell", "B cell"], {"B cell": "B lymphocyte"})
    >>> labels["candidate_b_cell"], labels["mixed_t_cell.b_cell"]
    ('candidate_b_lymphocyte', 'mixed_t_cell.b_lymphocyte')
    """
    from hierannot_dsl.export.names import candidate_label, mixed_label

    now = {name: renamed.get(name, name) for name in names}
    candidates = {candidate_label(old): candidate_label(new) for old, new in now.items()}
    mixtures = {mixed_label(one, two): mixed_label(now[one], now[two]) for one in now for two in now}
    return now | candidates | mixtures


def _tables(profiles: Path) -> Iterable[tuple[str, pd.DataFrame, bool | None]]:
    if profiles.is_dir():
        from hierannot_dsl.adapters.profile_folder import read_means

        return read_means(profiles)
    from hierannot_dsl.adapters.tables import read_cluster_table

    return [(profiles.name, read_cluster_table(profiles), None)]


def _labels(hierarchy: Hierarchy, means: pd.DataFrame, input_type: str, *, told: str) -> dict[str, str]:
    """Cluster -> label; nothing, which is told, where the hierarchy cannot be scored on the table."""
    from hierannot_dsl.cli.labelling import export_of

    try:
        _, export = export_of(hierarchy, means, input_type=input_type, method="default")
    except ValueError as problem:
        progress(f"warning: {told} names no cluster: {problem}")
        return {}
    return dict(zip(export["cluster_id"], export["annot_export_label"], strict=True))
