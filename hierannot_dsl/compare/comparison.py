"""Comparison: what changed in one hierarchy, what that does, and whom it breaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hierannot_dsl.compare.breaking import Judgement
    from hierannot_dsl.compare.effects import LabelEffect, PanelEffect
    from hierannot_dsl.compare.model import HierarchyDiff


@dataclass(frozen=True)
class Comparison:
    """Everything that a page about a change shows; no judgement where none was asked for.

    `file` is the file that declares the hierarchy, where its name alone does not tell which one it is.
    """

    diff: HierarchyDiff
    panels: tuple[PanelEffect, ...] = ()
    labels: tuple[LabelEffect, ...] = ()
    judgement: Judgement | None = None
    file: str = ""

    @property
    def is_empty(self) -> bool:
        return self.diff.is_empty
