"""Laws of refactors: they never raise, keep every comment, and what is taken back is as it was."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from hierannot_dsl.refactor.move import move
from hierannot_dsl.refactor.rename import rename
from hierannot_dsl.refactor.said import pictures
from hierannot_dsl.semantics.load import load
from hierannot_dsl.source import Source
from tests.unit.refactor.files import BASE, CHILD, FILES, MINE

PROGRAMS = [
    "Epithelial",
    "Basal",
    "Luminal",
    "secretory",
    "Immune",
    "B cell",
    "Erythroid",
    "Other",
    "Basal cell",
]
PROGRAMS += ["Goblet", "Mural"]
NAMES = st.sampled_from([*PROGRAMS, "New", 'New "one" \\', "γδ", "A > B"])
COMMENT = re.compile(r"(?<!\S)#.*")


@st.composite
def texts(draw: st.DrawFn) -> str:
    """One of the files with comments and empty lines put in anywhere, and its indentation undone or not."""
    lines: list[str] = []
    width = draw(st.sampled_from([1, 2, 2, 2, 4]))
    for line in draw(st.sampled_from([BASE, BASE + CHILD, MINE])).splitlines():
        indent = " " * ((len(line) - len(line.lstrip())) // 2 * width)
        lines += [
            f"{indent}# above {len(lines)}" if kind == "#" else ""
            for kind in draw(st.lists(st.sampled_from(["#", ""]), max_size=2))
        ]
        end = f"  # behind {len(lines)}" if "#" not in line and line.strip() and draw(st.booleans()) else ""
        lines.append(indent + line.strip() + end)
    return "\n".join(lines) + draw(st.sampled_from(["\n", ""]))


def comments(text: str) -> list[str]:
    return sorted(COMMENT.findall(text))


@settings(max_examples=150, deadline=None)
@given(texts(), st.sampled_from(PROGRAMS), NAMES)
def test_a_name_that_is_taken_back_is_as_it_was(text: str, old: str, new: str) -> None:
    library = load(Source("case.hier", text), FILES).unwrap()
    outcome = rename(library, FILES, (old,), new)
    if outcome.value is None:
        assert outcome.diagnostics
        return
    after = load(outcome.value.source, FILES)
    assert not after.failed
    assert after.value is not None
    assert comments(outcome.value.source.text) == comments(text)
    if new in PROGRAMS:  # a variant or a base may have a name of its own that is the same
        return
    back = rename(after.value, FILES, (new,), old)
    if back.value is not None:  # an alias that the name has left behind may be in the way
        assert pictures(load(back.value.source, FILES).unwrap()) == pictures(library)
    if old in ("Epithelial", "Luminal") and "hierarchy base" in text:
        assert back.value is not None
        assert back.value.source.text == text


@settings(max_examples=250, deadline=None)
@given(texts(), st.sampled_from(PROGRAMS), st.sampled_from(PROGRAMS))
def test_a_move_loses_nothing(text: str, name: str, under: str) -> None:
    library = load(Source("case.hier", text), FILES).unwrap()
    outcome = move(library, FILES, (name,), (under,))
    if outcome.value is None:
        assert outcome.diagnostics
        return
    after = load(outcome.value.source, FILES)
    assert not after.failed
    assert after.value is not None
    assert comments(outcome.value.source.text) == comments(text)
    names = {of: sorted(e.name.text for e in h.walk()) for of, h in library.hierarchies.items()}
    assert names == {of: sorted(e.name.text for e in h.walk()) for of, h in after.value.hierarchies.items()}
    again = move(after.value, FILES, (name,), (under,)).unwrap()
    assert (again.source.text, again.places) == (outcome.value.source.text, 0)
