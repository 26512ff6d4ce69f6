import pytest

from hierannot_dsl.cli.console import CannotRun
from hierannot_dsl.cli.files import caller_mistakes


@pytest.mark.parametrize(
    ("raised", "told"),
    [
        (FileNotFoundError(2, "No such file or directory"), "a.csv: No such file or directory"),
        (ValueError("a.csv holds no genes"), "a.csv holds no genes"),
        (ValueError("no genes"), "a.csv: no genes"),
        (KeyError("no column 'x'"), "a.csv: no column 'x'"),
        (
            UnicodeDecodeError("utf-8", b"Z\xfcrich", 1, 2, "invalid start byte"),
            "a.csv: 'utf-8' codec can't decode byte 0xfc in position 1: invalid start byte",
        ),
    ],
)
def test_what_the_library_raises_is_told_in_one_line(raised: Exception, told: str) -> None:
    with pytest.raises(CannotRun) as problem, caller_mistakes("a.csv"):
        raise raised
    assert problem.value.message == told
