"""Panels of about 1,000 genes keep what the hierarchies of their tissues need."""

import os
from pathlib import Path

import pytest

from benchmarks.catalog import read_model
from benchmarks.data import read_panel

PANELS = Path(os.environ.get("HIERANNOT_DATA", ""), "panels")
pytestmark = pytest.mark.skipif(not PANELS.is_dir(), reason="HIERANNOT_DATA names no folder with panels")
FEWEST = 2


@pytest.mark.parametrize(
    ("panel", "tissue"),
    [
        ("cosmx_1k_kidney", "kidney_tme"),
        ("cosmx_1k_liver", "liver_tme"),
        ("cosmx_1k_nsclc", "lung_tme"),
        ("cosmx_1k_pancreas", "pancreas_tme"),
        ("cosmx_6k_brain", "brain_core"),
        ("safetme_906", "immune_core"),
    ],
)
def test_every_node_of_the_tissue_keeps_positive_markers(panel: str, tissue: str) -> None:
    genes = read_panel(PANELS / f"{panel}.txt")
    lists = {
        node.name: [node.positives, *(variant.markers for variant in node.variants)]
        for _, node in read_model(tissue).walk()
    }
    kept = {
        name: max(sum(marker.gene in genes for marker in markers) for markers in found)
        for name, found in lists.items()
    }
    assert {name: number for name, number in kept.items() if number < FEWEST} == {}
