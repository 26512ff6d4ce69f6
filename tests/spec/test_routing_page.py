"""The picture of routing has the gates of the code, in their order, under their names."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

from hierannot_dsl import HierAnnotPipeline, make_cluster_annotation_export_summary
from hierannot_dsl.route.forks import judge_fork
from hierannot_dsl.route.result import Stop

PAGE = (Path(__file__).parents[2] / "docs/scoring/routing.md").read_text(encoding="utf-8")
DOWN, AFTER = re.findall(r"^```mermaid\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def test_the_gates_are_asked_in_the_order_of_the_picture() -> None:
    in_the_code = re.findall(r"Stop\.(\w+): ", inspect.getsource(judge_fork))
    in_the_picture = re.findall(r"-- no --> (\w+)$", DOWN, re.MULTILINE)
    assert [*(Stop[name].slug for name in in_the_code), Stop.LEAF.slug] == in_the_picture


def test_every_reason_to_stop_is_told() -> None:
    rows = re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)
    assert sorted(rows) == sorted(stop.slug for stop in Stop if stop is not Stop.PASSED)


def test_thresholds_have_the_names_of_arguments() -> None:
    for chart, called in ((DOWN, HierAnnotPipeline), (AFTER, make_cluster_annotation_export_summary)):
        gates = " ".join(re.findall(r'\{\{"(.*?)"\}\}', chart))
        named = set(re.findall(r"\b[a-z0-9]+(?:_[a-z0-9]+)+\b", gates))
        assert named
        assert named <= set(inspect.signature(called).parameters)
