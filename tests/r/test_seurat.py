"""The example for Seurat, run by R, where R has Seurat and reticulate."""

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2] / "examples/seurat"


def rscript(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "RETICULATE_PYTHON": sys.executable, "PYTHONWARNINGS": "ignore"}
    command = ["Rscript", "--vanilla", *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, check=False, capture_output=True, text=True, timeout=300
    )


@pytest.fixture(scope="module")
def labelled(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, list[dict[str, str]]]:
    """What the example prints, and the metadata that it writes."""
    if shutil.which("Rscript") is None:
        pytest.skip("there is no Rscript on the path")
    folder = tmp_path_factory.mktemp("seurat")
    libraries = "quit(status = !all(sapply(c('Seurat', 'reticulate'), requireNamespace, quietly = TRUE)))"
    if rscript("-e", libraries, folder=folder).returncode != 0:
        pytest.skip("R has no Seurat or no reticulate")
    if rscript("-e", "invisible(reticulate::py_config())", folder=folder).returncode != 0:
        pytest.skip(f"this reticulate cannot run Python {sys.version_info[0]}.{sys.version_info[1]}")
    done = rscript(str(EXAMPLE / "pbmc_small.R"), "labels.csv", folder=folder)
    assert done.returncode == 0, done.stderr
    with (folder / "labels.csv").open(encoding="utf-8", newline="") as file:
        return done.stdout, list(csv.DictReader(file))


def test_every_cluster_has_the_label_of_its_name(labelled: tuple[str, list[dict[str, str]]]) -> None:
    _, cells = labelled
    assert len(cells) == 80
    of = {cell["cluster"]: cell["hierannot_export_label_with_cluster"] for cell in cells}
    assert set(of) == {"0", "a_b", "NA"}
    assert of["0"].endswith("_0")
    assert of["a_b"] == "Myeloid_a_b"


def test_cells_without_a_cluster_have_no_label(labelled: tuple[str, list[dict[str, str]]]) -> None:
    _, cells = labelled
    without = [cell for cell in cells if cell["cluster"] == "NA"]
    assert len(without) == 19
    assert {value for cell in without for name, value in cell.items() if name.startswith("hierannot_")} == {
        "NA"
    }


def test_what_it_prints_is_what_it_writes(labelled: tuple[str, list[dict[str, str]]]) -> None:
    printed, cells = labelled
    statuses = {cell["cluster"]: cell["hierannot_export_status"] for cell in cells}
    assert statuses == {"0": "unknown", "a_b": "resolved", "NA": "NA"}
    assert "a_b Myeloid resolved" in printed
