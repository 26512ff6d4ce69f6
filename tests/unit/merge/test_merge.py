import pytest

from benchmarks import merge_scenarios
from hierannot_dsl.merge.merge import CannotMerge, merge_texts
from hierannot_dsl.source import Source

BASE = """\
hier 1
# Blood, for tests.
hierarchy blood {
  title "Blood"
  version 1.0.0
  keyword "blood"

  node "T cell" {
    cl CL:0000084
    + CD3D
    + CD3E  # both chains

    # Of other cells.
    - CD79A
    - LYZ

    node "CD4 T cell" {
      + CD4
      + IL7R
    }
  }

  # Naive and memory.
  node "B cell" {
    + CD79A
    + MS4A1
  }
}
"""


def edited(*replacements):
    text = BASE
    for old, new in replacements:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def merged(ours, theirs, base=BASE):
    """The merge; the other way round it must be the same where there is no conflict."""
    first = merge_texts(Source("base", base), Source("ours", ours), Source("theirs", theirs))
    second = merge_texts(Source("base", base), Source("ours", theirs), Source("theirs", ours))
    if not first.conflicts:
        assert first.text == second.text
    assert len(first.conflicts) == len(second.conflicts)
    return first


def clean(ours, theirs, base=BASE):
    found = merged(ours, theirs, base)
    assert found.conflicts == ()
    return found.text


def test_one_side_alone_is_taken():
    changed = edited(("+ CD3D", "+ CD3D = 2"))
    assert clean(changed, BASE) == changed
    assert clean(changed, changed) == changed


def test_both_add_a_marker_in_one_place():
    text = clean(
        edited(("    + CD3D\n", "    + CD2\n    + CD3D\n")),
        edited(("    + CD3D\n", "    + CD3D\n    + CD3G\n")),
    )
    assert text == edited(
        ("    + CD3D\n", "    + CD2\n    + CD3D\n"), ("# both chains\n", "# both chains\n    + CD3G\n")
    )


def test_both_append_a_child_to_one_node():
    end = "      + IL7R\n    }\n"
    first = '\n    node "CD8 T cell" {\n      + CD8A\n    }\n'
    second = '\n    node "Treg" {\n      + FOXP3\n    }\n'
    assert clean(edited((end, end + second)), edited((end, end + first))) == edited(
        (end, end + first + second)
    )


def test_parts_of_one_marker_are_merged_by_themselves():
    ours = edited(("+ CD3E  # both chains", "+ CD3E = 2  # both chains"))
    theirs = edited(("+ CD3E  # both chains", '+ CD3E @pmid:1 "of the complex"  # all chains'))
    line = '+ CD3E = 2 @pmid:1 "of the complex"  # all chains'
    assert clean(ours, theirs) == edited(("+ CD3E  # both chains", line))


def test_evidence_adds_up():
    base = BASE.replace("    + CD3D\n", "    + CD3D @pmid:1\n")
    ours = base.replace("@pmid:1", "@pmid:1 @pmid:2")
    theirs = base.replace("@pmid:1", "@pmid:3")
    assert "+ CD3D @pmid:2 @pmid:3\n" in clean(ours, theirs, base)


def test_a_level_put_between_and_an_edit_inside():
    start, end = BASE.index('    node "CD4'), BASE.index("  # Naive")
    inner = "".join(f"  {line}\n" for line in BASE[start:end].strip("\n").splitlines()[:-1])
    ours = BASE[:start] + '    node "Conventional" {\n' + inner + "    }\n  }\n\n" + BASE[end:]
    theirs = edited(("+ IL7R", "+ IL7R = 0.5"))
    assert clean(ours, theirs) == ours.replace("+ IL7R", "+ IL7R = 0.5")


def test_a_move_and_an_edit():
    start, end = BASE.index('\n    node "CD4'), BASE.index("  }\n\n  # Naive")
    ours = BASE[:start] + BASE[end:]
    ours = ours.replace("    + MS4A1\n", "    + MS4A1\n" + BASE[start:end])
    theirs = edited(("+ IL7R", "+ IL7R = 0.5"), ('node "CD4 T cell" {', 'node "CD4 T cell" {\n      - CD8A'))
    text = clean(ours, theirs)
    assert text == ours.replace("+ IL7R", "+ IL7R = 0.5").replace(
        "    + IL7R = 0.5\n", "    + IL7R = 0.5\n      - CD8A\n"
    )


