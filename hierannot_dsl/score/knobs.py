"""Knobs that every method has, and what a knob is: a default, a range, and the stage that it belongs to."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, fields
from typing import Any, Literal, TypeAlias

Method: TypeAlias = Literal["default", "hierannot"]
InputType: TypeAlias = Literal["raw_cluster_means", "normalized"]
Preset: TypeAlias = Literal["auto", "small", "medium", "large"]
Negatives: TypeAlias = Literal["mean", "control", "excess"]

DECISION = "decision"


def decides(default: float) -> Any:
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
    score_threshold: float = decides(0.05)
    margin_threshold: float = decides(0.02)
    min_leaf_raw_score: float = decides(-0.2)
    min_branch_supported_raw_score: float = decides(0.0)
    level1_branch_child_rescue_weight: float = decides(0.40)
    branch_child_rescue_weight: float = decides(0.35)
    high_confidence_score: float = decides(0.10)
    high_confidence_margin: float = decides(0.07)
    medium_confidence_score: float = decides(0.05)
    medium_confidence_margin: float = decides(0.02)

    def __post_init__(self) -> None:
        check_choice("input_type", self.input_type, InputType)
        check_choice("preset", self.preset, Preset)
        check_choice("negatives", self.negatives, Negatives)
        for knob in fields(self):
            value = getattr(self, knob.name)
            if isinstance(value, float) and not math.isfinite(value):
                msg = f"{knob.name} is {value}, not a finite number"
                raise ValueError(msg)
        for name in ("level1_branch_child_rescue_weight", "branch_child_rescue_weight"):
            check_range(name, getattr(self, name), 0, 1)
        check_range("negative_weight", self.negative_weight, 0, math.inf)
        check_range("min_markers_present", self.min_markers_present, 1, math.inf)


def check_range(name: str, value: float, low: float, high: float) -> None:
    """Raise ValueError unless `low` <= `value` <= `high`."""
    if not low <= value <= high:
        span = f"between {low} and {high}" if high < math.inf else f"{low} or more"
        msg = f"{name} is {value}, not {span}"
        raise ValueError(msg)


def check_choice(name: str, value: str, choices: Any) -> None:
    """Raise ValueError unless `value` is one of a literal type."""
    if value not in choices.__args__:
        msg = f"{name} {value!r} is not one of {', '.join(map(repr, choices.__args__))}"
        raise ValueError(msg)
