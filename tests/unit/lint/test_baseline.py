"""Baselines: findings are known by what they are about, whatever line they stand on."""

from __future__ import annotations

import json
from datetime import date

import pytest

from hierannot_dsl.lint.baseline import Baselined, apply_baseline, write_baseline
from hierannot_dsl.lint.locate import Place
from hierannot_dsl.lint.run import lint, lint_all
from hierannot_dsl.semantics.load import load
from hierannot_dsl.source import Source
from tests.unit.lint.linting import Files, around, data, library

TEXT = around('version 1\nnode "N" {\n+ SDPR\n+ LOR\n}')
TODAY = date(2030, 6, 1)
CODES = ["L421", "L405", "L441"]


def baseline(text: str) -> str:
    case = library(text)
    return write_baseline(lint(case, select=CODES), [case.file])


def left(text: str, written: str) -> Baselined:
    case = library(text)
    return apply_baseline(lint(case, select=CODES), written, [case.file], today=TODAY)


def test_a_baseline_is_json_by_hierarchy_node_and_gene() -> None:
    assert json.loads(baseline(TEXT)) == {
        "format_version": 1,
        "findings": [
            {"code": "L441", "hierarchy": "case", "node": "", "gene": "", "count": 1},
            {"code": "L405", "hierarchy": "case", "node": "N", "gene": "", "count": 1},
            {"code": "L421", "hierarchy": "case", "node": "N", "gene": "LOR", "count": 1},
            {"code": "L421", "hierarchy": "case", "node": "N", "gene": "SDPR", "count": 1},
        ],
    }


def test_what_is_listed_is_not_found_again() -> None:
    assert left(TEXT, baseline(TEXT)) == Baselined((), ())


def test_lines_may_move() -> None:
    moved = around('# new\n\nnode "M" {\n+ A1\n}\nnode "N" {\n# sorted\n+ LOR\n+ SDPR\n}\nversion 1')
    assert data(left(moved, baseline(TEXT)).found) == [("L405", "M", 1)]


def test_a_new_gene_is_a_new_finding_and_an_old_entry_is_reported() -> None:
    result = left(TEXT.replace("SDPR", "FAM46C"), baseline(TEXT))
    assert data(result.found) == [("L421", "FAM46C", ("TENT5C",))]
    assert data(result.unused) == [("L493", "L421", Place("case", "N", "SDPR"), 1)]
    assert (
        result.unused[0].message()
        == "the baseline lists `L421` of `case > N > SDPR`, which is not found any more"
    )


def test_findings_of_one_place_are_counted() -> None:
    two = around('node "N" {\nalias "x"\nalias "y"\n}\nnode "M" {\nalias "x"\nalias "y"\n}')
    one = two.replace('alias "y"\n}\nnode', "}\nnode")
    case, other = library(two), library(one)
    written = write_baseline(lint(case, select=["L453"]), [case.file])
    assert json.loads(written)["findings"] == [
        {"code": "L453", "hierarchy": "case", "node": "M", "gene": "", "count": 2}
    ]
    result = apply_baseline(lint(other, select=["L453"]), written, [other.file], today=TODAY)
    assert result.found == ()
    assert [entry.count for entry in result.unused] == [1]


def test_edits_replacements_and_sets_have_places_of_their_own() -> None:
    base = 'hierarchy base {\nnode "A" {\n+ A1\nvariant "v" {\n+ V1\n}\n}\nnode "B" {\n+ B1\n}\n}\n'
    text = (
        'hierarchy mine extends base {\nmarkers shared {\n+ SDPR\n}\nin "A" {\ninclude shared\n+ LOR\n}\n'
        'replace "B" with node "C" {\n+ FAM46C\nvariant "w" {\n+ TMEM27\n}\n}\n}\n'
    )
    case = library(text, base=base)
    listed = json.loads(write_baseline(lint(case, select=["L421"]), [case.file]))["findings"]
    assert [(entry["node"], entry["gene"]) for entry in listed] == [
        ("A", "LOR"),
        ("C", "FAM46C"),
        ("shared", "SDPR"),
        ("w", "TMEM27"),
    ]


