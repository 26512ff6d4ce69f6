import gzip
from pathlib import Path

import numpy as np
import pytest

from hierannot_dsl.adapters.notices import DataWarning
from hierannot_dsl.adapters.profile_folder import read_means, read_profiles
from hierannot_dsl.curation.placing import Known

TABLE = "gene,c0,c1\nCD3D,6,1\nMS4A1,2,3\n"
TRUTH = """\
dataset,cluster,cl_id,also_ok,hierarchy,confidence
one,c0,CL:0000084,CL:1; CL:2,blood,high
one,c1,,,,LOW
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "one.csv").write_text(TABLE)
    (tmp_path / "truth.csv").write_text(TRUTH)
    return tmp_path


def test_a_folder_holds_tables_and_what_is_known_of_their_clusters(folder: Path) -> None:
    (profiles,), known = read_profiles(folder)
    assert (profiles.dataset, profiles.panel.genes, profiles.clusters) == (
        "one",
        ("CD3D", "MS4A1"),
        ("c0", "c1"),
    )
    assert profiles.shares[:, 0] == pytest.approx([0.75, 0.25])
    assert known == (Known("one", "c0", "", "CL:0000084", ("CL:1", "CL:2"), "", "blood"),)


def test_tables_may_stand_in_a_folder_of_their_own_and_the_truth_elsewhere(folder: Path) -> None:
    (folder / "profiles").mkdir()
    (folder / "one.csv").rename(folder / "profiles" / "one.csv")
    elsewhere = folder / "mine.csv"
    elsewhere.write_text("dataset,cluster,node\none,c1,B cell\n")
    (profiles,), known = read_profiles(folder, elsewhere)
    assert profiles.clusters == ("c0", "c1")
    assert known == (Known("one", "c1", "B cell"),)


@pytest.mark.parametrize(
    ("scale", "largest", "factor"), [("log2", 4.0, 1.0), ("log2", 40.0, 5.0), ("log", 4.0, 1.0)]
)
def test_a_scale_says_that_values_are_logarithms_to_base_two(
    folder: Path, scale: str, largest: float, factor: float
) -> None:
    (folder / "one.csv").write_text(f"gene,c0\nCD3D,{largest}\nMS4A1,{largest / 2}\n")
    (folder / "datasets.csv").write_text(f"dataset,scale\none,{scale}\n")
    (profiles,), _ = read_profiles(folder)
    linear = np.array([2 ** (largest / factor) - 1, 2 ** (largest / factor / 2) - 1])
    assert profiles.shares[:, 0] == pytest.approx(linear / linear.sum(), rel=1e-5)


def test_a_scale_says_that_values_are_natural_logarithms(folder: Path) -> None:
    (folder / "one.csv").write_text(f"gene,c0\nCD3D,{np.log1p(30)}\nMS4A1,{np.log1p(10)}\n")
    (folder / "datasets.csv").write_text("dataset,scale\none,ln\n")
    (profiles,), _ = read_profiles(folder)
    assert profiles.shares[:, 0] == pytest.approx([0.75, 0.25])


def test_what_looks_like_logarithms_is_said(folder: Path) -> None:
    rows = "".join(f"G{number},{1 + number / 1000}\n" for number in range(600))
    (folder / "one.csv").write_text(f"gene,c0\n{rows}")
    with pytest.warns(DataWarning, match="one is taken for means of counts, and looks like logarithms"):
        read_profiles(folder)
    (folder / "datasets.csv").write_text("dataset,scale\none,linear\n")
    read_profiles(folder)


@pytest.mark.parametrize(
    ("truth", "said"),
    [
        ("dataset,cell\none,c0\n", "has no column `cluster`"),
        ("dataset,cluster\none,c0\n", "says of no cluster what it is"),
        ("dataset,cluster,node\none,c0,T\none,c0,B\n", "more than one row for `c0`"),
        ("dataset,cluster,node\none,c7,T\n", "one has no cluster `c7`"),
        ("dataset,cluster,node\ntwo,c0,T\n", "no table for the data set 'two'"),
        ("dataset,cluster,node\n../one,c0,T\n", "'../one', which is no name of a file"),
        ("dataset,cluster,node,confidence\none,c0,T,low\n", "knows no cluster"),
        ("", "is empty"),
        ('dataset,cluster,node\none,c0,"T\n', "truth.csv: "),
    ],
)
def test_what_is_wrong_with_a_truth_table_is_said(folder: Path, truth: str, said: str) -> None:
    (folder / "truth.csv").write_text(truth)
    with pytest.raises(ValueError, match=said):
        read_profiles(folder)


def test_a_folder_without_a_truth_is_said(folder: Path) -> None:
    (folder / "truth.csv").unlink()
    with pytest.raises(ValueError, match=r"has no truth\.csv, which says what the clusters are"):
        read_profiles(folder)


def test_a_truth_that_is_not_utf_8_is_said(folder: Path) -> None:
    (folder / "truth.csv").write_bytes(b"dataset,cluster,node\none,c0,T\xff\n")
    with pytest.raises(ValueError, match="is not UTF-8"):
        read_profiles(folder)


def test_packed_tables_are_read_as_well(folder: Path) -> None:
    plain = read_profiles(folder)
    packed = gzip.compress((folder / "one.csv").read_bytes())
    (folder / "one.csv").unlink()
    (folder / "one.csv.gz").write_bytes(packed)
    (profiles,), _ = read_profiles(folder)
    np.testing.assert_array_equal(profiles.shares, plain[0][0].shares)
    assert [name for name, _, _ in read_means(folder)] == ["one.csv.gz"]


def test_an_unknown_scale_is_said(folder: Path) -> None:
    (folder / "datasets.csv").write_text("dataset,scale\none,cubic\n")
    with pytest.raises(ValueError, match="'cubic' is none of linear, ln, log2, log"):
        read_profiles(folder)
