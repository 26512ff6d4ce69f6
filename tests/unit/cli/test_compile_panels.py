"""`hierc compile` beyond the report: several panels, advice carried out, measurements, stale programs."""

import json
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Hierc

ALL = "CD3D\nCD3E\nTRAC\nMS4A1\nCD8A\nCD8B\nGZMK\nRAG1\nRAG2\nCD19\nCD79A\n"
SMALL = "CD3D\nCD3E\nMS4A1\nCD79A\nCD8A\n"


@pytest.fixture
def panels(tmp_path: Path, blood: Path) -> Path:
    folder = tmp_path / "panels"
    folder.mkdir()
    (folder / "all.txt").write_text(ALL)
    (folder / "small.csv").write_text("gene\n" + SMALL)
    return folder


def test_panels_are_named_in_their_folder(hierc: Hierc, panels: Path) -> None:
    run = hierc("compile", "blood.hier", "--panel", "small", "--panel-path", "panels")
    assert (run.status, run.out.splitlines()[0]) == (
        0,
        "blood on small.csv: 5 genes, a small panel (up to 1,500)",
    )
    run = hierc("compile", "blood.hier", "--panel", "smal", "--panel-path", "panels")
    assert run.status == 2
    assert run.err == (
        "hierc: no panel `smal`: neither a file nor a name in panels\nhierc: help: did you mean `small`?\n"
    )
    run = hierc("compile", "blood.hier", "--panel", "liver9", "--panel-path", "panels")
    assert run.err.endswith("hierc: help: there are: all, small\n")


def test_two_panels_are_compared(hierc: Hierc, panels: Path) -> None:
    arguments = ("compile", "blood.hier", "--panel", "panels/all.txt")
    run = hierc(*arguments, "--against", "panels/small.csv", "--ascii")
    assert run.status == 0
    assert "  CD8 T cell    + 3/3    x 1/3\n" in run.out
    assert hierc(*arguments, "--panel", "panels/small.csv", "--ascii").out == run.out
    document = json.loads(hierc(*arguments, "--against", "panels/small.csv", "--format", "json").out)
    assert document["only"] == [["CD19", "CD8B", "GZMK", "RAG1", "RAG2", "TRAC"], []]
    for format_ in ("csv", "markdown"):
        assert hierc(*arguments, "--against", "panels/small.csv", "--format", format_).status == 0


def test_what_is_about_one_panel_refuses_two(hierc: Hierc, panels: Path) -> None:
    two = ("compile", "blood.hier", "--panel", "panels/all.txt", "--panel", "panels/small.csv")
    run = hierc(*two, "--add", "3")
    assert (run.status, run.err) == (2, "hierc: --add is about one panel, and there are 2\n")


def test_a_panel_is_compared_with_several_and_with_none_twice(hierc: Hierc, panels: Path) -> None:
    (panels / "third.txt").write_text("CD3D\n")
    arguments = (
        "compile",
        "blood.hier",
        "--panel",
        "panels/all.txt",
        "--against",
        "panels/small.csv",
        "--ascii",
    )
    run = hierc(*arguments, "--against", "panels/third.txt")
    assert "  C  third.txt: 1 gene, 0 of " in run.out
    run = hierc(*arguments, "--against", "panels/all.txt")
    assert (run.status, run.err) == (2, "hierc: the panel panels/all.txt is given twice\n")


def test_panels_of_one_file_name_are_told_apart_by_their_paths(hierc: Hierc, panels: Path) -> None:
    Path("small.csv").write_text("gene\nCD3D\nCD3E\n")
    run = hierc("compile", "blood.hier", "--panel", "panels/small.csv", "--against", "small.csv")
    assert "  A  panels/small.csv: 5 genes" in run.out
    assert "  B  small.csv: 2 genes" in run.out


