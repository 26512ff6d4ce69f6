"""What a few lines may ask for: every limit of a resolved hierarchy ends in one finding, in little time."""

from __future__ import annotations

import pytest

from hierannot_dsl.diagnostics.model import Diagnostic
from hierannot_dsl.semantics import size
from hierannot_dsl.semantics.load import MAX_STEPS, Found, load
from hierannot_dsl.source import Source


class Nowhere:
    """A loader that finds nothing: all that is needed stands in one file."""

    def find(self, name: str, importing: Source) -> Found | None:
        return None

    def names(self, importing: Source) -> tuple[str, ...]:
        return ()


def found_in(text: str) -> list[Diagnostic]:
    found = load(Source("case.hier", text), Nowhere()).diagnostics
    return [diagnostic for diagnostic in found if diagnostic.code != "E026"]


def hierarchy(name: str, *lines: str, base: str = "") -> str:
    extends = f" extends {base}" if base else ""
    return "\n".join([f"hierarchy {name}{extends} {{", *lines, "}", ""])


def node(name: str, *lines: str) -> list[str]:
    return [f'node "{name}" {{', *lines, "}"]


def nested(prefix: str, levels: int, *inner: str) -> list[str]:
    heads = [f'node "{prefix}{level}" {{' for level in range(levels)]
    return [*heads, *inner, *["}"] * levels]


def chain(levels: int) -> list[str]:
    """Moves that hang the roots `n0`, `n1`, ... one under the other."""
    return [f'move "n{level + 1}" under "n{level}"' for level in range(levels - 1)]


def test_doubling_again_and_again_ends_at_the_limit() -> None:
    # Each grafts the one before it twice: the last would have 2 ** 40 nodes, and names of no end.
    texts = [hierarchy("h0", *node("A", "+ X"))]
    for step in range(1, 31):
        grafts = [*node(f"a{step}", f"use h{step - 1}"), *node(f"b{step}", f"use h{step - 1}")]
        texts.append(hierarchy(f"h{step}", *grafts))
    too_large = [one for one in found_in("".join(texts)) if one.code != "E108"]
    assert [one.code for one in too_large][:1] == ["E121"]
    assert too_large[0].message() == "`h15` would have more than 50,000 nodes, contrasts and variants"


def test_grafts_go_as_deep_as_blocks_may() -> None:
    half = hierarchy("half", *nested("a", 100, "+ X"))
    assert found_in(half + hierarchy("whole", *nested("b", 100, "use half"))) == []
    (finding,) = found_in(half + hierarchy("more", *nested("b", 101, "use half")))
    assert finding.message() == "`more` would have more than 200 levels of nodes"


def test_moves_go_as_deep_as_blocks_may() -> None:
    roots = [line for number in range(300) for line in node(f"n{number}", "+ X")]
    base = hierarchy("base", *roots)
    assert found_in(base + hierarchy("mine", *chain(200), base="base")) == []
    (finding,) = found_in(base + hierarchy("mine", *chain(201), base="base"))
    assert finding.message() == "`mine` would have more than 200 levels of nodes"


def test_included_markers_are_counted_before_they_are_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(size, "MOST_MARKERS", 100)
    shared = ["markers shared {", *(f"+ G{number}" for number in range(30)), "}"]
    nodes = [line for number in range(4) for line in node(f"n{number}", "include shared")]
    assert found_in(hierarchy("three", *shared, *nodes[:9])) == []
    (finding,) = found_in(hierarchy("four", *shared, *nodes))
    assert finding.message() == "`four` would have more than 100 markers"


@pytest.mark.parametrize("order", [1, -1])
def test_steps_are_counted_whatever_stands_first(order: int) -> None:
    def tower(steps: int) -> str:
        texts = [hierarchy("h0", *node("T cell", "+ CD3D"))]
        texts += [hierarchy(f"h{step}", base=f"h{step - 1}") for step in range(1, steps)]
        return "".join(texts[::order])

    assert found_in(tower(MAX_STEPS)) == []
    assert [one.code for one in found_in(tower(MAX_STEPS + 1))] == ["E106"]


def test_what_is_refused_makes_no_further_findings() -> None:
    half = hierarchy("half", *nested("a", 150, "+ X"))
    deep = hierarchy("deep", *nested("b", 150, "use half"))
    user = hierarchy("user", 'in "a7" {', "+ Y", "}", 'drop "b3"', base="deep")
    assert [one.code for one in found_in(half + deep + user)] == ["E121"]
