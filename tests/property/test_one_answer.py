"""A law of compiling: a hierarchy of which a panel keeps everything decides as its compiled program does."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hierannot_dsl.api.pipeline import HierAnnotPipeline
from hierannot_dsl.compiler import compile_for_panel
from hierannot_dsl.export.summary import make_cluster_annotation_export_summary
from hierannot_dsl.model.hierarchy import Hierarchy, Marker, Node
from hierannot_dsl.panel.panel import Panel
from hierannot_dsl.panel.report import Status

# The genes of a matrix, and the names by which a hierarchy may mean them.
NAMES = {
    "PTPRC": ("PTPRC", "ptprc", "Ptprc"),
    "CD52": ("CD52", "cd52"),
    "Cd3d": ("Cd3d", "CD3D", "cd3d"),
    "CD3E": ("CD3E", "cd3e", "Cd3e"),
    "CD2": ("CD2", "cd2"),
    "CD79A": ("CD79A", "Cd79a"),
    "MS4A1": ("MS4A1", "ms4a1"),
    "CD19": ("CD19", "Cd19"),
    "IGJ": ("IGJ", "JCHAIN", "igj"),
    "EPCAM": ("EPCAM", "epcam"),
    "KRT8": ("KRT8", "krt8"),
}
OTHERS = tuple(f"G{number}" for number in range(150))
LISTS = {
    "T": ("Cd3d", "CD3E", "CD2", "PTPRC"),
    "B": ("CD79A", "MS4A1", "CD19", "IGJ", "PTPRC"),
    "Immune": ("PTPRC", "CD52", "CD3E"),
    "Epithelial": ("EPCAM", "KRT8", "CD52"),
}


@st.composite
def lists(draw: st.DrawFn, name: str) -> tuple[Marker, ...]:
    """The genes of a node, each by one of its names, or by two, the second perhaps with the other sign."""
    found = []
    for gene in LISTS[name]:
        names = draw(st.permutations(NAMES[gene]))[: draw(st.integers(1, 2))]
        for at, one in enumerate(names):
            sign = 1 if at == 0 else draw(st.sampled_from([1, -1]))
            found.append(Marker(gene=one, sign=sign, weight=draw(st.sampled_from([0.5, 1.0, 2.0]))))
    return tuple(found)


@st.composite
def hierarchies(draw: st.DrawFn) -> Hierarchy:
    children = tuple(Node(name=name, markers=draw(lists(name))) for name in ("T", "B"))
    immune = Node(name="Immune", markers=draw(lists("Immune")), children=children)
    return Hierarchy(name="toy", roots=(immune, Node(name="Epithelial", markers=draw(lists("Epithelial")))))


def means() -> pd.DataFrame:
    """Counts in which every node has its cluster, two are mixed, and one is of no node."""
    random = np.random.default_rng(0)
    genes = [*NAMES, *OTHERS]
    table = pd.DataFrame(random.gamma(0.6, 2.0, (len(genes), 6)), genes, [f"c{at}" for at in range(6)])
    for cluster, nodes in {"c0": "T", "c1": "B", "c2": "Epithelial", "c3": "Immune", "c4": "T B"}.items():
        for node in nodes.split():
            table.loc[list(LISTS[node]), cluster] += 30.0
    return table


@settings(max_examples=25, deadline=None)
@given(hierarchies(), st.sampled_from(["default", "hierannot"]))
def test_a_hierarchy_and_its_compiled_program_decide_alike(tree: Hierarchy, method: str) -> None:
    table = means()
    compiled = compile_for_panel(tree, Panel("toy", tuple(table.index))).value
    assert compiled is not None
    assume(all(row.status is Status.FULL for row in compiled.report.rows))
    fits = [HierAnnotPipeline(one, method=method).fit_score(table) for one in (tree, compiled.program)]
    one, other = (make_cluster_annotation_export_summary(fit) for fit in fits)
    pd.testing.assert_frame_equal(one, other)
    np.testing.assert_array_equal(fits[0].scores.branch, fits[1].scores.branch)
