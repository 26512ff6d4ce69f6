from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from benchmarks.data import BadFolder, Profile, normalised_log, read_folder, read_panel

TRUTH = "dataset,cluster,hierarchy,cl_id,in_scope\nToy,a,immune_core,CL:0000084,yes\n"


def folder(path: Path, *, scale: str = "linear", truth: str = TRUTH) -> Path:
    (path / "profiles").mkdir(parents=True)
    (path / "truth.csv").write_text(truth)
    (path / "datasets.csv").write_text(f"dataset,species,scale\nToy,Homo sapiens,{scale}\n")
    pd.DataFrame({"a": [5.0, 0.0], "b": [1.0, 1.0]}, index=["CD3D", "LYZ"]).to_parquet(
        path / "profiles" / "Toy.parquet"
    )
    return path


def test_a_linear_set_goes_in_as_raw_means(tmp_path: Path) -> None:
    read = read_folder(folder(tmp_path / "data"))
    assert [path.name for path in read.truths] == ["truth.csv"]
    assert read.profiles["Toy"].input_type == "raw_cluster_means"
    assert read.profiles["Toy"].means.loc["CD3D", "a"] == 5.0


def test_a_log_set_goes_in_as_natural_logarithms(tmp_path: Path) -> None:
    read = read_folder(folder(tmp_path / "data", scale="log"))
    assert read.profiles["Toy"].input_type == "normalized"
    assert read.profiles["Toy"].means.loc["CD3D", "a"] == pytest.approx(5 * np.log(2))


def test_beyond_thirty_the_factor_of_five_comes_off() -> None:
    means = pd.DataFrame({"a": [75.0, 5.0]})
    assert normalised_log(means)["a"].tolist() == pytest.approx([15 * np.log(2), np.log(2)])


@pytest.mark.parametrize("name", ["truth.csv", "datasets.csv", "profiles/Toy.parquet"])
def test_what_is_missing_is_named(tmp_path: Path, name: str) -> None:
    path = folder(tmp_path / "data")
    (path / name).unlink()
    with pytest.raises(BadFolder, match=f"lacks {name}"):
        read_folder(path)


def test_a_missing_folder_a_missing_column_and_an_unknown_scale_are_named(tmp_path: Path) -> None:
    with pytest.raises(BadFolder, match="is not a folder"):
        read_folder(tmp_path / "nowhere")
    with pytest.raises(BadFolder, match=r"truth.csv lacks the columns cl_id, in_scope"):
        read_folder(folder(tmp_path / "short", truth="dataset,cluster,hierarchy\nToy,a,immune_core\n"))
    with pytest.raises(BadFolder, match="neither linear nor log"):
        read_folder(folder(tmp_path / "odd", scale="cubic"))


def test_a_data_set_that_the_list_does_not_describe_is_named(tmp_path: Path) -> None:
    truth = TRUTH + "Other,a,immune_core,CL:0000084,yes\n"
    with pytest.raises(BadFolder, match="has no row for Other"):
        read_folder(folder(tmp_path / "data", truth=truth))


def test_a_panel_is_symbols_without_comments(tmp_path: Path) -> None:
    file = tmp_path / "panel.txt"
    file.write_text("# a panel\nCD3D\n\n LYZ \n")
    assert read_panel(file) == {"CD3D", "LYZ"}
    file.write_text("# nothing\n")
    with pytest.raises(BadFolder, match="holds no symbol"):
        read_panel(file)
    with pytest.raises(BadFolder, match="is not a file"):
        read_panel(tmp_path / "no.txt")


def test_a_panel_keeps_its_genes_in_the_order_of_the_profile() -> None:
    profile = Profile("Toy", pd.DataFrame({"a": [1.0, 2.0, 3.0]}, index=["X", "Y", "Z"]), "normalized", "")
    assert profile.on_panel(frozenset({"Z", "X", "W"})).means.index.tolist() == ["X", "Z"]


@pytest.mark.parametrize("input_type", ["raw_cluster_means", "normalized"])
def test_ambient_moves_every_cluster_towards_the_mean(input_type: str) -> None:
    # Columns of 10,000 counts, so that both scales mix the same numbers by hand: 0.8 x + 0.2 mean.
    linear = pd.DataFrame({"a": [10_000.0, 0.0], "b": [0.0, 10_000.0]}, index=["X", "Y"])
    means = np.log1p(linear) if input_type == "normalized" else linear
    mixed = Profile("Toy", means, input_type, "").with_ambient(0.2).means
    mixed = np.expm1(mixed) if input_type == "normalized" else mixed
    assert mixed["a"].tolist() == pytest.approx([9_000, 1_000])
    assert mixed["b"].tolist() == pytest.approx([1_000, 9_000])
