"""The panel that is set -> what it leaves of a hierarchy."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hierannot_dsl.syntax.parse import no_collection

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from hierannot_dsl.panel.panel import Panel
    from hierannot_dsl.panel.report import NodeRetention
    from hierannot_dsl.semantics.entries import Resolved

MOST_KNOWN = 8


@dataclass(frozen=True)
class Retained:
    """What a panel leaves of a hierarchy.

    Attributes
    ----------
    panel
        The panel's name.
    rows
        What is left of each node and contrast, by name.
    """

    panel: str
    rows: Mapping[str, NodeRetention]


class Panels:
    """Reads a panel once for each time it is written, and binds hierarchies to it.

    `problem` says why the panel cannot be read, ``""`` where it can.
    """

    def __init__(self) -> None:
        self.problem = ""
        self._read: tuple[tuple[Path, int], Panel | None] | None = None
        self._known: list[tuple[Resolved, Panel, Retained]] = []

    def read(self, path: Path) -> Panel | None:
        """The panel, None where it cannot be read."""
        from hierannot_dsl.adapters.panels import read_panel

        try:
            stamp = (path, path.stat().st_mtime_ns)
            if self._read is None or self._read[0] != stamp:
                self._read = stamp, None
                self._read = stamp, read_panel(path, name=path.name)
                self.problem = ""
        except (OSError, ValueError) as problem:
            said = str(problem.strerror or problem) if isinstance(problem, OSError) else str(problem)
            self.problem = said if path.name in said else f"{path.as_posix()}: {said}"
            return None
        return self._read[1]

    def retained(self, resolved: Resolved, panel: Panel) -> Retained:
        """What is left of a hierarchy without mistakes."""
        from hierannot_dsl.compiler import DEFAULT_POLICY
        from hierannot_dsl.panel.bind import bind_panel
        from hierannot_dsl.panel.retention import retained
        from hierannot_dsl.semantics.lower import lower
        from hierannot_dsl.symbols.table import builtin_table

        for known, on, found in self._known:
            if known is resolved and on is panel:
                return found
        with no_collection():
            hierarchy = lower(resolved)
            measured = replace(panel, modality=hierarchy.modality)
            rows = retained(bind_panel(hierarchy, measured, symbols=builtin_table()), DEFAULT_POLICY)
        found = Retained(panel.name, {row.name: row for row in rows})
        self._known = [*self._known[1 - MOST_KNOWN :], (resolved, panel, found)]
        return found