def test_nothing_is_written_where_nothing_is_left_to_score(hierc: Hierc, panels: Path) -> None:
    (panels / "one.txt").write_text("CD3D\n")
    arguments = ("compile", "blood.hier", "--panel", "panels/one.txt")
    assert hierc(*arguments).status == 0
    for option, target in (("--out", "out"), ("--prune", "small.hier")):
        run = hierc(*arguments, option, target)
        told = "hierc: no node of blood is left to score on one.txt, so nothing is written\n"
        assert (run.status, run.err.endswith(told), Path(target).exists()) == (1, True, False)


def test_check_refuses_what_it_would_not_do(hierc: Hierc, panels: Path) -> None:
    arguments = ("compile", "blood.hier", "--panel", "panels/small.csv")
    hierc(*arguments, "--out", "out")
    check = (*arguments, "--check", "out/blood.hierc.json")
    run = hierc(*check, "--html", "page.html")
    told = "hierc: --check only compares, so --html would do nothing: leave one of them out\n"
    assert (run.status, run.err) == (2, told)
    run = hierc(*check, "--fail-under", "3")
    assert (run.status, run.out) == (1, "out/blood.hierc.json: up to date\n")


def test_a_folder_without_panels_says_so(hierc: Hierc, blood: Path) -> None:
    Path("none").mkdir()
    run = hierc("compile", "blood.hier", "--panel", "lung", "--panel-path", "none")
    assert run.err.endswith("hierc: help: there is no panel in there\n")


def test_genes_to_add_are_in_every_format(hierc: Hierc, panels: Path) -> None:
    arguments = ("compile", "blood.hier", "--panel", "panels/small.csv", "--add", "1")
    assert "\n  CD8B  +0.167 to " in hierc(*arguments).out
    assert json.loads(hierc(*arguments, "--format", "json").out)["design"]["additions"][0]["gene"] == "CD8B"
    assert "| CD8B | 0.167 |" in hierc(*arguments, "--format", "markdown").out


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (("--labels", "x.csv"), "--labels is about --profiles: give both, or neither"),
        (("--input-type", "normalized"), "--input-type is about --profiles: give both, or neither"),
        (
            ("--add", "2", "--format", "csv"),
            "--format csv holds nodes alone, so --add would do nothing: leave one of them out",
        ),
    ],
)
def test_an_option_that_would_do_nothing_is_refused(
    hierc: Hierc, panels: Path, blood: Path, options: tuple[str, ...], complaint: str
) -> None:
    run = hierc("compile", "blood.hier", "--panel", "panels/all.txt", *options)
    assert (run.status, run.out, run.err) == (2, "", f"hierc: {complaint}\n")


def test_what_decides_the_exit_code_is_told(hierc: Hierc, panels: Path, blood: Path) -> None:
    run = hierc("compile", "blood.hier", "--panel", "panels/small.csv", "--format", "json")
    assert (run.status, run.err) == (0, "")
    run = hierc("compile", "blood.hier", "--panel", "panels/small.csv", "--fail-on", "warning")
    assert run.status == 1
    assert "warning[P303]: `CD8 T cell` is disabled on panel `small.csv`" in run.err
    assert " --> blood.hier:16:10\n" in run.err
    assert "note[P301]" not in run.err


def test_a_pruned_file_has_no_node_that_cannot_be_scored(hierc: Hierc, panels: Path, blood: Path) -> None:
    run = hierc("compile", "blood.hier", "--panel", "panels/small.csv", "--prune", "pruned.hier")
    assert (run.status, run.err) == (0, "wrote pruned.hier\npruned.hier: without CD8 T cell\n")
    before = blood.read_text()
    gone = before[before.index('    node "CD8 T cell"') : before.index('    contrast "Thymocyte"')]
    assert Path("pruned.hier").read_text() == before.replace(gone, "")
    assert hierc("check", "pruned.hier").status == 0


