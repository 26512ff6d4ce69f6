"""Cluster means agree with a slow readable twin, whatever holds the cells, in blocks of any size."""

from __future__ import annotations

import math
from statistics import fmean, median
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from hierannot_dsl.adapters import averages, blocks
from hierannot_dsl.adapters.averaging import METHODS
from hierannot_dsl.adapters.expression import aggregate_expression_to_cluster_means
from hierannot_dsl.adapters.notices import DataWarning

IDS = st.sampled_from(["0", 0, 1.0, math.nan, None, "T cell/NK", "a_b", "NA", "c (d)", True])
VALUES = st.sampled_from([0.0, 0.0, 0.0, 1.0, 2.0, 7.0, -3.0, 0.1, 2.0**25 + 1])
GENES = ["CD3D", "MS4A1", "cd3d", "ACTB"]


def by_hand(
    cells: list[list[float]], ids: list[Any], points: list[float], method: str, trim: float, share: float
) -> dict[str, dict[str, float]]:
    """What the documentation says, read aloud; clusters in no particular order."""
    members: dict[str, list[int]] = {}
    for cell, name in enumerate(ids):
        if name is not None and name == name:
            text = str(int(name)) if isinstance(name, float) else str(name)
            members.setdefault(text, []).append(cell)
    means: dict[str, dict[str, float]] = {}
    for name, own in members.items():
        if method.startswith("central"):
            centre = fmean(points[cell] for cell in own)
            wanted = math.ceil(round(share * len(own), 9))
            own = sorted(own, key=lambda cell: (points[cell] - centre) ** 2)[:wanted]
        means[name] = {}
        for gene in dict.fromkeys(name.upper() for name in GENES):
            columns = [at for at, spelled in enumerate(GENES) if spelled.upper() == gene]
            values = sorted(sum(cells[cell][at] for at in columns) for cell in own)
            cut = int(trim * len(values)) if method.endswith("trimmed_mean") else 0
            values = values[cut : len(values) - cut]
            means[name][gene] = median(values) if method == "median" else fmean(values)
    return means


@st.composite
def problems(draw: st.DrawFn) -> tuple[list[list[float]], list[Any], list[float]]:
    n_cells = draw(st.integers(1, 12))
    row = st.lists(VALUES, min_size=len(GENES), max_size=len(GENES))
    cells = draw(st.lists(row, min_size=n_cells, max_size=n_cells))
    ids = draw(
        st.lists(draw(st.sampled_from([IDS, st.sampled_from([0, 1])])), min_size=n_cells, max_size=n_cells)
    )
    points = draw(st.lists(st.integers(0, 9).map(float), min_size=n_cells, max_size=n_cells))
    return cells, ids, points


@pytest.mark.filterwarnings("ignore::hierannot_dsl.adapters.notices.DataWarning")
@settings(deadline=None, max_examples=60)
@given(
    problem=problems(),
    method=st.sampled_from(METHODS),
    trim=st.sampled_from([0.0, 0.1, 0.25, 0.4]),
    share=st.sampled_from([0.1, 0.5, 1.0]),
    kind=st.sampled_from([np.asarray, sparse.csr_matrix, sparse.csc_matrix, sparse.coo_matrix]),
    block=st.sampled_from([1, 5, 1000]),
)
def test_agrees_with_the_definition(
    problem: tuple[list[list[float]], list[Any], list[float]],
    method: str,
    trim: float,
    share: float,
    kind: Any,
    block: int,
) -> None:
    cells, ids, points = problem
    expected = by_hand(cells, ids, points, method, trim, share)
    options: dict[str, Any] = {
        "genes": GENES,
        "uppercase_genes": True,
        "method": method,
        "trim_fraction": trim,
        "central_fraction": share,
        "representation": np.array(points)[:, np.newaxis],
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "STORED", block)
        patch.setattr(averages, "GATHERED", block)
        matrix, names = kind(np.array(cells)), pd.Series(ids, dtype=object)
        if not expected or _ambiguous(ids):
            with pytest.raises(ValueError, match=r"no cluster is left|different cluster ids"):
                aggregate_expression_to_cluster_means(matrix, names, **options)
            return
        found = aggregate_expression_to_cluster_means(matrix, names, **options)
    assert set(found.columns) == set(expected)
    for name, column in expected.items():
        for gene, value in column.items():
            assert found.loc[gene, name] == pytest.approx(value, rel=1e-12, abs=1e-12)


def _ambiguous(ids: list[Any]) -> bool:
    """Whether two ids that differ read the same."""
    kinds: dict[str, set[type]] = {}
    for name in ids:
        if name is not None and name == name:
            text = str(int(name)) if isinstance(name, float) else str(name)
            kinds.setdefault(text, set()).add(type(name))
    return any(len(found) > 1 for found in kinds.values())


def test_one_warning_tells_what_was_left_out() -> None:
    with pytest.warns(DataWarning, match="left out 1 cell without a cluster in cluster_assignments"):
        found = aggregate_expression_to_cluster_means(np.eye(2), ["a", None], genes=["A", "B"])
    assert found.to_dict() == {"a": {"A": 1.0, "B": 0.0}}
