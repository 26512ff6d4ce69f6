"""What the files of the catalog claim of data sets is true of them, and what rewrites them keeps the rest."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from benchmarks.evidence import Measured, measure, rewritten, untrue
from hierannot_dsl.adapters.ontology import cell_ontology
from hierannot_dsl.adapters.profile_folder import read_profiles
from hierannot_dsl.semantics.entries import MarkerEntry
from hierannot_dsl.source import Span

DATA = Path(os.environ.get("HIERANNOT_DATA", ""))
# Together they have most of the shared lineages; the command measures all.
SOME = ("colon_tme", "skin_tme", "brain_core", "immune_deep")
TEXT = """\
# + CD3E is a comment
markers lineage {
  + CD3D @dataset:one @dataset:two
  + CD3G = 2 @doi:10.1/x @dataset:one "a note"  # and a comment
  - LYZ @dataset:one
}
"""


def marker(*datasets: str, sign: int = 1) -> Measured:
    evidence = tuple(("dataset", name) for name in datasets)
    written = MarkerEntry("CD3D", sign, 1.0, "rna", evidence, None, Span("one.hier", 4, 8))
    return Measured(written, holds={"a", "b", "c", "d"}, fails={"b"})


@pytest.mark.skipif(
    not (DATA / "truth.csv").is_file(), reason="HIERANNOT_DATA names no folder with verified data sets"
)
@pytest.mark.skipif(cell_ontology() is None, reason="the Cell Ontology comes with an extra")
def test_what_the_catalog_claims_holds_in_every_hierarchy() -> None:
    measured = measure(SOME, *read_profiles(DATA))
    claims = [(each, name) for each in measured for name in each.claimed]
    assert len(claims) > 1000
    failed = [f"{each.marker.gene} {name}" for each, name in claims if name in each.fails]
    assert failed == []
    assert not any(each.claimed for each in measured if each.marker.sign < 0)


def test_a_claim_is_true_where_it_holds_in_all_hierarchies_and_is_measured_in_one() -> None:
    assert list(untrue([marker("a", "b", "e")])) == [
        "one.hier: CD3D @dataset:b: fails there",
        "one.hier: CD3D @dataset:e: is not measured there",
    ]
    assert list(untrue([marker("a", sign=-1)])) == ["one.hier: CD3D @dataset:a: is not measured there"]


def test_true_claims_stay_and_are_filled_up_to_two() -> None:
    assert marker("d", "b").kept == ["a", "d"]
    assert marker("a", "c", "d").kept == ["a", "c", "d"]
    assert marker().kept == ["a", "c"]
    assert marker("a", sign=-1).kept == []


def test_rewriting_changes_data_sets_and_nothing_else() -> None:
    places = {gene: TEXT.index(f" {gene} ") + 1 for gene in ("CD3D", "CD3G")}
    assert rewritten(TEXT, {places["CD3D"]: ["three"], places["CD3G"]: ["one", "two"]}) == (
        TEXT.replace("CD3D @dataset:one @dataset:two", "CD3D @dataset:three")
        .replace("@doi:10.1/x @dataset:one", "@dataset:one @dataset:two @doi:10.1/x")
        .replace("LYZ @dataset:one", "LYZ")
    )
