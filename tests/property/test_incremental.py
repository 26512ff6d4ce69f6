"""However a text comes to be, by whatever edits: it is read as if it were read for the first time."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from hierannot_dsl.source import Source
from hierannot_dsl.syntax.incremental import Reparser
from hierannot_dsl.syntax.parse import parse
from tests.property.hier_texts import TEXTS

ODD = ["{", "}", '"', "\n", "\r\n", "\r", "#", " ", "\u00a0", "\u200b", "\u2028", "\ufeff", "λδ", "🧬"]
LINES = ['node "T" {\n', 'node "B"\n', "{\n", "}\n", "+CD3D\n", "+ CD4 = 1,5\n", "  \n", "hier 2\n", "# a\n"]
PIECES = st.sampled_from(ODD + LINES) | st.text(max_size=3)
EDITS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 12), PIECES), min_size=1, max_size=6)


@given(TEXTS, EDITS)
@example('node "T"\n\n{\n+ A\n}\n', [(0.5, 1, "")])
@example("hier 2\n", [(0.9, 1, "1")])
@example("+ A = 0\r\n+ B\n", [(0.9, 0, "\r\n")])
def test_every_version_is_read_as_if_it_were_the_first(
    text: str, edits: list[tuple[float, int, str]]
) -> None:
    reparser = Reparser()
    for where, length, piece in [(0.0, 0, ""), *edits]:
        at = int(where * len(text))
        text = text[:at] + piece + text[at + length :]
        source = Source("case.hier", text)
        read, expected = reparser.parse(source), parse(source)
        assert read.value == expected.value
        assert read.diagnostics == expected.diagnostics
        assert [d.fix for d in read.diagnostics] == [d.fix for d in expected.diagnostics]
