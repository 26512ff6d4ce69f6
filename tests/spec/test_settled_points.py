"""Every point of the language that two engineers would settle in two ways, by name, as users meet it."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

from hierannot_dsl import format_hierarchy_tree
from hierannot_dsl.adapters.files import MAX_HIER_BYTES
from hierannot_dsl.adapters.search import SearchPath
from hierannot_dsl.api.convert import programs_of
from hierannot_dsl.cli.main import status_of
from hierannot_dsl.compiler import compile_for_panel, read_hierarchy
from hierannot_dsl.diagnostics.outcome import Outcome
from hierannot_dsl.lint.run import lint
from hierannot_dsl.model.hierarchy import Hierarchy
from hierannot_dsl.panel.panel import Panel
from hierannot_dsl.semantics.fields import FIELDS
from hierannot_dsl.semantics.load import MAX_STEPS, load
from hierannot_dsl.semantics.size import MOST_ENTRIES, MOST_LEVELS, MOST_MARKERS
from hierannot_dsl.source import Source
from hierannot_dsl.syntax.build import DEEPEST
from hierannot_dsl.syntax.layout import MOST_NODES
from hierannot_dsl.syntax.parse import LONGEST
from hierannot_dsl.syntax.rewrite import rewrite
from tests.golden.documents import blocks_of
from tests.golden.stages import tree_lines
from tests.unit.lint.linting import Files

BASE = """\
hierarchy base {
  title "Base"
  version 1.0.0
  tissue "colon"
  keyword "old"
  markers keratins {
    + KRT18 = 0.5
    + KRT8
  }
  node "Epithelial" {
    + EPCAM
    node "Basal" {
      + KRT5
    }
    node "Luminal" {
      include keratins
    }
  }
  node "Immune" {
    + PTPRC
    node "T cell" {
      + CD3D
      + CD3E = 2
    }
  }
  contrast "Erythroid" {
    + HBB
  }
}
"""


def read(*lines: str, extends: str = "base", **files: str) -> Outcome[Hierarchy]:
    text = "\n".join([f"hierarchy mine extends {extends} {{", *lines, "}", ""])
    return read_hierarchy(Source("mine.hier", text), Files({"base": BASE, **files}))


def tree(*lines: str, **files: str) -> str:
    return "\n".join(tree_lines(read(*lines, **files).unwrap()))


def codes(*lines: str) -> list[str]:
    return [found.code for found in read(*lines).diagnostics if found.code != "E026"]


def found_in(text: str) -> list[str]:
    return [
        found.code for found in load(Source("case.hier", text), Files({})).diagnostics if found.code != "E026"
    ]


def block(head: str, *lines: str) -> list[str]:
    return [f"{head} {{", *lines, "}"]


# The shape.


def test_braces_decide_and_a_wrong_space_never_changes_meaning() -> None:
    crooked = "\n".join(
        " " * (7 * number % 5) + line.strip() for number, line in enumerate(BASE.splitlines())
    )
    straight, astray = (read_hierarchy(Source("base.hier", text), Files({})) for text in (BASE, crooked))
    assert astray.value == straight.value
    assert [found.code for found in astray.diagnostics] == ["E026"]


@pytest.mark.parametrize(
    "word", ["node", "in", "set", "drop", "to", "use", "test", "hier", "markers", "unknown"]
)
def test_no_keyword_is_reserved(word: str) -> None:
    nodes = block(f'node "{word}"', f"+ {word}", f"keyword {word}")
    text = "\n".join([f"hierarchy {word} {{", f"keyword {word}", *nodes[:2], "}", "}"])
    assert found_in(text) == []


@pytest.mark.parametrize(
    "gene",
    "HLA-DRA MT-CO1 NKX2-1 A1BG-AS1 AC012345.1 RP11-930O11.1 7SK 5S_rRNA H2-Ab1 NO T nan".split(),  # noqa: SIM905
)
def test_symbols_stand_bare_and_their_types_come_from_the_grammar(gene: str) -> None:
    assert tree(*block('in "T cell"', f"+ {gene}")).count(f" +{gene}") == 1


@pytest.mark.parametrize("name", ["Stem/TA-like", "CD4 T cell", "IL7R+ (naive)", "gamma-delta", "F4/80+"])
def test_names_stand_in_quotes(name: str) -> None:
    assert f"\n{name}: +A\n" in tree(*block(f'node "{name}"', "+ A"))


def test_keywords_have_word_boundaries() -> None:
    # Not `title` with the value `X`.
    assert found_in('hierarchy a {\n  titleX "x"\n  node "N" {\n    + CD3D\n  }\n}\n') == ["E201"]


# Order of composition.


def test_order_is_inherit_then_graft_then_edit() -> None:
    other = 'hierarchy other {\n  node "Glia" {\n    + PLP1\n  }\n}\n'
    grafted = tree(
        "use other", *block('in "Glia"', "+ SOX10"), 'drop "Immune"', 'drop "Epithelial"', other=other
    )
    assert grafted.splitlines() == ["Glia: +PLP1 +SOX10", "~ Erythroid: +HBB"]


EDITS = (
    block('in "T cell"', "+ CD2", "set + CD3D = 3", "drop + CD3E"),
    ['rename "T cell" to "T lymphocyte"'],
    ['move "T cell" under "Epithelial"'],
    ['drop "Immune"'],
    block('replace "Basal" with node "Myoepithelial"', "+ ACTA2"),
)


def test_edits_are_a_set_and_paths_mean_the_tree_before_them() -> None:
    trees = {tree(*itertools.chain(*order)) for order in itertools.permutations(EDITS)}
    assert [text.splitlines() for text in trees] == [
        [
            "Epithelial: +EPCAM",
            "  Myoepithelial: +ACTA2",
            "  Luminal: +KRT18=0.5 +KRT8",
            "  T lymphocyte (T cell): +CD2 +CD3D=3",
            "~ Erythroid: +HBB",
        ]
    ]


@pytest.mark.parametrize(
    "edits",
    [
        ['drop "Basal"', 'drop "Basal"'],
        ['rename "Basal" to "A"', 'rename "Basal" to "B"'],
        ['move "Basal" under "Immune"', 'move "Basal" under "T cell"'],
        ['drop "Basal"', *block('replace "Basal" with node "A"', "+ X")],
        block('in "T cell"', "set + CD3D = 2", "set + CD3D = 3"),
        [*block('in "T cell"', "set + CD3D = 2"), *block('in "T cell"', "drop + CD3D")],
    ],
)
def test_two_edits_of_one_thing_are_an_error(edits: list[str]) -> None:
    assert codes(*edits) == ["E207"]


def test_replace_keeps_the_slot_and_new_nodes_come_after_inherited_ones() -> None:
    lines = tree(*block('node "Mural"', "+ RGS5"), *block('replace "Epithelial" with node "Gut"', "+ CDH17"))
    assert [line.partition(":")[0] for line in lines.splitlines()] == [
        "Gut",
        "Immune",
        "  T cell",
        "Mural",
        "~ Erythroid",
    ]


def test_inherited_are_nodes_and_marker_sets_never_fields() -> None:
    mine = read(*block('node "Squamous"', "include keratins")).unwrap()
    assert (mine.title, mine.version, mine.tissue, mine.keywords) == (None, None, None, ())
    assert "Squamous: +KRT18=0.5 +KRT8" in list(tree_lines(mine))


# Paths and names.


def test_a_path_is_of_direct_children_and_may_start_anywhere() -> None:
    assert codes('drop "Immune" > "T cell"') == codes('drop "T cell"') == []
    deep = block('node "A"', *block('node "B"', *block('node "C"', "+ X")))
    assert codes(*deep, 'drop "B" > "C"') == []
    assert codes(*deep, 'drop "A" > "C"') == ["E110"]


def test_a_path_that_fits_two_is_an_error() -> None:
    twins = [
        *block('node "A"', *block('variant "v"', "+ X")),
        *block('node "B"', *block('variant "v"', "+ Y")),
    ]
    assert codes(*twins, 'drop "v"') == ["E111"]
    assert codes(*twins, 'drop "B" > "v"') == []


def test_names_are_unique_in_the_resolved_hierarchy_contrasts_included() -> None:
    assert codes(*block('node "T cell"', "+ X")) == ["E108"]
    assert codes(*block('contrast "T cell"', "+ X")) == ["E108"]


def test_rename_keeps_the_old_name_as_an_alias() -> None:
    assert "  T lymphocyte (T cell): +CD3D +CD3E=2" in tree('rename "T cell" to "T lymphocyte"').splitlines()


def test_unknown_names_suggest_near_ones() -> None:
    (found,) = (one for one in read('drop "Tcell"').diagnostics if one.code != "E026")
    assert found.help() == "did you mean `T cell`?"


# Contrasts and variants.


def test_a_contrast_is_no_node_and_is_printed_only_when_asked() -> None:
    roots = programs_of(read().unwrap())
    assert "Erythroid" not in format_hierarchy_tree(roots)
    assert [node.name for _, node in read().unwrap().walk()][-1] == "T cell"


def test_a_contrast_may_stand_inside_a_fork_and_be_borrowed() -> None:
    loop = block('node "Tubule"', "rescue 0.3", "+ LRP2", *block('node "Loop"', "+ UMOD"))
    kidney = "\n".join([*block("hierarchy kidney", *loop), ""])
    lines = tree(*block('in "Epithelial"', 'contrast use kidney > "Tubule"'), kidney=kidney).splitlines()
    assert "  ~ Tubule: +LRP2" in lines
    assert not any("Loop" in line for line in lines)


@pytest.mark.parametrize("line", ['node "X" {\n}', 'variant "y" {\n}', "rescue 0.3", "use base"])
def test_a_variant_has_markers_only(line: str) -> None:
    found = codes(*block('node "N"', "+ A", *block('variant "v"', "+ B", line)))
    assert found in (["E114"], ["E201"])


def test_a_node_with_variants_may_have_markers_and_both_compose() -> None:
    base = 'hierarchy dc {\n  node "DC" {\n    + FLT3\n    variant "cDC1" {\n      + XCR1\n    }\n  }\n}\n'
    mine = read(
        *block('in "DC"', *block('variant "pDC"', "+ LILRA4")),
        *block('in "cDC1"', "+ CLEC9A"),
        extends="dc",
        dc=base,
    )
    assert list(tree_lines(mine.unwrap())) == ["DC: +FLT3", "  | cDC1: +CLEC9A +XCR1", "  | pDC: +LILRA4"]


# Edits of markers.


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("+ CD3D", ["E116"]),  # `+` must be new
        ("- CD3D", ["E206"]),  # opposite signs
        ("drop + CD4", ["E115"]),  # `drop` must hit
        ("set + CD4 = 2", ["E115"]),  # what is absent has no weight
        ("drop - CD3D", ["E115"]),  # nor is it there with another sign
        ("set + CD3D = 2", []),
        ("drop + CD3D", []),
    ],
)
def test_an_edit_of_a_marker_must_hit(line: str, expected: list[str]) -> None:
    assert codes(*block('in "T cell"', line)) == expected


def test_drop_and_add_turn_a_sign_around() -> None:
    assert "  T cell: +CD3E=2 -CD3D" in tree(*block('in "T cell"', "drop + CD3D", "- CD3D")).splitlines()


def test_an_explicit_marker_wins_over_an_include() -> None:
    for order in itertools.permutations(["include keratins", "+ KRT18 = 3"]):
        assert "N: +KRT18=3 +KRT8" in tree(*block('node "N"', *order)).splitlines()


def test_two_included_sets_that_disagree_are_an_error() -> None:
    other = block("markers other", "+ KRT8 = 2")
    assert codes(*other, *block('node "N"', "include keratins", "include other")) == ["E211"]


# Fields.


def test_repeatable_fields_are_singular_lines() -> None:
    mine = read('keyword "a"', 'author "b"', 'keyword "c"', 'reference "d"', 'not_for "e"').unwrap()
    assert (mine.keywords, mine.authors, mine.references, mine.not_for) == (
        ("a", "c"),
        ("b",),
        ("d",),
        ("e",),
    )
    assert codes('title "a"', 'title "b"') == ["E202"]
    assert codes('keyword "a" "b"') == ["E204"]


def test_a_misspelt_field_is_no_syntax_error() -> None:
    (found,) = (one for one in read("spiecies human").diagnostics if one.code != "E026")
    assert (found.code, found.help()) == ("E201", "did you mean `species`?")


def test_every_field_of_a_node_is_read() -> None:
    fields = ["cl CL:0000084", 'description "d"', 'alias "a"', 'color "#112233"', "role major", "rescue 0.3"]
    fields += ["penalty 0.5", "weight 2", "min_markers 3", "min_score 0.1", "min_margin 0.2", "min_raw 0.3"]
    (node,) = [n for _, n in read(*block('node "N"', *fields, "+ X")).unwrap().walk() if n.name == "N"]
    assert (node.cl, node.description, node.aliases, node.color) == ("CL:0000084", "d", ("a",), "#112233")
    assert (node.role, node.rescue, node.penalty, node.weight) == ("major", 0.3, 0.5, 2)
    assert (node.min_markers, node.min_score, node.min_margin, node.min_raw) == (3, 0.1, 0.2, 0.3)


# Comments.


def test_a_hash_starts_a_comment_only_at_a_line_s_start_or_after_a_space() -> None:
    assert found_in('hierarchy a {\n# c\n  node "N" { # c\n    + CD3D # c\n  }\n}\n') == []
    assert found_in('hierarchy a {\n  node "N" {\n    + CD3D# c\n  }\n}\n') == ["E064"]
    assert found_in('hierarchy a {\n  title "no # comment"\n  node "N" {\n    + CD3D\n  }\n}\n') == []


def test_a_comment_that_opens_a_paragraph_stays_on_top_and_others_move_with_the_next() -> None:
    text = 'hierarchy a {\n  node "N" {\n    # top\n    + B\n    + D\n    # of A\n    + A\n  }\n}\n'
    formatted = rewrite(Source("a.hier", text)).value
    assert formatted is not None
    lines = [line.strip() for line in formatted.splitlines()[2:-2]]
    assert lines[0] == "# top"
    assert lines[lines.index("+ A") - 1] == "# of A"


def test_the_order_of_markers_in_the_model_is_canonical() -> None:
    one, two = (tree(*block('node "N"', *order)) for order in (["- B", "+ Z", "+ A"], ["+ A", "+ Z", "- B"]))
    assert one == two
    assert "N: +A +Z -B" in one.splitlines()


@pytest.mark.parametrize(
    ("marker", "above", "left"),
    [
        ("+ SEPT2", "", ["L421"]),
        ("+ SEPT2  # hier: ignore L421 old panel", "", []),
        ("+ SEPT2", "# hier: ignore L421", []),
    ],
)
def test_an_ignore_is_for_its_line_or_for_the_next_item_and_its_contents(
    marker: str, above: str, left: list[str]
) -> None:
    text = f'hierarchy a {{\n  {above}\n  node "N" {{\n    {marker}\n  }}\n}}\n'
    outcome = load(Source("a.hier", text), Files({}))
    assert [found.code for found in lint(outcome.unwrap(), select=["L421"])] == left


# Where names are looked up.


def test_lookup_is_beside_the_file_then_in_each_catalog_then_among_the_built_ins(tmp_path: Path) -> None:
    def put(folder: str, name: str, node: str) -> None:
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / f"{name}.hier").write_text(
            f'hierarchy {name} {{\n  node "{node}" {{\n    + A\n  }}\n}}\n'
        )

    for folder in ("second", "first", "here"):
        put(folder, "tme_core", folder)
        loader = SearchPath([tmp_path / "first", tmp_path / "second"])
        source = Source((tmp_path / "here" / "m.hier").as_posix(), "hierarchy m extends tme_core {\n}\n")
        outcome = read_hierarchy(source, loader)
        assert [found.code for found in outcome.diagnostics] == [
            "E119"
        ]  # passing over a built-in is reported
        assert [root.name for root in outcome.unwrap().roots] == [folder]
    plain = read_hierarchy(
        Source((tmp_path / "m.hier").as_posix(), "hierarchy m extends tme_core {\n}\n"), SearchPath()
    )
    assert plain.diagnostics == ()


@pytest.mark.parametrize("name", ["../shared", "/etc/passwd", "..", "a.b"])
def test_a_name_never_leads_out_of_the_search_path(name: str) -> None:
    assert found_in(f"hierarchy m extends {name} {{\n}}\n") == ["E034"]


def test_a_newer_language_says_so() -> None:
    assert found_in("hier 2\nhierarchy a {\n  what is this\n}\n") == ["E067"]


# Symbols against a panel, and numbers.


def test_exact_match_then_one_that_differs_in_case_then_ambiguous() -> None:
    markers = block('node "N"', "+ CD3D", "+ cd3e", "+ Cd2", "+ ABSENT", "+ 1-Dec")
    hierarchy = read(*markers, extends="empty", empty="hierarchy empty {\n}\n").unwrap()
    report = compile_for_panel(hierarchy, Panel("p", ("CD3D", "cd3d", "CD3E", "CD2", "cd2"))).unwrap().report
    (row,) = report.nodes
    fates = {each.gene: each.fate.value for each in row.markers}
    assert fates == {
        "CD3D": "kept",
        "cd3e": "renamed",
        "Cd2": "ambiguous",
        "ABSENT": "absent",
        "1-Dec": "damaged",
    }
    assert sum(report.totals().values()) == len(fates)


@pytest.mark.parametrize("weight", ["1,5", "-2", "0", "nan", "1e5", "x"])
def test_a_bad_weight_has_a_message_of_its_own(weight: str) -> None:
    assert codes(*block('node "N"', f"+ A = {weight}")) == ["E040"]


# Safe fixes.


@pytest.mark.parametrize(
    ("written", "fixed"),
    [
        ('node "N" {\n+A\n}', 'node "N" {\n+ A\n}'),
        ('node "N"\n{\n+ A\n}', 'node "N" {\n+ A\n}'),
        ('node "N" { + A }', 'node "N" {\n+ A\n}'),
        ('node "N" {\n+ A, B\n}', 'node "N" {\n+ A\n+ B\n}'),
        ('node "N" {\n+ A B\n}', 'node "N" {\n+ A\n+ B\n}'),
        ("node N {\n+ A\n}", 'node "N" {\n+ A\n}'),
        ('node "N" {\r\n+ A\r\n}', 'node "N" {\n+ A\n}'),
        ('node "N" {\n+\u00a0A\n}', 'node "N" {\n+ A\n}'),
    ],
    ids=["sign", "brace", "one line", "comma", "two genes", "quotes", "crlf", "nbsp"],
)
def test_what_leaves_no_doubt_is_mended(written: str, fixed: str, tmp_path: Path) -> None:
    path = tmp_path / "a.hier"
    path.write_bytes(f"hierarchy a {{\n{written}\n}}\n".encode())
    assert status_of(["check", "--fix", path.as_posix()]) == 0
    lines = [line.strip() for line in path.read_text().splitlines()]
    assert lines == ["hierarchy a {", *fixed.splitlines(), "}"]


# The specification.


SPECIFICATION = (Path(__file__).parents[2] / "docs/spec/language.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("place", FIELDS)
def test_the_specification_lists_every_field(place: str) -> None:
    rows = "\n".join(line for line in SPECIFICATION.splitlines() if line.startswith("| `"))
    assert [field for field in FIELDS[place] if f"`{field}`" not in rows] == []


def test_the_specification_s_grammar_has_every_keyword_of_the_parser_s() -> None:
    (grammar,) = (block.text for block in blocks_of(SPECIFICATION) if block.kind == "ebnf")
    lark = (Path(__file__).parents[2] / "grammar/hier.lark").read_text(encoding="utf-8")
    keywords = [word.replace("[ \\t]+", " ") for word in re.findall(r"\.2 *: /(.+?)\(\?!", lark)]
    assert len(keywords) > 25
    assert [word for word in keywords if f'"{word}"' not in grammar] == []


@pytest.mark.parametrize(
    ("limit", "written"),
    [
        (MAX_HIER_BYTES, "8 MiB"),
        (LONGEST, "8,388,608 characters"),
        (DEEPEST, "| blocks inside each other | 200 |"),
        (MOST_NODES, "of a file | 50,000 |"),
        (MAX_STEPS, "build on each other | 32 |"),
        (MOST_ENTRIES, "50,000 nodes, contrasts and variants; 200 levels; 1,000,000 markers"),
        (MOST_LEVELS, "200 levels"),
        (MOST_MARKERS, "1,000,000 markers"),
    ],
)
def test_the_specification_says_the_limits_that_hold(limit: int, written: str) -> None:
    number = limit // 1024**2 if written.endswith("MiB") else limit
    assert f"{number:,}" in written
    assert written in SPECIFICATION
