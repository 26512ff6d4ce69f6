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

SKIN = """\
hierarchy skin {
  version 1.0.0
  node "Keratinocyte" {
    + KRT5
    + KRT14
  }
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
        "- **T cell**\n  - `+ CD3E` removed\n  - `+ CD3G` added\n\n"
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
        "### base 1.0.0: 1 changed inside\n\n- **T cell**\n  - `- CD3E = 2`, was +\n"
    )


def test_files_that_are_new_or_gone(hierc: Hierc, repository: Path) -> None:
    (repository / "mine.hier").unlink()
    (repository / "new.hier").write_text(BASE.replace("hierarchy base", "hierarchy new"), encoding="utf-8")
    assert hierc("diff", ".").out == "mine 1.0.0: removed, 1 node\n\nnew 1.0.0: added, 2 nodes\n"


def test_a_removal_passes_where_it_is_allowed(hierc: Hierc, repository: Path) -> None:
    (repository / "mine.hier").unlink()
    run = hierc("diff", ".", "--breaking")
    removed = (
        "mine 1.0.0: removed, 1 node\n"
        "breaking: 1 change\n  hierarchy-removed: mine is gone, with 1 node\n"
        "version: none is left that could say so; "
    )
    assert (run.status, run.out) == (1, f"{removed}--allow-removed mine lets it go\n")
    run = hierc("diff", ".", "--breaking", "--allow-removed", "base", "--allow-removed", "mine")
    assert (run.status, run.out) == (0, f"{removed}its removal is allowed\n")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["mine.hier"], "mine 1.0.0: removed, 1 node\n"),
        (["sub"], "skin 1.0.0: removed, 1 node\n"),
        (["sub/skin.hier"], "skin 1.0.0: removed, 1 node\n"),
        (["git:HEAD:mine.hier", "mine.hier"], "mine 1.0.0: removed, 1 node\n"),
        (["git:HEAD:mine.hier", "git:gone"], "mine 1.0.0: removed, 1 node\n"),
        (["git:gone", "git:HEAD:sub/skin.hier"], "skin 1.0.0: added, 1 node\n"),
        (["git:gone:sub", "git:HEAD:sub"], "skin 1.0.0: added, 1 node\n"),
        (["git:gone"], "no change of meaning in 1 hierarchy\n"),
    ],
)
def test_what_was_removed(hierc: Hierc, repository: Path, arguments: list[str], told: str) -> None:
    (repository / "sub").mkdir()
    (repository / "sub" / "skin.hier").write_text(SKIN, encoding="utf-8")
    git("add", ".")
    git("commit", "-qm", "with skin")
    git("checkout", "-qb", "gone")
    git("rm", "-q", "mine.hier", "sub/skin.hier")
    git("commit", "-qm", "without")
    git("checkout", "-q", "-")
    git("rm", "-q", "mine.hier", "sub/skin.hier")  # not committed on this branch
    assert hierc("diff", *arguments).out == told


def test_a_document_of_a_commit(hierc: Hierc, repository: Path) -> None:
    document = hierc("export", "base.hier").out
    (repository / "base.json").write_text(document, encoding="utf-8")
    git("add", ".")
    git("commit", "-qm", "a document")
    assert hierc("diff", "base.json").out == "no change of meaning in 1 hierarchy\n"
    (repository / "base.json").write_text(document.replace("CD3E", "CD3G"), encoding="utf-8")
    assert hierc("diff", "base.json").out.startswith("base 1.0.0: 1 changed inside\n")


def test_two_files_are_compared_whatever_they_are_called(hierc: Hierc, repository: Path) -> None:
    assert hierc("diff", "base.hier", "mine.hier").out.startswith(
        "mine 1.0.0: 1 removed\n    name: mine (was base)\n"
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["git:nowhere"], "`nowhere` is no commit of this repository"),
        (["git:nowhere:base.hier"], "`nowhere` is no commit of this repository"),
        (["git:"], "`git:` names no commit"),
        (["none.hier"], "none.hier is neither in HEAD nor here"),
        (["git:HEAD:none.hier", "git:HEAD:none.hier"], "none.hier is not in HEAD"),
        (["git:HEAD:none.hier", "base.hier"], "none.hier is not in HEAD"),
        (["tme_core"], "tme_core is not in HEAD"),
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
    for argument, told in (
        ("base.hier", "not a git repository"),
        ("none.hier", "none.hier: No such file or directory"),
    ):
        run = hierc("diff", argument)
        assert run.status == 2
        assert told in run.err


def test_what_has_errors_before_and_not_now_is_told_and_left_out(hierc: Hierc, repository: Path) -> None:
    (repository / "skin.hier").write_text(SKIN, encoding="utf-8")
    (repository / "base.hier").write_text(BASE.replace("+ CD3E", "+ CD3E CD3G"), encoding="utf-8")
    git("add", ".")
    git("commit", "-qm", "broken")
    (repository / "base.hier").write_text(BASE, encoding="utf-8")
    (repository / "skin.hier").write_text(SKIN.replace("KRT14", "KRT1"), encoding="utf-8")
    run = hierc("diff", ".", "--breaking")
    assert (run.status, run.out) == (
        1,
        "skin 1.0.0: 1 changed inside\n~ Keratinocyte\n    + KRT1 added\n    + KRT14 removed\n"
        "breaking: nothing\nversion: a minor change takes 1.1.0, but it is 1.0.0: raise it\n",
    )
    assert run.err.count("error[") == run.err.count(" --> HEAD:base.hier:5:") == 1
    assert run.err.endswith("warning: left out, because the older side of it cannot be read: base, mine\n")
    for options, status in (((), 0), (("--breaking",), 0), (("--exit-code",), 1)):
        run = hierc("diff", "base.hier", *options)
        assert (run.status, run.out) == (status, "no hierarchy can be compared\n")


def test_a_file_that_was_no_text_is_left_out_as_well(hierc: Hierc, repository: Path) -> None:
    (repository / "base.hier").write_bytes(f"# \xe9\n{BASE}".encode("latin-1"))
    git("commit", "-qam", "of another program")
    (repository / "base.hier").write_text(BASE, encoding="utf-8")
    run = hierc("diff", "base.hier", "--breaking")
    assert (run.status, run.out) == (0, "no hierarchy can be compared\n")
    assert run.err == (
        "warning: HEAD:base.hier is not UTF-8: line 1 holds the byte 0xe9\n"
        "warning: left out, because the older side of it cannot be read: base\n"
    )


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


def test_a_panel_that_measures_nothing_of_it(hierc: Hierc, repository: Path) -> None:
    (repository / "panel.txt").write_text("CD79A\nMS4A1\n", encoding="utf-8")
    text = BASE.replace("+ CD79A", "+ CD19").replace("+ MS4A1", "+ CD22")
    (repository / "base.hier").write_text(text, encoding="utf-8")
    run = hierc("diff", "base.hier", "--panel", "panel.txt", "--breaking")
    assert (run.status, run.err) == (1, "")
    assert "panel panel.txt: 1 node changed\n  ! B cell: disabled (was full)\n" in run.out
    assert "lost-on-panel: B cell is lost on panel panel.txt" in run.out
    # Nor did it before: a change elsewhere is told as ever.
    (repository / "mine.hier").write_text(MINE.replace("1.0.0", "1.1.0"), encoding="utf-8")
    run = hierc("diff", "mine.hier", "--panel", "panel.txt")
    assert (run.status, run.err) == (0, "")
    assert run.out.endswith("panel panel.txt: 0 nodes changed\n")


def table_of(genes: dict[str, str]) -> str:
    """Two clusters over a background of 200 genes: those of each name are high in one of them."""
    rows = [f"{gene},{9 * (cluster == 'c1')},{9 * (cluster == 'c2')}" for gene, cluster in genes.items()]
    rows += [f"OTHER{number},{number % 3 / 4},{number % 2 / 4}" for number in range(200)]
    return "\n".join(["gene,c1,c2", *rows, ""])


def test_a_hierarchy_without_a_marker_in_a_table_names_none_of_its_clusters(
    hierc: Hierc, repository: Path
) -> None:
    own = {"T cell": ["CD3D", "CD3E", "CD2", "TRAC"], "B cell": ["CD79A", "MS4A1", "BLK", "PAX5"]}
    nodes = ("".join([f'node "{name}" {{\n', *(f"+ {one}\n" for one in g), "}\n"]) for name, g in own.items())
    text = "hierarchy base {\n" + "".join(nodes) + "}\n"
    (repository / "base.hier").write_text(text, encoding="utf-8")
    git("commit", "-qam", "more genes")
    folder = repository / "profiles"
    folder.mkdir()
    genes = {gene: cluster for cluster, name in (("c1", "T cell"), ("c2", "B cell")) for gene in own[name]}
    (folder / "a.csv").write_text(table_of({}), encoding="utf-8")
    (folder / "b.csv").write_text(table_of(genes), encoding="utf-8")
    other = text
    for number, gene in enumerate(genes):
        other = other.replace(gene, f"X{number}")
    (repository / "base.hier").write_text(other, encoding="utf-8")
    run = hierc("diff", "base.hier", "--profiles", "profiles")
    assert run.status == 0
    labels = "    c1: unknown (was T cell)\n    c2: unknown (was B cell)\n"
    assert run.out.endswith(f"b.csv: 2 of 2 clusters with another label\n{labels}")
    assert "a.csv" not in run.out
    assert [line.partition(": none of the 8 marker symbols")[0] for line in run.err.splitlines()] == [
        "warning: a.csv: base as it was names no cluster",
        "warning: a.csv: base as it is names no cluster",
        "warning: b.csv: base as it is names no cluster",
    ]


def test_a_new_name_alone_is_no_other_label(hierc: Hierc, repository: Path) -> None:
    own = {"T cell": ["CD3D", "CD3E", "CD2", "TRAC"], "B cell": ["CD79A", "MS4A1", "BLK", "PAX5"]}
    nodes = ("".join([f'node "{name}" {{\n', *(f"+ {one}\n" for one in g), "}\n"]) for name, g in own.items())
    text = "hierarchy base {\n" + "".join(nodes) + "}\n"
    genes = {gene: cluster for cluster, name in (("c1", "T cell"), ("c2", "B cell")) for gene in own[name]}
    (repository / "a.csv").write_text(table_of(genes), encoding="utf-8")
    (repository / "base.hier").write_text(text, encoding="utf-8")
    git("commit", "-qam", "more genes")
    (repository / "base.hier").write_text(text.replace("B cell", "B lymphocyte"), encoding="utf-8")
    run = hierc("diff", "base.hier", "--profiles", "a.csv")
    assert run.out == (
        "base: 1 renamed\n~ B cell renamed to B lymphocyte\na.csv: 0 of 2 clusters with another label\n"
    )


def test_a_side_with_errors_tells_its_errors_alone(hierc: Hierc, repository: Path) -> None:
    (repository / "mine.hier").write_text(MINE.replace('drop "B cell"', 'drop "X"'), encoding="utf-8")
    run = hierc("diff", ".")
    assert (run.status, run.out) == (1, "")
    assert run.err.count("error[") == 1
