from pathlib import Path

from tests.unit.cli.conftest import Hierc

TREE = """\
- T cell (+3, -1, children=1)
  - CD8 T cell (+3, -0, children=0)
- B cell (+3, -1, children=0)
"""


def test_a_file_as_a_tree(hierc: Hierc, blood: Path) -> None:
    run = hierc("tree", "blood.hier")
    assert (run.status, run.out, run.err) == (0, TREE, "")


def test_contrasts_on_request(hierc: Hierc, blood: Path) -> None:
    run = hierc("tree", "blood.hier", "--contrasts")
    assert run.out.splitlines()[2] == "  ~ Thymocyte (+2, -0)"


def test_a_name_is_looked_for_in_the_catalog_folders(hierc: Hierc, blood: Path) -> None:
    assert hierc("tree", "blood", "--catalog", ".").out == TREE


def test_a_near_name_is_offered(hierc: Hierc) -> None:
    run = hierc("tree", "colon_tm")
    assert (run.status, run.out) == (2, "")
    assert run.err == (
        "hierc: no hierarchy `colon_tm`: neither a file nor a name of the catalog\n"
        "hierc: help: did you mean `colon_tme`?\n"
    )


def test_a_far_name_is_not_guessed_at(hierc: Hierc) -> None:
    assert hierc("tree", "xyzzy").err.splitlines()[1] == "hierc: help: `hierc list` names the built-in ones"


def test_a_file_with_errors_has_no_tree(hierc: Hierc, tmp_path: Path) -> None:
    (tmp_path / "bad.hier").write_text('hierarchy bad extends nothing {\n  node "A" {\n  }\n}\n')
    run = hierc("tree", "bad.hier")
    assert (run.status, run.out) == (1, "")
    assert "bad.hier:1:23" in run.err


def test_a_link_out_of_a_catalog_folder_is_refused(hierc: Hierc, blood: Path, tmp_path: Path) -> None:
    (tmp_path / "catalog").mkdir()
    (tmp_path / "catalog/linked.hier").symlink_to(blood)
    run = hierc("tree", "linked", "--catalog", "catalog")
    assert run.status == 2
    assert run.err == "hierc: catalog/linked.hier is a link that leads out of its folder\n"