def test_a_rename_and_an_edit_or_a_child():
    ours = edited(('node "T cell"', 'node "T lymphocyte"'))
    theirs = edited(("    + CD3D\n", "    + CD2\n    + CD3D\n"), ("+ CD4\n", "+ CD4\n      + TRAC\n"))
    text = clean(ours, theirs)
    assert text.count("T lymphocyte") == 1
    assert 'node "T cell"' not in text
    assert "    + CD2\n    + CD3D\n" in text


def test_comments_of_both_sides_stay():
    ours = edited(("  # Naive and memory.\n", "  # Naive and memory, not plasma cells.\n"))
    theirs = edited(
        ("    + MS4A1\n", "    # CD20.\n    + MS4A1  # rituximab\n"), ("# Blood, for tests.", "# Blood.")
    )
    text = clean(ours, theirs)
    for comment in (
        "# Naive and memory, not plasma cells.",
        "# CD20.",
        "# rituximab",
        "# Blood.\n",
        "# both chains",
    ):
        assert text.count(comment) == 1


def b_cell(*lines):
    """The base with other lines in its last node."""
    inside = "".join(f"    {line}\n" for line in lines)
    return BASE.replace("    + CD79A\n    + MS4A1\n", inside)


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "both"),
    [
        ("# two|+ A|+ B", "# two|+ B", "# two|+ A", "# two"),
        ("# two|+ A|+ B", "# two|+ B", "# both|+ A|+ B", "# both|+ B"),
        ("# two|+ A|+ B", "# two|+ B", "+ A|+ B", "+ B"),
        ("+ A||# one|+ B", "+ A||# one|+ AB|+ B", "+ A", "+ A||+ AB"),
        ("# one|+ B", "# one|+ B|+ C", "# new|# one|+ B", "# new|# one|+ B|+ C"),
    ],
)
def test_a_comment_above_a_paragraph_is_not_a_change_of_its_statements(base, ours, theirs, both):
    """Whose it is, the paragraph's or its one statement's, changes with what comes and goes beside it."""
    texts = [b_cell(*text.split("|")) for text in (base, ours, theirs, both)]
    assert clean(texts[1], texts[2], texts[0]).split() == texts[3].split()


def test_two_comments_for_one_statement_both_stay():
    base = BASE.replace("+ MS4A1", "+ MS4A1  # old")
    found = merged(base.replace("# old", "# ours"), base.replace("# old", "# theirs"), base)
    assert found.conflicts == ()
    assert "# ours" in found.text
    assert "# theirs" in found.text
    assert "# old" not in found.text


def test_two_comments_for_the_end_of_one_block_both_stay():
    ours, theirs = (f"{BASE[:-2]}}}  # {side} end\n" for side in ("red", "blue"))
    text = clean(ours, theirs)
    assert text.endswith("}  # blue end\n")
    assert "# red end\nhierarchy blood {" in text


def test_fields_that_repeat_add_up_and_the_higher_version_stands():
    ours = edited(('keyword "blood"', 'keyword "blood"\n  keyword "pbmc"'), ("1.0.0", "1.1.0"))
    theirs = edited(('keyword "blood"', 'keyword "blood"\n  keyword "leukocytes"'), ("1.0.0", "1.0.1"))
    text = clean(ours, theirs)
    assert 'keyword "leukocytes"' in text
    assert 'keyword "pbmc"' in text
    assert "version 1.1.0\n" in text


@pytest.mark.parametrize(
    ("ours", "theirs", "stands"),
    [
        ("1.1.0-rc1", "1.1.0", "1.1.0"),
        ("1.1.0-rc.2", "1.1.0-rc.10", "1.1.0-rc.10"),
        ("1.9.0", "1.10.0", "1.10.0"),
    ],
)
def test_what_comes_before_a_release_is_lower(ours, theirs, stands):
    text = clean(edited(("version 1.0.0", f"version {ours}")), edited(("version 1.0.0", f"version {theirs}")))
    assert text == edited(("version 1.0.0", f"version {stands}"))


