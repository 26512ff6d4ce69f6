from pathlib import Path

import pytest

from hierannot_dsl.compare.breaking import OTHERS, RULES, Breakage, Bump, judge
from hierannot_dsl.compare.diff import compare_hierarchies
from hierannot_dsl.compare.effects import LabelChange, LabelEffect, NodeOnPanel, PanelEffect
from hierannot_dsl.emit.diff_words import version_told
from tests.unit.compare.texts import BLOOD, read


def judged_states(before, after, **options):
    """The judgement of two texts, either of which may be None."""
    was, now = (text and read(text) for text in (before, after))
    return judge(compare_hierarchies(was, now), now, **options)


def judged(*replacements, **options):
    text = BLOOD
    for old, new in replacements:
        assert old in text, old
        text = text.replace(old, new)
    return judged_states(BLOOD, text, **options)


@pytest.mark.parametrize(
    ("replacement", "rule", "told"),
    [
        (
            ('node "B cell"', 'node "B lymphocyte"'),
            "node-renamed",
            "B cell is called B lymphocyte, which has no alias B cell",
        ),
        (
            ("cl CL:0000236", "cl CL:0000945"),
            "cl-changed",
            "B cell: cl was CL:0000236, is CL:0000945",
        ),
        (("    - CD79A\n", "    + CD79A\n"), "sign-flipped", "T cell: CD79A now speaks for it"),
        (("species human", "species mouse"), "species-changed", "species was human, is mouse"),
    ],
)
def test_what_breaks(replacement, rule, told):
    verdict = judged(replacement)
    assert verdict.breakages == (Breakage(rule, told),)
    assert (verdict.required, verdict.needed, verdict.enough) == (Bump.MAJOR, "2.0.0", False)


def test_nodes_that_go_with_their_parent_break_one_by_one():
    start, end = BLOOD.index('  node "T cell"'), BLOOD.index('  node "B cell"')
    t_cell = BLOOD[start:end]
    contrast = '    contrast "Doublet" {\n      + CD3G\n      + LYZ\n    }\n  }\n'
    before = BLOOD.replace(t_cell, t_cell.removesuffix("  }\n") + contrast)
    after = BLOOD.replace(t_cell, "").replace('node "B cell" {', 'node "B cell" {\n    alias "CD4 T cell"')
    verdict = judged_states(before, after)
    assert [(one.rule, one.told) for one in verdict.breakages] == [
        ("node-removed", "T cell is gone, and no alias leads from it to another node"),
        ("node-removed", "T cell > CD8 T cell is gone, and no alias leads from it to another node"),
    ]


def test_the_alias_of_a_contrast_leads_to_no_label():
    b_cell = BLOOD[BLOOD.index('  node "B cell"') : BLOOD.index("  contrast")]
    after = BLOOD.replace(b_cell, "").replace(
        'contrast "Platelet" {', 'contrast "Platelet" {\n    alias "B cell"'
    )
    assert [one.rule for one in judged_states(BLOOD, after).breakages] == ["node-removed"]


def test_names_that_are_swapped_are_two_renames():
    after = BLOOD.replace('"T cell"', '"?"').replace('"B cell"', '"T cell"').replace('"?"', '"B cell"')
    verdict = judged_states(BLOOD, after)
    assert [(one.rule, one.told) for one in verdict.breakages] == [
        ("node-renamed", "T cell is called B cell, which has no alias T cell"),
        ("node-renamed", "B cell is called T cell, which has no alias B cell"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("", "  species human\n", []),
        ("  species human\n", "", ["species was human, is gone"]),
        ("  species human\n", "  species mouse\n", ["species was human, is mouse"]),
    ],
)
def test_a_species_that_is_first_written_breaks_nothing(before, after, told):
    texts = [BLOOD.replace("  species human\n", line) for line in (before, after)]
    verdict = judged_states(*texts)
    assert [one.told for one in verdict.breakages] == told
    assert verdict.required is (Bump.MAJOR if told else Bump.MINOR)


