"""Which hierarchy of a catalog is which in another state of it."""

import pytest

from hierannot_dsl.compare.pair import Stated, pair_hierarchies
from tests.unit.compare.texts import BLOOD, read

SKIN = 'hierarchy skin {\n  node "Keratinocyte" {\n    + KRT5\n    + KRT14\n  }\n}\n'


def side(listed):
    """``file:name ...``: those whose names begin with s are of another kind than the others."""
    found = []
    for one in listed.split():
        file, name = one.split(":")
        text = SKIN.replace("skin", name) if name.startswith("s") else BLOOD.replace("blood", name)
        found.append(Stated(read(text), file))
    return found


@pytest.mark.parametrize(
    ("before", "after", "pairs"),
    [
        # By name, wherever it went.
        ("a:b1 a:skin", "a:b1 c:skin", "b1>b1 skin>skin"),
        # Two single ones of one file.
        ("a:b1", "a:skin", "b1>skin"),
        ("a:b1", "c:skin", "b1>- ->skin"),
        # One that has a new name in its file; one that is another hierarchy there; one in another file.
        ("a:b1 c:skin", "a:b2 c:skin", "b1>b2 skin>skin"),
        ("a:b1 c:b2", "a:skin c:b2", "b1>- b2>b2 ->skin"),
        ("a:b1 c:b2", "d:b3 c:b2", "b1>- b2>b2 ->b3"),
        # A copy is new.
        ("a:b1", "a:b1 c:b2", "b1>b1 ->b2"),
        # Names that two files declare: by file, else the one that is left.
        ("a:b1 c:b1", "a:b1 c:b1", "b1>b1@a b1>b1@c"),
        ("a:b1 c:b1", "c:b1 d:b1", "b1>b1@c b1>b1@d"),
        ("a:b1 c:b1", "c:b1 e:skin", "b1>-@a b1>b1@c ->skin"),
        ("a:b1", "a:b1 c:b1", "b1>b1@a ->b1@c"),
        ("", "a:b1", "->b1"),
    ],
)
def test_pairs(before, after, pairs):
    found = [
        f"{one.before.name if one.before else '-'}>{one.after.name if one.after else '-'}"
        + (f"@{one.file}" if one.file else "")
        for one in pair_hierarchies(side(before), side(after))
    ]
    assert found == pairs.split()
