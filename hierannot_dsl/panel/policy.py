"""RetentionPolicy: how much of a node a panel must keep for the node to be called."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Floors:
    """Fractions of the positive markers, by the node's role; below the first of a pair the status falls."""

    disabled_major: float
    disabled_optional: float
    fallback_major: float
    fallback_optional: float


@dataclass(frozen=True)
class RetentionPolicy:
    """The rules that decide a node's status on a panel.

    Attributes
    ----------
    small, medium, large
        Floors for panels of at most `small_panel` genes, at most `medium_panel` genes, and more.
    min_positive
        A node whose best marker set keeps fewer positive markers is disabled, whatever its role.
    preserve_major
        Major nodes are disabled by `min_positive` only.
    """

    small: Floors = Floors(0.40, 0.55, 0.60, 0.75)
    medium: Floors = Floors(0.30, 0.40, 0.50, 0.60)
    large: Floors = Floors(0.20, 0.30, 0.35, 0.45)
    small_panel: int = 1500
    medium_panel: int = 9000
    min_positive: int = 2
    preserve_major: bool = False

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
