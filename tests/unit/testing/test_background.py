"""The background: its shape, its genes, and that nothing is called on it."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from benchmarks.background import genes_above
from hierannot_dsl.catalog.builtins import list_builtins, load_builtin
from hierannot_dsl.panel.bind import markers_of
from hierannot_dsl.resources import background_text
from hierannot_dsl.testing.background import GENES_ABOVE, N_GENES, background_profile

BUILTINS = [builtin.name for builtin in list_builtins()]


def named() -> list[str]:
    return [line for line in background_text().splitlines() if line and not line.startswith("#")]


def test_it_has_as_many_genes_above_each_value_as_a_cluster_has() -> None:
    values = background_profile(background_text()).levels
    assert len(values) == N_GENES
    assert np.all(np.diff(values) <= 0)
    for value, count in GENES_ABOVE.items():
        assert values[count - 1] == pytest.approx(value)
        assert values[count] < value
    assert np.mean(values == 0) == 0.45


def test_the_listed_genes_are_its_most_abundant_ones() -> None:
    profile = background_profile("# a comment\nACTB\n\nGAPDH\n")
    assert profile.genes[:3] == ("ACTB", "GAPDH", "(gene 3 of the background)")
    assert profile.levels[:3] == pytest.approx([5.0, 5.0, 4.82], abs=0.01)
    assert profile.n_spare == N_GENES - 2


def test_no_gene_is_listed_twice_and_none_is_a_marker_of_the_catalog() -> None:
    genes = named()
    assert len(set(genes)) == len(genes) > 300
    markers = {marker.gene for name in BUILTINS for marker in markers_of(load_builtin(name))}
    assert markers & set(genes) == set()


@pytest.mark.skipif("HIERANNOT_DATA" not in os.environ, reason="HIERANNOT_DATA names no folder of data sets")
def test_the_shape_is_the_measured_one() -> None:
    measured, _ = genes_above(Path(os.environ["HIERANNOT_DATA"]), GENES_ABOVE)
    for value, count in GENES_ABOVE.items():
        assert count == float(f"{measured[value]:.2g}")
