"""What markers are worth: the kernel against the definitions, read aloud."""

from __future__ import annotations

import tracemalloc
from statistics import median

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hierannot_dsl.curation.profiles import Profiles
from hierannot_dsl.curation.worth import Roles, holding, worth_of
from hierannot_dsl.panel.panel import Panel

LEVELS = [0.0, 0.25, 0.5, 0.75, 1.0, 1.25]
OWN, FIRST, SECOND, OTHER, OPEN = range(5)


@st.composite
def problems(draw: st.DrawFn) -> tuple[list[float], list[int], bool]:
    """Ranks of one gene, what each cluster is, and whether the program stands at the root."""
    kinds = [OWN, *draw(st.lists(st.sampled_from(range(5)), max_size=9))]
    ranks = draw(st.lists(st.sampled_from(LEVELS), min_size=len(kinds), max_size=len(kinds)))
    return ranks, kinds, draw(st.booleans())


def data_of(ranks: np.ndarray, kinds: list[int], *, root: bool) -> tuple[Profiles, Roles]:
    """Genes x clusters as a data set, and what each cluster is."""
    names = tuple(f"G{row}" for row in range(len(ranks)))
    profiles = Profiles("set", Panel("set", names), tuple(map(str, range(len(kinds)))), ranks, ranks / 10)
    flags = np.array(kinds)
    present = tuple(flags == sibling for sibling in (FIRST, SECOND) if sibling in kinds)
    return profiles, Roles(flags == OWN, np.isin(flags, (FIRST, SECOND, OTHER)), present, root)


@given(problems())
def test_measures_agree_with_their_definitions(problem: tuple[list[float], list[int], bool]) -> None:
    ranks, kinds, root = problem
    own = [rank for rank, kind in zip(ranks, kinds, strict=True) if kind == OWN]
    others = [rank for rank, kind in zip(ranks, kinds, strict=True) if kind in (FIRST, SECOND, OTHER)]
    siblings = [
        found
        for sibling in (FIRST, SECOND)
        if (found := [rank for rank, kind in zip(ranks, kinds, strict=True) if kind == sibling])
    ]
    rivals = others if root else [rank for found in siblings for rank in found]

    profiles, roles = data_of(np.array([ranks]), kinds, root=root)
    found = worth_of(profiles, np.array([0]), roles)

    assert found.own[0] == median(own)
    assert found.detected[0] == sum(rank >= np.log10(2) for rank in own)
    expected_lead = median(own) - max(map(median, siblings)) if siblings else float("nan")
    assert found.lead[0] == pytest.approx(expected_lead, nan_ok=True)
    holds = bool(rivals) and min(own) >= np.log10(5) and min(own) - max(rivals) >= np.log10(2)
    assert found.holds[0] == holds
    assert holding(profiles.ranks, roles)[0] == holds
    assert found.rivalled == bool(rivals)
    assert found.pairs == len(own) * len(others)
    assert found.wins[0] == sum((a > b) + (a == b) / 2 for a in own for b in others)
    typical = bool(others) and median(own) > 0
    expected_leak = median(others) / median(own) if typical else float("nan")
    assert found.leak[0] == pytest.approx(expected_leak, nan_ok=True)
    assert found.share[0] == pytest.approx(sum(ranks) / 10 / len(ranks))


def test_many_genes_are_measured_as_each_of_them_alone_and_in_little_memory() -> None:
    rng = np.random.default_rng(0)
    n_genes, n_own, n_others = 3000, 40, 40
    kinds = [OWN] * n_own + [OTHER] * n_others
    profiles, roles = data_of(rng.choice(LEVELS, size=(n_genes, len(kinds))), kinds, root=True)
    tracemalloc.start()
    found = worth_of(profiles, np.arange(n_genes), roles)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    # All pairs at once would take 8 bytes for each of 3000 x 40 x 40: 38 MB for the differences alone.
    assert peak < 30_000_000
    for gene in (0, 624, 625, n_genes - 1):  # 625 genes have a million pairs
        own, others = profiles.ranks[gene, :n_own], profiles.ranks[gene, n_own:]
        assert found.wins[gene] == sum((a > b) + (a == b) / 2 for a in own for b in others)
