"""Times of what users wait for, each beside its bar and its rivals on the same input in the same process.

    python -m benchmarks.bench [--small] [--page docs/speed.md]

The machine may be shared and noisy: read the ratios, then the seconds.
"""

from __future__ import annotations

import argparse
import math
import subprocess
import sys
import warnings
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pandas as pd

from benchmarks import rivals
from benchmarks.page import markdown, with_tables
from benchmarks.timing import Cost, measure
from benchmarks.workloads import cells, cluster_means, groups_of, large_source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NOT_MEASURED = float("nan")
# The bar is for a hierarchy of about this size.
NODES = 25
HEADER = f"{'':58}{'seconds':>9}{'bar':>7}{'MiB':>8}{'bar':>6}"
LEGEND = (
    "seconds: best of several warm calls; MiB: peak of what Python and NumPy allocated beyond the inputs",
    "under each row its rivals, and how many times our time they took",
)


@dataclass(frozen=True)
class Size:
    """How large the inputs are."""

    genes: int
    clusters: int
    few_genes: int
    many_clusters: int
    cells: int
    panel: int
    nodes: int


FULL = Size(
    genes=18_000,
    clusters=400,
    few_genes=2_000,
    many_clusters=20_000,
    cells=200_000,
    panel=5_000,
    nodes=10_000,
)
SMALL = Size(genes=2_000, clusters=40, few_genes=500, many_clusters=400, cells=5_000, panel=500, nodes=200)


@dataclass(frozen=True)
class Row:
    """One measurement; `bar` is in seconds, `memory_bar` in MiB, and `rivals` are named costs."""

    what: str
    ours: Cost | None
    bar: float
    memory_bar: float = NOT_MEASURED
    rivals: dict[str, Cost] = field(default_factory=dict)
    note: str = ""

    def lines(self) -> Iterator[str]:
        if self.ours is None:
            yield f"{self.what:58}{self.note}"
            return
        yield _line(self.what, self.ours, self.bar, self.memory_bar) + (f"  {self.note}" if self.note else "")
        for name, cost in self.rivals.items():
            ratio = cost.seconds / self.ours.seconds
            yield _line(f"    {name}", cost) + f"{'':13}  {ratio:.2g} times ours"

    def records(self) -> Iterator[dict[str, object]]:
        """The same as rows of a table."""
        if self.ours is None:
            return
        bars = {"bar, s": _cell(self.bar, ".2f"), "bar, MiB": _cell(self.memory_bar, ".0f")}
        yield {"": self.what, **_cells(self.ours), **bars}
        for name, cost in self.rivals.items():
            yield {"": f"*{name}*", **_cells(cost)}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bench", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--small", action="store_true", help="small inputs, for which the bars were not made")
    parser.add_argument("--page", type=Path, metavar="FILE", help="put the table in its place on a page, too")
    chosen = parser.parse_args(arguments)
    size = SMALL if chosen.small else FULL
    print(HEADER)
    records = []
    for row in rows(size):
        print(*row.lines(), sep="\n", flush=True)
        records += row.records()
    print("", *LEGEND, sep="\n")
    if chosen.page:
        text = chosen.page.read_text(encoding="utf-8")
        columns = ["", "seconds", "bar, s", "MiB", "bar, MiB"]
        table = markdown(pd.DataFrame(records, columns=columns))
        chosen.page.write_text(with_tables(text, {"times": table}), encoding="utf-8")
    return 0


def rows(size: Size) -> Iterator[Row]:
    yield from decisions(size)
    yield from aggregation(size)
    yield from checking(size)


def decisions(size: Size) -> Iterator[Row]:
    """Cluster means to decisions, by both methods: checks, binding, scores, routes."""
    import hierannot_dsl

    listed = hierannot_dsl.list_builtin_hierarchies()
    nearest = listed.iloc[int((listed["n_total_programs"] - NODES).abs().argmin())]
    name, n_nodes = nearest["name"], nearest["n_total_programs"]
    roots = hierannot_dsl.get_builtin_hierarchy(name)
    markers = {program.name: program.positive_markers for root in roots for program in _walk(root)}
    genes = [gene for symbols in markers.values() for gene in symbols]
    means = cluster_means(genes, size.genes, size.clusters)

    def decide(method: str, means: pd.DataFrame) -> Callable[[], object]:
        return partial(hierannot_dsl.HierAnnotPipeline(roots, method=method).fit_score, means)

    calls = {
        "decoupler ulm": rivals.univariate_linear_models(means, markers),
        f"scanpy score_genes, {len(markers)} times": rivals.score_genes(means, markers),
    }
    others = {name: measure(call, repeats=2) for name, call in calls.items() if call}
    if find_spec("numba"):
        import_module("numba")  # as scanpy does in most processes that score
    what = f"decisions, {n_nodes} nodes x {size.clusters} clusters x {size.genes // 1000}k genes"
    for method, bar in (("hierannot", 0.05), ("default", 0.15)):
        yield Row(f"{what}, {method}", measure(decide(method, means)), bar, 120, others)
    many = cluster_means(genes, size.few_genes, size.many_clusters)
    for method in ("hierannot", "default"):
        cost = measure(decide(method, many), repeats=1)
        what = f"the same of {size.many_clusters} clusters x {size.few_genes} genes, {method}"
        yield Row(what, cost, NOT_MEASURED, 2048)


