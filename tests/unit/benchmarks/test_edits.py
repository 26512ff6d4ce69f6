from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import hierannot_dsl
from benchmarks import edits
from hierannot_dsl.program import Program

SOURCE = """
hier 1
hierarchy toy {
  node "Lymphoid" {
    + CD3E
    + PTPRC
    - EPCAM
    node "T cell" {
      + CD2
      + CD3D
      variant "killer" {
        + CD8A
        + CD8B
        - CD4
      }
    }
    contrast "Mast" {
      + CPA3
      + KIT
    }
  }
  node "Myeloid" {
    variant "one" {
      + LYZ
    }
    variant "two" {
      + CD14
      + FCN1
    }
  }
  contrast "Red" {
    + HBA1
    + HBB
  }
}
"""


@pytest.fixture
def program(tmp_path: Path) -> Program:
    file = tmp_path / "toy.hier"
    file.write_text(SOURCE)
    genes = sorted(
        {word for line in SOURCE.splitlines() for word in line.split()[1:] if line.split()[0] in "+-"}
    )
    means = pd.DataFrame({"one": np.arange(1.0, len(genes) + 1)}, index=genes)
    return hierannot_dsl.HierAnnotPipeline(hierannot_dsl.read_hierarchy(file)).fit_score(means).program


def listed(program: Program) -> dict[str, str]:
    """Markers by program and variant."""
    lists: dict[str, str] = {}
    for index, name in enumerate(program.names):
        for which in np.flatnonzero(program.set_program == index):
            chosen = program.marker_set == which
            genes = [
                "-+"[int(sign > 0)] + program.symbols[symbol]
                for sign, symbol in zip(
                    program.marker_sign[chosen], program.marker_symbol[chosen], strict=True
                )
            ]
            lists[f"{name}/{program.set_variant[which]}"] = " ".join(genes)
    return lists


WHOLE = {
    "Lymphoid/": "+CD3E +PTPRC -EPCAM",
    "T cell/": "+CD2 +CD3D",
    "T cell/killer": "+CD8A +CD8B -CD4",
    "Mast/": "+CPA3 +KIT",
    "Myeloid/": "",
    "Myeloid/one": "+LYZ",
    "Myeloid/two": "+CD14 +FCN1",
    "Red/": "+HBA1 +HBB",
}


def without(*gone: str) -> dict[str, str]:
    return {name: genes for name, genes in WHOLE.items() if name not in gone}


def test_the_whole_program(program: Program) -> None:
    assert listed(program) == WHOLE


def test_contrasts_go_from_the_root_from_the_forks_or_from_both(program: Program) -> None:
    assert listed(edits.without_contrasts(program)) == without("Mast/", "Red/")
    assert listed(edits.without_root_contrasts(program)) == without("Red/")
    assert listed(edits.without_fork_contrasts(program)) == without("Mast/")


def test_parents_are_found_again(program: Program) -> None:
    left = edits.without_fork_contrasts(program)
    above = {name: int(parent) for name, parent in zip(left.names, left.parent, strict=True)}
    assert above == {"Lymphoid": -1, "T cell": 0, "Myeloid": -1, "Red": -1}


def test_half_of_the_contrasts_go_by_chance(program: Program) -> None:
    left = [edits.without_some_contrasts(program, draw) for draw in range(20)]
    assert {int(half.is_contrast.sum()) for half in left} == {1}
    assert {half.names[int(np.flatnonzero(half.is_contrast)[0])] for half in left} == {"Mast", "Red"}


def test_variants_go_unless_there_is_nothing_else(program: Program) -> None:
    expected = without("T cell/killer", "Myeloid/one", "Myeloid/two")
    found = listed(edits.without_variants(program))
    assert found.keys() == expected.keys()
    assert sorted(found.pop("Myeloid/").split()) == ["+CD14", "+FCN1", "+LYZ"]
    assert found == {name: genes for name, genes in expected.items() if name != "Myeloid/"}


def test_negative_markers_go(program: Program) -> None:
    assert listed(edits.without_negatives(program)) == WHOLE | {
        "Lymphoid/": "+CD3E +PTPRC",
        "T cell/killer": "+CD8A +CD8B",
    }


def test_few_markers_are_left(program: Program) -> None:
    found = listed(edits.first_markers(program, 1))
    assert found["Lymphoid/"] == "+CD3E -EPCAM"
    assert found["T cell/killer"] == "+CD8A -CD4"
