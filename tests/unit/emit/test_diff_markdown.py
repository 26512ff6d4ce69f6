"""Markdown of a change: what a reader of the rendered page sees, signs of markers too."""

import pytest

from hierannot_dsl.compare.comparison import Comparison
from hierannot_dsl.compare.diff import compare_hierarchies
from hierannot_dsl.emit.diff_markdown import code, diff_markdown, plain
from tests.unit.compare.texts import BLOOD, read


def test_a_marker_stands_in_code_so_that_its_sign_is_no_bullet():
    after = BLOOD.replace("    + CD3D\n", "    - CD3D\n").replace("    + MS4A1\n", "    + MS4A1 = 2\n")
    after = after.replace("  contrast", '  node "NK cell" {\n    + NKG7\n    - CD3D = 0.5\n  }\n  contrast')
    assert diff_markdown([Comparison(compare_hierarchies(read(BLOOD), read(after)))]) == (
        "### blood 1.2.3: 1 added, 2 changed inside\n\n"
        "- **T cell**\n"
        "  - `- CD3D`, was +\n"
        "- **B cell**\n"
        "  - `+ MS4A1 = 2`, weight was 1\n"
        "- added **NK cell**: `-CD3D=0.5 +NKG7`\n"
    )


@pytest.mark.parametrize(("text", "shown"), [("a", "`a`"), ("a`b", "``a`b``"), ("`a``b", "``` `a``b ```")])
def test_code_holds_its_backticks(text, shown):
    assert code(text) == shown


def test_plain_text_is_no_markup():
    assert (
        plain("~~CD3~~ *a* _b_ <c> [d] #1 | e")
        == "\\~\\~CD3\\~\\~ \\*a\\* \\_b\\_ \\<c\\> \\[d\\] \\#1 \\| e"
    )