def test_versions_of_which_none_is_higher_are_a_conflict():
    found = merged(*(edited(("version 1.0.0", f"version {one}")) for one in ("1.1.0+a", "1.1.0+b")))
    assert found.conflicts == ("blood: `version 1.1.0+a` in ours, `version 1.1.0+b` in theirs",)


def test_two_weights_are_a_conflict_that_can_be_read():
    found = merged(edited(("    + CD3D\n", "    + CD3D = 2\n")), edited(("    + CD3D\n", "    + CD3D = 3\n")))
    assert found.conflicts == ("T cell: `+ CD3D = 2` in ours, `+ CD3D = 3` in theirs",)
    assert (
        "    cl CL:0000084\n"
        "<<<<<<< ours\n"
        "    + CD3D = 2\n"
        "=======\n"
        "    + CD3D = 3\n"
        ">>>>>>> theirs\n"
        "    + CD3E  # both chains\n"
    ) in found.text


@pytest.mark.parametrize(
    ("ours", "theirs", "told"),
    [
        (
            ("    + CD3D\n", ""),
            ("    + CD3D\n", "    + CD3D = 3\n"),
            "T cell: + CD3D = 3 was removed in ours and changed in theirs",
        ),
        (
            ('node "B cell"', 'node "B lymphocyte"'),
            ('node "B cell"', 'node "B"'),
            '`node "B lymphocyte"` in ours, `node "B"` in theirs',
        ),
        (
            ('title "Blood"', 'title "A"'),
            ('title "Blood"', 'title "B"'),
            'blood: `title "A"` in ours, `title "B"` in theirs',
        ),
        (
            ("    + MS4A1\n", "    + MS4A1\n    + CD4\n"),
            ("    + MS4A1\n", "    + MS4A1\n    - CD4\n"),
            "B cell: `+ CD4` in ours, `- CD4` in theirs",
        ),
    ],
)
def test_conflicts_are_told_exactly(ours, theirs, told):
    assert merged(edited(ours), edited(theirs)).conflicts == (told,)


B_CELL = BASE[BASE.index("  # Naive") : BASE.rindex("}")]
WITHOUT_B_CELL = BASE.replace("\n" + B_CELL, "")


def test_a_node_removed_on_one_side_and_changed_on_the_other_stands_there_whole():
    changed = edited(("    + MS4A1\n", "    + MS4A1 = 2\n"))
    found = merged(WITHOUT_B_CELL, changed)
    assert found.conflicts == ('node "B cell" was removed in ours and changed in theirs',)
    block = B_CELL.replace("MS4A1", "MS4A1 = 2")
    marked = f"<<<<<<< ours (removed)\n=======\n{block}>>>>>>> theirs\n"
    assert found.text == BASE.replace(B_CELL, marked)
    found = merged(changed, WITHOUT_B_CELL)
    marked = f"<<<<<<< ours\n{block}=======\n>>>>>>> theirs (removed)\n"
    assert found.text == BASE.replace(B_CELL, marked)


def test_a_node_removed_on_one_side_stays_gone_where_the_other_changed_something_else():
    changed = edited(("+ CD3D", "+ CD3D = 2"))
    assert clean(WITHOUT_B_CELL, changed) == WITHOUT_B_CELL.replace("+ CD3D", "+ CD3D = 2")


def test_a_change_deep_inside_is_one_conflict_around_the_whole_block():
    other = "hierarchy other {\n}\n"
    whole = BASE.removeprefix("hier 1\n")
    changed = whole.replace("+ IL7R", "+ IL7R = 2")
    found = merged(other, changed + "\n" + other, whole + "\n" + other)
    assert found.conflicts == ("hierarchy blood was removed in ours and changed in theirs",)
    assert found.text == f"<<<<<<< ours (removed)\n=======\n{changed}>>>>>>> theirs\n\n{other}"


CD4 = """
    node "CD4 T cell" {
      + CD4
      + IL7R
    }
"""
WITHOUT_CD4 = BASE.replace(CD4, "")
CD4_AMONG_B_CELLS = WITHOUT_CD4.replace("    + MS4A1\n", f"    + MS4A1\n{CD4}")


