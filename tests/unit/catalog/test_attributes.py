import pytest

from hierannot_dsl.catalog.attributes import LINE, with_line

UNIX, WINDOWS = f"{LINE}\n".encode(), f"{LINE}\r\n".encode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"", UNIX),
        (b"*.csv text\n", b"*.csv text\n" + UNIX),
        (b"*.csv text", b"*.csv text\n" + UNIX),
        (b"*.csv text\r\n", b"*.csv text\r\n" + WINDOWS),
        (b"# Z\xfcrich, see merge=hier later\n", b"# Z\xfcrich, see merge=hier later\n" + UNIX),
        (b"*.hier merge=hier\n", b"*.hier merge=hier\n" + UNIX),
        (b"old/*.hier -merge\n", b"old/*.hier -merge\n" + UNIX),
    ],
)
def test_the_line_is_added_at_the_end_and_the_rest_stays(before: bytes, after: bytes) -> None:
    assert with_line(before) == after


@pytest.mark.parametrize(
    "content",
    [
        UNIX,
        WINDOWS,
        b"  *.hier   eol=lf text diff=hier merge=hier\n",
        b'"*.hier" merge=hier diff=hier text eol=lf whitespace=tab-in-indent\n*.csv text\n',
    ],
)
def test_what_says_the_same_stays_as_it_is(content: bytes) -> None:
    assert with_line(content) == content


@pytest.mark.parametrize("said", ["-merge", "merge=union", "!diff", "merge=hier eol=crlf", "-text"])
def test_what_says_otherwise_is_a_mistake(said: str) -> None:
    with pytest.raises(ValueError, match=rf"^a line says otherwise: \*\.hier {said}$"):
        with_line(f"*.csv text\n*.hier {said}\n".encode())
