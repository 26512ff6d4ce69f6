import csv
import json
import warnings
from io import StringIO
from pathlib import Path

import anndata
import h5py
import numpy as np
import pandas as pd
import pytest

from hierannot_dsl import content_hash, read_hierarchy
from tests.unit.cli.conftest import BLOOD, Hierc

MARKERS = ("CD3D", "CD3E", "TRAC", "CD8A", "CD8B", "GZMK", "CD19", "CD79A", "MS4A1", "RAG1", "RAG2")
T_CELL, B_CELL = ("CD3D", "CD3E", "TRAC"), ("CD19", "CD79A", "MS4A1")


def profile(*on: str) -> dict[str, float]:
    """Counts of one cell: 300 other genes at 0 to 4, the markers that are on at 60."""
    others = {f"GENE{i}": float(i % 5) for i in range(300)}
    return {**others, **dict.fromkeys(MARKERS, 0.0), **dict.fromkeys(on, 60.0)}


@pytest.fixture
def means() -> pd.DataFrame:
    return pd.DataFrame({"a": profile(*T_CELL), "b": profile(*B_CELL), "-1": profile()})


@pytest.fixture
def cells(means: pd.DataFrame) -> anndata.AnnData:
    clusters = ["a", "b", "-1", "a", "b", "-1"]
    counts = means[clusters].to_numpy().T.copy()
    adata = anndata.AnnData(counts, var=pd.DataFrame(index=means.index))
    adata.obs["leiden"] = pd.Categorical(clusters)
    adata.layers["counts"] = counts
    adata.X = np.log1p(counts)
    return adata


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(path.read_text(encoding="utf-8"))))


def test_a_table_is_named(hierc: Hierc, blood: Path, means: pd.DataFrame, tmp_path: Path) -> None:
    means.to_csv(tmp_path / "means.csv")
    run = hierc("annotate", "means.csv", "--hierarchy", "blood.hier")
    assert run.status == 0
    assert run.err == "wrote output/labels.csv\n"
    lines = run.out.splitlines()
    assert lines[0].split() == ["cluster", "label", "status", "confidence", "margin", "stable", "runner-up"]
    assert lines[1].split()[:4] == ["a", "T", "cell", "resolved"]
    assert lines[5] == "3 clusters: 2 resolved (2 high confidence), 0 mixed, 1 unknown"
    labels = rows(tmp_path / "output/labels.csv")
    assert [(row["cluster_id"], row["annot_export_label"]) for row in labels] == [
        ("a", "T cell"),
        ("b", "B cell"),
        ("-1", "unknown"),
    ]


@pytest.mark.parametrize("suffix", ["tsv", "parquet", "csv.gz"])
def test_every_kind_of_table_gives_the_same(
    hierc: Hierc, blood: Path, means: pd.DataFrame, tmp_path: Path, suffix: str
) -> None:
    means.to_csv(tmp_path / "means.csv")
    means.to_csv(tmp_path / "means.tsv", sep="\t")
    means.to_parquet(tmp_path / "means.parquet")
    means.to_csv(tmp_path / "means.csv.gz")
    first = hierc("annotate", "means.csv", "--hierarchy", "blood.hier")
    assert hierc("annotate", f"means.{suffix}", "--hierarchy", "blood.hier").out == first.out


def test_cells_are_labelled_in_a_copy(
    hierc: Hierc, blood: Path, cells: anndata.AnnData, tmp_path: Path
) -> None:
    path = tmp_path / "my cells.h5ad"
    cells.write_h5ad(path)
    before = path.read_bytes()
    run = hierc(
        "annotate",
        "my cells.h5ad",
        *("--hierarchy", "blood.hier", "--cluster", "leiden", "--layer", "counts", "--out", "named"),
    )
    assert run.status == 0
    assert run.err == "wrote named/labels.csv\nwrote named/my cells_labelled.h5ad\n"
    assert path.read_bytes() == before
    labelled = anndata.read_h5ad(tmp_path / "named/my cells_labelled.h5ad")
    assert labelled.obs["hierannot"].tolist() == ["T cell", "B cell", "unknown"] * 2
    record = labelled.uns["hierannot"]["params"]
    assert (record["hierarchy"], record["hierarchy_version"]) == ("blood", "")
    assert record["hierarchy_hash"] == content_hash(read_hierarchy(blood))
    np.testing.assert_array_equal(labelled.X, cells.X)
    np.testing.assert_array_equal(labelled.layers["counts"], cells.layers["counts"])


