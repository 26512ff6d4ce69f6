import numpy as np
import pytest
from scipy import sparse

from hierannot_dsl.kernels import groups as kernel
from hierannot_dsl.kernels.compiled import row_adder
from hierannot_dsl.kernels.groups import sum_and_detected_by_group

pytest.importorskip("numba", reason="numba is an extra")


@pytest.mark.parametrize("n_threads", [1, 5])
@pytest.mark.parametrize("dtype", [np.float32, np.int64, np.bool_])
def test_compiled_sums_are_the_same_bits_on_any_number_of_threads(dtype, n_threads, monkeypatch):
    monkeypatch.setattr("hierannot_dsl.kernels.parallel.cpu_count", lambda: n_threads)
    random = np.random.default_rng(3)
    cells = random.lognormal(0, 2, (400, 30)) * random.integers(0, 2, (400, 30))
    matrix = sparse.csr_matrix(cells.astype(dtype))
    groups = random.integers(-1, 11, 400)
    plain = sum_and_detected_by_group(matrix, groups, 12)
    monkeypatch.setattr(kernel, "COMPILED_FROM", 0)
    monkeypatch.setattr(kernel, "COMPILED_BLOCK", 1000)
    monkeypatch.setattr(kernel, "THREADED_FROM", 0)
    compiled = sum_and_detected_by_group(matrix, groups, 12)
    for one, other in zip(plain, compiled, strict=True):
        np.testing.assert_array_equal(one, other)


def test_without_a_place_to_keep_it_it_is_compiled_each_time(monkeypatch):
    import numba

    kept = numba.njit

    def no_place(**options):
        if options.get("cache"):
            raise RuntimeError
        return kept(**options)

    monkeypatch.setattr(numba, "njit", no_place)
    assert row_adder.__wrapped__() is not None
