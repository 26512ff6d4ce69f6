import sys

import numpy as np
import pytest

from hierannot_dsl.kernels import strata
from hierannot_dsl.kernels.compiled import stratum_adder
from hierannot_dsl.kernels.exact import rounding_shift
from hierannot_dsl.kernels.strata import Totals
from hierannot_dsl.kernels.totals import Matrix, cluster_totals, group_totals

RANDOM = np.random.default_rng(5)
VALUES = np.where(RANDOM.random((900, 11)) < 0.4, 0.0, RANDOM.gamma(0.7, 1, (900, 11)))
VALUES[:200] = 0.0  # equal totals, which no edge may part


def double(block, clusters, out):
    return np.multiply(block, 2.0, out=out)


def matrix(layout):
    shift = float(rounding_shift(2 * VALUES.max(), len(VALUES)))
    return Matrix(np.array(VALUES, order=layout), shift, double)


def by_abundance(totals, n_groups):
    return np.searchsorted(np.sort(totals), totals) * n_groups // len(totals)


@pytest.fixture(autouse=True)
def _small_matrices_too(monkeypatch):
    monkeypatch.setattr(strata, "COMPILED_FROM", 0)


@pytest.fixture(params=["plain", "compiled"])
def _loops(request, monkeypatch):
    if request.param == "plain":
        monkeypatch.delitem(sys.modules, "numba", raising=False)
    else:
        pytest.importorskip("numba", reason="numba is an extra")


@pytest.mark.usefixtures("_loops")
@pytest.mark.parametrize("layout", ["C", "F"])
@pytest.mark.parametrize("n_strata", [1, 7, 64])
@pytest.mark.parametrize("n_groups", [1, 5, 24])
def test_totals_are_the_same_bits_however_they_are_found(layout, n_strata, n_groups, monkeypatch):
    monkeypatch.setattr(strata, "N_STRATA", n_strata)
    monkeypatch.setattr("hierannot_dsl.kernels.parallel.cpu_count", lambda: 3)
    totals = Totals(matrix(layout))
    assert totals.of_genes.tolist() == cluster_totals(matrix("F")).tolist()
    for groups in (by_abundance(totals.of_genes, n_groups), RANDOM.integers(0, n_groups, len(VALUES))):
        expected = group_totals(matrix("F"), groups, n_groups)
        assert totals.of_groups(groups, n_groups).tolist() == expected.tolist()


@pytest.mark.parametrize("n_genes", [1, 2, 40])
def test_few_genes(n_genes):
    pytest.importorskip("numba", reason="numba is an extra")
    few = Matrix(VALUES[-n_genes:], matrix("C").shift, double)
    groups = np.zeros(n_genes, dtype=np.int64)
    totals = Totals(few)
    assert totals.of_genes.tolist() == cluster_totals(few).tolist()
    assert totals.of_groups(groups, 2).tolist() == group_totals(few, groups, 2).tolist()


def test_numba_is_not_loaded_for_it(monkeypatch):
    monkeypatch.delitem(sys.modules, "numba", raising=False)
    assert stratum_adder() is None
    assert "numba" not in sys.modules