def test_raw_is_read_on_request(hierc: Hierc, blood: Path, cells: anndata.AnnData, tmp_path: Path) -> None:
    cells.raw = cells
    cells = cells[:, :5].copy()
    cells.write_h5ad(tmp_path / "cells.h5ad")
    run = hierc(
        "annotate",
        "cells.h5ad",
        *("--hierarchy", "blood.hier", "--cluster", "leiden", "--raw", "--input-type", "normalized"),
    )
    assert [line.split("  ")[0] for line in run.out.splitlines()[1:4]] == ["-1", "a", "b"]
    assert run.status == 0


def test_scaled_cells_are_refused_with_what_there_is_instead(
    hierc: Hierc, blood: Path, cells: anndata.AnnData, tmp_path: Path
) -> None:
    cells.raw = cells
    cells.X = cells.X - cells.X.mean(axis=0)
    del cells.layers["counts"]
    cells.write_h5ad(tmp_path / "cells.h5ad")
    asked = ("annotate", "cells.h5ad", "--hierarchy", "blood.hier", "--cluster", "leiden")
    run = hierc(*asked)
    assert (run.status, run.out) == (2, "")
    assert run.err == (
        "hierc: cells.h5ad: X holds negative values, as after sc.pp.scale\n"
        "hierc: help: average counts: --layer NAME (there is no other layer), or .raw: --raw, with "
        "--input-type normalized if it holds logarithms\n"
    )
    assert hierc(*asked, "--raw", "--input-type", "normalized").status == 0


def test_genes_called_by_ids_are_named_by_their_symbols(
    hierc: Hierc, blood: Path, cells: anndata.AnnData, tmp_path: Path
) -> None:
    cells.write_h5ad(tmp_path / "symbols.h5ad")
    cells.var["gene_symbols"] = cells.var_names
    cells.var_names = [f"ENSG{number:011d}" for number in range(cells.n_vars)]
    cells.write_h5ad(tmp_path / "ids.h5ad")
    asked = ("--hierarchy", "blood.hier", "--cluster", "leiden", "--layer", "counts")
    run = hierc("annotate", "ids.h5ad", *asked)
    assert run.out == hierc("annotate", "symbols.h5ad", *asked).out
    assert run.err.splitlines()[0] == (
        "warning: the names of the genes are Ensembl gene ids; their symbols were taken from "
        "var['gene_symbols']"
    )


def test_a_handful_of_genes_is_warned_of(
    hierc: Hierc, blood: Path, means: pd.DataFrame, tmp_path: Path
) -> None:
    means.loc[list(MARKERS)].to_csv(tmp_path / "means.csv")
    run = hierc("annotate", "means.csv", "--hierarchy", "blood.hier")
    assert run.err.splitlines()[0] == (
        "warning: the data have 11 genes: scores compare markers with other genes, which takes some hundred"
    )


def test_a_compiled_program_names_the_same(
    hierc: Hierc, blood: Path, means: pd.DataFrame, tmp_path: Path
) -> None:
    means.to_csv(tmp_path / "means.csv")
    (tmp_path / "genes.txt").write_text("\n".join(means.index))
    hierc("compile", "blood.hier", "--panel", "genes.txt", "--out", ".")
    direct = hierc("annotate", "means.csv", "--hierarchy", "blood.hier")
    assert hierc("annotate", "means.csv", "--hierarchy", "blood.hierc.json").out == direct.out


