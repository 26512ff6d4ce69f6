import json
import subprocess
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Hierc

BASE = """\
hierarchy base {
  version 1.0.0
  node "T cell" {
    + CD3D
    + CD3E
  }
  node "B cell" {
    + CD79A
    + MS4A1
  }
}
"""
MINE = """\
hierarchy mine extends base {
  version 1.0.0
  drop "B cell"
}
"""


def git(*arguments: str) -> None:
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "base.hier").write_text(BASE, encoding="utf-8")
    (tmp_path / "mine.hier").write_text(MINE, encoding="utf-8")
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "first")
    return tmp_path


def test_nothing_changed(hierc: Hierc, repository: Path) -> None:
    run = hierc("diff", ".", "--exit-code")
    assert (run.status, run.out) == (0, "no change of meaning in 2 hierarchies\n")


def test_a_change_in_a_base_is_one_in_what_extends_it(hierc: Hierc, repository: Path) -> None:
    (repository / "base.hier").write_text(BASE.replace("+ CD3E", "+ CD3G"), encoding="utf-8")
    run = hierc("diff", ".", "--exit-code")
    change = "~ T cell\n    + CD3E removed\n    + CD3G added\n"
    assert run.status == 1
    assert run.out == f"base 1.0.0: 1 changed inside\n{change}the same in 1 more:\n  mine 1.0.0\n"
    run = hierc("diff", ".", "--format", "markdown", "--breaking")
    assert run.out == (
        "### base 1.0.0: 1 changed inside\n\n"
        "Nothing breaks. Version: a minor change takes 1.1.0, but it is 1.0.0: raise it.\n\n"
        "- **T cell**\n  - + CD3E removed\n  - + CD3G added\n\n"
        "The same in 1 more:\n\n- mine 1.0.0: a minor change takes 1.1.0, but it is 1.0.0: raise it\n"
    )
    assert hierc("diff", "mine.hier").out == f"mine 1.0.0: 1 changed inside\n{change}"


def test_what_a_commit_builds_on_is_of_that_commit(hierc: Hierc, repository: Path) -> None:
    (repository / "base.hier").write_text(BASE.replace("+ CD3E", "+ CD3G"), encoding="utf-8")
    git("commit", "-qam", "second")
    assert hierc("diff", "git:HEAD", ".").out == "no change of meaning in 2 hierarchies\n"
    run = hierc("diff", "git:HEAD~1:mine.hier", "git:HEAD:mine.hier")
    assert run.out == "mine 1.0.0: 1 changed inside\n~ T cell\n    + CD3E removed\n    + CD3G added\n"


def test_a_breaking_change_without_a_version_fails(hierc: Hierc, repository: Path) -> None:
    (repository / "base.hier").write_text(BASE.replace('"B cell"', '"B lymphocyte"'), encoding="utf-8")
    run = hierc("diff", "base.hier", "--breaking")
    assert run.status == 1
    assert run.out == (
        "base 1.0.0: 1 renamed\n"
        "~ B cell renamed to B lymphocyte\n"
        "breaking: 1 change\n"
        "  node-renamed: B cell is called B lymphocyte, which has no alias B cell\n"
        "version: a major change takes 2.0.0, but it is 1.0.0: raise it\n"
    )
    text = BASE.replace('"B cell"', '"B lymphocyte"').replace("1.0.0", "2.0.0")
    (repository / "base.hier").write_text(text, encoding="utf-8")
    run = hierc("diff", "base.hier", "--breaking")
    assert run.status == 0
    assert run.out.endswith("version: a major change takes 2.0.0, and it is 2.0.0\n")


def test_what_a_panel_loses(hierc: Hierc, repository: Path) -> None:
    (repository / "panel.txt").write_text("CD3D CD3E CD79A MS4A1\n".replace(" ", "\n"), encoding="utf-8")
    text = BASE.replace("+ CD79A", "+ CD19").replace("+ MS4A1", "+ CD22")
    (repository / "base.hier").write_text(text, encoding="utf-8")
    run = hierc("diff", "base.hier", "--panel", "panel.txt")
    assert "panel panel.txt: 1 node changed\n  ! B cell: disabled (was full)\n" in run.out


def test_json_and_markdown(hierc: Hierc, repository: Path) -> None:
    (repository / "base.hier").write_text(BASE.replace("+ CD3E", "- CD3E = 2"), encoding="utf-8")
    document = json.loads(hierc("diff", "base.hier", "--format", "json", "--breaking").out)
    assert (document["format"], document["format_version"]) == ("hierannot_dsl.diff", 1)
    (one,) = document["hierarchies"]
    assert one["programs"][0]["markers"] == [
        {
            "gene": "CD3E",
            "variant": "",
            "fate": "sign changed",
            "before": {"sign": 1, "weight": 1.0},
            "after": {"sign": -1, "weight": 2.0},
        }
    ]
    assert (one["required"], one["needed_version"], one["version_is_enough"]) == ("major", "2.0.0", False)
    assert hierc("diff", "base.hier", "--format", "markdown").out == (
        "### base 1.0.0: 1 changed inside\n\n- **T cell**\n  - - CD3E = 2, was +\n"
    )


