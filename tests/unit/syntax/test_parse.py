from __future__ import annotations

import gc

import pytest

from hierannot_dsl.diagnostics.model import Severity
from hierannot_dsl.source import Source, Span
from hierannot_dsl.syntax import mistakes, nodes
from hierannot_dsl.syntax.parse import LONGEST, parse


def read(text: str):
    return parse(Source("case.hier", text))


def only(text: str):
    outcome = read(text)
    assert outcome.diagnostics == ()
    (item,) = outcome.value.items
    return item


def at(text: str, part: str) -> Span:
    start = text.index(part)
    return Span("case.hier", start, start + len(part))


def test_a_marker_with_all_its_parts():
    text = '  + EPCAM = 0.5 @dataset:Rectum_Wang @pmid:1 "a \\"note\\" \\\\"   # why'
    note = '"a \\"note\\" \\\\"'
    assert only(text) == nodes.MarkerDecl(
        span=at(text, text.strip().split("   #")[0]),
        comment=nodes.Comment("# why", at(text, "# why")),
        sign=1,
        gene=nodes.Word("EPCAM", quoted=False, span=at(text, "EPCAM")),
        weight=nodes.Number("0.5", 0.5, at(text, "0.5")),
        evidence=(
            nodes.Word("dataset:Rectum_Wang", quoted=False, span=at(text, "@dataset:Rectum_Wang")),
            nodes.Word("pmid:1", quoted=False, span=at(text, "@pmid:1")),
        ),
        note=nodes.Word('a "note" \\', quoted=True, span=at(text, note)),
    )


def test_a_block_and_the_comments_on_both_of_its_lines():
    text = 'node "T cell" { # opens\n  # alone  \n} # closes\n'
    assert only(text) == nodes.NodeDecl(
        span=Span("case.hier", 0, text.index("} #") + 1),
        comment=nodes.Comment("# opens", at(text, "# opens")),
        kind="node",
        name=nodes.Word("T cell", quoted=True, span=at(text, '"T cell"')),
        body=nodes.Block(
            (nodes.CommentLine(span=at(text, "# alone"), text="# alone"),),
            Span("case.hier", text.index("{"), text.index("} #") + 1),
            nodes.Comment("# closes", at(text, "# closes")),
        ),
    )


def test_replacing_by_a_node_gives_the_node_its_own_place():
    text = 'replace "A" > "B" with node "C" { # why\n}'
    item = only(text)
    new = Span("case.hier", text.index("node"), len(text))
    assert item.span == Span("case.hier", 0, len(text))
    assert item.comment.text == "# why"
    assert [name.text for name in item.path.names] == ["A", "B"]
    assert item.path.span == at(text, '"A" > "B"')
    assert item.replacement == nodes.NodeDecl(
        span=new,
        kind="node",
        name=nodes.Word("C", quoted=True, span=at(text, '"C"')),
        body=nodes.Block((), Span("case.hier", text.index("{"), len(text))),
    )


def test_borrowing():
    text = 'contrast use kidney > "Renal" > "Tubule"'
    assert only(text) == nodes.UseDecl(
        span=at(text, text),
        hierarchy=nodes.Word("kidney", quoted=False, span=at(text, "kidney")),
        path=(
            nodes.Word("Renal", quoted=True, span=at(text, '"Renal"')),
            nodes.Word("Tubule", quoted=True, span=at(text, '"Tubule"')),
        ),
        as_contrast=True,
    )
    replaced = only('replace "A" with use b > "A"')
    assert replaced.replacement.as_contrast is False
    assert replaced.replacement.span == Span("case.hier", 17, 28)


@pytest.mark.parametrize(
    ("text", "negated", "path", "or_above"),
    [
        ('expect "A"', False, ["A"], False),
        ('expect not "A" > "B" or above', True, ["A", "B"], True),
        ("expect unknown", False, None, False),
        ("expect not unknown", True, None, False),
    ],
)
def test_expectations(text, negated, path, or_above):
    item = only(text)
    assert (item.negated, item.or_above) == (negated, or_above)
    assert (item.path and [name.text for name in item.path.names]) == path


