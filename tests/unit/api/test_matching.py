import warnings
from pathlib import Path

import pytest

from hierannot_dsl import (
    NoConfidentMatch,
    TiedMatch,
    list_builtin_hierarchies,
    match_builtin_hierarchy,
    suggest_builtin_hierarchies,
)

NOSE = """\
hier 1
hierarchy nose_tme {
  tissue  "nose"
  keyword "turbinate mucosa"
  keyword "chronic rhinosinusitis (CRS)"
}
"""
OWN_COLON = """\
hier 1
hierarchy colon_tme {
  tissue  "ostrich colon"
}
"""


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    (tmp_path / "nose_tme.hier").write_text(NOSE)
    return tmp_path


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("breast tumor", "breast_tme"),
        ("colorectal cancer", "colon_tme"),
        ("pancreatic cancer", "pancreas_tme"),
    ],
)
def test_the_examples_of_the_article(text: str, name: str) -> None:
    assert match_builtin_hierarchy(text) == name


def test_colon_cancer_is_ranked_as_published() -> None:
    ranked = suggest_builtin_hierarchies("colon cancer", top_k=5)
    assert ranked.columns.tolist() == ["name", "score", "tissue_scope", "why"]
    assert ranked.loc[0, ["name", "score", "tissue_scope"]].tolist() == ["colon_tme", 3, "colon"]
    assert ranked["score"].tolist() == [3, 0, 0, 0, 0]
    assert ranked["why"].tolist() == ["'colon cancer' = keyword of colon_tme", "", "", "", ""]


def test_all_can_be_ranked() -> None:
    ranked = suggest_builtin_hierarchies("colon cancer", top_k=100)
    assert sorted(ranked["name"]) == sorted(list_builtin_hierarchies()["name"])


def test_no_match_gives_the_generic_tree_and_says_so() -> None:
    with pytest.warns(NoConfidentMatch, match="'spreadsheets', tme_core is returned"):
        assert match_builtin_hierarchy("spreadsheets") == "tme_core"
    assert set(suggest_builtin_hierarchies("spreadsheets", 12)["score"]) == {0}


def test_a_tie_is_told() -> None:
    with pytest.warns(TiedMatch, match="fits liver_tme and lung_tme equally; liver_tme is returned"):
        assert match_builtin_hierarchy("liver and lung") == "liver_tme"


def test_what_matches_is_told_no_further() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert match_builtin_hierarchy("an adenocarcinoma of unknown origin") == "tme_core"


def test_a_curators_file_is_matched_like_a_builtin(catalog: Path) -> None:
    for text in ("human nose, FFPE", "CRS biopsy", "mucosa, turbinate", "turbinat mucosa"):
        assert match_builtin_hierarchy(text, catalogs=[catalog]) == "nose_tme"
    assert match_builtin_hierarchy("colon cancer", catalogs=[str(catalog)]) == "colon_tme"
    ranked = suggest_builtin_hierarchies("CRS", top_k=1, catalogs=[catalog])
    assert ranked.loc[0, "why"] == "'CRS' = keyword of nose_tme"


def test_a_curators_file_goes_before_a_builtin_of_its_name(tmp_path: Path) -> None:
    (tmp_path / "colon_tme.hier").write_text(OWN_COLON)
    ranked = suggest_builtin_hierarchies("ostrich colon", catalogs=[tmp_path])
    assert ranked.loc[0, ["name", "tissue_scope"]].tolist() == ["colon_tme", "ostrich colon"]
    assert ranked["name"].tolist().count("colon_tme") == 1


def test_finer_hierarchies_are_considered_on_request() -> None:
    listed = list_builtin_hierarchies(include_deep=True)["name"]
    ranked = suggest_builtin_hierarchies("colon", 100, include_deep=True)
    assert sorted(ranked["name"]) == sorted(listed)
    assert ranked.loc[0, "name"] == "colon_tme"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("colon_deep", "colon_deep"),
        ("colon subtypes", "colon_deep"),
        ("deep liver", "liver_deep"),
        ("fine cell types of the lung", "lung_deep"),
        ("pancreas, high resolution", "pancreas_deep"),
        ("colon cancer", "colon_tme"),
        ("ccRCC", "kidney_tme"),
        ("PBMC", "immune_core"),
    ],
)
def test_finer_hierarchies_are_found_by_name_and_by_words_for_fine(text: str, name: str) -> None:
    assert match_builtin_hierarchy(text, include_deep=True) == name


def test_mistakes_of_the_caller() -> None:
    with pytest.raises(ValueError, match="top_k must be at least 1, not 0"):
        suggest_builtin_hierarchies("colon", 0)
    with pytest.raises(ValueError, match="10,001 characters"):
        match_builtin_hierarchy("x" * 10_001)
    with pytest.raises(OSError, match="nowhere"):
        match_builtin_hierarchy("colon", catalogs=["nowhere"])


def test_what_is_no_text_is_told() -> None:
    with pytest.raises(TypeError, match="the text must be a str, not a NoneType"):
        match_builtin_hierarchy(None)  # type: ignore[arg-type]
