"""Laws of explanations: the markers sum to R, and the gates that are told are those that decided."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hierannot_dsl.emit.explanation_json import explanation_json
from hierannot_dsl.emit.explanation_text import explanation_text
from hierannot_dsl.export import annotate_clusters
from hierannot_dsl.score import DefaultSettings, HierannotSettings
from tests.oracle.problems import expressions, programs

SETTINGS = st.sampled_from(
    [
        DefaultSettings(),
        DefaultSettings(max_unscorable_fraction=1.0, min_markers_present=1),
        HierannotSettings(),
        HierannotSettings(negatives="excess", min_markers_present=1),
    ]
)


@given(programs(), expressions(), SETTINGS)
def test_markers_sum_to_r_and_gates_to_the_verdict(program, expression, settings):
    result = annotate_clusters(program, expression, settings)
    for index, cluster in enumerate(expression.clusters):
        told = result.explain(cluster)
        for node in told.evidence:
            raw = result.scores.raw[program.names.index(node.name), index]
            if node.raw is None:
                assert np.isnan(raw)
                assert all(part.contribution == 0 for part in node.markers)
            else:
                assert sum(part.contribution for part in node.markers) == pytest.approx(raw, abs=1e-9)
        for fork in told.forks:
            failed = [gate.stop for gate in fork.gates if not gate.passed]
            assert (failed or ["passed"])[0] == fork.verdict
        assert told.stop == (told.forks[-1].verdict if told.forks[-1].verdict != "passed" else "leaf")
        assert [fork.verdict for fork in told.forks[:-1]] == ["passed"] * (len(told.forks) - 1)
        assert str(told) + "\n" == explanation_text(told)
        assert json.loads(explanation_json(told))["label"] == told.label
