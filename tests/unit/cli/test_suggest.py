import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import hierannot_dsl
from tests.unit.cli.conftest import Hierc

LIVER = ("Hepatocyte-like", "Cholangiocyte-like", "Fibroblast")


@pytest.fixture
def liver(tmp_path: Path) -> pd.DataFrame:
    """Clusters in which the markers of liver types stand out from noise; liver.csv in the folder."""
    programs = {program.name: program for program in _walk(hierannot_dsl.get_builtin_hierarchy("liver_tme"))}
    genes = [f"G{number}" for number in range(2000)]
    genes += sorted({gene for program in programs.values() for gene in program.positive_markers})
    noise = np.random.default_rng(1).gamma(1.0, 1.0, (len(genes), len(LIVER)))
    table = pd.DataFrame(noise, index=genes, columns=LIVER)
    for name in LIVER:
        above = ["Hepatic parenchymal"] if name != "Fibroblast" else []
        for each in (name, *above):
            table.loc[list(programs[each].positive_markers), name] = 300.0
    table.to_csv(tmp_path / "liver.csv")
    return table


def _walk(programs):  # type: ignore[no-untyped-def]
    for program in programs:
        yield program
        yield from _walk(program.children)


def test_data_rank_hierarchies_by_fit(hierc: Hierc, liver: pd.DataFrame) -> None:
    run = hierc("suggest", "--profiles", "liver.csv", "--top", "2")
    assert run.status == 0
    header, first, second = run.out.splitlines()
    assert header.split() == ["rank", "name", "fit", "score", "resolved", "out", "of", "scope", "labels"]
    assert first.split()[:3] == ["1", "liver_tme", "good"]
    assert first.split()[4:] == ["3/3", "0/3", "3"]
    assert second.split()[0] != "1"
    assert run.err == ""


def test_json_has_all_numbers(hierc: Hierc, liver: pd.DataFrame) -> None:
    document = json.loads(hierc("suggest", "--profiles", "liver.csv", "--top", "1", "--format", "json").out)
    assert (document["format"], document["format_version"]) == ("hierannot_dsl.fit", 1)
    (first,) = document["hierarchies"]
    assert (first["name"], first["tied_with"], first["n_clusters"]) == ("liver_tme", [], 3)
    assert (first["resolved_fraction"], first["out_of_scope_fraction"]) == (1.0, 0.0)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "give a TEXT or --profiles FILE, one of them"),
        (("colon", "--profiles", "liver.csv"), "give a TEXT or --profiles FILE, one of them"),
        (("colon", "--raw"), "are of --profiles"),
        (("--profiles", "gone.csv"), "gone.csv: no such file"),
        (("--profiles", "liver.csv", "--cluster", "leiden"), "takes no --cluster"),
        (("--profiles", "genes.csv"), "genes.csv"),
    ],
)
def test_what_cannot_be_done_is_said(hierc: Hierc, arguments: tuple[str, ...], said: str) -> None:
    Path("liver.csv").write_text("gene,c0\nALB,1\n")
    Path("genes.csv").write_text("gene,c0\nALB,much\n")
    run = hierc("suggest", *arguments)
    assert run.status == 2
    assert said in run.err
    assert run.out == ""


def test_nonsense_is_no_confident_match(hierc: Hierc) -> None:
    run = hierc("suggest", "quarterly", "report", "--top", "1")
    assert run.err == "no confident match for `quarterly report`\n"
    assert run.out.splitlines()[1].split()[0] == "0"
