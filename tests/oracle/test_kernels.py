"""Kernels agree with the definitions in their docstrings, read aloud in plain Python."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose

from hierannot_dsl.kernels.abundance import abundance_bins, comparable, detected, relative_rank, widened_means
from hierannot_dsl.kernels.ambient import (
    ambient_profile,
    linear_by_cluster,
    linear_share,
    without_ambient,
)
from hierannot_dsl.kernels.exact import column_sums, on_grid, rounding_shift
from hierannot_dsl.kernels.extremes import peaks_of
from hierannot_dsl.kernels.normalise import log_normalise, scale_to
from hierannot_dsl.kernels.ranks import rank_expression, rank_scale
from hierannot_dsl.kernels.robust import lead, standardise
from hierannot_dsl.kernels.sets import best_of_groups, group_quantile, group_sums
from hierannot_dsl.kernels.totals import Matrix, cluster_totals, group_totals
from tests.oracle.plain import bin_pool, bins_of, median, quantile

numbers = st.floats(0, 1e4, allow_subnormal=False) | st.sampled_from([0.0, 0.0, 1.0, 2.0])
# Scores are multiples of this step: none is so close to another that their difference underflows.
STEP = 2.0**-40
signed = st.integers(-100 * 2**40, 100 * 2**40).map(lambda steps: steps * STEP) | st.sampled_from([0.0, 1.0])
shapes = st.tuples(st.integers(1, 12), st.integers(1, 7))
matrices = shapes.flatmap(lambda shape: arrays(np.float64, shape, elements=numbers))
signed_matrices = shapes.flatmap(lambda shape: arrays(np.float64, shape, elements=signed))
layouts = st.sampled_from(["C", "F"])
fractions = st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.9, 1.0])


def agree(actual, expected):
    assert_allclose(actual, np.array(expected, dtype=np.float64), rtol=1e-9, atol=1e-9)


@given(matrices, layouts)
def test_column_sums(values, layout):
    sums = column_sums(np.array(values, order=layout), values.max(axis=0))
    agree(sums, [math.fsum(column) for column in values.T])


@given(matrices, layouts)
def test_peaks_of(values, layout):
    peaks = peaks_of(np.array(values, order=layout))
    assert peaks.tolist() == [max(column) for column in values.T.tolist()]


@given(matrices, layouts)
def test_log_normalise(values, layout):
    sums = np.array([math.fsum(column) for column in values.T])
    factors = scale_to(sums, 1e4)
    expected = [
        [math.log(1 + 1e4 * value / total) if total else 0.0 for value, total in zip(row, sums, strict=True)]
        for row in values
    ]
    agree(log_normalise(np.array(values, order=layout), factors), expected)
    agree(log_normalise(np.array(values, order=layout), None), values)


@given(matrices, layouts, st.data())
def test_group_totals_and_sums(values, layout, data):
    groups = np.array(data.draw(st.lists(st.integers(0, 3), min_size=len(values), max_size=len(values))))
    shift = float(rounding_shift(1e4, 100))
    rounded = on_grid(values.copy(), shift)
    matrix = Matrix(np.array(values, order=layout), shift)
    expected = [
        [math.fsum(column[groups == group]) for column in rounded.T] if (groups == group).any() else [0.0] * 0
        for group in range(4)
    ]
    expected = [row or [0.0] * values.shape[1] for row in expected]
    agree(group_totals(matrix, groups, 4), expected)
    agree(cluster_totals(matrix), [math.fsum(row) for row in rounded])
    weights = np.linspace(0.5, 2, len(values))
    weighted = [
        [math.fsum(weights[groups == group] * column[groups == group]) for column in values.T]
        for group in range(4)
    ]
    agree(group_sums(values, groups, weights, 4), weighted)


@given(arrays(np.float32, shapes, elements=st.sampled_from([0.0, 0.5, 1.0, 1.5, 7.0, 7.0])))
def test_rank_expression(values):
    n_genes = values.shape[1]
    out = np.full(values.shape, np.nan)
    rank_expression(values, rank_scale(n_genes, n_terms=n_genes), out=out)

    def score(value, row):
        rank = sum(other <= value for other in row)
        return max(0.0, math.log10(n_genes / (2 * (n_genes - rank + 1)))) if value > 0 else 0.0

    agree(out, [[score(value, row) for value in row] for row in values])


@given(matrices, layouts, fractions, fractions)
def test_ambient(values, layout, part, weight):
    factors = scale_to(np.array([math.fsum(column) for column in values.T]), 1.0)
    linear = linear_share(values, factors)
    assert_allclose(linear, values * factors, rtol=1e-7, atol=1e-30)
    assert (linear_by_cluster(np.array(values, order=layout), factors) == linear.T).all()
    assert_allclose(
        linear_share(np.minimum(values, 20), None), np.expm1(np.minimum(values, 20)), rtol=1e-6, atol=1e-30
    )
    profile = ambient_profile(np.array(values, order=layout), factors, quantile=part)
    assert_allclose(profile, [quantile(row.tolist(), part) for row in linear], rtol=1e-6, atol=1e-12)
    cleaned = without_ambient(np.array(linear.T, order="C"), profile, weight=weight)
    expected = [
        [max(0.0, value - weight * low) for value, low in zip(row, profile, strict=True)] for row in linear.T
    ]
    assert_allclose(cleaned, expected, rtol=1e-5, atol=1e-6)


@given(
    st.lists(st.sampled_from([0.0, 0.01, 0.04, 0.5, 0.5, 1.0, 2.0, 3.0]), min_size=1, max_size=20),
    st.integers(1, 8),
    st.sampled_from([-math.inf, 0.05, 0.7, 9.0]),
)
def test_abundance_bins_and_ranks(abundance, n_bins, tail):
    named = dict(enumerate(abundance))
    bins = abundance_bins(np.array(abundance), n_bins, tail=tail)
    assert bins.tolist() == list(bins_of(named, n_bins, tail).values())
    ranks = [
        (sum(other < value for other in abundance) + sum(other <= value for other in abundance))
        / 2
        / len(abundance)
        for value in abundance
    ]
    agree(relative_rank(np.array(abundance)), ranks)


@given(matrices, st.integers(1, 5), st.integers(1, 12))
def test_widened_means(values, n_bins, minimum):
    abundance = {gene: row.sum() for gene, row in enumerate(values)}
    bins = bins_of(abundance, n_bins)
    groups = np.array(list(bins.values()))
    shift = float(rounding_shift(1e4, 100))
    rounded = on_grid(values.copy(), shift)
    sums = group_totals(Matrix(values, shift), groups, n_bins)
    means = widened_means(sums, np.bincount(groups, minlength=n_bins), minimum=minimum)
    for wanted in set(bins.values()):
        pool = bin_pool(bins, wanted, n_bins, minimum=minimum)
        agree(means[wanted], rounded[pool].mean(axis=0))


@given(signed_matrices)
def test_standardise(scores):
    expected = []
    for row in scores.tolist():
        centre = median(row)
        scale = 1.4826 * median([abs(value - centre) for value in row]) or float(np.std(row)) or 1.0
        expected.append([(value - centre) / scale for value in row])
    assert_allclose(standardise(scores), expected, rtol=1e-9, atol=1e-9)


@given(signed_matrices, st.data())
def test_lead(scores, data):
    absent = data.draw(st.sets(st.integers(0, len(scores) - 1)))
    scores[list(absent)] = np.nan
    expected = np.full(scores.shape, np.nan)
    for (row, column), value in np.ndenumerate(scores):
        others = [
            scores[other, column] for other in range(len(scores)) if other != row and other not in absent
        ]
        expected[row, column] = value - (max(others) if others else 0.0)
    agree(lead(scores), expected)


@given(signed_matrices, fractions, st.data())
def test_group_quantile(values, part, data):
    groups = np.array(data.draw(st.lists(st.integers(0, 3), min_size=len(values), max_size=len(values))))
    expected = [
        [quantile(column[groups == group].tolist(), part) for column in values.T]
        if (groups == group).any()
        else [math.inf] * values.shape[1]
        for group in range(4)
    ]
    agree(group_quantile(values, groups, 4, quantile=part), expected)


@given(signed_matrices, st.data())
def test_best_of_groups(values, data):
    values[list(data.draw(st.sets(st.integers(0, len(values) - 1))))] = np.nan
    groups = np.array(data.draw(st.lists(st.integers(0, 2), min_size=len(values), max_size=len(values))))
    for group, row in enumerate(best_of_groups(values, groups, 3)):
        for column, best in enumerate(row):
            known = [
                (value, -index)
                for index, value in enumerate(values[:, column])
                if groups[index] == group and not math.isnan(value)
            ]
            assert best == (-max(known)[1] if known else -1)


@pytest.mark.parametrize(("value", "floor", "seen"), [(0.0, 0.0, False), (0.1, 0.0, True), (0.1, 0.2, False)])
def test_detected(value, floor, seen):
    assert detected(np.array([value]), floor).tolist() == [seen]


def test_abundances_that_differ_by_rounding_are_equal():
    assert np.ptp(comparable(np.array([0.1 + 0.2, 0.3, 0.3 + 1e-9]))) == 0


@effort(max_examples=30)
@given(st.integers(1, 10_000))
def test_the_scale_of_ranks(n_genes):
    scale = rank_scale(n_genes, n_terms=n_genes)
    assert scale[0] == 0
    assert (np.diff(scale) >= 0).all()
    half = n_genes // 2
    assert not scale[: half + 1].any()
    agree(scale[-1], max(0.0, math.log10(n_genes / 2)))
