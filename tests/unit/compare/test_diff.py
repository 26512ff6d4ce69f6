import pytest

from hierannot_dsl.compare.diff import compare_hierarchies
from hierannot_dsl.compare.model import FieldChange, MarkerChange
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
    (gone,) = compare_hierarchies(read(BLOOD), read(text)).programs
    assert (gone.removed, gone.name, gone.inside) == (True, "T cell", 2)
    (back,) = compare_hierarchies(read(text), read(BLOOD)).programs
    assert (back.added, back.name, back.inside) == (True, "T cell", 2)


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
