"""The pages that are made from the code are those that the code makes now."""

from __future__ import annotations

import click
import pytest

import hierannot_dsl
from benchmarks import api_pages, command_page
from hierannot_dsl.cli.main import COMMANDS
from hierannot_dsl.cli.main import main as hierc

BARE = set(hierannot_dsl.__all__) - {"__version__"}
COMMAND_LINE = click.Context(hierc, info_name="hierc")


def test_every_public_name_is_on_one_page() -> None:
    placed = [name for _, _, names in api_pages.TOPICS.values() for name in names]
    assert sorted(placed) == sorted(BARE)


def test_the_pages_of_the_python_interface_are_current(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-golden"):
        api_pages.main()
    written = {path.name: path.read_text(encoding="utf-8") for path in api_pages.FOLDER.glob("*.md")}
    assert written == api_pages.pages()


def test_the_page_of_the_command_line_is_current(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-golden"):
        command_page.main()
    assert command_page.PAGE.read_text(encoding="utf-8") == command_page.page()


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_says_what_it_and_each_of_its_options_does(name: str) -> None:
    command = hierc.get_command(COMMAND_LINE, name)
    assert command is not None
    assert (command.help or "").strip()
    options = [each for each in command.params if isinstance(each, click.Option)]
    assert [option.opts[0] for option in options if not (option.help or "").strip()] == []
    assert [option.opts[0] for option in options if " RANGE" in option.make_metavar(COMMAND_LINE)] == []
