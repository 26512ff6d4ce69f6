"""Cells beyond memory: a file of made-up cells is written, and `hierc annotate` names its clusters.

    python -m benchmarks.large FOLDER [--cells 10000000] [--genes 1000] [--density 0.05] [--zarr] [--keep]

The file is written block by block, and removed at the end. Shown are seconds and the largest resident memory
of each process, as the system saw it; one process is interrupted on its way.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import time
import warnings
from pathlib import Path
from typing import Any

import numpy as np

CLUSTERS = 40
BLOCK = 100_000
HIERARCHY = "immune_core"
INTERRUPT_AFTER = 4.0  # seconds: the interpreter and numpy are there by then
SUMS = """
import sys
from hierannot_dsl import open_cells, sum_anndata_by_cluster
with open_cells(sys.argv[1]) as cells:
    found = sum_anndata_by_cluster(cells, "leiden")
print(f"{found.sizes.sum():,} cells, {found.sums.to_numpy().sum():,.0f} counts, "
      f"{found.detected.to_numpy().sum():,} values above zero")
"""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="large", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, help="where the file goes; it takes 8 bytes for each value")
    parser.add_argument("--cells", type=int, default=10_000_000)
    parser.add_argument("--genes", type=int, default=1_000)
    parser.add_argument("--density", type=float, default=0.05, help="share of values above zero")
    parser.add_argument("--zarr", action="store_true", help="write a Zarr store")
    parser.add_argument("--keep", action="store_true", help="leave the file there")
    options = parser.parse_args(arguments)
    path = options.folder / ("large.zarr" if options.zarr else "large.h5ad")
    out = options.folder / "large-output"
    options.folder.mkdir(parents=True, exist_ok=True)
    try:
        start = time.perf_counter()
        n_values = write_cells(path, options.cells, options.genes, options.density)
        print(f"{options.cells:,} cells x {options.genes:,} genes, {n_values:,} values", flush=True)
        print(f"written in {time.perf_counter() - start:.0f} s", flush=True)
        annotate = ("-m", "hierannot_dsl", "annotate", str(path), "--hierarchy", HIERARCHY)
        annotate = (*annotate, "--cluster", "leiden", "--out", str(out))
        interrupted = run(*annotate, interrupt=True)
        print(
            f"hierc annotate, interrupted: exit {interrupted}, left behind: {sorted(left_in(out))}",
            flush=True,
        )
        print(f"sums and detected counts: {run('-c', SUMS, str(path))}", flush=True)
        print(f"hierc annotate, with a labelled copy: {run(*annotate)}", flush=True)
        print(f"files: {sorted(left_in(out))}")
    finally:
        if not options.keep:
            remove(path)
            remove(out)
    return 0


def write_cells(path: Path, n_cells: int, n_genes: int, density: float) -> int:
    """Write counts in CSR as anndata would, a block of cells at a time; give the number of values."""
    per_cell = max(1, round(n_genes * density))
    root = _new(path)
    random = np.random.default_rng(0)
    matrix = _group(root, "X", "csr_matrix", shape=[n_cells, n_genes])
    total = n_cells * per_cell
    data = _array(matrix, "data", total, "f4")
    indices = _array(matrix, "indices", total, "i4")
    pointers = _array(matrix, "indptr", n_cells + 1, "i8")
    obs = _group(root, "obs", "dataframe", **{"_index": "cell", "column-order": ["leiden"]})
    leiden = _group(obs, "leiden", "categorical", ordered=False)
    codes = _array(leiden, "codes", n_cells, "i1", encoded=True)
    names = _strings(obs, "cell", n_cells)
    step = n_genes // per_cell
    for start in range(0, n_cells, BLOCK):
        size = min(BLOCK, n_cells - start)
        cluster = random.integers(0, CLUSTERS, size)
        # One gene of each run of `step`; a cluster has its own gene of the run in half of its cells.
        gene = random.integers(0, step, (size, per_cell))
        own = (cluster[:, np.newaxis] * 7 + np.arange(per_cell)) % step
        gene = np.where(random.random((size, per_cell)) < 0.5, own, gene) + np.arange(per_cell) * step
        stored = slice(start * per_cell, (start + size) * per_cell)
        indices[stored] = gene.astype(np.int32).ravel()
        data[stored] = random.integers(1, 6, size * per_cell).astype(np.float32)
        pointers[start : start + size] = np.arange(start, start + size) * per_cell
        codes[start : start + size] = cluster.astype(np.int8)
        names[start : start + size] = np.array(
            [f"cell{at}" for at in range(start, start + size)], dtype=object
        )
    pointers[n_cells:] = total
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # anndata's, of how it will write some day
        _write_small(root, leiden, genes_of(n_genes))
    if hasattr(root, "close"):
        root.close()
    return total


def genes_of(n_genes: int) -> list[str]:
    """Markers of the hierarchy, and made-up genes."""
    import hierannot_dsl

    programs = list(hierannot_dsl.get_builtin_hierarchy(HIERARCHY))
    markers: dict[str, None] = {}
    while programs:
        program = programs.pop()
        markers.update(dict.fromkeys(program.positive_markers))
        programs.extend(program.children)
    genes = [*markers, *(f"GENE{gene}" for gene in range(n_genes))][:n_genes]
    np.random.default_rng(0).shuffle(genes)
    return genes


def run(*arguments: str, interrupt: bool = False) -> str | int:
    """Run Python; its exit code, and unless it was interrupted seconds, largest memory and what it found."""
    start = time.perf_counter()
    command = [sys.executable, *arguments]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        # What a shell starts in the background ignores interrupts, and so would its children.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    if interrupt:
        time.sleep(INTERRUPT_AFTER)
        process.send_signal(signal.SIGINT)
    assert process.stdout is not None
    lines = process.stdout.read().splitlines()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if interrupt:
        return process.returncode
    seconds, mebibytes = time.perf_counter() - start, usage.ru_maxrss / 1024
    told = next((line for line in lines if line.startswith(f"{CLUSTERS} clusters") or " cells, " in line), "")
    return f"exit {process.returncode}, {seconds:.1f} s, {mebibytes:.0f} MiB ({told})"


def left_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()] if folder.exists() else []


def remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _new(path: Path) -> Any:
    remove(path)
    if path.suffix == ".zarr":
        import zarr

        root = zarr.open_group(str(path), mode="w")
    else:
        import h5py

        root = h5py.File(path, "w")
    root.attrs.update({"encoding-type": "anndata", "encoding-version": "0.1.0"})
    return root


def _group(root: Any, name: str, kind: str, **attributes: Any) -> Any:
    version = {"dataframe": "0.2.0", "csr_matrix": "0.1.0", "categorical": "0.2.0"}[kind]
    group = root.create_group(name)
    group.attrs.update({"encoding-type": kind, "encoding-version": version, **attributes})
    return group


def _array(group: Any, name: str, length: int, dtype: str, *, encoded: bool = False) -> Any:
    create = getattr(group, "create_array", None) or group.create_dataset
    array = create(name, shape=(length,), dtype=dtype, chunks=(min(length, 1_000_000),))
    if encoded:
        array.attrs.update({"encoding-type": "array", "encoding-version": "0.2.0"})
    return array


def _strings(group: Any, name: str, length: int) -> Any:
    if hasattr(group, "create_array"):
        array = group.create_array(name, shape=(length,), dtype=str, chunks=(min(length, 100_000),))
    else:
        import h5py

        array = group.create_dataset(name, shape=(length,), dtype=h5py.string_dtype())
    array.attrs.update({"encoding-type": "string-array", "encoding-version": "0.2.0"})
    return array


def _write_small(root: Any, leiden: Any, genes: list[str]) -> None:
    import pandas as pd
    from anndata.io import write_elem

    write_elem(leiden, "categories", np.array([str(cluster) for cluster in range(CLUSTERS)], dtype=object))
    write_elem(root, "var", pd.DataFrame(index=pd.Index(genes, dtype=object)))
    for name in ("uns", "obsm", "layers"):
        write_elem(root, name, {})


if __name__ == "__main__":
    sys.exit(main())
