"""RetentionReport: what a panel leaves of every node, as data."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from hierannot_dsl.panel.bind import Fate

if TYPE_CHECKING:
    import pandas as pd

    from hierannot_dsl.panel.policy import RetentionPolicy


class Status(StrEnum):
    """What a panel leaves of a node."""

    FULL = "full"
    FALLBACK = "fallback_to_parent"
    DISABLED = "disabled"


@dataclass(frozen=True)
class MarkerRetention:
    """The fate of one marker. `variant` is ``""`` for a program's own markers."""

    gene: str
    sign: int
    weight: float
    variant: str
    fate: Fate
    symbol: str
    candidates: tuple[str, ...]


@dataclass(frozen=True)
class Share:
    """Markers present of total, by count and by weight; a gene of several variants counts once, heaviest."""

    present: int
    total: int
    present_weight: float
    total_weight: float

    @property
    def fraction(self) -> float:
        """Present of total by count; 1 where there is nothing to keep."""
        return self.present / self.total if self.total else 1.0


@dataclass(frozen=True)
class NodeRetention:
    """One row of the report: a node or a contrast on a panel."""

    name: str
    parent: str
    level: int
    kind: str
    role: str
    status: Status
    reason: str
    positive: Share
    negative: Share
    markers: tuple[MarkerRetention, ...]

    def with_fate(self, fate: Fate) -> tuple[MarkerRetention, ...]:
        return tuple(marker for marker in self.markers if marker.fate is fate)


@dataclass(frozen=True)
class RetentionReport:
    """What a panel leaves of a hierarchy: a row for every node in document order, then for every contrast."""

    hierarchy: str
    panel: str
    n_genes: int
    policy: RetentionPolicy
    rows: tuple[NodeRetention, ...]

    @property
    def nodes(self) -> tuple[NodeRetention, ...]:
        return tuple(row for row in self.rows if row.kind == "node")

    @property
    def contrasts(self) -> tuple[NodeRetention, ...]:
        return tuple(row for row in self.rows if row.kind == "contrast")

    def status(self, name: str) -> Status:
        """Status of the node or contrast of that name.

        Raises
        ------
        KeyError
            If the hierarchy has none.
        """
        return {row.name: row.status for row in self.rows}[name]

    def totals(self) -> dict[Fate, int]:
        """How many distinct marker symbols met each fate; the sum is the number of distinct symbols."""
        fates = {(marker.gene, marker.fate) for row in self.rows for marker in row.markers}
        counted = Counter(fate for _, fate in fates)
        return {fate: counted[fate] for fate in Fate}

    def to_frame(self) -> pd.DataFrame:
        """One row per node and contrast, with plain columns for files."""
        import pandas as pd  # `hierc compile --format json` does without

        return pd.DataFrame([_record(row) for row in self.rows])

    def __str__(self) -> str:
        counted = Counter(row.status for row in self.nodes)
        lines = [
            f"{self.hierarchy} on {self.panel} ({self.n_genes} genes): "
            + ", ".join(f"{counted[status]} {status}" for status in Status)
        ]
        width = max((2 * row.level + len(row.name) for row in self.nodes), default=0)
        for row in self.nodes:
            name = "  " * (row.level - 1) + row.name
            markers = (
                f"+{row.positive.present}/{row.positive.total} -{row.negative.present}/{row.negative.total}"
            )
            lines.append(f"{name:<{width}} {markers:<13} {row.status:<18} {row.reason}".rstrip())
        return "\n".join(lines)


def _record(row: NodeRetention) -> dict[str, str | int | float]:
    def genes(fate: Fate) -> str:
        return " ".join(sorted({marker.gene for marker in row.with_fate(fate)}))

    renamed = sorted({f"{marker.gene}>{marker.symbol}" for marker in row.with_fate(Fate.RENAMED)})
    return {
        "node": row.name,
        "parent": row.parent,
        "level": row.level,
        "kind": row.kind,
        "role": row.role,
        "status": str(row.status),
        "reason": row.reason,
        "positive_present": row.positive.present,
        "positive_total": row.positive.total,
        "positive_weight_present": row.positive.present_weight,
        "positive_weight_total": row.positive.total_weight,
        "negative_present": row.negative.present,
        "negative_total": row.negative.total,
        "negative_weight_present": row.negative.present_weight,
        "negative_weight_total": row.negative.total_weight,
        "kept": genes(Fate.KEPT),
        "renamed": " ".join(renamed),
        "absent": genes(Fate.ABSENT),
        "ambiguous": genes(Fate.AMBIGUOUS),
        "other_modality": genes(Fate.OTHER_MODALITY),
    }
