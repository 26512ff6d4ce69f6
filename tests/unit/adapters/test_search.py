from __future__ import annotations

from pathlib import Path

import pytest

from hierannot_dsl.adapters.search import SearchPath
from hierannot_dsl.semantics.load import UnreadableSource
from hierannot_dsl.source import Source

IMPORTING = Source("mine/user.hier", "")


class Memory:
    """Files that are on no disk."""

    def __init__(self, **texts: str) -> None:
        self.texts = {Path(f"mine/{name}.hier"): text for name, text in texts.items()}

    def exists(self, path: Path) -> bool:
        return path in self.texts

    def names(self, folder: Path) -> list[str]:
        return [path.stem for path in self.texts if path.parent == folder]

    def read(self, path: Path) -> Source:
        if not self.texts[path]:
            msg = f"{path.as_posix()} is empty"
            raise ValueError(msg)
        return Source(path.as_posix(), self.texts[path])


def test_files_need_not_be_on_disk() -> None:
    path = SearchPath(files=Memory(core="a", user="b"))
    found = path.find("core", IMPORTING)
    assert found is not None
    assert (found.source.text, found.shadows) == ("a", False)
    assert path.find("other", IMPORTING) is None
    assert {"core", "user", "immune_core"} <= {*path.names(IMPORTING)}
    assert "core" not in path.names(Source("elsewhere/user.hier", ""))


def test_what_is_not_on_disk_shadows_a_built_in_too() -> None:
    found = SearchPath(files=Memory(immune_core="a")).find("immune_core", IMPORTING)
    assert found is not None
    assert (found.source.name, found.shadows) == ("mine/immune_core.hier", True)


def test_what_cannot_be_read_says_why() -> None:
    with pytest.raises(UnreadableSource, match=r"mine/core\.hier is empty"):
        SearchPath(files=Memory(core="")).find("core", IMPORTING)
