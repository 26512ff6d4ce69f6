import pytest

from hierannot_dsl.compare.diff import compare_hierarchies
from hierannot_dsl.compare.model import FieldChange, Inside, MarkerChange
from hierannot_dsl.emit.diff_words import marker_fate, marker_written
from tests.unit.compare.texts import BLOOD, changed, read

CD4 = """\
    node "CD4 T cell" {
      cl CL:0000624
      + CD4
      + IL7R
      - CD8A
    }
"""


def test_order_layout_and_comments_are_no_change():
    other = BLOOD.replace("    + CD3D\n    + CD3E\n", "    # both chains\n    + CD3E\n\n    + CD3D\n")
    assert compare_hierarchies(read(BLOOD), read(other)).is_empty


def test_every_fate_of_a_marker():
    diff = changed(
        ("    + CD3D\n", "    + CD3G\n"),
        ("+ CD2 = 0.5", "+ CD2 = 2"),
        ("    + CD3E\n", "    - CD3E\n"),
        ("- CD79A", '- CD79A "of B cells"'),
    )
    (one,) = diff.programs
    assert (one.kind, one.before, one.after, one.moved) == ("node", ("T cell",), ("T cell",), False)
    assert one.markers == (
        MarkerChange("CD2", "", "weight changed", (1, 0.5), (1, 2.0)),
        MarkerChange("CD3D", "", "removed", (1, 1.0), None),
        MarkerChange("CD3E", "", "sign changed", (1, 1.0), (-1, 1.0)),
        MarkerChange("CD3G", "", "added", None, (1, 1.0)),
        MarkerChange("CD79A", "", "note changed", (-1, 1.0), (-1, 1.0)),
    )


def test_fields_of_a_node_and_of_the_hierarchy():
    diff = changed(("version 1.2.3", "version 1.3.0"), ("cl CL:0000236", 'alias "B lymphocyte"'))
    assert diff.fields == (FieldChange("version", "1.2.3", "1.3.0"),)
    (one,) = diff.programs
    assert one.fields == (
        FieldChange("cl", "CL:0000236", None),
        FieldChange("aliases", None, "B lymphocyte", new=("B lymphocyte",)),
    )


def test_a_new_name_for_the_same_evidence_is_a_rename_and_its_children_stay():
    diff = changed(('node "T cell"', 'node "T lymphocyte"'))
    (one,) = diff.programs
    assert one.renamed
    assert not one.moved
    assert (one.before, one.after) == (("T cell",), ("T lymphocyte",))


def test_a_rename_that_an_alias_tells_needs_no_shared_marker():
    diff = changed(
        (
            'node "B cell" {\n    cl CL:0000236\n    + CD79A\n    + MS4A1\n',
            'node "B lymphocyte" {\n    alias "B cell"\n    + CD19\n',
        ),
    )
    (one,) = diff.programs
    assert one.renamed
    assert [marker.gene for marker in one.markers] == ["CD19", "CD79A", "MS4A1"]


def test_other_evidence_under_another_name_is_another_node():
    diff = changed(
        ('node "B cell" {\n    cl CL:0000236\n    + CD79A\n    + MS4A1\n', 'node "NK cell" {\n    + NKG7\n'),
    )
    assert [(one.removed, one.added, one.name) for one in diff.programs] == [
        (True, False, "B cell"),
        (False, True, "NK cell"),
    ]


def test_a_move():
    diff = changed((CD4, ""), ('  node "B cell"', CD4 + '  node "B cell"'))
    (one,) = diff.programs
    assert one.moved
    assert not one.renamed
    assert (one.before, one.after) == (("T cell", "CD4 T cell"), ("CD4 T cell",))


def test_a_level_that_is_put_between_moves_what_is_below_it():
    diff = changed(
        ('  node "B cell"', '  node "Lymphoid" {\n  node "B cell"'), ('  contrast "P', '  }\n  contrast "P')
    )
    assert [(one.added, one.moved, one.name) for one in diff.programs] == [
        (True, False, "Lymphoid"),
        (False, True, "B cell"),
    ]


def test_what_comes_or_goes_with_its_parent_is_counted_there():
    start = BLOOD.index('  node "T cell"')
    text = BLOOD[:start] + BLOOD[BLOOD.index('  node "B cell"') :]
    inside = (Inside("node", ("CD4 T cell",)), Inside("node", ("CD8 T cell",)))
    (gone,) = compare_hierarchies(read(BLOOD), read(text)).programs
    assert (gone.removed, gone.name, gone.inside) == (True, "T cell", inside)
    (back,) = compare_hierarchies(read(text), read(BLOOD)).programs
    assert (back.added, back.name, back.inside) == (True, "T cell", inside)


