"""Rules on nodes that stand beside, above and below each other: L411 to L419, L454."""

from __future__ import annotations

from hierannot_dsl.lint.run import lint
from tests.unit.lint.linting import around, data, found, library, marked


def node(name: str, markers: str = "", *inside: str, kind: str = "node") -> str:
    lines = [marker[0] + " " + marker[1:] for marker in markers.split()]
    return f'{kind} "{name}" {{\n' + "\n".join([*lines, *inside]) + "\n}"


def case(*programs: str) -> str:
    return around("\n".join(programs))


def test_siblings_are_identical_whatever_their_weights_and_order() -> None:
    text = case('node "A" {\n+ X1 = 2\n- Y1\n}', 'node "B" {\n- Y1\n+ X1\n}', node("C", "+X1 +Y1"))
    assert data(found(text, "L411")) == [("L411", "B", "A")]


def test_a_contrast_may_be_the_twin_of_its_rival() -> None:
    assert data(found(case(node("A", "+X1"), node("B", "+X1", kind="contrast")), "L411")) == [
        ("L411", "B", "A")
    ]


def test_variants_count_as_evidence() -> None:
    one, two = (
        node(name, "", node("v", gene, kind="variant")) for name, gene in (("A", "+X1"), ("B", "+Y1"))
    )
    assert found(case(one, two), "L411") == ()
    assert data(found(case(one, one.replace('"A"', '"B"')), "L411")) == [("L411", "B", "A")]


def test_the_inherited_twin_is_the_other_one() -> None:
    base = "hierarchy base {\n" + node("Z", "+X1") + "\n}\n"
    text = "hierarchy mine extends base {\n" + node("A", "+X1") + "\n}\n"
    (finding,) = found(text, "L411", base=base)
    assert data([finding]) == [("L411", "A", "Z")]
    assert marked(finding, text) == '"A"'
    assert finding.related()[0].span.source == "base.hier"


def test_identical_definitions_are_no_siblings_no_parents_and_no_contrasts() -> None:
    far = case(
        node("P", "+P1", node("A", "+X1"), node("A2", "+X2")),
        node("Q", "+Q1", node("B", "+X1"), node("B2", "+X3")),
    )
    assert data(found(far, "L412")) == [("L412", "B", "A")]
    assert found(case(node("A", "+X1"), node("B", "+X1")), "L412") == ()
    assert found(case(node("A", "+X1", node("G", "", node("B", "+X1"))), node("C", "+Y1")), "L412") == ()
    borrowed = case(node("P", "+P1", node("A", "+X1"), node("A2", "+X2")), node("C", "+X1", kind="contrast"))
    assert found(borrowed, "L412") == ()


def test_identical_definitions_of_two_hierarchies_in_one_file() -> None:
    text = "hierarchy a {\n" + node("A", "+X1") + "\n}\nhierarchy b {\n" + node("B", "+X1") + "\n}\n"
    assert data(found(text, "L412")) == [("L412", "B", "A")]


def test_a_node_that_is_renamed_where_it_is_inherited_is_no_twin_of_itself() -> None:
    base = "hierarchy a {\n" + node("A", "+X1") + "\n" + node("C", "+Y1") + "\n}\n"
    assert found(base + 'hierarchy b extends a {\nrename "A" to "B"\n}\n', "L412") == ()


def test_three_of_a_kind_are_two_findings() -> None:
    branches = (node(f"P{i}", f"+P{i}1", node(f"A{i}", "+X1"), node(f"B{i}", f"+Y{i}1")) for i in range(3))
    assert data(found(case(*branches), "L412")) == [("L412", "A1", "A0"), ("L412", "A2", "A0")]


def test_a_child_adds_a_marker_a_sign_or_a_variant() -> None:
    def child(markers: str, *inside: str) -> str:
        return case(node("P", "+X1 +Y1 -Z1", node("A", markers, *inside), node("B", "+W1")))

    assert data(found(child("+X1 -Z1"), "L413")) == [("L413", "A", "P")]
    assert found(child("+X1 -Y1"), "L413") == ()
    assert found(child("+X1 +V1"), "L413") == ()
    assert found(child("+X1", node("v", "+V1", kind="variant")), "L413") == ()


def test_a_marker_on_all_siblings_of_either_sign() -> None:
    text = case(node("P", "+P1", node("A", "+X1 +A1 -Z1"), node("B", "+X1 +B1 -Z1")))
    assert data(found(text, "L414"))[0][:6] == ("L414", "X1", 1, 2, "P", False)
    assert [d[1:3] for d in data(found(text, "L414"))] == [("X1", 1), ("Z1", -1)]


def test_a_contrast_without_the_marker_makes_it_tell_something() -> None:
    siblings = (node("A", "+X1 +A1"), node("B", "+X1 +B1"), node("C", "+C1", kind="contrast"))
    assert found(case(node("P", "+P1", *siblings)), "L414") == ()


def test_all_variants_must_carry_the_shared_marker() -> None:
    variants = (node("v", "+X1 +V1", kind="variant"), node("w", "+X1 +W1", kind="variant"))
    assert len(found(case(node("P", "", node("A", "", *variants), node("B", "+X1 +B1"))), "L414")) == 1
    assert found(case(node("P", "", node("A", "+A1", *variants), node("B", "+X1 +B1"))), "L414") == ()


def test_roots_have_no_parent_to_move_a_marker_to() -> None:
    (finding,) = found(case(node("A", "+X1 +A1"), node("B", "+X1 +B1")), "L414")
    assert finding.message() == "`+ X1` stands on both programs at the root and separates none of them"
    assert finding.help() is None


