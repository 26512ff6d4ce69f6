import numpy as np
import pytest

from hierannot_dsl.kernels.extremes import peaks_of

EVERY_KIND = pytest.mark.parametrize("kind", [np.float32, np.float64])
EVERY_LAYOUT = pytest.mark.parametrize("layout", ["C", "F"])


@EVERY_KIND
@EVERY_LAYOUT
def test_the_largest_value_of_every_column(kind, layout):
    values = np.array([[0.0, 3.5, 1e-30], [2.0, 1.0, 0.0]], dtype=kind, order=layout)
    assert peaks_of(values).tolist() == values.max(axis=0).tolist()


@EVERY_KIND
@EVERY_LAYOUT
@pytest.mark.parametrize("fault", [np.nan, -np.nan, np.inf, -np.inf, -1e-30])
def test_a_column_that_is_not_fit_has_none(kind, layout, fault):
    values = np.array([[1.0, 3.0], [fault, 1.0]], dtype=kind, order=layout)
    assert np.isnan(peaks_of(values)).tolist() == [True, False]


@EVERY_KIND
def test_zero_may_have_a_sign(kind):
    values = np.array([[-0.0, 3.0, -0.0], [-0.0, -0.0, -1.0]], dtype=kind)
    peaks = peaks_of(values)
    assert peaks[:2].tolist() == [0.0, 3.0]
    assert np.isnan(peaks[2])