def aggregation(size: Size) -> Iterator[Row]:
    """Cells to sums and detection counts of their groups."""
    from hierannot_dsl.kernels.groups import sum_and_detected_by_group

    what = f"sum + detected, {size.cells // 1000}k x {size.panel} CSR 10 % dense, 40 groups"
    matrix, groups = cells(size.cells, size.panel), groups_of(size.cells, 40)
    call = rivals.aggregate(matrix, groups)
    others = {"scanpy aggregate, mean + count_nonzero": measure(call, repeats=2)} if call else {}
    ours = measure(lambda: sum_and_detected_by_group(matrix, groups, 40), repeats=3)
    yield Row(what, ours, 0.40 if find_spec("numba") else 0.90, 64, others)
    with TemporaryDirectory() as folder:
        yield from aggregation_of_files(Path(folder), matrix, groups)


def aggregation_of_files(folder: Path, matrix: Any, groups: Any) -> Iterator[Row]:
    """The same from files that are not compressed, and stay on disk."""
    import anndata
    import pandas as pd

    from hierannot_dsl import open_cells, sum_anndata_by_cluster

    obs = pd.DataFrame({"group": pd.Categorical(groups)}, index=[f"c{cell}" for cell in range(len(groups))])
    data = anndata.AnnData(matrix, obs=obs)
    writers = {"h5ad": data.write_h5ad, "zarr": data.write_zarr}

    def summed(path: Path) -> object:
        with open_cells(path) as stored:
            return sum_anndata_by_cluster(stored, "group")

    for suffix, write in writers.items() if find_spec("zarr") else [("h5ad", data.write_h5ad)]:
        path = folder / f"cells.{suffix}"
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # anndata's, of what it will do some day
            write(path)
        call = rivals.aggregate_file(path)
        others = {"anndata and scanpy: read, then aggregate": measure(call, repeats=1)} if call else {}
        ours = measure(partial(summed, path), repeats=3)
        bars = (0.90, 64) if suffix == "h5ad" else (NOT_MEASURED, 64)
        yield Row(f"the same from a file that stays on disk, {suffix}", ours, *bars, others)


def checking(size: Size) -> Iterator[Row]:
    """The compiler's front end, warm and from the shell."""
    from hierannot_dsl.catalog.builtins import BuiltinLoader
    from hierannot_dsl.resources import catalog_folder
    from hierannot_dsl.semantics.load import load
    from hierannot_dsl.source import Source

    source = Source("large.hier", large_source(size.nodes, 7))
    kilobytes = len(source.text.encode()) / 1000
    ours = measure(lambda: load(source, BuiltinLoader()), repeats=2)
    speed = f"{kilobytes / ours.seconds:.0f} KB/s (bar: 300)"
    yield Row(f"parse + check, {size.nodes} nodes of 7 markers", ours, 6.0, note=speed)

    check = ("-m", "hierannot_dsl", "check", str(catalog_folder() / "colon_tme.hier"))
    bare = {"an interpreter that does nothing": _process("-c", "pass")}
    yield Row("hierc check colon_tme.hier, from the shell", _process(*check), 0.25, rivals=bare)


def _walk(program: Any) -> Iterator[Any]:
    yield program
    for child in program.children:
        yield from _walk(child)


def _process(*arguments: str) -> Cost:
    """Time of a new interpreter; its memory is its own and is not seen."""
    command = [sys.executable, *arguments]
    run = partial(subprocess.run, command, check=True, capture_output=True)
    return Cost(measure(run, repeats=7).seconds, NOT_MEASURED)


def _cell(value: float, style: str) -> str:
    return "" if math.isnan(value) else format(value, style)


def _cells(cost: Cost) -> dict[str, object]:
    return {"seconds": _cell(cost.seconds, ".3f"), "MiB": _cell(cost.mebibytes, ".0f")}


def _line(what: str, cost: Cost, bar: float = NOT_MEASURED, memory_bar: float = NOT_MEASURED) -> str:
    seconds = f"{_cell(cost.seconds, '.3f'):>9}{_cell(bar, '.2f'):>7}"
    return f"{what:58}{seconds}{_cell(cost.mebibytes, '.0f'):>8}{_cell(memory_bar, '.0f'):>6}"


if __name__ == "__main__":
    sys.exit(main())