@pytest.mark.parametrize("there", ["T cell", "CD4 T cell"])
def test_a_node_moved_by_one_side_and_removed_by_the_other(there):
    t_cell = BASE[BASE.index('  node "T cell"') : BASE.index("  # Naive")]
    gone = WITHOUT_CD4 if there == "CD4 T cell" else BASE.replace(t_cell, "")
    found = merged(CD4_AMONG_B_CELLS, gone)
    assert found.conflicts == ('node "CD4 T cell" was removed in theirs and changed in ours',)
    marked = f"\n<<<<<<< ours{CD4}=======\n>>>>>>> theirs (removed)\n"
    moved = WITHOUT_CD4 if there == "CD4 T cell" else BASE.replace(t_cell, "")
    assert found.text == moved.replace("    + MS4A1\n", f"    + MS4A1\n{marked}")


def test_a_node_put_into_one_that_the_other_side_removed():
    found = merged(CD4_AMONG_B_CELLS, WITHOUT_B_CELL)
    assert found.conflicts == ('node "B cell" was removed in theirs and changed in ours',)
    assert f"    + MS4A1\n{CD4}  }}\n=======\n>>>>>>> theirs (removed)\n" in found.text


def test_a_node_that_both_rename_and_move_keeps_both_names_and_places():
    ours = CD4_AMONG_B_CELLS.replace("CD4 T cell", "T4")
    theirs = with_end(WITHOUT_CD4, CD4.replace("CD4 T cell", "Helper"))
    found = merged(ours, theirs)
    assert found.conflicts == (
        '`node "T4"` in ours, `node "Helper"` in theirs',
        "T4 stands in B cell in ours, in blood in theirs",
    )
    assert (
        '<<<<<<< ours (here)\n    node "T4" {\n=======\n    node "Helper" {\n>>>>>>> theirs (in blood)\n'
        "      + CD4\n      + IL7R\n    }\n"
    ) in found.text


def test_a_child_put_into_a_node_that_is_removed():
    found = merged(
        WITHOUT_B_CELL, edited(("    + MS4A1\n", '    + MS4A1\n\n    node "Plasma" {\n      + MZB1\n    }\n'))
    )
    assert len(found.conflicts) == 1
    assert "Plasma" in found.text


def test_moves_that_make_a_circle():
    a, b = '  node "A" {\n    + X1\n  }\n', '  node "B" {\n    + X2\n  }\n'
    base = f"hierarchy h {{\n{a}\n{b}}}\n"
    a_in_b = 'hierarchy h {\n  node "B" {\n    + X2\n\n    node "A" {\n      + X1\n    }\n  }\n}\n'
    b_in_a = 'hierarchy h {\n  node "A" {\n    + X1\n\n    node "B" {\n      + X2\n    }\n  }\n}\n'
    found = merged(a_in_b, b_in_a, base)
    assert found.conflicts == (
        "B stands in h in ours, in A in theirs",
        "A stands in B in ours, in h in theirs",
    )
    assert found.text.count("X1") == found.text.count("X2") == 1


def test_two_different_places_for_one_node():
    def node(name, gene, inside=""):
        return f'  node "{name}" {{\n    + {gene}\n{inside}  }}\n'

    inner = '\n    node "C" {\n      + X3\n    }\n'
    base = f"hierarchy h {{\n{node('A', 'X1')}\n{node('B', 'X2')}\n{node('C', 'X3')}}}\n"
    in_a = f"hierarchy h {{\n{node('A', 'X1', inner)}\n{node('B', 'X2')}}}\n"
    in_b = f"hierarchy h {{\n{node('A', 'X1')}\n{node('B', 'X2', inner)}}}\n"
    found = merged(in_a, in_b, base)
    assert found.conflicts == ("C stands in A in ours, in B in theirs",)
    both = '<<<<<<< ours (here)\n    node "C" {\n=======\n    node "C" {\n>>>>>>> theirs (in B)\n'
    assert found.text == in_a.replace('    node "C" {\n', both)


def test_a_file_that_cannot_be_read_is_not_merged_by_meaning():
    with pytest.raises(CannotMerge, match="theirs has lines that cannot be read"):
        merge_texts(
            Source("base", BASE), Source("ours", BASE), Source("theirs", BASE.replace('"T cell" {', "{"))
        )


