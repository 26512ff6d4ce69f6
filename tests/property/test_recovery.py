"""Damage at random places of the catalog: every damaged line is found, alone, and nothing is raised."""

from __future__ import annotations

import pytest

from benchmarks.recovery import DAMAGES, measure


@pytest.mark.parametrize("seed", [1, 2])
def test_every_damaged_line_of_the_catalog_is_reported(seed: int) -> None:
    counted = measure(per_kind=34, seed=seed)  # twice in every file
    assert set(counted) == set(DAMAGES)
    for kind, counts in counted.items():
        assert counts["missed"] == 0, kind
        assert counts["cascade"] == 0, kind
        if kind != "a stray character":  # most of which fall into names, descriptions and keywords
            assert counts["valid"] == 0, kind
        assert counts["reported"] + counts["valid"] == counts["all"] > 0
