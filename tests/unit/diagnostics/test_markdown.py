from hierannot_dsl.diagnostics.markdown import _plain, encode_markdown
from tests.unit.diagnostics.findings import BAD_WEIGHT, GLUED, MISSING, NOWHERE, SOURCES


def test_a_table_errors_first():
    lines = encode_markdown([GLUED, BAD_WEIGHT, MISSING, NOWHERE], SOURCES).splitlines()
    assert lines[1:4] == ["", "| place | code | finding |", "|---|---|---|"]
    assert len(lines) == 8
    assert lines[4].split(" | ")[1].startswith("E")
    assert "| my dir/a.hier:3 | E043 glued-sign | no space between `+` and `CD3D`; write `+ CD3D` |" in lines


def test_nothing():
    assert encode_markdown([], {}) == "Nothing to report."


def test_names_cannot_break_the_table_or_be_markup():
    assert _plain("node `A|B` <b>*x*</b> | c\nd") == r"node `A\|B` \<b\>\*x\*\</b\> \| c d"
    assert _plain("one ` alone _") == r"one  alone \_"
