from pathlib import Path

import pytest

from tests.unit.cli.conftest import Hierc


def test_a_first_file_passes_everything(hierc: Hierc, tmp_path: Path) -> None:
    run = hierc("init")
    assert (run.status, run.out) == (0, "")
    assert run.err == (
        "wrote my_tme.hier\nit builds on tme_core; `hierc check my_tme.hier` looks for mistakes\n"
    )
    assert hierc("check", "my_tme.hier").out == "1 file checked: nothing to report\n"
    assert hierc("lint", "my_tme.hier").out == "1 file linted: nothing to report\n"
    assert hierc("fmt", "--check", "my_tme.hier").status == 0
    assert "  - Gamma-delta T cell (+6, -2, children=0)" in hierc("tree", "my_tme.hier").out


@pytest.mark.parametrize(
    ("tissue", "base"),
    [("colon cancer", "colon_tme"), ("cortex of the brain", "brain_core"), ("PBMC", "immune_core")],
)
def test_the_tissue_decides_what_it_builds_on_and_its_test_passes(
    hierc: Hierc, tmp_path: Path, tissue: str, base: str
) -> None:
    assert hierc("init", "mine", "--tissue", tissue).status == 0
    assert f"\nhierarchy mine extends {base} {{\n" in (tmp_path / "mine.hier").read_text("utf-8")
    run = hierc("test", "mine.hier")
    assert run.status == 0
    assert "1 passed" in run.out


def test_a_file_that_is_there_is_kept(hierc: Hierc, tmp_path: Path) -> None:
    (tmp_path / "mine.hier").write_text("precious")
    run = hierc("init", "mine")
    assert (run.status, run.out) == (2, "")
    assert (
        run.err
        == "hierc: mine.hier is there already\nhierc: help: name another, or write over it with `--force`\n"
    )
    assert (tmp_path / "mine.hier").read_text() == "precious"
    assert hierc("init", "mine.hier", "--force").status == 0
    assert (tmp_path / "mine.hier").read_text("utf-8").startswith("hier 1\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("7 tissues",), "help: name it `h_7_tissues`"),
        (("my-colon",), "help: name it `my_colon`"),
        (("colon_tme",), "help: name it `my_colon_tme`"),
        (("mine", "--tissue", "xyzzyx"), "no hierarchy fits `xyzzyx`"),
    ],
)
def test_names_that_cannot_be_are_refused(
    hierc: Hierc, tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    run = hierc("init", *arguments)
    assert (run.status, run.out) == (2, "")
    assert message in run.err
    assert list(tmp_path.glob("*.hier")) == []


def test_the_tissue_stands_as_it_was_said(hierc: Hierc, tmp_path: Path) -> None:
    run = hierc("init", "mine", "--tissue", 'blood,  "fresh"')
    assert run.err.splitlines()[1:] == [
        "it builds on immune_core; `hierc check mine.hier` looks for mistakes"
    ]
    text = (tmp_path / "mine.hier").read_text("utf-8")
    assert '  title "Cells of blood, \\"fresh\\", after immune_core"\n' in text
    assert '  tissue "blood, \\"fresh\\""\n  keyword "blood, \\"fresh\\""  # by which' in text
    assert hierc("lint", "mine.hier").out == "1 file linted: nothing to report\n"


@pytest.mark.parametrize(("tissue", "other"), [("mouse colon", "mouse"), ("murine colon", "mouse")])
def test_another_species_than_that_of_the_base_is_told(hierc: Hierc, tissue: str, other: str) -> None:
    run = hierc("init", "mine", "--tissue", tissue)
    assert run.err.splitlines()[-1] == (
        f"colon_tme is of human, and so is mine: on a panel of {other}, symbols are found that differ in "
        "nothing but case"
    )


def test_a_catalog_of_ones_own_is_built_on(hierc: Hierc, tmp_path: Path) -> None:
    folder = tmp_path / "catalog"
    folder.mkdir()
    (folder / "gut.hier").write_text(
        'hierarchy gut {\n  tissue "gizzard"\n  node "Neuron" {\n    + SNAP25\n  }\n}\n', encoding="utf-8"
    )
    assert hierc("init", "mine", "--tissue", "gizzard", "--catalog", "catalog").status == 0
    assert hierc("check", "mine.hier", "--catalog", "catalog").out == "1 file checked: nothing to report\n"
