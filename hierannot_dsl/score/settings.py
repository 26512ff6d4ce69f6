"""Settings: one frozen record of knobs for each method, with the method's own defaults."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeAlias

from hierannot_dsl.score.knobs import (
    DECISION,
    CommonSettings,
    Method,
    Negatives,
    check_choice,
    check_range,
    decides,
)

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, kw_only=True)
class HierannotSettings(CommonSettings):
    """Knobs of ``method="hierannot"``: the published equations with the published defaults.

    Attributes
    ----------
    scale_factor
        Counts that every cluster is scaled to before the logarithm.
    controls
        ``"bin"``: the mean of a marker's abundance bin, exact. ``"sampled"``: the mean of 100, 50, 25, 10
        or 5 genes drawn from it (as many of these as it has), by `random_state`.
    random_state
        Seed of the sampled controls. A marker's draw depends on the seed and its symbol alone.
    control_exclusion
        Whose markers are no controls: the whole ``"hierarchy"``'s, the ``"branch"``'s below one root, or the
        ``"node"``'s own. None: by preset.
    n_bins
        Number of abundance bins. None: by preset.
    clip_quantile
        Differences between a marker and its control are cut at this quantile of their absolute values
        within the marker set. None: by preset.
    detection_quantile
        A marker counts as detected from this quantile of bulk abundance on. None: by preset.
    min_marker_fraction
        If fewer than this fraction of a child's markers, its parent's taken away, are in the matrix, all
        its markers are used.
    full_marker_count
        Number of markers from which s(m) is 1.
    branch_routing_raw_weight
        alpha: weight of R in the local score, against D.
    weak_raw_score_threshold
        R from which D counts in full: g(R) rises from 0 at R = 0 to 1 here.
    """

    method: ClassVar[Method] = "hierannot"
    # Whether the best child may lift its parent only, or pull it down as well.
    rescue_only: ClassVar[bool] = False
    # Whether "none of the siblings", with a score of zero, is a rival at every fork.
    null_competes: ClassVar[bool] = False

    @property
    def mixed_margin(self) -> float:
        """Lead under which two strong branches make a mixed label."""
        return 0.02

    scale_factor: float = 1e4
    controls: Literal["bin", "sampled"] = "bin"
    random_state: int = 0
    control_exclusion: Literal["hierarchy", "branch", "node"] | None = None
    n_bins: int | None = None
    clip_quantile: float | None = None
    detection_quantile: float | None = None
    min_marker_fraction: float = 0.3
    full_marker_count: int = decides(5)
    branch_routing_raw_weight: float = decides(0.60)
    weak_raw_score_threshold: float = decides(0.10)

    def __post_init__(self) -> None:
        super().__post_init__()
        check_choice("controls", self.controls, Literal["bin", "sampled"])
        if self.control_exclusion is not None:
            check_choice("control_exclusion", self.control_exclusion, Literal["hierarchy", "branch", "node"])
        for name in (
            "clip_quantile",
            "detection_quantile",
            "min_marker_fraction",
            "branch_routing_raw_weight",
        ):
            if getattr(self, name) is not None:
                check_range(name, getattr(self, name), 0, 1)
        check_range("n_bins", 1 if self.n_bins is None else self.n_bins, 1, math.inf)
        check_range("full_marker_count", self.full_marker_count, 1, math.inf)
        for name in ("scale_factor", "weak_raw_score_threshold"):
            if getattr(self, name) <= 0:
                msg = f"{name} is {getattr(self, name)}, not above 0"
                raise ValueError(msg)


@dataclass(frozen=True, kw_only=True)
class DefaultSettings(CommonSettings):
    """Knobs of ``method="default"``: ranks within a cluster, no comparison of clusters, no seed.

    Attributes
    ----------
    marker_shrinkage
        R is multiplied by m / (m + this), m being the number of markers used.
    ambient_quantile, ambient_weight
        The profile that every cluster is assumed to hold, a gene's quantile over clusters, and how much of
        it is taken away.
    n_bins
        Number of abundance bins. None: by preset.
    bin_weight
        Without a reference table: weight of a marker's own bin in its control, the rest being the mean of
        all genes.
    reference_abundance
        Gene to its mean percentile, from 0 to 1, in reference data of all lineages; None where there is
        none. With it the control is the bin alone.
    reference_weight
        Weight of the reference table against the data's own abundance when bins are made.
    child_score_threshold, child_margin_threshold
        `score_threshold` and `margin_threshold` below the first label of a path, where they are stricter.
    min_parent_fraction
        A child's B must be at least this fraction of its parent's R.
    max_unscorable_fraction
        A fork of which a larger fraction of the nodes cannot be scored is not entered below the root.
    high_confidence_rival
        A call is of medium confidence at most where a node of another lineage (see
        `route.margins.other_lineages`) has a larger branch score than this.
    """

    method: ClassVar[Method] = "default"
    rescue_only: ClassVar[bool] = True
    null_competes: ClassVar[bool] = True

    @property
    def mixed_margin(self) -> float:
        """Lead under which two strong branches make a mixed label."""
        return max(0.1, self.margin_threshold)

    negatives: Negatives = "excess"
    marker_shrinkage: float = 2.0
    ambient_quantile: float = 0.25
    ambient_weight: float = 0.6
    n_bins: int | None = None
    bin_weight: float = 0.3
    reference_abundance: Mapping[str, float] | None = None
    reference_weight: float = 0.6
    score_threshold: float = decides(0.3)
    margin_threshold: float = decides(0.05)
    level1_branch_child_rescue_weight: float = decides(0.70)
    branch_child_rescue_weight: float = decides(0.70)
    high_confidence_score: float = decides(0.6)
    high_confidence_margin: float = decides(0.3)
    medium_confidence_score: float = decides(0.3)
    medium_confidence_margin: float = decides(0.05)
    high_confidence_rival: float = decides(0.5)
    child_score_threshold: float = decides(0.5)
    child_margin_threshold: float = decides(0.2)
    min_parent_fraction: float = decides(0.5)
    max_unscorable_fraction: float = decides(0.3)

    def __post_init__(self) -> None:
        super().__post_init__()
        for name in (
            "ambient_quantile",
            "ambient_weight",
            "bin_weight",
            "reference_weight",
            "min_parent_fraction",
            "max_unscorable_fraction",
        ):
            check_range(name, getattr(self, name), 0, 1)
        check_range("marker_shrinkage", self.marker_shrinkage, 0, math.inf)
        if self.high_confidence_rival <= 0:
            msg = f"high_confidence_rival is {self.high_confidence_rival}, not above 0"
            raise ValueError(msg)
        check_range("n_bins", 1 if self.n_bins is None else self.n_bins, 1, math.inf)
        if self.reference_abundance is not None:
            # A plain dictionary: a table handed in as a Series would make equal settings ambiguous.
            object.__setattr__(self, "reference_abundance", dict(self.reference_abundance.items()))


Settings: TypeAlias = HierannotSettings | DefaultSettings

METHODS: tuple[type[Settings], ...] = (DefaultSettings, HierannotSettings)


def make_settings(method: str = "default", **knobs: Any) -> Settings:
    """Build the settings of a method from its knobs.

    Parameters
    ----------
    method
        ``"default"`` or ``"hierannot"``.
    **knobs
        Fields of `DefaultSettings` or `HierannotSettings`.

    Returns
    -------
    settings
        The method's defaults where no knob was given.

    Raises
    ------
    ValueError
        If there is no such method, or a value is out of range.
    TypeError
        If the method has no such knob; the message names it.
    """
    for kind in METHODS:
        if kind.method == method:
            _check_knobs(kind, knobs, {knob.name for knob in fields(kind)})
            return kind(**knobs)
    msg = f"method {method!r} is not one of {', '.join(repr(kind.method) for kind in METHODS)}"
    raise ValueError(msg)


def decision_knobs(settings: Settings | type[Settings]) -> tuple[str, ...]:
    """Names of the knobs that need no matrix: thresholds and weights that turn evidence into decisions."""
    return tuple(knob.name for knob in fields(settings) if knob.metadata.get("stage") == DECISION)


def change_decision(settings: Settings, **knobs: Any) -> Settings:
    """Copy settings with other decision knobs, for a decision from scores that are at hand.

    Parameters
    ----------
    settings
        Settings of the fit.
    **knobs
        Any of `decision_knobs`.

    Returns
    -------
    settings
        Equal to `settings` but for the knobs.

    Raises
    ------
    TypeError
        If the method has no such knob, or it needs the matrix and so a new fit.
    """
    _check_knobs(type(settings), knobs, {knob.name for knob in fields(settings)})
    needs_fit = sorted(set(knobs) - set(decision_knobs(settings)))
    if needs_fit:
        msg = f"{', '.join(needs_fit)}: takes part in scoring, so changing it needs a new fit"
        raise TypeError(msg)
    return replace(settings, **knobs)


def _check_knobs(kind: type[Settings], knobs: dict[str, Any], known: set[str]) -> None:
    unused = sorted(set(knobs) - known)
    if unused:
        msg = f"method {kind.method!r} does not use {', '.join(unused)}"
        raise TypeError(msg)
