"""A data folder -> cases: every data set under every condition that labels have to stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from benchmarks.data import TRUTHS, BadFolder, Folder, Profile, read_panel
from benchmarks.predict import tasks

if TYPE_CHECKING:
    from benchmarks.predict import Task

TRUTH, OTHER = "truth", "other hierarchy"
PANELS, AMBIENT_10, AMBIENT_20, DROPOUT = "panels", "10 % ambient", "20 % ambient", "70 % of genes lost"
BARS = (TRUTH, OTHER, PANELS, AMBIENT_10)
ALL = (*BARS, AMBIENT_20, DROPOUT)

Change: TypeAlias = Callable[[Profile], Profile]


@dataclass(frozen=True)
class Case:
    """One data set, changed as its condition says, to annotate with one hierarchy.

    `variant` tells the cases of one condition and data set apart: the panel, else ``""``.
    """

    condition: str
    variant: str
    truth: str
    task: Task

    @property
    def key(self) -> tuple[str, str, str, str]:
        return self.condition, self.variant, self.task.profile.dataset, self.task.hierarchy

    def with_profile(self, profile: Profile) -> Case:
        return replace(self, task=replace(self.task, profile=profile))


def cases(folder: Folder, names: tuple[str, ...] = ALL) -> list[Case]:
    """Every case of the conditions in `names`, which are of `ALL`; where a truth table is absent, none."""
    return [case for name in names for case in _cases(folder, name)]


def without_most_genes(profile: Profile, fraction: float) -> Profile:
    """Lose a random `fraction` of the genes, the same ones each time."""
    genes = sorted(profile.means.index)
    lost = np.random.default_rng(0).permutation(len(genes))[: round(fraction * len(genes))]
    return profile.on_panel(frozenset(np.delete(np.array(genes, dtype=object), lost)))


def _cases(folder: Folder, name: str) -> Iterator[Case]:
    truth = TRUTHS[name == OTHER]
    table = folder.truths.get(folder.path / truth)
    if table is None:
        return
    asked = tasks(folder, table)[0]
    for variant, change in _changes(folder, name).items():
        for task in asked:
            if name == PANELS and not task.profile.species.startswith("Homo sapiens"):
                continue
            yield Case(name, variant, truth, replace(task, profile=change(task.profile)))


def _changes(folder: Folder, name: str) -> dict[str, Change]:
    if name == PANELS:
        files = sorted((folder.path / "panels").glob("cosmx_1k_*.txt"))
        if not files:
            msg = f"no panel: {folder.path} lacks panels/cosmx_1k_*.txt"
            raise BadFolder(msg)
        return {file.stem: partial(Profile.on_panel, genes=read_panel(file)) for file in files}
    changes: dict[str, Change] = {
        AMBIENT_10: partial(Profile.with_ambient, fraction=0.1),
        AMBIENT_20: partial(Profile.with_ambient, fraction=0.2),
        DROPOUT: partial(without_most_genes, fraction=0.7),
    }
    return {"": changes.get(name, lambda profile: profile)}
