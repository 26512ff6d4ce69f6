import json
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Hierc

UNTIDY = """\
hier 1
# Two types of blood.
hierarchy blood {
  species human
  node "B cell" {
    cl CL_0000236
    +CD20, CD19  # two on a line
    + FAM46C
    + CD3
  }
}
"""
FIXED = """\
hier 1
# Two types of blood.
hierarchy blood {
  species human
  node "B cell" {
    cl CL:0000236
    + CD20
    + CD19  # two on a line
    + FAM46C
    + CD3
  }
}
"""
RENAMED = FIXED.replace("CD20", "MS4A1").replace("FAM46C", "TENT5C")


def write(folder: Path, text: str, name: str = "b.hier") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def codes(out: str) -> list[str]:
    return [line.split("[")[1].split("]")[0] for line in out.splitlines()]


def test_findings_are_printed_and_warnings_exit_0(hierc: Hierc, tmp_path: Path) -> None:
    write(tmp_path, FIXED)
    run = hierc("lint", "--format", "concise", "b.hier")
    assert (run.status, codes(run.out)) == (0, ["L405", "L434", "L423", "L421", "L423"])
    assert hierc("lint", "--fail-on", "warning", "b.hier").status == 1
    tally = "1 file linted: 4 warnings, 1 note (to be mended: 2 by --unsafe-fixes)"
    assert hierc("lint", "b.hier").out.splitlines()[-1] == tally


def test_mistakes_are_reported_too(hierc: Hierc, tmp_path: Path) -> None:
    write(tmp_path, UNTIDY)
    run = hierc("lint", "--format", "concise", "--select", "L421", "b.hier")
    assert (run.status, codes(run.out)) == (1, ["E065", "L421"])


def test_select_and_ignore_take_codes_names_and_commas(hierc: Hierc, tmp_path: Path) -> None:
    write(tmp_path, FIXED)
    run = hierc("lint", "--format", "concise", "--select", "L42,L405", "--ignore", "retired-symbol", "b.hier")
    assert codes(run.out) == ["L405", "L423", "L423"]


def test_a_rule_that_is_none_is_suggested(hierc: Hierc, tmp_path: Path) -> None:
    write(tmp_path, FIXED)
    run = hierc("lint", "--select", "only-chidl", "b.hier")
    assert run.status == 2
    assert run.err.splitlines()[0] == "hierc: no rule 'only-chidl'; did you mean 'only-child'?"


def test_safe_fixes_are_written_and_told(hierc: Hierc, tmp_path: Path) -> None:
    path = write(tmp_path, UNTIDY)
    run = hierc("lint", "--fix", "--select", "L432", "b.hier")
    assert path.read_text(encoding="utf-8") == FIXED
    assert (run.status, run.out) == (0, "1 file linted: nothing to report\n")
    assert run.err.splitlines() == [
        "wrote b.hier",
        "b.hier: put each statement on a line of its own",
        "b.hier: write `CL:0000236`",
    ]


def test_unsafe_fixes_rename_and_never_choose(hierc: Hierc, tmp_path: Path) -> None:
    path = write(tmp_path, UNTIDY)
    run = hierc("lint", "--unsafe-fixes", "--format", "concise", "--ignore", "L405,L434", "b.hier")
    assert path.read_text(encoding="utf-8") == RENAMED
    assert codes(run.out) == ["L423"]  # CD3 is three genes


def test_a_file_with_nothing_to_fix_is_not_written(hierc: Hierc, tmp_path: Path) -> None:
    path = write(tmp_path, RENAMED)
    before = path.stat().st_mtime_ns
    assert hierc("lint", "--fix", "--unsafe-fixes", "b.hier").err == ""
    assert path.stat().st_mtime_ns == before


def test_a_baseline_hides_what_it_lists_and_tells_what_is_gone(hierc: Hierc, tmp_path: Path) -> None:
    write(tmp_path, FIXED)
    assert hierc("lint", "--write-baseline", "known.json", "b.hier").err == "wrote known.json\n"
    run = hierc("lint", "--baseline", "known.json", "b.hier")
    assert run.out == "1 file linted: nothing to report\n"
    write(tmp_path, FIXED.replace("CD3\n", "SDPR\n"))
    run = hierc("lint", "--baseline", "known.json", "--format", "concise", "b.hier")
    assert codes(run.out) == ["L493", "L421"]


def test_a_diff_writes_no_baseline(hierc: Hierc, tmp_path: Path) -> None:
    write(tmp_path, FIXED)
    run = hierc("lint", "--diff", "--write-baseline", "known.json", "b.hier")
    told = "--diff writes nothing, and --write-baseline a file: leave one of them out"
    assert (run.status, run.out, run.err) == (2, "", f"hierc: {told}\n")
    assert not (tmp_path / "known.json").exists()


