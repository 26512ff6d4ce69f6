"""What the user may set: a panel, and folders of hierarchies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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


def read_settings(given: Any) -> Settings:
    """Settings from what a client sends, alone or under ``hier``; what is no setting is passed over."""
    values = _mapping(given)
    values = _mapping(values["hier"]) if "hier" in values else values
    panel, catalog = values.get("panel"), values.get("catalog")
    folders = [catalog] if isinstance(catalog, str) else catalog
    return Settings(
        panel.strip() if isinstance(panel, str) else "",
        tuple(folder for folder in folders if isinstance(folder, str) and folder.strip())
        if isinstance(folders, list | tuple)
        else (),
    )


def _mapping(given: Any) -> Mapping[str, Any]:
    if isinstance(given, Mapping):
        return given
    # pygls hands over some objects as named tuples.
    return given._asdict() if hasattr(given, "_asdict") else {}
