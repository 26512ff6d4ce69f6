"""Fixes: what each does to a text, that comments stay, and that nothing is chosen for anybody."""

from __future__ import annotations

import pytest

from hierannot_dsl.diagnostics.fix import Fix, apply_fixes
from hierannot_dsl.diagnostics.model import Diagnostic
from hierannot_dsl.lint.run import lint
from hierannot_dsl.semantics.load import load
from hierannot_dsl.source import Source, Span
from hierannot_dsl.syntax.fixing import FixBreach, FixedSource, fix_source
from hierannot_dsl.syntax.nodes import File
from tests.unit.lint.linting import Files


def look(source: Source) -> tuple[File, tuple[Diagnostic, ...]]:
    outcome = load(source, Files({}))
    assert outcome.value is not None
    return outcome.value.file, lint(outcome.value, found=outcome.diagnostics, ignore=["L405", "L431", "L434"])


def fixed(text: str, *, unsafe: bool = False) -> FixedSource:
    return fix_source(Source("case.hier", text), look, unsafe=unsafe)


def in_node(*lines: str) -> str:
    return 'hierarchy case {\n  node "N" {\n' + "".join(f"    {line}\n" for line in lines) + "  }\n}\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (in_node("+TRAC  # a comment"), in_node("+ TRAC  # a comment")),
        (in_node("+ TRAC, TRBC1 # two"), in_node("+ TRAC", "+ TRBC1 # two")),
        (in_node("+TRAC +TRBC1 - CD19"), in_node("+ TRAC", "+ TRBC1", "- CD19")),
        (in_node("+\u00a0TRAC"), in_node("+ TRAC")),
        (in_node("+ TRAC", "\u2212 CD4", "\u2212 CD8A"), in_node("+ TRAC", "- CD4", "- CD8A")),
        (in_node("+ TR\u200bAC"), in_node("+ TRAC")),
        (in_node("+ TRAC# glued"), in_node("+ TRAC # glued")),
        (in_node("+ TRAC", "cl: CL:0000084"), in_node("+ TRAC", "cl CL:0000084")),
        (in_node('alias "a", "b"', "+ TRAC"), in_node('alias "a"', 'alias "b"', "+ TRAC")),
        (in_node("cl CL_0000084  # T cell", "+ TRAC"), in_node("cl CL:0000084  # T cell", "+ TRAC")),
        ("\ufeff" + in_node("+ TRAC"), in_node("+ TRAC")),
        (in_node("+ TRAC").replace("\n", "\r\n"), in_node("+ TRAC")),
        (in_node("+ TRAC").replace('"N"', "N (a)"), in_node("+ TRAC").replace('"N"', '"N (a)"')),
        (in_node("+ TRAC").replace(" {\n    +", "\n  {\n    +"), in_node("+ TRAC")),
        (
            'hierarchy case {\n  node "N" { +TRAC + CD2 }  # one line\n}\n',
            in_node("+ TRAC", "+ CD2").replace("  }\n}", "  }  # one line\n}"),
        ),
    ],
    ids=lambda text: text[:60] if isinstance(text, str) else "",
)
def test_safe_fixes(before: str, after: str) -> None:
    result = fixed(before)
    assert result.source.text == after
    assert result.found == ()
    assert result.applied
    assert all(fix.safe for fix in result.applied)


def test_a_duplicate_goes_and_its_comment_stays() -> None:
    before = in_node("+ TRAC", "+ CD2", "+ TRAC  # as in the paper", "+ CD2 = 1", "+ CD3D")
    assert fixed(before).source.text == in_node("+ TRAC", "+ CD2", "# as in the paper", "+ CD3D")


@pytest.mark.parametrize("second", ["+ TRAC = 2", '+ TRAC "strong"', "+ TRAC @pmid:1", "- TRAC"])
def test_a_second_line_that_says_something_else_stays(second: str) -> None:
    before = in_node("+ TRAC", second)
    assert fixed(before, unsafe=True).source.text == before


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (in_node("+ SDPR = 2 @pmid:1 # old"), in_node("+ CAVIN2 = 2 @pmid:1 # old")),
        (in_node("+ rna:SDPR"), in_node("+ rna:CAVIN2")),
        (in_node("+ CD20"), in_node("+ MS4A1")),
        (in_node('+ "F4/80"'), in_node("+ ADGRE1")),
        (in_node("+ C1ORF54"), in_node("+ C1orf54")),
        (in_node('+ "\u0421D3D"'), in_node("+ CD3D")),
        (in_node("+ TENT5C", "+ FAM46C # twice"), in_node("+ TENT5C", "# twice")),
        (in_node("+ MS4A1", "+ CD20"), in_node("+ MS4A1")),
        (in_node("+ TRAC  # hier: ignore L421"), in_node("+ TRAC  ")),
    ],
)
def test_unsafe_fixes(before: str, after: str) -> None:
    assert fixed(before).source.text == before
    result = fixed(before, unsafe=True)
    assert result.source.text == after
    assert not any(fix.safe for fix in result.applied)


@pytest.mark.parametrize(
    "gene", ["TAZ", "DEC1", "OCT1", "CD3", "HLA-DR", "1-Mar", "2-Sep", "44531", "1.00E+05", "Cd3e"]
)
def test_nothing_is_chosen_and_no_damage_is_repaired(gene: str) -> None:
    before = in_node(f"+ {gene}").replace("{\n", "{\n  species human\n", 1)
    result = fixed(before, unsafe=True)
    assert result.source.text == before
    assert result.applied == ()
    assert result.found != ()


