from hierannot_dsl.panel.bind import bind_panel
from hierannot_dsl.panel.panel import Panel
from hierannot_dsl.panel.policy import RetentionPolicy
from hierannot_dsl.panel.report import NodeRetention
from hierannot_dsl.panel.retention import retained, retention
from tests.unit.panel.trees import contrast, hierarchy, node

TREE = hierarchy(
    node("A", "G1", node("B", "G2", node("C", "G3"), node("D", "G4")), node("E", "G5")),
    node("F", "G6"),
    contrasts=(contrast("G", "G7"),),
)
BOUND = bind_panel(TREE, Panel("toy", ("G1", "G2", "G5")))


def names(rows: tuple[NodeRetention, ...]) -> str:
    return "".join(row.name for row in rows)


def test_the_rows_of_a_report_can_be_had_alone() -> None:
    rows = retained(BOUND, RetentionPolicy())
    assert names(rows) == "ABCDEFG"
    assert rows == retention(BOUND, RetentionPolicy()).rows


def test_what_is_below_a_node() -> None:
    report = retention(BOUND, RetentionPolicy())
    assert names(report.children("")) == "AF"
    assert [names(report.children(name)) for name in "ABCG"] == ["BE", "CD", "", ""]
    assert [names(report.below(name)) for name in ("", "A", "B", "F")] == ["ABCDEF", "BCDE", "CD", ""]