def test_both_methods_are_there(hierc: Hierc, blood: Path, means: pd.DataFrame, tmp_path: Path) -> None:
    means.to_csv(tmp_path / "means.csv")
    run = hierc("annotate", "means.csv", "--hierarchy", "blood.hier", "--method", "hierannot")
    assert run.status == 0
    assert run.out.splitlines()[1].startswith("a ")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nope.csv",), "hierc: nope.csv: no such file\n"),
        (
            ("means.csv", "--cluster", "leiden"),
            "hierc: a table of genes x clusters has its clusters as columns, and takes no --cluster\n",
        ),
        (
            (
                "means.csv",
                "--layer",
                "counts",
                "--raw",
                "--mask",
                "m",
                "--min-cells",
                "2",
                "--average",
                "median",
            ),
            "hierc: a table of genes x clusters has its clusters as columns, and takes no "
            "--layer, --raw, --mask, --min-cells, --average\n",
        ),
        (
            ("cells.h5ad",),
            "hierc: a file of cells needs --cluster, the column of obs with the clusters\n"
            "hierc: help: obs has: leiden, kept\n",
        ),
        (
            ("cells.h5ad", "--cluster", "ledien"),
            "hierc: cells.h5ad: no column of obs is called 'ledien'; near: `leiden`\n",
        ),
        (
            ("cells.h5ad", "--cluster", "leiden", "--layer", "count"),
            "hierc: cells.h5ad: no layer is called 'count'; near: `counts`\n",
        ),
        (
            ("cells.h5ad", "--cluster", "leiden", "--layer", "counts", "--raw"),
            "hierc: --layer and --raw are two places: name one\n",
        ),
        (
            ("cells.h5ad", "--cluster", "leiden", "--mask", "keep"),
            "hierc: cells.h5ad: no column of obs is called 'keep'; there are: `leiden`, `kept`\n",
        ),
        (
            ("cells.h5ad", "--cluster", "leiden", "--mask", "kept"),
            "hierc: cells.h5ad: the mask obs['kept'] leaves none of 6 cells\n",
        ),
        (
            ("cells.h5ad", "--cluster", "leiden", "--min-cells", "9"),
            "hierc: cells.h5ad: no cluster is left to aggregate: none has 9 cells, the largest has 2 cells\n",
        ),
        (
            ("cells.h5ad", "--cluster", "leiden", "--average", "central_cells_mean"),
            "hierc: cells.h5ad: no obsm is called 'X_pca'; there is none\n",
        ),
        (
            ("cells.h5ad", "--cluster", "leiden", "--layer", "scaled"),
            "hierc: cells.h5ad: layer 'scaled' holds negative values, as after sc.pp.scale\n"
            "hierc: help: average counts: --layer NAME (there are `counts`, `holes`)\n",
        ),
        (
            ("cells.h5ad", "--cluster", "leiden", "--layer", "holes"),
            "hierc: cells.h5ad: expression holds 1 value that is missing (NaN), in 1 gene (`CD3E`) "
            "and 1 cluster (`b`)\n",
        ),
        (("text.h5ad", "--cluster", "leiden"), None),
        (("folder", "--cluster", "leiden"), None),
        (
            ("empty.h5ad", "--cluster", "leiden"),
            "hierc: empty.h5ad holds no AnnData: it has no obs and no var\n",
        ),
    ],
)
def test_what_cannot_run_says_why(
    hierc: Hierc,
    blood: Path,
    means: pd.DataFrame,
    cells: anndata.AnnData,
    tmp_path: Path,
    arguments: tuple[str, ...],
    message: str | None,
) -> None:
    if arguments[0] == "folder":
        pytest.importorskip("zarr", reason="Zarr stores need zarr")
    means.to_csv(tmp_path / "means.csv")
    cells.obs["kept"] = False
    for layer, gene, value in (("scaled", "CD3D", -900.0), ("holes", "CD3E", np.nan)):
        cells.layers[layer] = cells.layers["counts"].copy()
        cells.layers[layer][
            cells.obs["leiden"] == ("a" if value < 0 else "b"), list(means.index).index(gene)
        ] = value
    cells.write_h5ad(tmp_path / "cells.h5ad")
    (tmp_path / "text.h5ad").write_text("no HDF5")
    (tmp_path / "folder").mkdir()
    h5py.File(tmp_path / "empty.h5ad", "w").close()
    run = hierc("annotate", *arguments, "--hierarchy", "blood.hier")
    assert (run.status, run.out) == (2, "")
    assert run.err == message or (message is None and f"{arguments[0]} holds no AnnData that" in run.err)
    assert not (tmp_path / "output").exists()