RENAMED = ('node "B cell"', 'node "B lymphocyte"')
TEST = '\n  test "rituximab" {\n    expect "B cell" or above\n    express MS4A1 = 3\n  }\n'


def with_end(text, more):
    """A text with more at the end of its hierarchy."""
    return text[: text.rindex("}")] + more + "}\n"


def test_paths_follow_a_rename_of_the_other_side():
    theirs = with_end(BASE, TEST)
    assert clean(edited(RENAMED), theirs) == theirs.replace('"B cell"', '"B lymphocyte"')


def test_a_rename_that_took_its_paths_along_meets_an_edit_of_what_calls_it():
    base = with_end(BASE, TEST)
    ours = base.replace('"B cell"', '"B lymphocyte"')
    theirs = base.replace("    express MS4A1 = 3\n", "    express CD19 = 2\n    express MS4A1 = 3\n")
    theirs = theirs.replace(" or above", "")
    assert clean(ours, theirs, base) == theirs.replace('"B cell"', '"B lymphocyte"')


def test_edits_of_a_hierarchy_that_builds_on_it_follow_too():
    mine = (
        'hierarchy mine extends blood {\n  use blood > "T cell" > "CD4 T cell"\n\n'
        '  in "B cell" {\n    + CD19\n  }\n}\n'
    )
    base = BASE + "\n" + mine
    theirs = (
        base.replace("    + CD19\n", "    + CD19\n    + CD22\n")
        + '\ntest "t" for mine {\n  expect "CD4 T cell"\n}\n'
    )
    ours = base.replace(*RENAMED).replace('node "CD4 T cell" {', 'node "Helper" {')
    text = clean(ours, theirs, base)
    assert 'use blood > "T cell" > "Helper"\n' in text
    assert '  in "B lymphocyte" {\n    + CD19\n    + CD22\n  }\n' in text
    assert '  expect "Helper"\n' in text


def test_a_node_of_another_hierarchy_keeps_its_name():
    other = (
        '\nhierarchy other {\n  node "B cell" {\n    + CD19\n  }\n\n'
        '  test "o" {\n    expect "B cell"\n  }\n}\n'
    )
    base = BASE + other
    theirs = base.replace('    expect "B cell"\n', '    expect "B cell" or above\n')
    assert clean(base.replace(*RENAMED, 1), theirs, base) == theirs.replace(*RENAMED, 1)


def test_an_alias_says_what_a_node_was_called_however_much_of_it_is_new():
    ours = edited(
        (RENAMED[0] + " {\n    + CD79A\n    + MS4A1\n", RENAMED[1] + ' {\n    alias "B cell"\n    + PAX5\n')
    )
    text = clean(ours, edited(("    + MS4A1\n", "    + MS4A1\n    + CD19\n")))
    assert text == ours.replace("    + PAX5\n", "    + CD19\n    + PAX5\n")


def test_two_new_names_are_a_conflict_and_paths_stay_as_they_were_written():
    found = merged(
        with_end(edited(RENAMED), TEST.replace("B cell", "B lymphocyte")), edited(('"B cell"', '"B"'))
    )
    assert found.conflicts == ('`node "B lymphocyte"` in ours, `node "B"` in theirs',)
    assert 'expect "B lymphocyte"' in found.text


@pytest.mark.parametrize("scenario", merge_scenarios.SCENARIOS, ids=lambda scenario: scenario.title)
def test_what_is_no_conflict_of_meaning_merges(scenario):
    assert clean(scenario.ours, scenario.theirs, merge_scenarios.BASE) == scenario.both


def test_a_replacement_of_the_same_name_is_renamed_and_what_it_replaces_is_not():
    base = (
        'hierarchy mine extends blood {\n  replace "T cell" with node "T cell" {\n'
        "    + CD3D\n    + CD3E\n  }\n}\n"
    )
    ours = base.replace('node "T cell"', 'node "Lymphocyte"')
    theirs = with_end(base, '\n  test "t" {\n    expect "T cell"\n  }\n')
    assert clean(ours, theirs, base) == with_end(ours, '\n  test "t" {\n    expect "Lymphocyte"\n  }\n')


