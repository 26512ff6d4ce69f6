"""RetentionReport: what a panel leaves of every node, as data."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from hierannot_dsl.panel.fate import Fate

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from hierannot_dsl.panel.advice import Advice
    from hierannot_dsl.panel.contents import PanelContents
    from hierannot_dsl.panel.measured import Measured
    from hierannot_dsl.panel.policy import RetentionPolicy
    from hierannot_dsl.panel.separation import PairSeparation, Side


class Status(StrEnum):
    """What a panel leaves of a node."""

    FULL = "full"
    FALLBACK = "fallback_to_parent"
    DISABLED = "disabled"


class Rule(StrEnum):
    """What decided a status."""

    ENOUGH = "enough"
    MIN_POSITIVE = "min_positive"
    DISABLED_BELOW = "disabled_below"
    FALLBACK_BELOW = "fallback_below"
    NOTHING_ABOVE = "nothing_above"
    GROUP = "group"


@dataclass(frozen=True)
class MarkerRetention:
    """The fate of one marker.

    `variant` is ``""`` for a program's own markers; `candidates` and `source` are those of its `Binding`.
    """

    gene: str
    modality: str
    sign: int
    weight: float
    variant: str
    fate: Fate
    symbol: str
    candidates: tuple[str, ...]
    source: str = ""


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
    """One row of the report: a node or a contrast on a panel.

    Attributes
    ----------
    least
        How many positive markers it needs to be scored.
    rule
        What decided the status; `reason` says it in words, and is ``""`` where enough is left.
    positive, negative
        Markers present of all, those of variants included.
    effective
        Positive markers present of all that the parent does not list too, in the marker set that keeps most:
        what is left to tell the node from its parent by.
    """

    name: str
    parent: str
    level: int
    kind: str
    role: str
    least: int
    status: Status
    rule: Rule
    reason: str
    positive: Share
    negative: Share
    effective: Share
    markers: tuple[MarkerRetention, ...]

    def with_fate(self, fate: Fate) -> tuple[MarkerRetention, ...]:
        return tuple(marker for marker in self.markers if marker.fate is fate)


@dataclass(frozen=True)
class RetentionReport:
    """What a panel leaves of a hierarchy, and what that means: everything that a page about it shows.

    Attributes
    ----------
    rows
        A row for every node in document order, then for every contrast.
    pairs
        Every pair of siblings, and what still tells them apart.
    contents
        What the panel's list of genes holds.
    advice
        What to do about it.
    measured
        How often each fork is decided rightly in profiles drawn from data; None where none were given.
    """

    hierarchy: str
    panel: str
    n_genes: int
    policy: RetentionPolicy
    rows: tuple[NodeRetention, ...]
    pairs: tuple[PairSeparation, ...]
    contents: PanelContents
    advice: tuple[Advice, ...] = ()
    measured: Measured | None = None

    @cached_property
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

    def children(self, name: str) -> tuple[NodeRetention, ...]:
        """The nodes right below the one of that name, ``""`` for the roots."""
        return self._children.get(name, ())

    def below(self, name: str) -> tuple[NodeRetention, ...]:
        """All nodes below the one of that name, parents before children."""
        found: list[NodeRetention] = []
        waiting = [*reversed(self.children(name))]
        while waiting:
            found.append(waiting.pop())
            waiting += reversed(self.children(found[-1].name))
        return tuple(found)

    @cached_property
    def _children(self) -> Mapping[str, tuple[NodeRetention, ...]]:
        found: dict[str, list[NodeRetention]] = {}
        for row in self.nodes:
            found.setdefault(row.parent, []).append(row)
        return {parent: tuple(rows) for parent, rows in found.items()}

    def weak_sides(self) -> tuple[tuple[Side, str], ...]:
        """Scored nodes with fewer than two markers against a scored sibling, each with that sibling."""
        pairs = [pair for pair in self.pairs if pair.competing]
        sides = [(side, other) for p in pairs for side, other in ((p.first, p.second), (p.second, p.first))]
        return tuple((side, other.node) for side, other in sides if side.is_few)

    def called(self) -> dict[str, str]:
        """The label that cells of a node get at best: its own, the nearest above, or ``""``."""
        called: dict[str, str] = {}
        for row in self.nodes:
            own = row.status is Status.FULL and row.positive.total
            called[row.name] = row.name if own else called.get(row.parent, "")
        return called

    def totals(self) -> dict[Fate, int]:
        """How many distinct marker symbols met each fate; the sum is the number of distinct symbols.

        A symbol is repeated only where it is nowhere more than a repeat.
        """
        fates: dict[tuple[str, str], Fate] = {}
        for marker in chain.from_iterable(row.markers for row in self.rows):
            key = marker.modality, marker.gene
            if fates.get(key, Fate.REPEATED) is Fate.REPEATED:
                fates[key] = marker.fate
        counted = Counter(fates.values())
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
        "rule": str(row.rule),
        "reason": row.reason,
        "positive_present": row.positive.present,
        "positive_total": row.positive.total,
        "positive_weight_present": row.positive.present_weight,
        "positive_weight_total": row.positive.total_weight,
        "negative_present": row.negative.present,
        "negative_total": row.negative.total,
        "negative_weight_present": row.negative.present_weight,
        "negative_weight_total": row.negative.total_weight,
        "effective_present": row.effective.present,
        "effective_total": row.effective.total,
        "effective_weight_present": row.effective.present_weight,
        "effective_weight_total": row.effective.total_weight,
        **{str(fate): " ".join(renamed) if fate is Fate.RENAMED else genes(fate) for fate in Fate},
    }