def test_values_that_are_no_expression_are_refused(
    hierc: Hierc, blood: Path, means: pd.DataFrame, tmp_path: Path
) -> None:
    means.loc["CD3D", "a"] = np.nan
    means.to_csv(tmp_path / "means.csv")
    run = hierc("annotate", "means.csv", "--hierarchy", "blood.hier")
    assert run.status == 2
    assert "CD3D" in run.err


def test_a_file_that_is_no_program_is_refused(hierc: Hierc, means: pd.DataFrame, tmp_path: Path) -> None:
    means.to_csv(tmp_path / "means.csv")
    (tmp_path / "x.hierc.json").write_text("{}")
    run = hierc("annotate", "means.csv", "--hierarchy", "x.hierc.json")
    assert run.status == 2
    assert run.err.startswith("hierc: x.hierc.json: not a compiled program")


def test_what_was_changed_on_the_way_in_is_told(hierc: Hierc, means: pd.DataFrame, tmp_path: Path) -> None:
    (tmp_path / "blood.hier").write_text(BLOOD)
    means.T.to_csv(tmp_path / "turned.csv")
    run = hierc("annotate", "turned.csv", "--hierarchy", "blood.hier")
    assert run.status == 0
    assert run.err.startswith("warning: cluster_means was read as clusters x genes")


def test_what_has_another_name_in_the_data_is_told(hierc: Hierc, means: pd.DataFrame, tmp_path: Path) -> None:
    text = BLOOD.replace("+ GZMK", "+ GUCY1A1")
    (tmp_path / "blood.hier").write_text(text, encoding="utf-8")
    means.rename({"GZMK": "GUCY1A3", "CD3E": "Cd3e"}).to_csv(tmp_path / "means.csv")
    run = hierc("annotate", "means.csv", "--hierarchy", "blood.hier")
    assert run.err.splitlines() == [
        "1 marker has another name in the data: GUCY1A1 is GUCY1A3",
        "1 marker differs in case, such as CD3E, which is Cd3e there",
        "wrote output/labels.csv",
    ]


