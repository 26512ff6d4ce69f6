"""Programs of every format that was ever written still load, and still say what they said."""

from pathlib import Path

import pytest

from hierannot_dsl.program import Program

PROGRAMS = sorted(Path(__file__).parent.glob("*.hierc.json"))


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.name)
def test_a_program_of_old_loads_and_is_written_as_it_was(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert Program.loads(text).dumps() == text


def test_there_is_one_of_each_format() -> None:
    assert [path.name for path in PROGRAMS] == ["format-1.hierc.json"]
