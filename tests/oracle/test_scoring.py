"""Both methods agree with their slow twins on random hierarchies and matrices."""

import numpy as np
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from hierannot_dsl.score import DefaultSettings, HierannotSettings, score_clusters
from tests.oracle.default_by_hand import default_by_hand
from tests.oracle.hierannot_by_hand import hierannot_by_hand
from tests.oracle.problems import GENES, expressions, programs

fractions = st.sampled_from([0.0, 0.25, 0.6, 1.0])
modes = st.sampled_from(["mean", "control", "excess"])
inputs = st.sampled_from(["raw_cluster_means", "normalized"])

published = st.builds(
    HierannotSettings,
    input_type=inputs,
    preset=st.sampled_from(["auto", "small", "medium", "large"]),
    negatives=modes,
    negative_weight=fractions,
    min_markers_present=st.integers(1, 3),
    min_marker_fraction=fractions,
    control_exclusion=st.sampled_from([None, "hierarchy", "branch", "node"]),
    n_bins=st.none() | st.integers(1, 6),
    branch_routing_raw_weight=fractions,
    weak_raw_score_threshold=st.sampled_from([0.1, 1.0]),
    level1_branch_child_rescue_weight=fractions,
    branch_child_rescue_weight=fractions,
)
ranked = st.builds(
    DefaultSettings,
    input_type=inputs,
    negatives=modes,
    negative_weight=fractions,
    min_markers_present=st.integers(1, 3),
    marker_shrinkage=st.sampled_from([0.0, 2.0]),
    ambient_quantile=fractions,
    ambient_weight=fractions,
    n_bins=st.none() | st.integers(1, 6),
    bin_weight=fractions,
    reference_abundance=st.none() | st.dictionaries(st.sampled_from(GENES), fractions),
    reference_weight=fractions,
    level1_branch_child_rescue_weight=fractions,
    branch_child_rescue_weight=fractions,
)


def as_array(rows):
    return np.array([[np.nan if value is None else value for value in row] for row in rows])


def assert_agree(scores, expected):
    for name, rows in expected.items():
        assert_allclose(getattr(scores, name), as_array(rows), rtol=1e-9, atol=1e-9, err_msg=name)


@effort(max_examples=100, deadline=None)
@given(programs(), expressions(), published)
def test_hierannot_agrees_with_its_twin(program, expression, settings):
    scores = score_clusters(program, expression, settings)
    assert_agree(scores, hierannot_by_hand(program, expression, settings))


@effort(max_examples=100, deadline=None)
@given(programs(), expressions(), ranked)
def test_default_agrees_with_its_twin(program, expression, settings):
    scores = score_clusters(program, expression, settings)
    assert_agree(scores, default_by_hand(program, expression, settings))