def test_a_baseline_of_several_files_serves_one_of_them(hierc: Hierc, tmp_path: Path) -> None:
    for name, gene in (("one", "SDPR"), ("two", "FAM46C")):
        text = f'hier 1\nhierarchy {name} {{\n  node "A" {{\n    + {gene}\n  }}\n}}\n'
        (tmp_path / f"{name}.hier").write_text(text, encoding="utf-8")
    hierc("lint", "--write-baseline", "known.json", "one.hier", "two.hier")
    run = hierc("lint", "--baseline", "known.json", "--fail-on", "warning", "one.hier")
    assert (run.status, run.out) == (0, "1 file linted: nothing to report\n")


def test_what_is_no_baseline_cannot_be_used(hierc: Hierc, tmp_path: Path) -> None:
    write(tmp_path, FIXED)
    write(tmp_path, "{", "known.json")
    run = hierc("lint", "--baseline", "known.json", "b.hier")
    assert run.status == 2
    assert run.err.startswith("hierc: known.json: the baseline cannot be read")
    assert (
        hierc("lint", "--baseline", "none.json", "b.hier").err
        == "hierc: none.json: No such file or directory\n"
    )


def test_aliases_of_one_s_own(hierc: Hierc, tmp_path: Path) -> None:
    write(tmp_path, FIXED.replace("CD3\n", "OURS\n"))
    write(tmp_path, "OURS\tCD3D\n", "aliases.tsv")
    run = hierc("lint", "--aliases", "aliases.tsv", "--select", "L422", "--format", "concise", "b.hier")
    assert run.out == "b.hier:10:7: warning[L422]: `OURS` is an alias of `CD3D`\n"
    write(tmp_path, "OURS\n", "aliases.tsv")
    run = hierc("lint", "--aliases", "aliases.tsv", "b.hier")
    assert run.status == 2
    assert run.err.startswith("error[X521]: `OURS` is not an alias")
    assert run.err.endswith("hierc: aliases.tsv has lines that cannot be read\n")


def test_files_of_one_run_are_compared(hierc: Hierc, tmp_path: Path) -> None:
    write(tmp_path, 'hierarchy one {\n  node "T cell" {\n    + CD3D\n  }\n}\n', "one.hier")
    write(tmp_path, 'hierarchy two {\n  node "T cell" {\n    + TRAC\n  }\n}\n', "two.hier")
    run = hierc("lint", "--select", "L454", "--format", "concise", "one.hier", "two.hier")
    assert [line.split(":")[0] for line in run.out.splitlines()] == ["one.hier", "two.hier"]
    assert hierc("lint", "--select", "L454", "--format", "concise", "one.hier").out == ""


def test_a_missing_file_exits_2_and_the_others_are_linted(hierc: Hierc, tmp_path: Path) -> None:
    write(tmp_path, FIXED)
    run = hierc("lint", "none.hier", "--select", "L432", "b.hier")
    assert (run.status, run.out) == (2, "1 file linted: nothing to report\n")


def test_findings_for_programs(hierc: Hierc, tmp_path: Path) -> None:
    write(tmp_path, FIXED)
    found = json.loads(hierc("lint", "--format", "json", "--select", "L421", "b.hier").out)
    assert [d["code"] for d in found["diagnostics"]] == ["L421"]


def test_a_baseline_expires(hierc: Hierc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.hier").write_text(
        'hier 1\nhierarchy a {\n  node "N" {\n    + SDPR\n  }\n}\n', encoding="utf-8"
    )
    rules = ("--select", "L421", "a.hier")
    run = hierc("lint", *rules, "--write-baseline", "known.json", "--baseline-expires", "2030-05-31")
    assert run.status == 0
    accepted = hierc("lint", *rules, "--baseline", "known.json", "--today", "2030-05-31")
    assert accepted.out == "1 file linted: nothing to report\n"
    monkeypatch.setenv("HIERC_TODAY", "2030-06-01")
    run = hierc("lint", *rules, "--baseline", "known.json", "--format", "concise", "--fail-on", "warning")
    assert run.status == 1
    assert run.out == (
        "note[L494]: the baseline listed `L421` of `a > N > SDPR` until 2030-05-31\n"
        "a.hier:4:7: warning[L421]: `SDPR` is a previous symbol of `CAVIN2`\n"
    )
    run = hierc("lint", *rules, "--write-baseline", "other.json", "--baseline-expires", "2030-05-31")
    over = "--baseline-expires 2030-05-31 is over: what is listed would never be passed over"
    assert (run.status, run.err, (tmp_path / "other.json").exists()) == (2, f"hierc: {over}\n", False)
    run = hierc("lint", *rules, "--baseline-expires", "2030-05-31")
    assert (run.status, run.err) == (
        2,
        "hierc: --baseline-expires is about what --write-baseline lists\n",
    )