def test_what_goes_with_a_node_that_stays_is_told_there_alone():
    naive = '      node "Naive" {\n        + CCR7\n        + SELL\n      }\n'
    before = BLOOD.replace("      - CD8A\n", f"      - CD8A\n{naive}")
    t_cell = BLOOD[BLOOD.index('  node "T cell"') : BLOOD.index('  node "B cell"')]
    after = BLOOD.replace(t_cell, CD4)
    found = compare_hierarchies(read(before), read(after)).programs
    assert [(one.before, one.after, one.inside) for one in found] == [
        (("T cell",), None, (Inside("node", ("CD8 T cell",)),)),
        (("T cell", "CD4 T cell", "Naive"), None, ()),
        (("T cell", "CD4 T cell"), ("CD4 T cell",), ()),
    ]


NAMES = ('"T cell"', '"?"'), ('"B cell"', '"T cell"'), ('"?"', '"B cell"')


def test_a_name_that_another_program_took_is_another_program():
    text = BLOOD
    for old, new in NAMES:
        text = text.replace(old, new)
    found = compare_hierarchies(read(BLOOD), read(text)).programs
    assert [(one.renamed, one.moved, one.before, one.after) for one in found] == [
        (True, False, ("T cell",), ("B cell",)),
        (True, False, ("B cell",), ("T cell",)),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # Nothing else is like it, the id says so, or only signs changed.
        ("    + CD79A\n    + MS4A1\n", "    + CD19\n    + CD22\n"),
        ("      + CD4\n      + IL7R\n      - CD8A\n", "      + CCR7\n      + SELL\n"),
        ("      + CD8A\n      + CD8B\n", "      - CD8A\n      - CD8B\n"),
    ],
)
def test_other_genes_under_the_same_name_are_the_same_program_if_nothing_fits_better(old, new):
    (one,) = changed((old, new)).programs
    assert one.before == one.after


def test_an_id_says_that_a_name_is_the_same_program_whatever_took_its_genes():
    mature = '    node "Mature B cell" {\n      + CD79A\n      + MS4A1\n    }\n'
    found = changed(("    + CD79A\n    + MS4A1\n", f"    + CD19\n    + CD22\n{mature}")).programs
    assert [(one.before, one.after) for one in found] == [
        (("B cell",), ("B cell",)),
        (None, ("B cell", "Mature B cell")),
    ]
    # Without one the genes do, and the name was given to a new node.
    no_id = BLOOD.replace("    cl CL:0000236\n", "")
    after = no_id.replace("    + CD79A\n    + MS4A1\n", f"    + CD19\n    + CD22\n{mature}")
    found = compare_hierarchies(read(no_id), read(after)).programs
    assert [(one.before, one.after) for one in found] == [
        (None, ("B cell",)),
        (("B cell",), ("B cell", "Mature B cell")),
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [("1000001", "1000002"), ("0.1234567", "0.1234568"), ("2", "2.5"), ("0.000000001", "0.000000002")],
)
def test_numbers_are_compared_as_they_are_and_told_in_full(before, after):
    texts = [BLOOD.replace("+ CD79A\n", f"+ CD79A = {n}\n    min_raw {n}\n") for n in (before, after)]
    (one,) = compare_hierarchies(*map(read, texts)).programs
    (field,), (marker,) = one.fields, one.markers
    assert (float(field.before), float(field.after)) == (float(before), float(after))
    assert (marker.before, marker.after) == ((1, float(before)), (1, float(after)))
    assert marker_fate(marker) == f", weight was {field.before}"
    assert marker_written(marker) == f"+ CD79A = {field.after}"


def test_a_repeated_field_is_compared_as_a_set_of_texts():
    texts = [
        BLOOD.replace("  species human\n", f"  {lines}\n")
        for lines in ('keyword "a; b"', 'keyword "a"\n  keyword "b"')
    ]
    diff = compare_hierarchies(*map(read, texts))
    assert diff.fields == (FieldChange("keywords", "a; b", "a; b", gone=("a; b",), new=("a", "b")),)


def test_a_node_that_becomes_a_contrast_is_another_program():
    diff = changed(('node "B cell" {\n    cl CL:0000236', 'contrast "B cell" {'))
    assert [(one.kind, one.removed, one.added) for one in diff.programs] == [
        ("node", True, False),
        ("contrast", False, True),
    ]


def test_variants_are_compared_by_name():
    text = BLOOD.replace("    + MS4A1\n", '    + MS4A1\n    variant "naive" {\n      + TCL1A\n    }\n')
    other = text.replace("+ TCL1A", "- TCL1A")
    (one,) = compare_hierarchies(read(text), read(other)).programs
    assert one.markers == (MarkerChange("TCL1A", "naive", "sign changed", (1, 1.0), (-1, 1.0)),)


def test_a_hierarchy_of_one_side_is_told_as_a_whole():
    added = compare_hierarchies(None, read(BLOOD))
    assert (added.whole, added.n_nodes, added.after_version) == ("added", 4, "1.2.3")
    assert compare_hierarchies(read(BLOOD), None).whole == "removed"
    with pytest.raises(ValueError, match="neither a hierarchy before nor one after"):
        compare_hierarchies(None, None)
