"""A folder of data sets -> profiles that the pipeline takes, and the truth tables they are judged by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from pathlib import Path

TRUTHS = ("truth.csv", "truth_alt.csv")
LOG_SCALE_MAXIMUM = 30.0  # log2-like values of real data end near 15; above 30 they carry a factor of 5


class BadFolder(Exception):
    """The folder is not what it should be; the message says what is missing and where."""


@dataclass(frozen=True)
class Profile:
    """Means of one data set.

    Attributes
    ----------
    means
        G genes x C clusters: mean counts, or natural logarithms where `input_type` is ``"normalized"``.
    input_type
        What the pipeline is told.
    species
        As the folder's list of data sets writes it.
    """

    dataset: str
    means: pd.DataFrame
    input_type: str
    species: str

    def on_panel(self, genes: frozenset[str]) -> Profile:
        kept = self.means.loc[[gene in genes for gene in self.means.index]]
        return Profile(self.dataset, kept, self.input_type, self.species)

    def with_clusters(self, clusters: list[str]) -> Profile:
        return Profile(self.dataset, self.means[clusters], self.input_type, self.species)

    def with_ambient(self, fraction: float) -> Profile:
        """Replace `fraction` of every cluster by the mean cluster, on a linear scale."""
        logged = self.input_type == "normalized"
        linear = self.means.apply(np.expm1) if logged else self.means / self.means.sum() * 1e4
        mixed = linear.mul(1 - fraction).add(fraction * linear.mean(axis=1), axis=0)
        means = mixed.apply(np.log1p) if logged else mixed
        return Profile(self.dataset, means, self.input_type, self.species)


@dataclass(frozen=True)
class Folder:
    """What a data folder holds.

    Attributes
    ----------
    truths
        Each truth table by its path: one row per cluster, with the hierarchy to annotate it with.
    profiles
        Every data set that a truth table names.
    """

    path: Path
    truths: dict[Path, pd.DataFrame]
    profiles: dict[str, Profile]


def read_folder(path: Path) -> Folder:
    """Read a folder with ``truth.csv``, perhaps ``truth_alt.csv``, ``datasets.csv`` and ``profiles/``.

    Raises
    ------
    BadFolder
        If something that is needed is not there.
    """
    if not path.is_dir():
        msg = f"{path} is not a folder"
        raise BadFolder(msg)
    needed = [path / TRUTHS[0], path / "datasets.csv", path / "profiles"]
    _require(path, needed)
    truths = {path / name: _table(path / name) for name in TRUTHS if (path / name).is_file()}
    for file, truth in truths.items():
        _require_columns(file, truth, ("dataset", "cluster", "hierarchy", "cl_id", "in_scope"))
    about = _table(path / "datasets.csv")
    _require_columns(path / "datasets.csv", about, ("dataset", "scale", "species"))
    about = about.set_index("dataset")
    names = list(dict.fromkeys(name for truth in truths.values() for name in truth["dataset"]))
    unknown = [name for name in names if name not in about.index]
    if unknown:
        msg = f"{path / 'datasets.csv'} has no row for {', '.join(unknown)}"
        raise BadFolder(msg)
    _require(path, [path / "profiles" / f"{name}.parquet" for name in names])
    profiles = {
        name: _profile(path, name, about.loc[name, "scale"], about.loc[name, "species"]) for name in names
    }
    return Folder(path, truths, profiles)


def read_panel(file: Path) -> frozenset[str]:
    """Symbols of a panel: one per line, ``#`` opens a comment line.

    Raises
    ------
    BadFolder
        If there is no such file, or no symbol in it.
    """
    if not file.is_file():
        msg = f"no panel: {file} is not a file"
        raise BadFolder(msg)
    lines = (line.strip() for line in file.read_text(encoding="utf-8").splitlines())
    genes = frozenset(line for line in lines if line and not line.startswith("#"))
    if not genes:
        msg = f"no panel: {file} holds no symbol"
        raise BadFolder(msg)
    return genes


def normalised_log(values: pd.DataFrame) -> pd.DataFrame:
    """Log2-like means to natural logarithms; where they exceed 30 they carry a factor of 5."""
    factor = 5.0 if values.to_numpy().max() > LOG_SCALE_MAXIMUM else 1.0
    return values.mul(np.log(2) / factor)


def _profile(path: Path, name: str, scale: str, species: str) -> Profile:
    values = pd.read_parquet(path / "profiles" / f"{name}.parquet").astype(np.float64)
    if scale == "linear":
        return Profile(name, values, "raw_cluster_means", species)
    if scale == "log":
        return Profile(name, normalised_log(values), "normalized", species)
    msg = f"{path / 'datasets.csv'}: scale of {name} is {scale!r}, neither linear nor log"
    raise BadFolder(msg)


def _table(file: Path) -> pd.DataFrame:
    return pd.read_csv(file, dtype=str, keep_default_na=False)


def _require(folder: Path, files: list[Path]) -> None:
    absent = [str(file.relative_to(folder)) for file in files if not file.exists()]
    if absent:
        msg = f"{folder} lacks {', '.join(absent)}"
        raise BadFolder(msg)


def _require_columns(file: Path, table: pd.DataFrame, columns: tuple[str, ...]) -> None:
    absent = [column for column in columns if column not in table]
    if absent:
        msg = f"{file} lacks the columns {', '.join(absent)}"
        raise BadFolder(msg)
