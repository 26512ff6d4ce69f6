"""Laws of merging: what two people do to different things is all there afterwards, in either order."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import merge_campaign
from hierannot_dsl.catalog.builtins import BuiltinLoader
from hierannot_dsl.compare.diff import compare_hierarchies
from hierannot_dsl.compiler import read_hierarchy
from hierannot_dsl.merge.merge import merge_texts
from hierannot_dsl.source import Source

GENES = [f"GENE{number}" for number in range(1, 40)]


def text_of(nodes):
    """A hierarchy from name -> (parent, genes, comment)."""

    def block(name, depth):
        _, genes, comment = nodes[name]
        pad = "  " * depth
        yield f"{pad}# {comment}"
        yield f'{pad}node "{name}" {{'
        yield from (f"{pad}  + {gene}" for gene in sorted(genes))
        for child, (above, _, _) in nodes.items():
            if above == name:
                yield ""
                yield from block(child, depth + 1)
        yield f"{pad}}}"

    lines = ["hierarchy h {"]
    for name, (parent, _, _) in nodes.items():
        if parent is None:
            lines += ["", *block(name, 1)]
    return "\n".join([*lines, "}"]) + "\n"


@st.composite
def situations(draw):
    """A tree, and for each side nodes that it alone changes."""
    size = draw(st.integers(2, 8))
    names = [f"N{number}" for number in range(size)]
    base = {}
    for number, name in enumerate(names):
        parent = draw(st.sampled_from([None, *names[:number]]))
        genes = {f"BASE{number}", *draw(st.sets(st.sampled_from(GENES), max_size=3))}
        base[name] = (parent, genes, f"about {name}")
    owner = {name: draw(st.integers(0, 1)) for name in names}
    sides = []
    for side in (0, 1):
        nodes = dict(base)
        for name in names:
            if owner[name] != side:
                continue
            parent, genes, comment = nodes[name]
            match draw(st.sampled_from(["nothing", "genes", "fewer", "comment", "child", "level"])):
                case "genes":
                    nodes[name] = (parent, genes | draw(st.sets(st.sampled_from(GENES), max_size=4)), comment)
                case "fewer":
                    nodes[name] = (parent, {f"BASE{name[1:]}"}, comment)
                case "comment":
                    nodes[name] = (parent, genes, f"{comment}, says {side}")
                case "child":
                    nodes[f"child {side} of {name}"] = (name, {f"NEW{side}{name}"}, "new")
                case "level":
                    nodes[f"above {name}"] = (parent, {f"LEVEL{name}"}, "between")
                    nodes[name] = (f"above {name}", genes, comment)
        sides.append(nodes)
    expected = {}
    for side in (0, 1):
        for name, node in sides[side].items():
            if owner.get(name, side) == side:
                expected[name] = node
    return base, sides[0], sides[1], expected


def read(text):
    return read_hierarchy(Source("h.hier", text), BuiltinLoader()).unwrap()


@given(situations())
def test_independent_edits_are_all_there_in_either_order(situation):
    base, first, second, expected = (text_of(nodes) for nodes in situation)
    one = merge_texts(Source("base", base), Source("ours", first), Source("theirs", second))
    other = merge_texts(Source("base", base), Source("ours", second), Source("theirs", first))
    assert one.conflicts == ()
    assert one.text == other.text
    assert compare_hierarchies(read(expected), read(one.text)).is_empty
    comments = sorted(line.strip() for line in expected.splitlines() if "#" in line)
    assert sorted(line.strip() for line in one.text.splitlines() if "#" in line) == comments


@given(situations())
def test_what_one_side_did_is_what_comes_out(situation):
    base, changed = text_of(situation[0]), text_of(situation[1])
    for sides in ((changed, base), (base, changed), (changed, changed)):
        merged = merge_texts(Source("base", base), *(Source("side", side) for side in sides))
        assert merged.conflicts == ()
        assert compare_hierarchies(read(changed), read(merged.text)).is_empty


@pytest.mark.parametrize("number", range(12))
def test_random_edits_of_the_catalog_lose_nothing_and_mean_the_same(number):
    chance, files = random.Random(f"test:{number}"), merge_campaign.bases()
    pair = None
    while pair is None:
        pair = merge_campaign.draw(chance, files, most=2)
    campaign = merge_campaign.Campaign()
    merge_campaign.judge(pair, campaign)
    assert [(what, told) for what, _, told in campaign.failures] == []
