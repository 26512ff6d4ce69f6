from pathlib import Path

import pytest

from hierannot_dsl.compare.breaking import OTHERS, RULES, Breakage, Bump, judge
from hierannot_dsl.compare.diff import compare_hierarchies
from hierannot_dsl.compare.effects import LabelChange, LabelEffect, NodeOnPanel, PanelEffect
from hierannot_dsl.emit.diff_words import version_verdict
from tests.unit.compare.texts import BLOOD, changed, read


def judged(*replacements, **effects):
    text = BLOOD
    for old, new in replacements:
        text = text.replace(old, new)
    after = read(text)
    diff = changed(*replacements)
    return judge(diff, aliases={one.name: one.aliases for one in after.programs()}, **effects)


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


def test_a_rename_with_an_alias_breaks_nothing():
    verdict = judged(('node "B cell" {', 'node "B lymphocyte" {\n    alias "B cell"'))
    assert verdict.breakages == ()
    assert (verdict.required, verdict.needed) == (Bump.MINOR, "1.3.0")


def test_a_removed_node_breaks_unless_an_alias_leads_from_it():
    gone = BLOOD.replace('    node "CD8 T cell" {\n      + CD8A\n      + CD8B\n    }\n', "")
    kept = gone.replace('node "T cell" {', 'node "T cell" {\n    alias "CD8 T cell"')
    for text, rules in ((gone, ["node-removed"]), (kept, [])):
        after = read(text)
        diff = compare_hierarchies(read(BLOOD), after)
        verdict = judge(diff, aliases={one.name: one.aliases for one in after.programs()})
        assert [one.rule for one in verdict.breakages] == rules


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
    verdict = judge(compare_hierarchies(read(text), read(after)), aliases={})
    assert (verdict.required, verdict.needed, verdict.enough) == (Bump.MINOR, needed, True)


def test_before_the_first_release_the_minor_number_says_it():
    text = BLOOD.replace("1.2.3", "0.4.1")
    after = text.replace("- CD79A", "+ CD79A").replace("0.4.1", "0.5.0")
    verdict = judge(compare_hierarchies(read(text), read(after)), aliases={})
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
    assert [one.rule for one in judge(compare_hierarchies(read(BLOOD), None), aliases={}).breakages] == [
        "hierarchy-removed"
    ]
    verdict = judge(compare_hierarchies(None, read(BLOOD)), aliases={})
    assert (verdict.breakages, verdict.enough) == ((), True)


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
    verdict = judge(diff, aliases={})
    assert (verdict.enough, version_verdict(verdict, diff)) == (enough, told)


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
        diff = compare_hierarchies(read(text), read(text.replace(*change)))
        verdict = judge(diff, aliases={})
        assert (verdict.enough, version_verdict(verdict, diff)) == (enough, told)


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
    verdict = judge(compare_hierarchies(read(BLOOD), read(text) if text else None), aliases={})
    assert ([one.rule for one in verdict.breakages], verdict.required) == ([rule], Bump.MAJOR)
    assert not verdict.enough


def test_every_rule_is_named_and_the_guide_tells_them_all():
    effects = {"lost-on-panel", "labels-changed"}  # found above
    assert {*BROKEN, *effects} == {*RULES}
    guide = (Path(__file__).parents[3] / "docs/guide/catalogs.md").read_text(encoding="utf-8")
    rows = [f"| `{rule}` | {told} | major |" for rule, told in RULES.items()]
    rows += [f"| | {told} | {bump} |" for bump, told in OTHERS.items()]
    assert "\n".join(rows) in guide
