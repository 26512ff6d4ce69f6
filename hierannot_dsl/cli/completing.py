"""What a shell offers for a hierarchy: the names of built-ins, and files where none begins like that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from collections.abc import Sequence

FILES = CompletionItem("", type="file")


class NameOrFile(click.ParamType[str]):
    """A hierarchy, by the name of a built-in or by its file; any text is taken, and looked up later."""

    name = "text"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return value

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        names = [CompletionItem(name) for name in offered() if name.startswith(incomplete)]
        return names or [FILES]


def offered() -> Sequence[str]:
    from hierannot_dsl.resources import builtin_names

    return builtin_names()


HIERARCHY = NameOrFile()