def test_two_old_names_of_one_gene_become_one_marker() -> None:
    assert fixed(in_node("+ VEGFR2", "+ FLK1"), unsafe=True).source.text == in_node("+ KDR")


def test_a_clean_text_is_left_alone() -> None:
    text = in_node("+   TRAC   #  oddly laid out", "", "", "+ CD2")
    assert fixed(text, unsafe=True) == FixedSource(Source("case.hier", text), (), ())


def test_fixing_twice_changes_nothing_more() -> None:
    once = fixed(in_node("+TRAC, CD2", "+ FAM46C", "cl: CL_0000084"), unsafe=True).source
    assert fixed(once.text, unsafe=True).applied == ()


def test_lines_that_cannot_be_read_stay_as_they_are() -> None:
    before = in_node("+ = 2", "+TRAC")
    result = fixed(before)
    assert result.source.text == in_node("+ = 2", "+ TRAC")
    assert [d.code for d in result.found] == ["E045"]


def test_only_fixes_of_this_source_count() -> None:
    source = Source("case.hier", in_node("+ SDPR"))

    def look_elsewhere(_: Source) -> tuple[File, tuple[Diagnostic, ...]]:
        file, found = look(Source("other.hier", source.text))
        return File(source, file.items), found

    assert fix_source(source, look, unsafe=True).applied != ()
    assert fix_source(source, look_elsewhere, unsafe=True).applied == ()


def edit(start: int, end: int, text: str, source: str = "s") -> tuple[Span, str]:
    return (Span(source, start, end), text)


def test_fixes_are_applied_wholly_or_not_at_all() -> None:
    source = Source("s", "abcdef")
    first = Fix("first", (edit(0, 1, "A"), edit(3, 4, "D")), safe=True)
    clash = Fix("clash", (edit(1, 2, "B"), edit(3, 5, "")), safe=True)
    touching = Fix("touching", (edit(4, 5, "E"),), safe=True)
    other = Fix("other", (edit(5, 6, "F", source="t"),), safe=True)
    empty = Fix("empty", (), safe=True)
    result = apply_fixes(source, [touching, other, clash, empty, first])
    assert result.text == "AbcDEf"
    assert [fix.description for fix in result.applied] == ["first", "touching"]


def test_two_insertions_at_one_place_wait_for_each_other() -> None:
    one, two = Fix("one", (edit(1, 1, "1"),), safe=True), Fix("two", (edit(1, 1, "2"),), safe=True)
    assert apply_fixes(Source("s", "ab"), [two, one]).text == "a1b"


@pytest.mark.parametrize(
    ("first", "second", "text"),
    [
        (edit(0, 4, "X"), edit(2, 2, "-"), "Xef"),
        (edit(2, 2, "-"), edit(0, 4, "X"), "Xef"),
        (edit(0, 4, "X"), edit(4, 4, "-"), "X-ef"),
        (edit(0, 4, "X"), edit(0, 0, "-"), "-Xef"),
        (edit(0, 2, "X"), edit(1, 3, "Y"), "Xcdef"),
        (edit(1, 3, "Y"), edit(0, 2, "X"), "Xcdef"),
        (edit(0, 2, "X"), edit(2, 3, "Y"), "XYdef"),
        (edit(1, 1, "-"), edit(1, 2, ""), "a-cdef"),
    ],
)
def test_what_overlaps_waits_and_what_touches_does_not(
    first: tuple[Span, str], second: tuple[Span, str], text: str
) -> None:
    fixes = [Fix("first", (first,), safe=True), Fix("second", (second,), safe=True)]
    assert apply_fixes(Source("s", "abcdef"), fixes).text == text


def test_a_fix_that_would_make_an_error_is_not_applied_and_others_are() -> None:
    base = {"base": 'hierarchy base {\n  node "N" {\n    + ADGRE1\n  }\n}\n'}

    def look_with_base(source: Source) -> tuple[File, tuple[Diagnostic, ...]]:
        outcome = load(source, Files(base))
        assert outcome.value is not None
        return outcome.value.file, lint(outcome.value, found=outcome.diagnostics, select=["L421"])

    before = 'hierarchy mine extends base {\n  in "N" {\n    + EMR1\n    + SDPR\n  }\n}\n'
    result = fix_source(Source("case.hier", before), look_with_base, unsafe=True)
    assert result.source.text == before.replace("SDPR", "CAVIN2")
    assert [fix.description for fix in result.applied] == ["write `CAVIN2`"]


def test_a_lost_comment_is_our_bug() -> None:
    def forgetful(source: Source) -> tuple[File, tuple[Diagnostic, ...]]:
        file, found = look(source)
        return (File(file.source, ()), found) if "CAVIN2" in source.text else (file, found)

    with pytest.raises(FixBreach, match="lost the comment '# mine'"):
        fix_source(Source("case.hier", in_node("+ SDPR  # mine")), forgetful, unsafe=True)


@pytest.mark.parametrize(
    ("text", "comment"),
    [
        ('hAierarchy mine {\n" {\n  test "m\x0b}arkers" {\n    + CD3D#= 3\n  }  eApect >nknown\n}', "#= 3"),
        (
            '" {\noblet" {\n    }\n    # kept\n    variant "s" {\n    }%\n  }\n  use k;dne\r > "R"\n}\n',
            "# kept",
        ),
    ],
)
def test_no_comment_is_lost_among_lines_that_cannot_be_read(text: str, comment: str) -> None:
    assert fixed(text, unsafe=True).source.text.count(comment) == 1
