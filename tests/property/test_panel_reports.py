"""Laws of panel reports: totals add up, and the order of the list decides nothing."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from hierannot_dsl.model.hierarchy import Contrast, Hierarchy, Marker, Node, Variant
from hierannot_dsl.panel.bind import bind_panel
from hierannot_dsl.panel.design import design_panel
from hierannot_dsl.panel.panel import Panel
from hierannot_dsl.panel.policy import RetentionPolicy
from hierannot_dsl.panel.report import RetentionReport, Status
from hierannot_dsl.panel.retention import retention
from hierannot_dsl.symbols.table import builtin_table

few = settings(max_examples=30, deadline=None)
SYMBOLS = (
    "CD3D",
    "cd3d",
    "CD3E",
    "MS4A1",
    "Cd8a",
    "CD8A",
    "GUCY1A3",
    "GUCY1A1",
    "CD45",
    "1-Mar",
    "MARCHF1",
    "X1",
)
symbols = st.sampled_from(SYMBOLS)
panels = st.lists(st.sampled_from([*SYMBOLS, "ACTB", "GAPDH", "VIM"]), max_size=12, unique=True)


@st.composite
def marker_lists(draw: st.DrawFn) -> tuple[Marker, ...]:
    return tuple(
        Marker(
            gene=gene,
            sign=draw(st.sampled_from([1, 1, -1])),
            weight=draw(st.sampled_from([0.5, 1.0, 2.0])),
            modality=draw(st.sampled_from(["rna", "rna", "rna", "protein"])),
        )
        for gene in draw(st.lists(symbols, max_size=5, unique=True))
    )


@st.composite
def hierarchies(draw: st.DrawFn) -> Hierarchy:
    names = iter(range(1000))

    def node(depth: int) -> Node:
        count = draw(st.integers(0, 2)) if depth < 3 else 0
        children = tuple(node(depth + 1) for _ in range(count))
        variants = tuple(
            Variant(name=f"v{at}", markers=draw(marker_lists())) for at in range(draw(st.integers(0, 1)))
        )
        return Node(
            name=f"N{next(names)}",
            markers=draw(marker_lists()),
            variants=variants,
            children=children,
            role=draw(st.sampled_from(["major", "optional"])),
        )

    roots = tuple(node(1) for _ in range(draw(st.integers(1, 3))))
    return Hierarchy(name="toy", roots=roots, contrasts=(Contrast(name="C", markers=draw(marker_lists())),))


def report(tree: Hierarchy, genes: list[str]) -> RetentionReport:
    bound = bind_panel(tree, Panel("toy", tuple(genes)), symbols=builtin_table())
    return retention(bound, RetentionPolicy())


@few
@given(hierarchies(), panels)
def test_totals_add_up(tree: Hierarchy, genes: list[str]) -> None:
    got = report(tree, genes)
    written = {(m.modality, m.gene) for p in tree.programs() for _, ms in p.marker_sets() for m in ms}
    assert sum(got.totals().values()) == len(written)
    assert [row.name for row in got.nodes] == [node.name for _, node in tree.walk()]
    for row in got.rows:
        for share, sign in ((row.positive, 1), (row.negative, -1)):
            mine = [m for m in row.markers if m.sign == sign and m.fate != "repeated"]
            present = {m.symbol for m in mine if m.symbol}
            absent = {(m.modality, m.gene) for m in mine if not m.symbol}
            assert (share.present, share.total) == (len(present), len(present) + len(absent))
            assert share.present_weight <= share.total_weight
        assert row.effective.present <= row.positive.present
        assert row.effective.total <= row.positive.total
        assert (row.reason == "") == (row.rule == "enough")
    assert Counter(row.status for row in got.rows).total() == len(got.rows)


@few
@given(hierarchies(), panels)
def test_a_symbol_of_the_panel_stands_for_one_gene(tree: Hierarchy, genes: list[str]) -> None:
    bound = bind_panel(tree, Panel("toy", tuple(genes)), symbols=builtin_table())
    for (modality, gene), binding in bound.bindings.items():
        assert binding.measured == (binding.fate in ("kept", "renamed"))
        assert not binding.measured or (binding.symbol in genes and modality == "rna")
        assert binding.fate != "kept" or binding.symbol == gene
    for program in tree.programs():
        for _, markers in bound.marker_sets(program):
            measured = [one.binding.symbol for one in markers if one.binding.measured]
            assert len(measured) == len(set(measured))
            repeated = {one.binding.candidates for one in markers if one.binding.fate == "repeated"}
            assert repeated <= {(symbol,) for symbol in measured}


@few
@given(hierarchies(), panels, st.randoms(use_true_random=False))
def test_the_order_of_the_panel_decides_nothing(tree: Hierarchy, genes: list[str], random) -> None:
    other = list(genes)
    random.shuffle(other)
    assert report(tree, genes) == report(tree, other)


@few
@given(hierarchies(), panels)
def test_pairs_are_symmetric_and_within_what_the_nodes_have(tree: Hierarchy, genes: list[str]) -> None:
    got = report(tree, genes)
    rows = {row.name: row for row in got.nodes}
    for pair in got.pairs:
        for side in (pair.first, pair.second):
            assert side.count <= side.total <= rows[side.node].positive.total
            assert side.weight <= side.total_weight
            assert rows[side.node].parent == pair.parent
        first, second = set(pair.first.markers), set(pair.second.markers)
        assert not first & second
        scored = {n for n in (pair.first.node, pair.second.node) if rows[n].status is not Status.DISABLED}
        assert pair.competing == (len(scored) == 2)


@few
@given(hierarchies(), panels)
def test_additions_are_absent_markers_and_gain_what_they_say(tree: Hierarchy, genes: list[str]) -> None:
    bound = bind_panel(tree, Panel("toy", tuple(genes)), symbols=builtin_table())
    design = design_panel(bound, 20)
    total = design.separation
    for addition in design.additions:
        assert bound.bindings["rna", addition.gene].fate == "absent"
        assert addition.gain > 0
        assert addition.nodes
        total += addition.gain
        assert abs(addition.separation - total) < 1e-9
    assert design.separation <= design.whole + 1e-9
    assert abs(total - design.whole) < 1e-9
    assert design.whole <= design.n_nodes