def test_a_parent_may_have_the_shared_marker_already() -> None:
    (finding,) = found(case(node("P", "+X1", node("A", "+X1 +A1"), node("B", "+X1 +B1"))), "L414")
    assert finding.help() == "`P` has it already"


def test_a_marker_contradicts_any_ancestor_and_from_any_variant() -> None:
    inner = node("C", "+C1", node("v", "+X1", kind="variant"))
    text = case(node("A", "+A1 -X1", node("B", "+B1", inner)))
    assert data(found(text, "L415")) == [("L415", "X1", "C", "A")]
    assert found(case(node("A", "+X1", node("B", "-X1 +B1"))), "L415") == ()


def test_a_new_child_that_contradicts_an_inherited_ancestor() -> None:
    base = "hierarchy base {\n" + node("A", "+A1 -X1") + "\n}\n"
    text = 'hierarchy mine extends base {\n  in "A" {\n' + node("B", "+X1") + "\n}\n}\n"
    (finding,) = found(text, "L415", base=base)
    assert marked(finding, text) == "X1"
    assert finding.related()[0].span.source == "base.hier"


def test_an_only_child_has_no_contrast_and_is_no_root() -> None:
    assert data(found(case(node("P", "+P1", node("A", "+A1"))), "L416")) == [("L416", "A", "P")]
    assert found(case(node("P", "+P1", node("A", "+A1"), node("C", "+C1", kind="contrast"))), "L416") == ()
    assert found(case(node("P", "+P1")), "L416") == ()


def test_a_root_with_less_than_a_third_of_the_others_markers() -> None:
    def roots(*numbers: int) -> str:
        return case(*(node(f"R{n}", " ".join(f"+G{n}x{i}" for i in range(k))) for n, k in enumerate(numbers)))

    assert data(found(roots(7, 7, 2), "L417")) == [("L417", "R2", 2, 7)]
    assert found(roots(6, 6, 2), "L417") == ()
    assert found(roots(20, 2), "L417") == ()
    assert found(roots(7, 7, 0), "L417") == ()  # a group


def test_a_parent_made_of_one_of_its_children() -> None:
    def parent(markers: str, *, second: str = "+T1") -> str:
        return case(node("P", markers, node("M", "+M0", node("MM", "+M1 +M2 +M3")), node("T", second)))

    assert data(found(parent("+M1 +M2 +M3 +P1 +P2"), "L418")) == [("L418", "P", "M", 3, 5)]
    assert found(parent("+M1 +M2 +M3 +P1 +P2 +P3 +P4"), "L418") == ()
    assert found(parent("+M1 +M2 +M3", second="+M1 +T1"), "L418") == ()


def test_a_contrast_in_a_leaf_has_no_rivals_and_a_module_of_contrasts_is_fine() -> None:
    text = case(node("P", "+P1", node("C", "+C1", kind="contrast")))
    assert data(found(text, "L419")) == [("L419", "C", "P")]
    assert found(case(node("C", "+C1", kind="contrast")), "L419") == ()


def test_one_name_in_hierarchies_that_do_not_build_on_each_other() -> None:
    one = "hierarchy one {\n" + node("T cell", "+CD3D +CD3E") + "\n}\n"
    two = "hierarchy two {\n" + node("T cell", "+CD3D +TRAC") + "\n}\n"
    assert data(found(one + two, "L454")) == [("L454", "T cell", "one", 1, 3)]
    first, second = library(one, name="one.hier"), library(two, name="two.hier")
    assert data(lint(first, select=["L454"], beside=[second])) == [("L454", "T cell", "two", 1, 3)]
    assert data(lint(second, select=["L454"], beside=[first])) == [("L454", "T cell", "one", 1, 3)]
    assert lint(first, select=["L454"], beside=[library(one.replace("one", "same"), name="same.hier")]) == ()


def test_what_builds_on_a_hierarchy_may_replace_its_nodes() -> None:
    base = "hierarchy base {\n" + node("T cell", "+CD3D") + "\n}\n"
    middle = "hierarchy middle extends base {\n}\n"
    text = 'hierarchy mine extends middle {\n  replace "T cell" with ' + node("T cell", "+TRAC") + "\n}\n"
    assert found(base + middle + text, "L454") == ()


def test_two_types_may_share_a_name() -> None:
    one = "hierarchy one {\n" + node("Basal", "+KRT5 +TP63", "cl CL:0002633") + "\n}\n"
    two = "hierarchy two {\n" + node("Basal", "+KRT5 +COL17A1", "cl CL:0002187") + "\n}\n"
    assert found(one + two, "L454") == ()
    assert len(found(one + two.replace("CL:0002187", "CL:0002633"), "L454")) == 1
    assert len(found(one + two.replace("cl CL:0002187", ""), "L454")) == 1


def test_the_copy_of_a_file_elsewhere_is_no_second_definition() -> None:
    # Of one length, so that the node stands at one place in both: what builds on the copy has edited it.
    one = "hierarchy one {\n" + node("T cell", "+CD3D +CD3E") + "\n}\n"
    two = "hierarchy two {\n" + node("T cell", "+CD3D +CD3G") + "\n}\n"
    here = library(one, name="catalog/one.hier")
    assert lint(here, select=["L454"], beside=[library(two, name="built-in/one.hier")]) == ()
    assert len(lint(here, select=["L454"], beside=[library(two, name="built-in/two.hier")])) == 1
