import numpy as np
import pytest
from scipy import sparse

from hierannot_dsl.kernels import groups as kernel
from hierannot_dsl.kernels.groups import sum_and_detected_by_group, sum_by_group


def by_hand(cells: np.ndarray, groups: np.ndarray, n_groups: int) -> tuple[np.ndarray, np.ndarray]:
    """The definition, read aloud."""
    sums = np.zeros((n_groups, cells.shape[1]))
    detected = np.zeros((n_groups, cells.shape[1]))
    for cell, group in enumerate(groups):
        if group < 0:
            continue
        for gene in range(cells.shape[1]):
            sums[group, gene] += float(cells[cell, gene])
            detected[group, gene] += cells[cell, gene] > 0
    return sums, detected


def unsorted_csr(cells: np.ndarray) -> sparse.csr_matrix:
    """Reversed columns within each row, and an explicit zero: both are legal."""
    matrix = sparse.csr_matrix(cells)
    matrix.data[0] = 0
    for row in range(matrix.shape[0]):
        within = slice(matrix.indptr[row], matrix.indptr[row + 1])
        matrix.indices[within] = matrix.indices[within][::-1]
        matrix.data[within] = matrix.data[within][::-1]
    return matrix


@pytest.mark.parametrize(
    "kind",
    [np.asarray, np.asfortranarray, sparse.csr_matrix, sparse.csr_array, sparse.csc_matrix, unsorted_csr],
)
@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.int32, np.uint8, np.bool_])
@pytest.mark.parametrize("block", [1, 7, 10_000])
def test_agrees_with_the_definition_whatever_holds_the_cells(kind, dtype, block, monkeypatch):
    monkeypatch.setattr(kernel, "BLOCK", block)
    random = np.random.default_rng(1)
    cells = (random.poisson(0.6, (23, 11)) * random.integers(0, 2, (23, 11))).astype(dtype)
    groups = random.integers(-1, 4, 23)
    matrix = kind(cells)
    plain = matrix.toarray() if sparse.issparse(matrix) else matrix
    expected_sums, expected_detected = by_hand(plain, groups, 5)
    sums, detected = sum_and_detected_by_group(matrix, groups, 5)
    np.testing.assert_array_equal(sums, expected_sums)
    np.testing.assert_array_equal(detected, expected_detected)
    np.testing.assert_array_equal(sum_by_group(matrix, groups, 5), expected_sums)


def test_counts_beyond_single_precision_stay_exact():
    cells = sparse.csr_matrix(np.array([[2**24], [1], [1]], dtype=np.float32))
    assert sum_by_group(cells, np.zeros(3, dtype=np.int64), 1)[0, 0] == 2**24 + 2


def test_read_only_input_is_left_alone():
    cells = np.ones((3, 2))
    cells.flags.writeable = False
    groups = np.array([0, -1, 0])
    groups.flags.writeable = False
    assert sum_by_group(cells, groups, 1).tolist() == [[2.0, 2.0]]


def test_no_cells_and_no_genes():
    assert sum_by_group(sparse.csr_matrix((0, 3)), np.zeros(0, dtype=np.int64), 2).tolist() == [[0, 0, 0]] * 2
    assert sum_by_group(np.zeros((2, 0)), np.zeros(2, dtype=np.int64), 1).shape == (1, 0)


def test_every_cell_needs_a_group():
    with pytest.raises(ValueError, match=r"matrix has 3 cells, groups have shape \(2,\)"):
        sum_by_group(np.zeros((3, 2)), np.zeros(2, dtype=np.int64), 1)