@pytest.mark.parametrize(
    "symbol",
    [
        *("HLA-DRA", "MT-CO1", "NKX2-1", "A1BG-AS1", "AC012345.1", "RP11-930O11.1", "7SK", "5S_rRNA"),
        *("H2-Ab1", "NO", "T", "nan", "unc-54", "node", "set", "in", "ENSG00000167286.9"),
        *("protein:CD45RA", "1-Dec", "44531", "1.00E+05"),
    ],
)
def test_symbols_that_stand_bare(symbol):
    assert only(f"- {symbol}").gene.text == symbol
    assert only(f"- {symbol} = 2").weight.value == 2
    assert only(f"drop + {symbol}").gene.text == symbol


@pytest.mark.parametrize(
    "name",
    ["Stem/TA-like", "CD4 T cell", "IL7R+ (naive)", "gamma-delta", "F4/80+", "γδ", "a # b", "{", "> x"],
)
def test_names_that_stand_in_quotes(name):
    assert only(f'node "{name}" {{\n}}').name.text == name
    assert only(f'+ "{name}"').gene == nodes.Word(name, quoted=True, span=Span("case.hier", 2, len(name) + 4))


@pytest.mark.parametrize("word", ["node", "in", "use", "with", "test", "unknown", "hier"])
def test_no_word_is_reserved(word):
    hierarchy = only(f'hierarchy {word} extends {word} {{\n  node "{word}" {{\n    + {word}\n  }}\n}}')
    assert hierarchy.name.text == hierarchy.base.text == word
    assert hierarchy.body.items[0].body.items[0].gene.text == word


def test_a_word_that_only_starts_like_a_keyword_is_a_field():
    assert only("nodes A").keyword.text == "nodes"
    assert only("in-vitro A").keyword.text == "in-vitro"


@pytest.mark.parametrize("text", ["", "\n", "   \n\t\n", "\n\n\n"])
def test_a_text_without_statements(text):
    assert read(text).value == nodes.File(Source("case.hier", text), ())
    assert read(text).diagnostics == ()


def test_a_space_never_makes_one_statement_into_another():
    for glued in ('node"A"{\n}', '+ A="2"', "+ A=2", "use a>"):
        spaced = glued.replace("node", "node ").replace("=", " = ").replace(">", " > ")
        kinds = [[type(item) for item in read(text).value.items] for text in (glued, spaced)]
        assert kinds[0] == kinds[1]
    for broken in ("titleX", "title=A", "hier1", 'nodeA "B" {\n}', "+A+B"):
        assert read(broken).diagnostics


def test_a_bad_weight_keeps_its_marker():
    outcome = read("+ CD3D = 1,5")
    assert outcome.diagnostics == (mistakes.BadWeight(Span("case.hier", 9, 12), "1,5"),)
    assert outcome.value.items[0].weight == nodes.Number("1,5", None, Span("case.hier", 9, 12))
    assert not outcome.value.damaged


def test_a_gene_may_be_silent_in_a_test_and_a_weight_is_never_zero():
    assert only("express PTPRC = 0").value.value == 0.0
    assert read("+ PTPRC = 0").diagnostics == (mistakes.BadWeight(Span("case.hier", 10, 11), "0"),)


def test_damage_is_marked_where_it_is_and_the_rest_is_kept():
    text = 'hierarchy a {\n  use\n  node "B" {\n    + MS4A1\n  }\n}\n'
    outcome = read(text)
    (hierarchy,) = outcome.value.items
    damaged, node = hierarchy.body.items
    assert damaged == nodes.Damaged(span=at(text, "use"), text="use")
    assert node.body.items[0].gene.text == "MS4A1"
    assert outcome.value.damaged


def test_an_unreadable_head_takes_its_block_with_it():
    text = 'cluster "3" {\n  + A\n}\n+ B\n'
    damaged, marker = read(text).value.items
    assert damaged == nodes.Damaged(span=Span("case.hier", 0, 21), text='cluster "3" {')
    assert marker.gene.text == "B"


