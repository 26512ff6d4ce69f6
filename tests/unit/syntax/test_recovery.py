from __future__ import annotations

import pytest

from hierannot_dsl.source import Source
from hierannot_dsl.syntax import mistakes
from hierannot_dsl.syntax.nodes import Damaged
from hierannot_dsl.syntax.parse import parse


def read(text: str):
    return parse(Source("case.hier", text))


def genes(text: str) -> list[tuple[int, str]]:
    """Sign and gene of the markers that a text is read as, at any depth."""

    def walk(items):
        for item in items:
            if hasattr(item, "gene"):
                yield item.sign, item.gene.text
            if hasattr(item, "body"):
                yield from walk(item.body.items)

    return list(walk(read(text).value.items))


def shape(items) -> list:
    return [
        [item.name.text, shape(item.body.items)] if hasattr(item, "body") else type(item).__name__
        for item in items
    ]


@pytest.mark.parametrize(
    ("line", "mistake", "meant"),
    [
        ("+CD3D", mistakes.GluedSign, [(1, "CD3D")]),
        ("CD4+", mistakes.SignAfterGene, [(1, "CD4")]),
        ("CD19 -", mistakes.SignAfterGene, [(-1, "CD19")]),
        ("- CD4+", mistakes.SignAfterGene, [(-1, "CD4")]),
        ("+ A - B +C", mistakes.TwoGenesOnALine, [(1, "A"), (-1, "B"), (1, "C")]),
        ("- A B", mistakes.TwoGenesOnALine, [(-1, "A"), (-1, "B")]),
        ("+ A+B", mistakes.TwoGenesOnALine, [(1, "A"), (1, "B")]),
        ("- A, B, + C", mistakes.CommaOnALine, [(-1, "A"), (-1, "B"), (1, "C")]),
        ("- A; B;", mistakes.CommaOnALine, [(-1, "A"), (-1, "B")]),
        ("+ F4/80", mistakes.BadGene, [(1, "F4/80")]),
        ("CD3D", mistakes.MissingSign, [(1, "CD3D")]),
        ("+ CD3D 2", mistakes.WeightWithoutEquals, [(1, "CD3D")]),
        ("+ CD3D of T cells", mistakes.UnquotedNote, [(1, "CD3D")]),
        ('+ CD3D "note', mistakes.UnclosedString, [(1, "CD3D")]),
        ('+ "CD3D', mistakes.UnclosedString, [(1, "CD3D")]),
        ('node "A" { + A -B = 2 }', mistakes.OneLineBlock, [(1, "A"), (-1, "B")]),
        ('node "A" { node "B" { + B } + A }', mistakes.OneLineBlock, [(1, "B"), (1, "A")]),
        ("node T cell {\n  + A\n}", mistakes.UnquotedName, [(1, "A")]),
        ('nod "T cell" {\n  + A\n}', mistakes.MisspeltKeyword, [(1, "A")]),
        ('node "T cell"\n  + A\n}', mistakes.MissingOpeningBrace, [(1, "A")]),
        ('node "T cell"\n{\n  + A\n}', mistakes.BraceOnItsOwnLine, [(1, "A")]),
        ("in T cell\n  + A\n}", mistakes.UnquotedName, [(1, "A")]),
    ],
)
def test_one_finding_and_what_was_most_likely_meant(line, mistake, meant):
    assert [type(d) for d in read(line).diagnostics] == [mistake]
    assert genes(line) == meant


def test_two_values_are_read_as_two_fields():
    first, second = read('keyword "a", "b"').value.items
    assert [(f.keyword.text, f.values[0].text) for f in (first, second)] == [
        ("keyword", "a"),
        ("keyword", "b"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "+ CD3D #\u200b",
        "+ β",
        '"',
        "\\",
        "=",
        "@",
        ">",
        "{}",
        "}{",
        '+ "A" B "C',
        "+ = = =",
        "++",
        "- -",
        "+ @",
        "set",
        "set +",
        'replace "A" with',
        'test "A" for',
        'in "A" > > "B" {',
        "hierarchy a extends {",
        'node "A" "B" {',
        "+ A = 1 = 2 @x:y @ 3",
    ],
)
def test_nonsense_is_reported_and_never_more_than_once_on_its_line(line):
    outcome = read(f"{line}\n" + ("}\n" if line.endswith("{") and line != "}{" else ""))
    errors = [d for d in outcome.diagnostics if not isinstance(d, mistakes.ExtraClosingBrace)]
    assert len(errors) == 1 or line in ("}{", "+ CD3D #\u200b")


def test_several_mistakes_are_all_reported():
    text = 'hierarchy a {\n  nod "A" {\n    + A = 0\n    + B, C\n  }\n  node "D {\n    E+\n  }\n'
    assert [(type(d).__name__, d.span.start) for d in read(text).diagnostics] == [
        ("MisspeltKeyword", 16),
        ("BadWeight", 36),
        ("CommaOnALine", 45),
        ("UnclosedString", 60),
        ("SignAfterGene", 70),
        ("MissingClosingBrace", 75),
    ]


def test_a_missing_brace_leaves_the_rest_of_the_tree_where_it_belongs():
    text = 'node "A" {\n  node "B" {\n    + B\n  node "C" {\n    + C\n  }\n}\nnode "D" {\n}\n'
    assert shape(read(text).value.items) == [
        ["A", [["B", ["MarkerDecl"]], ["C", ["MarkerDecl"]]]],
        ["D", []],
    ]


def test_comments_at_the_indentation_of_the_next_block_stay_with_it():
    text = 'node "A" {\n  + A\n  # more\n\n# about B\nnode "B" {\n}\n'
    assert shape(read(text).value.items) == [["A", ["MarkerDecl", "CommentLine"]], "CommentLine", ["B", []]]


def test_without_indentation_braces_are_counted():
    text = 'node "A" {\nuse\nnode "B" {\n+ B\n}\n+ A\n'
    _, missing = read(text).diagnostics
    assert (missing.head, missing.span.start) == ('node "A"', text.rindex("\n"))
    assert shape(read(text).value.items) == [["A", ["Damaged", ["B", ["MarkerDecl"]], "MarkerDecl"]]]


def test_indentation_counts_for_nothing_where_braces_match():
    text = 'node "A" {\nnode "B" {\n+ B\n}\n}\nuse\n'
    items = read(text).value.items
    assert shape(items[:1]) == [["A", [["B", ["MarkerDecl"]]]]]
    assert isinstance(items[1], Damaged)
    assert len(read(text).diagnostics) == 1


def test_a_tab_reaches_to_the_next_column_of_four():
    text = 'node "A" {\n    node "B" {\n\t\t+ B\n\tnode "C" {\n\t}\n}\n'
    assert shape(read(text).value.items) == [["A", [["B", ["MarkerDecl"]], ["C", []]]]]
