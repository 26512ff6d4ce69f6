"""The tables and panels that tests name -> what the tests start from and ask about."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from hierannot_dsl.adapters.matrix import RAW, read_expression
from hierannot_dsl.adapters.panels import read_panel
from hierannot_dsl.adapters.scale import evidence_of_counts
from hierannot_dsl.adapters.tables import read_cluster_table
from hierannot_dsl.diagnostics.suggest import closest
from hierannot_dsl.resources import MissingExtra
from hierannot_dsl.testing.findings import NoSuchColumn, UnusableFile
from hierannot_dsl.testing.profile import Profile
from hierannot_dsl.testing.run import Given

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from hierannot_dsl.diagnostics.model import Diagnostic
    from hierannot_dsl.score.expression import Expression
    from hierannot_dsl.semantics.entries import Resolved
    from hierannot_dsl.semantics.tests import DeclaredTest, ProfileColumn
    from hierannot_dsl.syntax.nodes import Word

T = TypeVar("T")
COUNTS = 1e4


class TestFiles:
    """Reads each file once, however many tests name it."""

    __test__ = False

    def __init__(self) -> None:
        self._read: dict[Hashable, object] = {}

    def given(self, test: DeclaredTest) -> Given:
        """What the files of a test hold; a path starts at the folder of the test's own file.

        A file that leads out of that folder by a link, is not there, or is no table or panel is a problem in
        the result.
        """
        problems: list[Diagnostic] = []
        profile = None
        if test.profile is not None:
            profile = self._column(test.profile, test.hierarchy, problems)
        panels = {}
        for floor in test.panels:
            panel = self._once(floor.file, lambda path: read_panel(path, name=path.name), problems)
            if panel is not None:
                panels[floor.file.text] = panel
        return Given(profile, panels, tuple(problems))

    def _column(
        self, asked: ProfileColumn, hierarchy: Resolved, problems: list[Diagnostic]
    ) -> Profile | None:
        symbols = frozenset(marker.gene for entry in hierarchy.walk() for marker in entry.markers)
        key = hierarchy.name.span
        table = self._once(asked.file, lambda path: _clusters(path, symbols), problems, key)
        if table is None:
            return None
        name = asked.column.text
        if name not in table.clusters:
            near = closest(name, table.clusters)
            problems.append(NoSuchColumn(asked.column.span, name, asked.file.text, near))
            return None
        column = table.values[:, table.clusters.index(name)].astype(np.float64)
        return Profile(table.genes, column)

    def _once(
        self, file: Word, read: Callable[[Path], T], problems: list[Diagnostic], *key: Hashable
    ) -> T | None:
        folder = Path(file.span.source).parent
        path = folder / file.text
        if (path, *key) not in self._read:
            self._read[path, *key] = _read(path, folder, read)
        found = self._read[path, *key]
        if isinstance(found, _Unusable):
            problems.append(UnusableFile(file.span, file.text, found.reason))
            return None
        return found  # type: ignore[return-value]  # what `read` returns, under a key of its own


class _Unusable:
    def __init__(self, reason: str) -> None:
        self.reason = reason


def _read(path: Path, folder: Path, read: Callable[[Path], T]) -> T | _Unusable:
    if not path.resolve().is_relative_to(folder.resolve()):
        return _Unusable("it leads out of the folder of this file")
    try:
        return read(path)
    except OSError as problem:
        return _Unusable(problem.strerror or str(problem))
    except (ValueError, MissingExtra) as problem:
        return _Unusable(str(problem).removeprefix(f"{path.as_posix()}: "))


def _clusters(path: Path, symbols: frozenset[str]) -> Expression:
    """A table in ln(CP10K + 1). One with a value above 30 holds counts, or what is proportional to them."""
    table = read_cluster_table(path)
    values = table.to_numpy()
    counts = evidence_of_counts(values) is not None
    expression = read_expression(table, input_type=RAW if counts else "normalized", symbols=symbols)
    if not counts:
        return expression
    totals = np.maximum(expression.values.sum(axis=0), np.finfo(np.float64).tiny)
    return replace(expression, values=np.log1p(expression.values / totals * COUNTS))
