import pandas as pd
import pytest

from hierannot_dsl.emit.labels_text import labels_text
from hierannot_dsl.emit.layout import Layout

NAN = float("nan")


@pytest.fixture
def summary() -> pd.DataFrame:
    columns = ["cluster_id", "export_label", "export_status", "confidence", "final_call_margin"]
    columns += ["second_best_label", "export_reason"]
    rows = [
        ("0", "T cell", "resolved", "high", 0.5249, "NK cell", ""),
        ("1", "mixed_t_cell.b_cell", "mixed", "none", -0.004, "B cell", "T cell scores 0.61, B cell 0.60"),
        ("-1", "unknown", "unknown", "none", NAN, "", "looks like Erythroid"),
    ]
    names = [name if name == "cluster_id" else f"annot_{name}" for name in columns]
    return pd.DataFrame(rows, columns=names)


def test_a_line_for_each_cluster_and_a_reason_where_there_is_no_plain_label(summary: pd.DataFrame) -> None:
    assert labels_text(summary) == (
        "cluster  label                status    confidence  margin  runner-up\n"
        "0        T cell               resolved  high          0.52  NK cell\n"
        "1        mixed_t_cell.b_cell  mixed     none         -0.00  B cell\n"
        "-1       unknown              unknown   none\n"
        "\n"
        "3 clusters: 1 resolved (1 high confidence), 1 mixed, 1 unknown\n"
        "  1: T cell scores 0.61, B cell 0.60\n"
        "  -1: looks like Erythroid\n"
    )


def test_stability_has_a_column_where_it_was_asked_for(summary: pd.DataFrame) -> None:
    lines = labels_text(summary.assign(annot_stability=[0.994, NAN, 0.5])).splitlines()
    assert lines[0].split()[-3:] == ["margin", "stable", "runner-up"]
    assert lines[1].split()[-4:] == ["0.52", "99%", "NK", "cell"]
    assert lines[2].split()[-3:] == ["-0.00", "B", "cell"]
    assert lines[3].split()[-1] == "50%"
    assert labels_text(summary.assign(annot_stability=NAN)) == labels_text(summary)


def test_what_is_known_can_stand_beside(summary: pd.DataFrame) -> None:
    lines = labels_text(summary, beside={"known": {"0": "T 90%"}}).splitlines()
    assert lines[0].endswith("margin  known")
    assert lines[1].endswith("0.52  T 90%")
    assert lines[2].endswith("-0.00")


def test_colour_marks_what_needs_a_look(summary: pd.DataFrame) -> None:
    lines = labels_text(summary, Layout(color=True)).splitlines()
    assert [line.startswith("\x1b[") for line in lines[1:4]] == [False, True, True]


def test_missing_values_of_any_kind_are_blank(summary: pd.DataFrame) -> None:
    summary["annot_final_call_margin"] = pd.array([0.5, 0.1, None], dtype="Float64")
    assert labels_text(summary).splitlines()[3] == "-1       unknown              unknown   none"


def test_names_of_clusters_give_no_orders_to_a_terminal_and_break_no_line(summary: pd.DataFrame) -> None:
    lines = labels_text(summary.iloc[2:].assign(cluster_id="a\nb\x1b[2J")).splitlines()
    assert lines[1].startswith("a<U+000A>b<U+001B>[2J  unknown")
    assert lines[3] == "1 cluster: 0 resolved, 0 mixed, 1 unknown"
    assert lines[4] == "  a<U+000A>b<U+001B>[2J: looks like Erythroid"
