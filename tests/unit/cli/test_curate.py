import csv
import json
from collections.abc import Iterable
from io import StringIO
from pathlib import Path

import pytest

from hierannot_dsl.cli.curate import VERDICTS
from hierannot_dsl.curation.verdict import Verdict
from tests.unit.cli.conftest import BLOOD, Hierc

# 20 genes, each with half the counts of the one before. T cells rank CD3D first, and B cells MS4A1. Once
# ambient RNA is taken off, neither has the other's.
GENES = [f"G{number:02}" for number in range(14)]
T_CELL = ["CD3D", "CD3E", "CD2", "CD8A", "MS4A1", "CD79A", *GENES]
B_CELL = ["MS4A1", "CD79A", "CD3E", "CD2", "CD8A", "CD3D", *GENES]


def table(**clusters: Iterable[str]) -> str:
    ordered = {name: list(genes) for name, genes in clusters.items()}
    rows = [
        ",".join([gene, *(str(2.0 ** (20 - genes.index(gene))) for genes in ordered.values())])
        for gene in sorted(T_CELL)
    ]
    return "\n".join([",".join(["gene", *ordered]), *rows, ""])


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "blood.hier").write_text(BLOOD)
    folder = tmp_path / "own data"
    folder.mkdir()
    (folder / "one.csv").write_text(table(c0=T_CELL, c1=B_CELL))
    (folder / "two.csv").write_text(table(c0=T_CELL, c1=B_CELL))
    (folder / "truth.csv").write_text(
        "dataset,cluster,node\none,c0,T cell\none,c1,B cell\ntwo,c0,T cell\ntwo,c1,B cell\n"
    )
    return folder


def test_markers_are_measured_and_candidates_named(hierc: Hierc, data: Path) -> None:
    run = hierc("curate", "blood.hier", "--profiles", "own data", "--node", "T cell", "--propose", "2")
    assert run.status == 0
    assert run.err == ""
    assert (
        run.out
        == """\
blood on 2 data sets: 4 of 4 known clusters have a place in it

T cell
  2 clusters: one 1, two 1
    gene     holds  detected   own   lead   AUC   leak  verdict
    + CD3D     2/2       2/2  1.00  +1.00  1.00     3%  strong
    + CD3E     0/2       2/2  0.70  +0.18  1.00    50%  leaky
    + TRAC                                              not measured
    - MS4A1              0/2  0.00  -1.00  0.00  1600%  guards

4 markers
      1 leaky         half of what its own clusters have of it is in typical
                      other ones too
      1 strong        holds in two data sets or more: in the top tenth of every
                      cluster of the type, and twice as near the top there as in
                      any cluster of a rival
      1 guards        a negative marker that a sibling or most others have more
                      of than its own clusters
      1 not measured  no data set with clusters of the type measures the gene
"""
    )


def test_csv_and_json_hold_the_same_rows(hierc: Hierc, data: Path) -> None:
    arguments = ("curate", "blood.hier", "--profiles", "own data", "--propose", "1")
    rows = list(csv.DictReader(StringIO(hierc(*arguments, "--format", "csv").out)))
    document = json.loads(hierc(*arguments, "--format", "json").out)
    assert (document["format"], document["format_version"]) == ("hierannot_dsl.curation", 1)
    (report,) = document["hierarchies"]
    assert [(row["node"], row["gene"]) for row in rows if row["kind"] == "marker"] == [
        (marker["node"], marker["gene"]) for program in report["programs"] for marker in program["markers"]
    ]
    assert rows[0]["hierarchy"] == "blood"
    assert {row["sign"] for row in rows} == {"positive", "negative"}


def test_only_markers_of_a_verdict_are_shown_and_all_are_counted(hierc: Hierc, data: Path) -> None:
    run = hierc("curate", "blood.hier", "--profiles", "own data", "--verdict", "leaky")
    assert "+ CD3E" in run.out
    assert "+ CD3D" not in run.out
    assert "strong" in run.out


def test_every_verdict_can_be_asked_for(hierc: Hierc, data: Path) -> None:
    assert tuple(Verdict) == VERDICTS
    run = hierc("curate", "blood.hier", "--profiles", "own data", "--verdict", "no cluster")
    shown = [line.split()[1] for line in run.out.splitlines() if line.startswith("    + ")]
    assert shown == ["CD8A", "CD8B", "GZMK", "RAG1", "RAG2"]


def test_a_path_to_a_node_may_start_anywhere(hierc: Hierc, data: Path) -> None:
    whole = hierc("curate", "blood.hier", "--profiles", "own data", "--node", "T cell > CD8 T cell")
    assert whole.status == 0
    assert whole == hierc("curate", "blood.hier", "--profiles", "own data", "--node", "CD8 T cell")


def test_markdown_has_a_table_for_every_node(hierc: Hierc, data: Path) -> None:
    out = hierc("curate", "blood.hier", "--profiles", "own data", "--format", "markdown").out
    assert [line for line in out.splitlines() if line.startswith("#")] == [
        "# blood",
        "## T cell",
        "## T cell > CD8 T cell",
        "## T cell > Thymocyte (contrast)",
        "## B cell",
        "## Verdicts",
    ]
    assert "| + CD3D | 2/2 | 2/2 | 1.00 |" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("blood.hier", "--node", "T cel"), "--node: blood has no node 'T cel'; did you mean 'T cell'?\n"),
        (("--node", "T cell"), "--node is of one hierarchy: name it"),
        (("blood.hier", "--truth", "other.csv"), "one has no cluster `c9`"),
    ],
)
def test_what_cannot_be_done_is_said(hierc: Hierc, data: Path, arguments: tuple[str, ...], said: str) -> None:
    Path("other.csv").write_text("dataset,cluster,node\none,c9,T cell\n")
    run = hierc("curate", *arguments, "--profiles", "own data")
    assert run.status == 2
    assert said in run.err


def test_without_an_ontology_terms_are_compared_as_they_are_written(
    hierc: Hierc, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hierannot_dsl.adapters.ontology.cell_ontology", lambda: None)
    (data / "truth.csv").write_text("dataset,cluster,cl_id\none,c0,CL:0000084\none,c1,CL:0000236\n")
    run = hierc("curate", "blood.hier", "--profiles", "own data", "--node", "T cell")
    assert "no Cell Ontology is installed" in run.err
    assert "1 cluster: one 1" in run.out
