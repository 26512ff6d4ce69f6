"""The fit of hierarchies on real tissue: the right one first, ties said, foreign data never good."""

import os
from pathlib import Path

import pandas as pd
import pytest

from benchmarks.data import Folder, read_folder
from benchmarks.fit import compare_all

DATA = os.environ.get("HIERANNOT_DATA", "")
pytestmark = [
    pytest.mark.skipif(
        not Path(DATA, "truth.csv").is_file(), reason="HIERANNOT_DATA names no folder with verified data sets"
    ),
    pytest.mark.filterwarnings("ignore::hierannot_dsl.DataWarning"),
]

# Data sets that hold epithelium, or neurons, of the tissue that a hierarchy is for.
RIGHT = {
    "Rectum_Wang": "colon_tme",
    "Brain_Darmanis": "brain_core",
    "Liver_HCA": "liver_tme",
    "Lung_HCA": "lung_tme",
    "Pancreas_HCA": "pancreas_tme",
    "Skin_HCA": "skin_tme",
    "Kidney_Descartes": "kidney_tme",
    "MammaryGland_Virgin_MCA": "breast_tme",
}
WITHOUT_EPITHELIUM = "Colon_HCA"


@pytest.fixture(scope="module")
def folder() -> Folder:
    return read_folder(Path(DATA))


@pytest.fixture(scope="module")
def compared(folder: Folder) -> pd.DataFrame:
    return compare_all(folder, "default")


@pytest.mark.parametrize(("dataset", "hierarchy"), RIGHT.items())
def test_the_right_tissue_is_first(compared: pd.DataFrame, dataset: str, hierarchy: str) -> None:
    first = compared[(compared["dataset"] == dataset) & (compared["fit_rank"] == 1)]
    assert first["name"].tolist() == [hierarchy]


def test_without_epithelium_all_tissues_tie(compared: pd.DataFrame) -> None:
    rows = compared[compared["dataset"] == WITHOUT_EPITHELIUM].set_index("name")
    # In a hierarchy whose own contrasts win below a lineage, a cluster more falls short of a name.
    as_many = rows["contrast_won_fraction"] == rows.loc["colon_tme", "contrast_won_fraction"]
    tissues = [name for name in rows.index[as_many] if name.endswith("_tme")]
    assert len(tissues) >= 7
    assert set(rows.loc[tissues, "fit_rank"]) == {1}
    assert all(set(tissues) - {name} <= set(rows.loc[name, "tied_with"].split(", ")) for name in tissues)


def test_never_good_where_three_of_ten_clusters_are_out_of_scope(
    folder: Folder, compared: pd.DataFrame
) -> None:
    status = compared.set_index(["dataset", "name"])["hierarchy_fit_status"]
    judged = 0
    for truth in folder.truths.values():
        outside = (truth["in_scope"] == "no").groupby([truth["dataset"], truth["hierarchy"]]).mean()
        for pair, fraction in outside.items():
            judged += 1
            assert fraction < 0.3 or status[pair] != "good", pair
    assert judged >= len(RIGHT)
