"""Comparison: what changed in one hierarchy, what that does, and whom it breaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hierannot_dsl.compare.breaking import Verdict
    from hierannot_dsl.compare.effects import LabelEffect, PanelEffect
    from hierannot_dsl.compare.model import HierarchyDiff


@dataclass(frozen=True)
class Comparison:
    """Everything that a page about a change shows; no verdict where none was asked for."""

    diff: HierarchyDiff
    panels: tuple[PanelEffect, ...] = ()
    labels: tuple[LabelEffect, ...] = ()
    verdict: Verdict | None = None

    @property
    def is_empty(self) -> bool:
        return self.diff.is_empty
