from pathlib import Path

import numpy as np
import pandas as pd
import pytest

B_CELL = ("BANK1", "CD19", "CD22", "CD72", "CD79A", "CD79B", "FCRL1", "MS4A1", "PAX5", "VPREB3")
T_CELL = ("BCL11B", "CD2", "CD28", "CD3D", "CD3E", "CD3G", "CD5", "CD6", "ITK", "LCK", "THEMIS", "TRAC")
# Verdicts as simple as can be: the id is the true one, is no id, or is wrong.
SCORER = """
import csv, sys
truth = {(r["dataset"], r["cluster"]): r for r in csv.DictReader(open(sys.argv[2]))}
with open(sys.argv[sys.argv.index("--details") + 1], "w") as file:
    print("dataset,cluster,in_scope,verdict,right,credit", file=file)
    for row in csv.DictReader(open(sys.argv[1])):
        true = truth[row["dataset"], row["cluster"]]["cl_id"]
        said = row["cl_id"] if row["status"] == "resolved" else ""
        verdict = "exact" if said == true else "wrong" if said else "abstained"
        cells = (row["dataset"], row["cluster"], True, verdict, said == true, 1.0 if said == true else "")
        print(*cells, sep=",", file=file)
"""


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A data folder for the studies: two data sets of a B and a T cell each, and a panel without T cells."""
    folder = tmp_path / "data"
    (folder / "profiles").mkdir(parents=True)
    (folder / "panels").mkdir()
    background = [f"GENE{index}" for index in range(400)]
    genes = [*B_CELL, *T_CELL, *background]
    for seed, dataset in enumerate(("Toy", "Other")):
        random = np.random.default_rng(seed)
        means = pd.DataFrame(random.gamma(1, 0.2, size=(len(genes), 2)), index=genes, columns=["b", "t"])
        means.loc[list(B_CELL), "b"] = means.loc[list(T_CELL), "t"] = 8.0
        means.loc[list(B_CELL), "t"] = means.loc[list(T_CELL), "b"] = 0.0
        means.to_parquet(folder / "profiles" / f"{dataset}.parquet")
    (folder / "datasets.csv").write_text(
        "dataset,species,scale\nToy,Homo sapiens,linear\nOther,Mus musculus,linear\n"
    )
    rows = [
        f"{dataset},{cluster},immune_core,{cl_id},yes"
        for dataset in ("Toy", "Other")
        for cluster, cl_id in (("b", "CL:0000236"), ("t", "CL:0000084"))
    ]
    header = "dataset,cluster,hierarchy,cl_id,in_scope"
    (folder / "truth.csv").write_text("\n".join([header, *rows]) + "\n")
    other = [row.replace("immune_core", "solid_tissue_core") for row in rows]
    (folder / "truth_alt.csv").write_text("\n".join([header, *other]) + "\n")
    (folder / "panels" / "cosmx_1k_toy.txt").write_text("\n".join([*B_CELL, *background[:150]]))
    (tmp_path / "score_labels.py").write_text(SCORER)
    return folder