@pytest.mark.parametrize(("until", "expired"), [(date(2030, 6, 1), False), (date(2030, 5, 31), True)])
def test_what_is_listed_until_yesterday_counts_again_and_is_told(until: date, expired: bool) -> None:
    case = library(TEXT)
    found = lint(case, select=["L405"])
    written = write_baseline(found, [case.file], until=until)
    assert json.loads(written)["findings"][0]["until"] == until.isoformat()
    result = apply_baseline(found, written, [case.file], today=TODAY)
    if not expired:
        assert result == Baselined((), ())
        return
    assert result.found == found
    assert result.unused == ()
    (entry,) = result.expired
    assert (entry.code, entry.message()) == (
        "L494",
        "the baseline listed `L405` of `case > N` until 2030-05-31",
    )


def test_errors_are_never_part_of_it() -> None:
    text = around('  node "N" {\n    + A1\n    + A1\n  }')
    outcome = load(Source("case.hier", text), Files({}))
    assert outcome.value is not None
    written = write_baseline(outcome.diagnostics, [outcome.value.file])
    assert json.loads(written)["findings"] == []
    forged = json.dumps(
        {
            "format_version": 1,
            "findings": [{"code": "E205", "hierarchy": "case", "node": "N", "gene": "A1", "count": 1}],
        }
    )
    assert [
        d.code for d in apply_baseline(outcome.diagnostics, forged, [outcome.value.file], today=TODAY).found
    ] == ["E205"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "cannot be read"),
        ("[]", "cannot be read"),
        ('{"format_version": 1}', "cannot be read: KeyError"),
        ('{"format_version": 1, "findings": [{"code": "L405"}]}', "cannot be read: KeyError"),
        (
            '{"format_version": 1, "findings": [{"code": "L405", "hierarchy": "", "node": "", "gene": "", '
            '"count": 1, "until": "June"}]}',
            "cannot be read: ValueError: Invalid isoformat string: 'June'",
        ),
        ('{"format_version": 2, "findings": []}', "format version 2, and 1 is the one known here"),
    ],
)
def test_what_is_no_baseline_is_a_caller_s_mistake(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        apply_baseline((), text, (), today=TODAY)


def written_and_left(before: dict[str, str], now: list[str], **options: object) -> list[tuple[str, str]]:
    """A baseline of all of `before`; the entries that are said to be unused where only `now` is looked at."""
    sources = {name: Source(f"{name}.hier", text) for name, text in before.items()}
    written = lint_all(sources.values(), Files({}))
    again = lint_all([Source(f"{name}.hier", text) for name, text in now], Files({}), **options)
    left = apply_baseline(
        again.found,
        write_baseline(written.found, written.files),
        again.files,
        today=TODAY,
        judged=again.judged,
    )
    return [(entry.listed, entry.place.hierarchy) for entry in left.unused]


HIERARCHY = 'hier 1\nhierarchy {name} {{\n  title "x"\n  node "A" {{\n    + {gene}\n    + CD3D\n  }}\n}}\n'
ONE, TWO = HIERARCHY.format(name="one", gene="SDPR"), HIERARCHY.format(name="two", gene="FAM46C")
BOTH = {"one": ONE, "two": TWO}


def test_of_what_is_not_linted_no_entry_is_missed() -> None:
    assert written_and_left(BOTH, [("one", ONE)]) == []
    mended = ONE.replace("SDPR", "CAVIN2")
    assert ("L421", "one") in written_and_left(BOTH, [("one", mended)])
    assert ("L421", "two") not in written_and_left(BOTH, [("one", mended)])


def test_of_a_rule_that_does_not_run_no_entry_is_missed() -> None:
    mended = ONE.replace("SDPR", "CAVIN2")
    assert written_and_left(BOTH, [("one", mended), ("two", TWO)], select=["L405"]) == []
    assert written_and_left(BOTH, [("one", mended), ("two", TWO)], ignore=["L421"]) == []


def test_what_is_found_by_comparing_files_is_missed_only_beside_all_of_them() -> None:
    listed = written_and_left(BOTH, [("one", ONE), ("two", ONE.replace("one", "two"))])
    assert ("L454", "one") in listed
    assert ("L454", "one") not in written_and_left(BOTH, [("one", ONE)])