def test_lines_come_before_blocks_that_the_other_side_adds():
    ours = edited(("    + MS4A1\n", "    + MS4A1\n    + PAX5\n"))
    block = '\n    node "Plasma cell" {\n      + MZB1\n    }\n'
    theirs = edited(("    + MS4A1\n", f"    + MS4A1\n    + CD19\n{block}"))
    assert clean(ours, theirs) == edited(
        ("    + CD79A\n    + MS4A1\n", f"    + CD19\n    + CD79A\n    + MS4A1\n    + PAX5\n{block}")
    )


def test_lines_of_a_comment_are_changed_one_by_one():
    base = BASE.replace("# Blood, for tests.\n", "# Blood.\n# For tests.\n\n")
    ours = base.replace("# For tests.\n", "")
    theirs = base.replace("# Blood.", "# Blood (new).")
    assert clean(ours, theirs, base) == base.replace("# Blood.\n# For tests.\n", "# Blood (new).\n")


def test_a_node_that_goes_to_another_hierarchy_of_the_file_takes_edits_along():
    end = BASE.index("  # Naive")
    node = BASE[end:-2]
    base = BASE + '\nhierarchy other {\n  keyword "o"\n}\n'
    ours = base.replace("\n" + node, "").replace('  keyword "o"\n', f'  keyword "o"\n\n{node}')
    theirs = base.replace("    + MS4A1\n", "")
    assert clean(ours, theirs, base) == ours.replace("    + MS4A1\n", "")


def test_a_comment_beside_a_conflict_stays():
    ours = edited(("+ CD3E  # both chains", "+ CD3E = 2  # both chains"))
    theirs = edited(("+ CD3E  # both chains", "+ CD3E = 3  # both chains"))
    text = merged(ours, theirs).text
    assert "    + CD3E = 2  # both chains\n=======\n    + CD3E = 3  # both chains\n" in text


def test_a_name_that_was_given_to_another_node_is_not_that_node():
    ours = edited(('node "B cell"', 'node "B lymphocyte"'), ('node "CD4 T cell"', 'node "B cell"'))
    theirs = with_end(edited(("    + MS4A1\n", "    + MS4A1\n    + PAX5\n")), TEST)
    text = clean(ours, theirs)
    tested = with_end(ours, TEST.replace("B cell", "B lymphocyte"))
    assert text == tested.replace("    + MS4A1\n", "    + MS4A1\n    + PAX5\n")


def test_a_side_that_gave_a_name_to_another_node_means_that_one_by_it():
    swapped = edited(('node "B cell"', 'node "?"'), ('node "CD4 T cell"', 'node "B cell"'))
    swapped = swapped.replace('"?"', '"CD4 T cell"')
    ours = with_end(swapped, TEST.replace("MS4A1", "CD4"))
    theirs = with_end(BASE, TEST.replace("rituximab", "theirs"))
    assert clean(ours, theirs) == with_end(
        swapped,
        TEST.replace("MS4A1", "CD4") + TEST.replace("rituximab", "theirs").replace("B cell", "CD4 T cell"),
    )


def test_a_new_node_with_the_name_of_one_that_was_renamed():
    new = '\n  node "B cell" {\n    + JCHAIN\n    + XBP1\n  }\n'
    ours = with_end(edited(RENAMED), new)
    theirs = edited(("    + MS4A1\n", "    + MS4A1\n    + PAX5\n"))
    assert clean(ours, theirs) == ours.replace("    + MS4A1\n", "    + MS4A1\n    + PAX5\n")


INHERITS = """\
hierarchy mine extends blood {
  in "T cell" {
    + CD247
  }
}
"""


def test_tests_follow_an_inherited_node_that_an_edit_renames():
    ours = with_end(INHERITS, '\n  rename "T cell" to "T lymphocyte"\n')
    test = '\n  test "t" {\n    expect "T cell"\n    express CD2 = 3\n  }\n'
    text = clean(ours, with_end(INHERITS, test), INHERITS)
    assert text == with_end(ours, test.replace("T cell", "T lymphocyte"))