def test_a_rename_with_an_alias_breaks_nothing():
    verdict = judged(('node "B cell" {', 'node "B lymphocyte" {\n    alias "B cell"'))
    assert verdict.breakages == ()
    assert (verdict.required, verdict.needed) == (Bump.MINOR, "1.3.0")


def test_a_removed_node_breaks_unless_an_alias_leads_from_it():
    gone = BLOOD.replace('    node "CD8 T cell" {\n      + CD8A\n      + CD8B\n    }\n', "")
    kept = gone.replace('node "T cell" {', 'node "T cell" {\n    alias "CD8 T cell"')
    for text, rules in ((gone, ["node-removed"]), (kept, [])):
        assert [one.rule for one in judged_states(BLOOD, text).breakages] == rules


@pytest.mark.parametrize(
    ("replacement", "required", "needed"),
    [
        (("    + CD3D\n", "    + CD3G\n"), Bump.MINOR, "1.3.0"),
        (("+ CD2 = 0.5", "+ CD2 = 0.6"), Bump.MINOR, "1.3.0"),
        (('node "B cell" {', 'node "B cell" {\n    min_score 0.4'), Bump.MINOR, "1.3.0"),
        (('node "B cell" {', 'node "B cell" {\n    description "of bone marrow"'), Bump.PATCH, "1.2.4"),
        (("    + MS4A1\n", '    + MS4A1 "CD20"\n'), Bump.PATCH, "1.2.4"),
        (("  species human", '  species human\n  keyword "blood"'), Bump.PATCH, "1.2.4"),
        (("version 1.2.3", "version 1.2.4"), Bump.NONE, None),
    ],
)
def test_what_does_not_break_takes_less(replacement, required, needed):
    verdict = judged(replacement)
    assert (verdict.breakages, verdict.required, verdict.needed) == ((), required, needed)


@pytest.mark.parametrize(
    ("version", "enough"), [("1.3.0", True), ("1.2.4", False), ("2.0.0", True), ("1.3.0-rc.1", True)]
)
def test_the_version_has_to_rise_as_far(version, enough):
    verdict = judged(("    + CD3D\n", "    + CD3G\n"), ("version 1.2.3", f"version {version}"))
    assert verdict.enough is enough


@pytest.mark.parametrize(
    ("version", "needed"),
    [("1.3.0-rc1", "1.3.0"), ("2.0.0-rc1", "2.0.0"), ("1.3.1-rc1", "1.4.0"), ("1.3.0", "1.4.0")],
)
def test_a_release_takes_the_numbers_of_what_came_before_it(version, needed):
    text = BLOOD.replace("1.2.3", version)
    after = text.replace("    + CD3D\n", "    + CD3G\n").replace(version, needed)
    verdict = judged_states(text, after)
    assert (verdict.required, verdict.needed, verdict.enough) == (Bump.MINOR, needed, True)


def test_before_the_first_release_the_minor_number_says_it():
    text = BLOOD.replace("1.2.3", "0.4.1")
    after = text.replace("- CD79A", "+ CD79A").replace("0.4.1", "0.5.0")
    verdict = judged_states(text, after)
    assert (verdict.required, verdict.needed, verdict.enough) == (Bump.MAJOR, "0.5.0", True)


def test_what_a_panel_loses_and_what_labels_change():
    panel = PanelEffect("p", (NodeOnPanel("B cell", "full", "disabled", lost=True),))
    labels = LabelEffect("skin.csv", 10, (LabelChange("3", "T cell", "B cell"),))
    change = ("    + CD3D\n", "    + CD3G\n")
    verdict = judged(change, panels=(panel,), labels=(labels,))
    assert [one.told for one in verdict.breakages] == [
        "B cell is lost on panel p: was full, is disabled",
        "1 of 10 clusters of skin.csv have another label",
    ]
    assert judged(change, labels=(labels,), most_changed=0.1).breakages == ()


def test_a_hierarchy_that_is_gone_breaks_and_a_new_one_does_not():
    gone = judged_states(BLOOD, None)
    assert ([one.rule for one in gone.breakages], gone.enough) == (["hierarchy-removed"], False)
    new = judged_states(None, BLOOD)
    assert (new.breakages, new.enough) == ((), True)


