"""RetentionPolicy: how much of a node a panel must keep for the node to be called."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil


@dataclass(frozen=True)
class Floors:
    """Shares of the positive markers, by the node's role; below one of them the status falls.

    Parameters
    ----------
    disabled_major, disabled_optional
        Shares, 0 to 1, below which a node of the role is disabled: it is not scored.
    fallback_major, fallback_optional
        Shares, 0 to 1, below which a node of the role is called by its parent's name.
    """

    disabled_major: float
    disabled_optional: float
    fallback_major: float
    fallback_optional: float


@dataclass(frozen=True)
class RetentionPolicy:
    """The rules that decide a node's status on a panel.

    Parameters
    ----------
    small, medium, large
        Floors for panels of at most `small_panel` genes, at most `medium_panel` genes, and more.
    small_panel, medium_panel
        Most genes of a small and of a medium panel.
    min_positive
        A node whose best marker set keeps fewer positive markers is disabled, whatever its role.
    preserve_major
        Major nodes are disabled by `min_positive` only.
    long_list
        Shares are taken of at most this many markers: of a longer list, this many are all that is asked for.
        0: of all markers, however many a node lists. Why: decision 6.
    """

    small: Floors = Floors(0.40, 0.55, 0.60, 0.75)
    medium: Floors = Floors(0.30, 0.40, 0.50, 0.60)
    large: Floors = Floors(0.20, 0.30, 0.35, 0.45)
    small_panel: int = 1500
    medium_panel: int = 9000
    min_positive: int = 2
    preserve_major: bool = False
    long_list: int = 4

    def floors(self, n_genes: int) -> Floors:
        if n_genes <= self.small_panel:
            return self.small
        return self.medium if n_genes <= self.medium_panel else self.large

    def disabled_below(self, role: str, n_genes: int) -> float:
        floors = self.floors(n_genes)
        if role == "major":
            return 0.0 if self.preserve_major else floors.disabled_major
        return floors.disabled_optional

    def fallback_below(self, role: str, n_genes: int) -> float:
        floors = self.floors(n_genes)
        return floors.fallback_major if role == "major" else floors.fallback_optional

    def needed(self, floor: float, total: int) -> int:
        """How many of `total` positive markers have to be left for a share of `floor`."""
        asked = min(total, self.long_list) if self.long_list else total
        # Rounded first: 0.6 * 5 is a hair above 3 in binary.
        return max(ceil(round(floor * asked, 9)), self.min_positive)
