from benchmarks.bench import NOT_MEASURED, Row
from benchmarks.timing import Cost

ROW = Row("scoring", Cost(0.0471, 17.9), 0.05, 120, {"others": Cost(0.1413, NOT_MEASURED)})


def test_a_row_is_a_line_and_its_rivals_say_how_many_times_longer_they_take():
    ours, others = ROW.lines()
    assert ours.split() == ["scoring", "0.047", "0.05", "18", "120"]
    assert others.split() == ["others", "0.141", "3", "times", "ours"]


def test_a_row_of_a_table_holds_the_same():
    assert list(ROW.records()) == [
        {"": "scoring", "seconds": "0.047", "bar, s": "0.05", "MiB": "18", "bar, MiB": "120"},
        {"": "*others*", "seconds": "0.141", "MiB": ""},
    ]


def test_what_was_not_measured_is_in_no_table():
    row = Row("from a file", None, 0.9, note="needs zarr")
    assert list(row.records()) == []
    assert list(row.lines()) == [f"{'from a file':58}needs zarr"]