def test_a_mended_line_has_places_in_the_text_as_it_was_written():
    text = "  +CD3D, - CD19   # why\n"
    first, second = read(text).value.items
    assert (first.sign, first.gene.span) == (1, at(text, "CD3D"))
    assert (second.sign, second.gene.span) == (-1, at(text, "CD19"))
    assert second.comment == nodes.Comment("# why", at(text, "# why"))
    node = read("node T cell {\n}").value.items[0]
    assert node.name == nodes.Word("T cell", quoted=True, span=Span("case.hier", 5, 11))


def test_places_point_into_the_text_before_anything_was_replaced():
    text = "\ufeffnode\xa0“T cell” {\r\n  \u2212 CD3\u200bD = 2\r\n}\r\n"
    outcome = read(text)
    (node,) = outcome.value.items
    (marker,) = node.body.items
    assert text[node.name.span.start : node.name.span.end] == "“T cell”"
    assert text[marker.gene.span.start : marker.gene.span.end] == "CD3\u200bD"
    assert (marker.sign, marker.gene.text, node.name.text) == (-1, "CD3D", "T cell")
    assert text[node.span.start : node.span.end] == text[1:-2]
    assert [type(d).__name__ for d in outcome.diagnostics] == [
        "ByteOrderMark",
        "UnusualSpace",
        "LookAlike",
        "WindowsLineEnding",
        "LookAlike",
        "InvisibleCharacter",
    ]


def test_of_a_newer_language_nothing_else_is_said():
    outcome = read("hier 2\n\xa0nonsense {{{\n")
    assert outcome.diagnostics == (mistakes.NewerLanguage(Span("case.hier", 5, 6), "2", 1),)


def test_findings_come_in_the_order_of_the_text():
    starts = [d.span.start for d in read("use\n\xa0use\n\u2212  A\n}\n+ A = 0\n").diagnostics]
    assert len(starts) == 6
    assert starts == sorted(starts)


def test_a_text_beyond_the_limit_is_not_read():
    outcome = read("#" * (LONGEST + 1))
    assert outcome.diagnostics == (mistakes.TextTooLong(Span("case.hier", 0, 0), LONGEST + 1, LONGEST),)
    assert outcome.value.items == ()


@pytest.mark.parametrize("last", ["", "use\n"])
def test_blocks_beyond_the_deepest_are_not_read(last):
    def nested(depth: int) -> str:
        heads = "".join("  " * level + 'node "A" {\n' for level in range(depth))
        return heads + "".join("  " * level + "}\n" for level in reversed(range(depth))) + last

    def found(depth: int) -> list[str]:
        return [d.code for d in read(nested(depth)).diagnostics if not isinstance(d, mistakes.MissingName)]

    assert found(200) == []
    assert found(201) == ["E011"]
    assert found(500) == ["E011"]


def test_more_nodes_than_the_limit_are_reported():
    text = 'variant "A" {\n}\n' * 50_000
    assert read(text).diagnostics == ()
    (mistake,) = read(text + 'node "B" {\n}\n').diagnostics
    assert mistake == mistakes.TooManyNodes(Span("case.hier", 0, 15), 50_001, 50_000)


def test_reading_stops_after_a_thousand_damaged_lines():
    assert len(read('node "A" {\n' + "  +CD3D\n" * 1_500 + "}\n").diagnostics) == 1_500
    outcome = read("use\n" * 1_500 + 'node "A" {\n}\n')
    assert len(outcome.diagnostics) == 1_001
    assert outcome.diagnostics[-1] == mistakes.TooManyDamagedLines(Span("case.hier", 4_000, 4_003), 1_000)


def test_a_long_line_costs_no_more_than_its_length():
    for character in (" ", ",", "-", '"', "\\", "{", "@", "\xa0"):
        assert read(f'+ CD3D {character * 20_000}"x').diagnostics


def test_the_collector_is_left_as_it_was():
    assert gc.isenabled()
    read("use")
    assert gc.isenabled()
    gc.disable()
    try:
        read("use")
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_tree_beside_errors_says_that_it_failed():
    assert read("use").failed
    assert not read("+CD3D").failed
    assert [d.severity for d in read("+CD3D").diagnostics] == [Severity.WARNING]
