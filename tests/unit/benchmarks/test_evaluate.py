from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from benchmarks.evaluate import CANNOT_RUN, main

SCORER = """
import csv, sys
truth = {(r["dataset"], r["cluster"]): r for r in csv.DictReader(open(sys.argv[2]))}
with open(sys.argv[sys.argv.index("--details") + 1], "w") as file:
    print("dataset,cluster,in_scope,verdict,right,credit", file=file)
    for row in csv.DictReader(open(sys.argv[1])):
        exact = row["cl_id"] == truth[row["dataset"], row["cluster"]]["cl_id"]
        cells = (row["dataset"], row["cluster"], True, "exact" if exact else "abstained", exact, 1.0)
        print(*cells, sep=",", file=file)
print("the scorer's table")
"""
B_CELL = ("BANK1", "CD19", "CD22", "CD72", "CD79A", "CD79B", "FCRL1", "MS4A1", "PAX5", "VPREB3")
T_CELL = ("BCL11B", "CD2", "CD28", "CD3D", "CD3E", "CD3G", "CD5", "CD6", "ITK", "LCK", "THEMIS", "TRAC")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Two clusters of blood with their textbook genes over a background, and one that nothing can name."""
    random = np.random.default_rng(0)
    genes = [*B_CELL, *T_CELL, *(f"GENE{index}" for index in range(400))]
    means = pd.DataFrame(random.gamma(1, 0.2, size=(len(genes), 2)), index=genes, columns=["b", "t"])
    means.loc[list(B_CELL), "b"] = 8.0
    means.loc[list(T_CELL), "t"] = 8.0
    means.loc[list(B_CELL), "t"] = means.loc[list(T_CELL), "b"] = 0.0
    folder = tmp_path / "data"
    (folder / "profiles").mkdir(parents=True)
    means.to_parquet(folder / "profiles" / "Toy.parquet")
    (folder / "datasets.csv").write_text("dataset,species,scale\nToy,Homo sapiens,linear\n")
    rows = ["dataset,cluster,hierarchy,cl_id,in_scope", "Toy,b,immune_core,CL:0000236,yes"]
    rows += ["Toy,t,immune_core,CL:0000084,yes", "Toy,t,eye_core,CL:0000084,yes"]
    (folder / "truth.csv").write_text("\n".join(rows) + "\n")
    (tmp_path / "score_labels.py").write_text(SCORER)
    return folder


def test_a_folder_is_annotated_scored_and_summed_up(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    panel = data / "panel.txt"
    panel.write_text("\n".join([*B_CELL, *(f"GENE{index}" for index in range(100))]))
    out = data / "out"
    options = ["--method", "default", "--panel", str(panel), "--ambient", "0.1", "--half", "1", "--deep"]
    assert main([str(data), "--out", str(out), *options]) == 0
    printed = capsys.readouterr().out
    assert "left out, the catalog has no hierarchy for Toy (eye_core)" in printed
    assert "the scorer's table" in printed
    lines = {line.split("  ")[0]: line.split() for line in printed.splitlines()}
    assert lines["truth"][1:3] == ["2", "100.0"]
    assert lines["truth, deep"][2:4] == ["2", "100.0"]
    assert "| Toy | 2 |" in printed
    assert pd.read_csv(out / "default-truth-deep.csv")["hierarchy"].unique().tolist() == ["immune_deep"]
    assert lines["truth + 10% ambient"][4:6] == ["2", "100.0"]
    assert lines["truth on panel"][3:5] == ["2", "50.0"]  # the panel has no T cell gene
    assert any("of 1 labels" in line for line in printed.splitlines())
    predictions = pd.read_csv(out / "default-truth.csv")
    assert predictions[["cluster", "label", "cl_id", "status"]].to_numpy().tolist() == [
        ["b", "B cell", "CL:0000236", "resolved"],
        ["t", "T cell", "CL:0000084", "resolved"],
    ]


def test_what_is_missing_ends_the_run_with_a_reason(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / "nowhere")]) == CANNOT_RUN
    assert "is not a folder" in capsys.readouterr().err
    (data.parent / "score_labels.py").unlink()
    assert main([str(data)]) == CANNOT_RUN
    assert "--scorer FILE" in capsys.readouterr().err
