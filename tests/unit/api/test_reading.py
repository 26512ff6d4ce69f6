from pathlib import Path

import pytest

from hierannot_dsl.api.programs import MarkerProgram
from hierannot_dsl.api.reading import load_any, read_hierarchy
from hierannot_dsl.api.views import format_hierarchy_tree
from hierannot_dsl.diagnostics.outcome import CompileFailed
from hierannot_dsl.model.document import document_text

TEXT = """hier 1
hierarchy toy {
  title "Toy"
  version 2.1.0
  node "T cell" {
    + CD3D
    + CD3E = 0.5
    - MS4A1
  }
}
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "mine é.hier"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_file_becomes_root_programs(path):
    (root,) = read_hierarchy(path)
    assert root == MarkerProgram(
        "T cell", ["CD3D", "CD3E"], ["MS4A1"], weights={"CD3E": 0.5}, hierarchy="toy", version="2.1.0"
    )
    assert read_hierarchy(str(path)) == [root]


def test_one_of_several_hierarchies_is_chosen_by_name(path):
    path.write_text(TEXT + TEXT.partition("\n")[2].replace("toy", "other").replace("T cell", "B cell"))
    assert [root.name for root in read_hierarchy(path)] == ["B cell"]
    assert [root.name for root in read_hierarchy(path, name="toy")] == ["T cell"]


def test_a_base_is_found_beside_the_file_and_in_catalogs(tmp_path, path):
    (tmp_path / "deep").mkdir()
    child = tmp_path / "deep" / "child.hier"
    child.write_text(
        'hier 1\nhierarchy child extends toy {\n  drop "T cell"\n  node "B" {\n    + CD19\n  }\n}\n'
    )
    path.rename(tmp_path / "toy.hier")
    with pytest.raises(CompileFailed, match="toy"):
        read_hierarchy(child)
    assert [root.name for root in read_hierarchy(child, catalogs=[tmp_path])] == ["B"]


def test_mistakes_of_a_file_are_raised_together(path):
    path.write_text(TEXT.replace("version 2.1.0", "versoin 2.1.0").replace("- MS4A1", "- CD3D"))
    with pytest.raises(CompileFailed) as caught:
        read_hierarchy(path)
    assert len(caught.value.diagnostics) == 2


def test_findings_that_are_no_errors_stay_with_the_checker(path):
    path.write_bytes(TEXT.replace("\n", "\r\n").encode())
    assert format_hierarchy_tree(read_hierarchy(path)) == "- T cell (+2, -1, children=0)"


def test_whatever_can_stand_for_a_hierarchy_is_one(path):
    hierarchy = load_any(path)
    assert load_any(hierarchy) is hierarchy
    assert load_any(str(path)) == hierarchy
    assert load_any(read_hierarchy(path)).name == "toy"
    assert load_any("immune_core").name == "immune_core"
    with pytest.raises(KeyError, match="immune_cor"):
        load_any("immune_cor")
    with pytest.raises(FileNotFoundError):
        load_any("no.hier")


def test_a_document_is_read_like_the_file_it_was_made_from(tmp_path, path):
    document = tmp_path / "mine.json"
    document.write_text(document_text(load_any(path)), encoding="utf-8")
    assert load_any(str(document)) == load_any(path)
    assert read_hierarchy(document) == read_hierarchy(path)
    document.write_text(document.read_text("utf-8").replace("0.5", "-0.5"), encoding="utf-8")
    with pytest.raises(CompileFailed, match=r"roots\[0\].markers\[1\].weight` takes a number above 0"):
        read_hierarchy(document)