def test_a_mistake_of_ours_is_not_told_as_one_of_the_data(
    hierc: Hierc, blood: Path, means: pd.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        msg = "no such thing"
        raise ImportError(msg)

    means.to_csv(tmp_path / "means.csv")
    monkeypatch.setattr("hierannot_dsl.api.pipeline.HierAnnotPipeline.fit_score", broken)
    run = hierc("annotate", "means.csv", "--hierarchy", "blood.hier")
    assert (run.status, "means.csv" in run.err.splitlines()[-1]) == (70, False)


def test_warnings_while_labels_are_written_are_told_in_words(
    hierc: Hierc, blood: Path, cells: anndata.AnnData, tmp_path: Path
) -> None:
    cells.obs["keep"] = cells.obs["leiden"] != "b"
    cells.obs["text"] = "yes"
    cells.write_h5ad(tmp_path / "cells.h5ad")
    arguments = (
        "annotate",
        "cells.h5ad",
        "--cluster",
        "leiden",
        "--layer",
        "counts",
        "--hierarchy",
        "blood.hier",
    )
    run = hierc(*arguments, "--mask", "keep")
    assert run.status == 0
    assert all(line.startswith(("warning: ", "wrote ")) for line in run.err.splitlines())
    run = hierc(*arguments, "--mask", "text")
    assert (run.status, run.out) == (2, "")
    assert run.err == (
        "hierc: cells.h5ad: the mask obs['text'] holds object: a mask is True for the cells that count and "
        "False for the others\n"
    )


def test_one_cluster_is_explained_and_nothing_is_written(
    hierc: Hierc, blood: Path, means: pd.DataFrame, tmp_path: Path
) -> None:
    means.to_csv(tmp_path / "means.csv")
    run = hierc("annotate", "means.csv", "--hierarchy", "blood.hier", "--explain", "a")
    assert (run.status, run.err) == (0, "")
    lines = run.out.splitlines()
    assert lines[0] == "Cluster a: T cell (resolved, high confidence)"
    assert "1. at the root: T cell is entered" in lines
    assert "2. below T cell: the way ends (low_score)" in lines
    assert max(map(len, lines)) <= 80
    assert not (tmp_path / "output").exists()


def test_an_explanation_as_json_beside_the_files_that_out_asks_for(
    hierc: Hierc, blood: Path, means: pd.DataFrame, tmp_path: Path
) -> None:
    means.to_csv(tmp_path / "means.csv")
    explained = ("--explain", "b", "--format", "json", "--out", "named")
    run = hierc("annotate", "means.csv", "--hierarchy", "blood.hier", "--method", "hierannot", *explained)
    assert (run.status, run.err) == (0, "wrote named/labels.csv\n")
    document = json.loads(run.out)
    assert (document["format"], document["format_version"]) == ("hierannot_dsl.explanation", 1)
    assert (document["cluster"], document["label"], document["method"]) == ("b", "B cell", "hierannot")
    b_cell = next(node for node in document["evidence"] if node["name"] == "B cell")
    assert sum(part["contribution"] for part in b_cell["markers"]) == pytest.approx(b_cell["raw"], abs=1e-9)


def test_what_cannot_be_explained(hierc: Hierc, blood: Path, means: pd.DataFrame, tmp_path: Path) -> None:
    means.to_csv(tmp_path / "means.csv")
    arguments = ("annotate", "means.csv", "--hierarchy", "blood.hier", "--report", "page.html")
    run = hierc(*arguments, "--explain", "A")
    assert (run.status, run.out, run.err) == (2, "", "hierc: no cluster 'A': did you mean 'a'?\n")
    assert not (tmp_path / "page.html").exists()
    run = hierc("annotate", "means.csv", "--hierarchy", "blood.hier", "--format", "json")
    assert (run.status, run.out) == (2, "")
    assert run.err == "hierc: --format is of --explain: the labels themselves are in labels.csv\n"


def test_a_store_is_labelled_in_a_copy(
    hierc: Hierc, blood: Path, cells: anndata.AnnData, tmp_path: Path
) -> None:
    pytest.importorskip("zarr", reason="Zarr stores need zarr")
    cells.obs["keep"] = [True] * 5 + [False]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # anndata's, of what it will do some day
        cells.write_zarr(tmp_path / "cells.zarr")
    options = ("--layer", "counts", "--mask", "keep", "--average", "median")
    run = hierc("annotate", "cells.zarr", "--hierarchy", "blood.hier", "--cluster", "leiden", *options)
    assert (run.status, run.err) == (0, "wrote output/labels.csv\nwrote output/cells_labelled.zarr\n")
    labelled = anndata.read_zarr(tmp_path / "output/cells_labelled.zarr")
    assert labelled.obs["hierannot"].tolist() == ["T cell", "B cell", "unknown"] * 2


def test_a_bar_is_drawn_for_a_person_at_a_terminal(
    hierc: Hierc, blood: Path, cells: anndata.AnnData, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cells.write_h5ad(tmp_path / "cells.h5ad")
    asked = (
        "annotate",
        "cells.h5ad",
        "--hierarchy",
        "blood.hier",
        "--cluster",
        "leiden",
        "--layer",
        "counts",
    )
    assert "reading cells" not in hierc(*asked).err

    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    with monkeypatch.context() as there:
        there.setattr("sys.stderr", terminal)
        assert hierc(*asked).status == 0
    assert "100%" in terminal.getvalue()
    assert "reading cells" in terminal.getvalue()


def test_an_interrupt_while_cells_are_read_writes_nothing(
    hierc: Hierc, blood: Path, cells: anndata.AnnData, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cells.write_h5ad(tmp_path / "cells.h5ad")

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("hierannot_dsl.kernels.groups.GroupSums.add", interrupt)
    run = hierc("annotate", "cells.h5ad", "--hierarchy", "blood.hier", "--cluster", "leiden")
    assert (run.status, run.out) == (130, "")
    assert not (tmp_path / "output").exists()