def test_of_a_hierarchy_of_the_catalog_pruning_writes_one_that_extends_it(
    hierc: Hierc, tmp_path: Path
) -> None:
    genes = "CD3D CD3E CD2 TRAC MS4A1 CD79A CD19 LYZ CD68 CD14 PTPRC CD53 LCP1"
    (tmp_path / "few.txt").write_text(genes.replace(" ", "\n"))
    run = hierc("compile", "immune_core", "--panel", "few.txt", "--prune", "my panel.hier")
    assert run.status == 0
    text = Path("my panel.hier").read_text()
    assert text.startswith("hier 1\nhierarchy my_panel extends immune_core {\n  title ")
    assert '\n  drop "Mast cell"\n' in text
    assert hierc("check", "my panel.hier").status == 0


def test_what_would_be_wrong_where_it_is_to_stand_is_not_written(
    hierc: Hierc, panels: Path, blood: Path, tmp_path: Path
) -> None:
    text = 'hier 1\nhierarchy mine extends blood {\n  title "Mine"\n}\n'
    (tmp_path / "mine.hier").write_text(text, encoding="utf-8")
    run = hierc("compile", "mine.hier", "--panel", "panels/small.csv", "--prune", "out/small.hier")
    assert (run.status, run.err) == (
        2,
        "hierc: out/small.hier is not written, it would be wrong there: no hierarchy `blood` in this file, "
        "beside it, or on the catalog path (E102)\n",
    )
    assert not Path("out").exists()
    run = hierc("compile", "mine.hier", "--panel", "panels/small.csv", "--prune", "small.hier")
    assert run.status == 0
    assert hierc("check", "small.hier").status == 0


def test_what_cannot_be_pruned_is_refused_before_anything_is_printed(
    hierc: Hierc, panels: Path, blood: Path, tmp_path: Path
) -> None:
    (tmp_path / "blood.json").write_text(hierc("export", "blood.hier").out, encoding="utf-8")
    run = hierc("compile", "blood.json", "--panel", "panels/small.csv", "--prune", "small.hier")
    assert (run.status, run.out, run.err) == (
        2,
        "",
        "hierc: --prune takes lines out of a .hier file, and blood.json has none\n",
    )
    run = hierc("compile", "immune_core", "--panel", "panels/small.csv", "--prune", "immune_core.hier")
    assert (run.status, run.out, run.err) == (
        2,
        "",
        "hierc: immune_core.hier would build on `immune_core`, which is its own name: give it another one\n",
    )


def test_a_test_that_needs_what_is_pruned_is_told(hierc: Hierc, panels: Path, blood: Path) -> None:
    blood.write_text(blood.read_text() + '\ntest "t" {\n  express CD8A = 3\n  expect "CD8 T cell"\n}\n')
    run = hierc("compile", "blood.hier", "--panel", "panels/small.csv", "--prune", "pruned.hier")
    assert run.status == 1
    assert "`CD8 T cell` is pruned, and a test names it" in run.err
    assert not Path("pruned.hier").exists()


@pytest.mark.parametrize(
    ("under", "status", "told"),
    [
        (
            "2",
            1,
            "`CD8 T cell` keeps 1 of 3 positive markers, 1 beyond its parent's, on small.csv: under",
        ),
        ("major=2", 0, ""),
        (
            "major=70%",
            1,
            "`T cell` keeps 2 of 3 positive markers, 2 beyond its parent's, on small.csv: under ",
        ),
        ("optional=34%", 1, "`CD8 T cell` keeps 1 of 3 "),
    ],
)
def test_fail_under_is_per_role(hierc: Hierc, panels: Path, under: str, status: int, told: str) -> None:
    run = hierc("compile", "blood.hier", "--panel", "panels/small.csv", "--fail-under", under)
    assert run.status == status
    assert told in run.err


def test_a_floor_that_is_none_is_a_mistake_of_usage(hierc: Hierc, panels: Path) -> None:
    run = hierc("compile", "blood.hier", "--panel", "panels/small.csv", "--fail-under", "minor=3")
    assert run.status == 2
    assert "'minor=3' is not a whole number such as 3, major=3 or optional=40%" in run.err
    run = hierc("compile", "blood.hier", "--panel", "panels/small.csv", "--fail-under", "140%")
    assert "'140%' asks for more than there is: at most 100%" in run.err


