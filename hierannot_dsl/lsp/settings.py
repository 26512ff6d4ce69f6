"""What the user may set: a panel, and folders of hierarchies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Settings:
    """Settings of the language server.

    Attributes
    ----------
    panel
        File with the genes of a panel; ``""`` for none.
    catalog
        Folders in which hierarchies are looked up after the document's own.
    """

    panel: str = ""
    catalog: tuple[str, ...] = ()

    def changed(self, given: Any) -> Settings:
        """Settings after what a client sends, alone or under ``hier``.

        What it does not name stays, and so does what it sends a value of another kind for: some editors send
        empty settings once they have started, and mean nothing by it.
        """
        values = _mapping(given)
        values = _mapping(values["hier"]) if "hier" in values else values
        panel, catalog = values.get("panel"), values.get("catalog")
        folders = [catalog] if isinstance(catalog, str) else catalog
        settings = self
        if isinstance(panel, str):
            settings = replace(settings, panel=panel.strip())
        if isinstance(folders, list | tuple):
            named = (folder for folder in folders if isinstance(folder, str) and folder.strip())
            settings = replace(settings, catalog=tuple(named))
        return settings


def _mapping(given: Any) -> Mapping[str, Any]:
    if isinstance(given, Mapping):
        return given
    # pygls hands over some objects as named tuples.
    return given._asdict() if hasattr(given, "_asdict") else {}
