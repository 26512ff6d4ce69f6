"""Settings: one frozen record of knobs for each method, with the method's own defaults."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

Method: TypeAlias = Literal["default", "hierannot"]
InputType: TypeAlias = Literal["raw_cluster_means", "normalized"]
Preset: TypeAlias = Literal["auto", "small", "medium", "large"]
Negatives: TypeAlias = Literal["mean", "control", "excess"]

DECISION = "decision"


def _decides(default: float) -> Any:
    """A knob that needs no matrix: it may be changed after the fit (`change_decision`)."""
    return field(default=default, metadata={"stage": DECISION})


@dataclass(frozen=True, kw_only=True)
class CommonSettings:
    """What both methods know under one name and one meaning.

    Attributes
    ----------
    input_type
        ``"raw_cluster_means"``: means of counts, not yet on a log scale. ``"normalized"``: values on a log
        scale, used as they are.
    preset
        Sizes of the control bins and related choices: ``"small"``, ``"medium"``, ``"large"``, or
        ``"auto"``, which chooses by the number of genes.
    negative_weight
        w_neg: how much the negative markers count against a program. A node's ``penalty`` holds before it.
    negatives
        ``"mean"``: the plain mean of the negative markers. ``"control"``: their mean above their own
        controls, which may raise a score where they are below. ``"excess"``: the same, where positive.
    min_markers_present
        A program with fewer positive markers in the matrix is not scored. A node's ``min_markers`` holds
        before it.
    score_threshold
        Branch score B that a node needs to be entered. A node's ``min_score`` holds before it.
    margin_threshold
        Lead of B over the runner-up that a node needs. A node's ``min_margin`` holds before it.
    min_leaf_raw_score
        Raw score R, of the node itself, that a node needs. A node's ``min_raw`` holds before it.
    min_branch_supported_raw_score
        After a failed gate the label backs off to the deepest node of the path whose branch-supported raw
        score is at least this.
    level1_branch_child_rescue_weight
        beta at level 1: how much the best child counts in its parent's branch score. A node's ``rescue``
        holds before it.
    branch_child_rescue_weight
        beta below level 1.
    high_confidence_score, high_confidence_margin
        Branch score and margin from which a call is of high confidence.
    medium_confidence_score, medium_confidence_margin
        The same for medium confidence; below either it is low.
    """

    input_type: InputType = "raw_cluster_means"
    preset: Preset = "auto"
    negative_weight: float = 0.5
    negatives: Negatives = "mean"
    min_markers_present: int = 2
    score_threshold: float = _decides(0.05)
    margin_threshold: float = _decides(0.02)
    min_leaf_raw_score: float = _decides(-0.2)
    min_branch_supported_raw_score: float = _decides(0.0)
    level1_branch_child_rescue_weight: float = _decides(0.40)
    branch_child_rescue_weight: float = _decides(0.35)
    high_confidence_score: float = _decides(0.10)
    high_confidence_margin: float = _decides(0.07)
    medium_confidence_score: float = _decides(0.05)
    medium_confidence_margin: float = _decides(0.02)

    def __post_init__(self) -> None:
        _check_choice("input_type", self.input_type, InputType)
        _check_choice("preset", self.preset, Preset)
        _check_choice("negatives", self.negatives, Negatives)
        for knob in fields(self):
            value = getattr(self, knob.name)
            if isinstance(value, float) and not math.isfinite(value):
                msg = f"{knob.name} is {value}, not a finite number"
                raise ValueError(msg)
        for name in ("level1_branch_child_rescue_weight", "branch_child_rescue_weight"):
            check_range(name, getattr(self, name), 0, 1)
        check_range("negative_weight", self.negative_weight, 0, math.inf)
        check_range("min_markers_present", self.min_markers_present, 1, math.inf)


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
    full_marker_count: int = _decides(5)
    branch_routing_raw_weight: float = _decides(0.60)
    weak_raw_score_threshold: float = _decides(0.10)

    def __post_init__(self) -> None:
        super().__post_init__()
        _check_choice("controls", self.controls, Literal["bin", "sampled"])
        if self.control_exclusion is not None:
            _check_choice("control_exclusion", self.control_exclusion, Literal["hierarchy", "branch", "node"])
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
    child_min_markers_present, root_contrast_min_markers_present
        `min_markers_present` below level 1, and of contrasts at the root.
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
    """

    method: ClassVar[Method] = "default"
    rescue_only: ClassVar[bool] = True
    null_competes: ClassVar[bool] = True

    @property
    def mixed_margin(self) -> float:
        """Lead under which two strong branches make a mixed label."""
        return self.margin_threshold

    negatives: Negatives = "excess"
    child_min_markers_present: int = 3
    root_contrast_min_markers_present: int = 5
    marker_shrinkage: float = 2.0
    ambient_quantile: float = 0.25
    ambient_weight: float = 0.6
    n_bins: int | None = None
    bin_weight: float = 0.3
    reference_abundance: Mapping[str, float] | None = None
    reference_weight: float = 0.6
    score_threshold: float = _decides(0.3)
    margin_threshold: float = _decides(0.1)
    level1_branch_child_rescue_weight: float = _decides(0.70)
    branch_child_rescue_weight: float = _decides(0.70)
    high_confidence_score: float = _decides(0.6)
    high_confidence_margin: float = _decides(0.3)
    medium_confidence_score: float = _decides(0.3)
    medium_confidence_margin: float = _decides(0.1)
    child_score_threshold: float = _decides(0.5)
    child_margin_threshold: float = _decides(0.2)
    min_parent_fraction: float = _decides(0.5)
    max_unscorable_fraction: float = _decides(0.3)

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
        for name in ("marker_shrinkage", "child_min_markers_present", "root_contrast_min_markers_present"):
            check_range(name, getattr(self, name), 0, math.inf)
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


def check_range(name: str, value: float, low: float, high: float) -> None:
    """Raise ValueError unless `low` <= `value` <= `high`."""
    if not low <= value <= high:
        span = f"between {low} and {high}" if high < math.inf else f"{low} or more"
        msg = f"{name} is {value}, not {span}"
        raise ValueError(msg)


def _check_knobs(kind: type[Settings], knobs: dict[str, Any], known: set[str]) -> None:
    unused = sorted(set(knobs) - known)
    if unused:
        msg = f"method {kind.method!r} does not use {', '.join(unused)}"
        raise TypeError(msg)


def _check_choice(name: str, value: str, choices: Any) -> None:
    if value not in choices.__args__:
        msg = f"{name} {value!r} is not one of {', '.join(map(repr, choices.__args__))}"
        raise ValueError(msg)
