"""Data sets -> how abundant the genes of a cluster are: the shape of the background of tests.

`python -m benchmarks.background FOLDER` prints for each value of `hierannot_dsl.testing.background` how many
genes of a cluster are above it: the median of all clusters whose means are counts.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.data import read_folder
from hierannot_dsl.testing.background import GENES_ABOVE

if TYPE_CHECKING:
    from collections.abc import Iterable


def genes_above(folder: Path, values: Iterable[float]) -> tuple[dict[float, float], int]:
    """Median number of genes above each value, in ln(CP10K + 1), and of how many clusters it is."""
    values = tuple(values)
    counts = []
    for profile in read_folder(folder).profiles.values():
        if profile.input_type == "raw_cluster_means":
            levels = np.log1p(profile.means / profile.means.sum() * 1e4).to_numpy()
            counts.append([(levels > value).sum(axis=0) for value in values])
    every = np.concatenate(counts, axis=1)
    return dict(zip(values, np.median(every, axis=1), strict=True)), every.shape[1]


def main() -> None:
    measured, clusters = genes_above(Path(sys.argv[1]), GENES_ABOVE)
    print(f"{clusters} clusters")
    for value, count in measured.items():
        print(f"above {value:g}: {count:g} genes, {GENES_ABOVE[value]} in the background")


if __name__ == "__main__":
    main()