def test_a_hierarchy_may_go_where_its_removal_is_allowed():
    diff = compare_hierarchies(read(BLOOD), None)
    for allowed, enough, told in (
        (["blood"], True, "its removal is allowed"),
        (["bloo"], False, "--allow-removed blood lets it go"),
    ):
        verdict = judge(diff, None, allow_removed=allowed)
        assert ([one.rule for one in verdict.breakages], verdict.enough) == (["hierarchy-removed"], enough)
        assert version_told(verdict, diff) == f"none is left that could say so; {told}"


@pytest.mark.parametrize(
    ("before", "after", "enough", "told"),
    [
        ("version 1.2.3", "version 1.3.0", True, "need not rise"),
        ("version 1.2.3", "version 1.2.2", False, "it was 1.2.3, and is 1.2.2: it may not fall"),
        ("version 1.2.3", "", False, "it was 1.2.3, and is none: it may not fall"),
        ("version 1.2.3", "version 1.2.3-rc1", False, "it was 1.2.3, and is 1.2.3-rc1: it may not fall"),
        ("version 1.2.3-rc1", "version 1.2.3", True, "need not rise"),
        ("", "version 0.1.0", True, "need not rise"),
    ],
)
def test_a_version_may_not_fall(before, after, enough, told):
    texts = [BLOOD.replace("version 1.2.3", version) for version in (before, after)]
    diff = compare_hierarchies(*map(read, texts))
    verdict = judge(diff, read(texts[1]))
    assert (verdict.enough, version_told(verdict, diff)) == (enough, told)


def test_without_a_version_what_breaks_users_asks_for_one():
    text = BLOOD.replace("  version 1.2.3\n", "")
    for change, enough, told in (
        (("    + CD3D\n", "    + CD3G\n"), True, "a minor change, and no version before that could rise"),
        (
            ("    - CD79A\n", "    + CD79A\n"),
            False,
            "a major change, and no version before that could rise, and none now: write one",
        ),
    ):
        after = read(text.replace(*change))
        diff = compare_hierarchies(read(text), after)
        verdict = judge(diff, after)
        assert (verdict.enough, version_told(verdict, diff)) == (enough, told)


GONE = BLOOD.replace('    node "CD8 T cell" {\n      + CD8A\n      + CD8B\n    }\n', "")
MOVED = GONE.replace("  contrast", '  node "CD8 T cell" {\n    + CD8A\n    + CD8B\n  }\n  contrast')
BROKEN = {
    "name-changed": BLOOD.replace("hierarchy blood", "hierarchy pbmc"),
    "species-changed": BLOOD.replace("species human", "species mouse"),
    "modality-changed": BLOOD.replace("species human", "species human\n  modality protein"),
    "node-removed": GONE,
    "node-renamed": BLOOD.replace('"B cell"', '"B lymphocyte"'),
    "node-moved": MOVED,
    "cl-changed": BLOOD.replace("    cl CL:0000236\n", ""),
    "sign-flipped": BLOOD.replace("- CD79A", "+ CD79A"),
    "hierarchy-removed": None,
}


@pytest.mark.parametrize(("rule", "text"), BROKEN.items())
def test_every_rule_finds_what_it_says(rule, text):
    verdict = judged_states(BLOOD, text)
    assert ([one.rule for one in verdict.breakages], verdict.required) == ([rule], Bump.MAJOR)
    assert not verdict.enough


def test_every_rule_is_named_and_the_guide_tells_them_all():
    effects = {"lost-on-panel", "labels-changed"}  # found above
    assert {*BROKEN, *effects} == {*RULES}
    guide = (Path(__file__).parents[3] / "docs/guide/catalogs.md").read_text(encoding="utf-8")
    passes = {"hierarchy-removed": "`--allow-removed`"}  # no version of it is left that could rise
    rows = [f"| `{rule}` | {told} | {passes.get(rule, 'major')} |" for rule, told in RULES.items()]
    rows += [f"| | {told} | {bump} |" for bump, told in OTHERS.items()]
    assert "\n".join(rows) in guide
