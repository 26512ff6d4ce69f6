import threading

import numpy as np
import pytest

from hierannot_dsl.kernels.arrays import Blocks, pieces
from hierannot_dsl.kernels.parallel import for_each


def test_pieces_cover_the_axis_once():
    parts = pieces(10, 4, values=12)
    assert [(part.start, part.stop) for part in parts] == [(0, 3), (3, 6), (6, 9), (9, 10)]
    assert pieces(3, 1000, values=12) == [slice(0, 1), slice(1, 2), slice(2, 3)]
    assert pieces(0, 4) == []


@pytest.mark.parametrize(("parts", "computed"), [([slice(0, 4)], 1), ([slice(0, 2), slice(2, 4)], 4)])
def test_a_block_that_is_alone_is_computed_once(parts, computed):
    calls = []

    def compute(part):
        calls.append(part)
        return np.arange(4.0)[part]

    blocks = Blocks(parts, compute)
    for _ in range(2):
        assert np.concatenate([block for _, block in blocks]).tolist() == [0, 1, 2, 3]
    assert len(calls) == computed


def test_all_parts_are_worked_on_and_no_thread_stays():
    before = threading.active_count()
    done = np.zeros(1000, dtype=bool)

    def work(part):
        done[part] = True

    for_each(pieces(1000, 1, values=7), work)
    assert done.all()
    assert threading.active_count() == before


def test_what_goes_wrong_in_a_part_is_raised():
    def work(part):
        msg = f"part {part.start}"
        raise ValueError(msg)

    with pytest.raises(ValueError, match=r"part [01]"):
        for_each([slice(0, 1), slice(1, 2)], work)
