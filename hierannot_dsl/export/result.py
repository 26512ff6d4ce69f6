"""AnnotationResult: one fit, from the program to the routes, and its tables."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from hierannot_dsl.export import tables

if TYPE_CHECKING:
    import pandas as pd

    from hierannot_dsl.explain.model import Explanation
    from hierannot_dsl.program import Program
    from hierannot_dsl.route.result import Routes
    from hierannot_dsl.score.result import Scores
    from hierannot_dsl.score.settings import Settings


@dataclass(frozen=True, eq=False, repr=False)
class AnnotationResult:
    """Everything that one fit found out.

    Attributes
    ----------
    program
        The hierarchy that was asked.
    settings
        The method and its knobs.
    scores
        What every cluster scores for every program.
    routes
        Where every cluster went, and why it stopped there.
    """

    program: Program
    settings: Settings
    scores: Scores
    routes: Routes

    def __repr__(self) -> str:
        label, method = self.routes.label, self.settings.method
        called = f"{int((label >= 0).sum())} of {len(label)} clusters called"
        return f"<AnnotationResult: {self.program.hierarchy}, method {method!r}, {called}>"

    @property
    def renamed(self) -> dict[str, str]:
        """Markers that the matrix has under another name, such as a previous symbol, each with that name."""
        named = zip(self.program.symbols, self.program.panel_symbols, strict=True)
        return {symbol: name for symbol, name in named if name not in ("", symbol)}

    @cached_property
    def cluster_annotations(self) -> pd.DataFrame:
        """One row per cluster: the routed call, before any rule of export."""
        return tables.cluster_annotations(self)

    @cached_property
    def level_scores(self) -> pd.DataFrame:
        """One row per cluster and program: R, detection, Z, D, L, B."""
        return tables.level_scores(self)

    @cached_property
    def diagnostics_summary(self) -> pd.DataFrame:
        """One row: how the hierarchy and the data fit together; see `compare_hierarchy_fit`."""
        return tables.diagnostics_summary(self)

    def explain(self, cluster: str) -> Explanation:
        """Tell why a cluster has its label; ``print`` it to read it.

        Parameters
        ----------
        cluster
            Name of the cluster, as in ``cluster_id``.

        Raises
        ------
        KeyError
            If there is no such cluster; the message has names that are near.
        """
        from hierannot_dsl.explain.derive import explain_cluster  # it stands above, and knows this class

        return explain_cluster(self, cluster)