def test_files_that_are_new_or_gone(hierc: Hierc, repository: Path) -> None:
    (repository / "mine.hier").unlink()
    (repository / "new.hier").write_text(BASE.replace("hierarchy base", "hierarchy new"), encoding="utf-8")
    assert hierc("diff", ".").out == "mine 1.0.0: removed, 1 node\n\nnew 1.0.0: added, 2 nodes\n"


def test_two_files_are_compared_whatever_they_are_called(hierc: Hierc, repository: Path) -> None:
    assert hierc("diff", "base.hier", "mine.hier").out.startswith(
        "mine 1.0.0: 1 removed\n    name: mine (was base)\n"
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["git:nowhere"], "git rev-parse: Needed a single revision"),
        (["git:HEAD:none.hier"], "none.hier is neither in HEAD nor here"),
        (["none.hier", "base.hier"], "none.hier: No such file or directory"),
        (["git:--help:base.hier"], "`--help` is no commit"),
    ],
)
def test_what_is_not_there(hierc: Hierc, repository: Path, arguments: list[str], told: str) -> None:
    run = hierc("diff", *arguments)
    assert (run.status, run.out) == (2, "")
    assert told in run.err


def test_outside_of_a_repository(hierc: Hierc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / "base.hier").write_text(BASE, encoding="utf-8")
    run = hierc("diff", "base.hier")
    assert run.status == 2
    assert "not a git repository" in run.err


def test_errors_of_a_commit_are_shown_in_it(hierc: Hierc, repository: Path) -> None:
    (repository / "base.hier").write_text(BASE.replace("+ CD3E", "+ CD3E CD3G"), encoding="utf-8")
    git("commit", "-qam", "broken")
    (repository / "base.hier").write_text(BASE, encoding="utf-8")
    run = hierc("diff", "base.hier")
    assert run.status == 1
    assert " --> HEAD:base.hier:5:" in run.err


def test_labels_of_the_tables_of_a_folder_on_the_scale_that_it_names(hierc: Hierc, repository: Path) -> None:
    folder = repository / "data"
    (folder / "profiles").mkdir(parents=True)
    (folder / "datasets.csv").write_text("dataset,scale\nblood,ln\n", encoding="utf-8")
    (folder / "truth.csv").write_text("dataset,cluster,node\nblood,c1,T cell\n", encoding="utf-8")
    own = {"T cell": ["CD3D", "CD3E", "CD2", "TRAC"], "B cell": ["CD79A", "MS4A1", "BLK", "PAX5"]}
    table = "gene,c1,c2\n" + "".join(f"{gene},3,0\n" for gene in own["T cell"])
    table += "".join(f"{gene},0,3\n" for gene in own["B cell"])
    table += "".join(f"OTHER{number},{number % 3 / 4},{number % 2 / 4}\n" for number in range(200))
    (folder / "profiles" / "blood.csv").write_text(table, encoding="utf-8")
    nodes = ("".join([f'node "{name}" {{\n', *(f"+ {one}\n" for one in g), "}\n"]) for name, g in own.items())
    text = "hierarchy base {\nversion 1.0.0\n" + "".join(nodes) + "}\n"
    (repository / "base.hier").write_text(text, encoding="utf-8")
    git("commit", "-qam", "more genes")
    other = text.replace("CD79A", "X1").replace("MS4A1", "X2").replace("BLK", "X3").replace("PAX5", "X4")
    (repository / "base.hier").write_text(other, encoding="utf-8")
    run = hierc("diff", "base.hier", "--breaking", "--profiles", "data")
    assert (run.status, run.err) == (1, "")
    assert "blood.csv: 1 of 2 clusters with another label\n    c2: unknown (was B cell)\n" in run.out
    assert "labels-changed: 1 of 2 clusters of blood.csv have another label\n" in run.out
    assert (
        "breaking: nothing\n"
        in hierc("diff", "base.hier", "--breaking", "--profiles", "data", "--most-changed", "0.5").out
    )


def test_a_side_with_errors_tells_its_errors_alone(hierc: Hierc, repository: Path) -> None:
    (repository / "mine.hier").write_text(MINE.replace('drop "B cell"', 'drop "X"'), encoding="utf-8")
    run = hierc("diff", ".")
    assert (run.status, run.out) == (1, "")
    assert run.err.count("error[") == 1