def test_a_program_is_stale_when_its_panel_or_its_source_has_changed(
    hierc: Hierc, panels: Path, blood: Path
) -> None:
    program = "out/blood.hierc.json"
    arguments = ("compile", "blood.hier", "--panel", "panels/small.csv")
    hierc(*arguments, "--out", "out")
    first = Path(program).read_bytes()
    assert hierc(*arguments, "--check", program).out == f"{program}: up to date\n"
    hierc(*arguments, "--out", "out")
    assert Path(program).read_bytes() == first

    (panels / "small.csv").write_text("gene\nGZMK\nXYZ1\n" + SMALL)
    run = hierc(*arguments, "--check", program)
    assert (run.status, run.out) == (1, f"{program}: `CD8 T cell` is new\n{program}: stale\n")
    blood.write_text(blood.read_text().replace("    + CD79A\n", "    + CD79A = 2\n"))
    assert f"{program}: `B cell` has changed CD79A\n" in hierc(*arguments, "--check", program).out
    Path(program).write_text("{}")
    assert hierc(*arguments, "--check", program).status == 2


def test_forks_are_measured_on_profiles(hierc: Hierc, panels: Path) -> None:
    others = [f"X{number}" for number in range(200)]
    high = {"t": ["CD3D", "CD3E", "TRAC"], "b": ["MS4A1", "CD79A", "CD19"]}
    lines = ["gene,t,b"]
    for gene in [*ALL.split(), *others]:
        lines.append(f"{gene},{90 if gene in high['t'] else 0},{90 if gene in high['b'] else 0}")
    for number, line in enumerate(lines[-200:]):
        lines[number - 200] = f"{line.split(',')[0]},{number % 40},{number % 40}"
    Path("means.csv").write_text("\n".join(lines) + "\n")
    Path("labels.csv").write_text("cluster,node\nt,T cell\nb,B cell\n")
    arguments = ("compile", "blood.hier", "--panel", "panels/all.txt", "--profiles", "means.csv")
    document = json.loads(hierc(*arguments, "--labels", "labels.csv", "--format", "json").out)
    found = {row["name"]: row["on_all"]["right"] for row in document["measured"]["nodes"]}
    assert (document["measured"]["truth"], found) == ("labels", {"T cell": 20, "B cell": 20})
    words = " ".join(hierc(*arguments).out.split())
    assert "of means.csv, 11 genes of the panel; right by the call on all genes without noise" in words
    run = hierc(*arguments, "--labels", "no.csv")
    assert (run.status, run.err) == (2, "hierc: no.csv: No such file or directory\n")
    Path("labels.csv").write_text("cluster,node\nother,T cell\n")
    run = hierc(*arguments, "--labels", "labels.csv")
    told = "has no cluster of `means` that is a node of `blood`; it has `other`"
    assert (run.status, run.err) == (2, f"hierc: labels.csv {told}\n")
    Path("labels.csv").write_text("cluster,node\nt,T cell\nb,Bcell\n")
    run = hierc(*arguments, "--labels", "labels.csv")
    told = "names what is no node of `blood`, which is left out: `Bcell`; did you mean `B cell`?"
    assert (run.status, run.err) == (0, f"warning: labels.csv {told}\n")
    assert "no node, so left out: b" in run.out
    hierc(*arguments, "--labels", "labels.csv", "--html", "page.html")
    assert "<p>No node, so left out: b.</p>" in Path("page.html").read_text()


def test_the_schema_of_the_report_is_printed(hierc: Hierc) -> None:
    schema = json.loads(hierc("schema", "retention").out)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "RetentionDocument" in schema["$defs"]


def test_help_shows_the_common_uses_within_80_columns(hierc: Hierc) -> None:
    help_ = hierc("compile", "--help").out
    assert "hierc compile colon.hier --panel genes.txt" in help_
    assert max(map(len, help_.splitlines())) <= 80