def test_paths_of_edits_mean_the_tree_before_them_and_stay():
    ours = with_end(INHERITS, '\n  rename "T cell" to "T lymphocyte"\n')
    theirs = INHERITS.replace("    + CD247\n", "    + CD247\n    - CD19\n")
    assert clean(ours, theirs, INHERITS) == ours.replace("    + CD247\n", "    + CD247\n    - CD19\n")


@pytest.mark.parametrize(("name", "after"), [("T cell", "T cell"), ("Myeloid", "Myeloid red")])
def test_a_graft_brings_names_from_below_it_alone(name, after):
    """`both` has its T cells from `blood`: what `mine` calls its own is another matter."""
    edit = f'  in "{name}" {{\n    + CD2\n  }}\n'
    both = f'\nhierarchy both extends blood {{\n  use mine > "Myeloid"\n\n{edit}}}\n'
    base = INHERITS + both
    ours = with_end(INHERITS, f'\n  rename "{name}" to "{name} red"\n') + both
    theirs = base.replace("    + CD2\n", "    + CD2\n    + CD7\n")
    assert f'  in "{after}" {{\n    + CD2\n    + CD7\n' in clean(ours, theirs, base)


def test_another_new_name_of_an_edit_is_followed_and_one_that_is_taken_back():
    base = with_end(INHERITS, '\n  rename "T cell" to "T"\n')
    theirs = with_end(base, '\n  test "t" {\n    expect "T"\n    express CD2 = 3\n  }\n')
    ours = base.replace('to "T"', 'to "T lymphocyte"')
    assert '    expect "T lymphocyte"\n' in clean(ours, theirs, base)
    assert '    expect "T cell"\n' in clean(INHERITS, theirs, base)


def test_a_hierarchy_called_node_has_conflicts_like_others():
    base = BASE.replace("hierarchy blood", "hierarchy node")
    found = merged(base.replace("+ IL7R", "+ IL7R = 2"), base.replace("+ IL7R", "+ IL7R = 3"), base)
    assert found.conflicts == ("CD4 T cell: `+ IL7R = 2` in ours, `+ IL7R = 3` in theirs",)


def test_a_node_that_stands_in_place_of_another_becomes_a_graft_whole():
    base = 'hierarchy mine extends blood {\n  replace "T cell" with node "T" {\n    + CD3D\n  }\n}\n'
    graft = 'hierarchy mine extends blood {\n  replace "T cell" with use immune_core > "T cell"\n}\n'
    assert clean(graft, base, base) == graft
    assert clean(base, graft, graft) == base
    found = merged(graft, base.replace("+ CD3D", "+ CD3D = 2"), base)
    assert len(found.conflicts) == 1
    assert "use immune_core" in found.text
    assert "+ CD3D = 2" in found.text


def test_nodes_of_one_name_are_all_there():
    three = "".join(
        f'\n  node "X" {{\n    + GENE{n}\n\n    node "Y" {{\n      + IN{n}\n    }}\n  }}\n' for n in range(3)
    )
    base = with_end(BASE, three)
    text = clean(base.replace("+ MS4A1", "+ MS4A1 = 2"), base, base)
    assert text == base.replace("+ MS4A1", "+ MS4A1 = 2")


def test_a_move_that_is_undone_for_a_circle_leads_back_to_a_block_that_is_gone():
    base = 'hierarchy h {\n  node "P" {\n    node "A" {\n    }\n  }\n\n  node "B" {\n  }\n}\n'
    b_in_a = 'hierarchy h {\n  node "P" {\n    node "A" {\n      node "B" {\n      }\n    }\n  }\n}\n'
    a_in_b = 'hierarchy h {\n  node "B" {\n    node "A" {\n    }\n  }\n}\n'
    found = merge_texts(Source("base", base), Source("ours", b_in_a), Source("theirs", a_in_b))
    assert found.conflicts == (
        'node "P" was removed in theirs and changed in ours',
        "A stands in P in ours, in B in theirs",
        "B stands in A in ours, in h in theirs",
    )
    found = merge_texts(Source("base", base), Source("ours", a_in_b), Source("theirs", b_in_a))
    assert found.conflicts == (
        "B stands in h in ours, in A in theirs",
        "A stands in B in ours, in P in theirs",
    )
