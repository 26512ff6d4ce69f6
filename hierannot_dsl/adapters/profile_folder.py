"""A folder of cluster means, and a table of what is known of the clusters -> data for curation."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from hierannot_dsl.adapters.kinds_of_files import DELIMITERS, GZ, PARQUET
from hierannot_dsl.adapters.known_clusters import known_clusters
from hierannot_dsl.adapters.notices import DataWarning, some
from hierannot_dsl.adapters.scale import evidence_of_logs
from hierannot_dsl.adapters.tables import read_cluster_table
from hierannot_dsl.curation.profiles import rank_profiles

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hierannot_dsl.curation.placing import Known
    from hierannot_dsl.curation.profiles import Profiles

TRUTH, ABOUT, PROFILES = "truth.csv", "datasets.csv", "profiles"
SUFFIXES = (PARQUET, *DELIMITERS, *(f"{ending}{GZ}" for ending in DELIMITERS))
LOG2 = ("log2", "log")
SCALES = ("linear", "ln", *LOG2)
LARGEST_LOG2 = 30.0  # log2 of real data ends near 15; what is above 30 carries a factor of 5
FACTOR = 5.0


def read_profiles(folder: Path, truth: Path | None = None) -> tuple[tuple[Profiles, ...], tuple[Known, ...]]:
    """Read cluster means and what is known of the clusters.

    Parameters
    ----------
    folder
        Holds one table of genes x clusters for each data set, ``NAME.parquet``, ``.csv`` or ``.tsv``, itself
        or in ``profiles``. A table ``datasets.csv`` may say on what scale they are, in its columns `dataset`
        and `scale`: ``linear``, means of counts; ``ln``, means of ln(1 + x); or ``log2``, also ``log``, means
        of log2(1 + x) or, where they exceed 30, of five times that. Default: linear.
    truth
        A table of what is known of the clusters, as `known_clusters` takes it. Default: ``truth.csv`` in the
        folder.

    Returns
    -------
    profiles
        The data sets that the table names, in its order.
    known
        Its rows.

    Raises
    ------
    OSError
        If something cannot be read.
    ImportError
        If there is a parquet file and pyarrow is not installed.
    ValueError
        If something is missing, or not what it should be.

    Warns
    -----
    DataWarning
        If a data set without a scale looks as if its values were on a log scale.
    """
    path = truth or folder / TRUTH
    if truth is None and not path.is_file():
        msg = f"{folder.as_posix()} has no {TRUTH}, which says what the clusters are"
        raise ValueError(msg)
    known = known_clusters(_table(path), called=path.as_posix())
    scales = _scales(folder / ABOUT)
    places = [folder / PROFILES, folder]
    names = dict.fromkeys(each.dataset for each in known)
    means = {name: read_cluster_table(_file(places, name)) for name in names}
    for name, table in means.items():
        missing = [
            each.cluster for each in known if each.dataset == name and each.cluster not in table.columns
        ]
        if missing:
            msg = f"{name} has no cluster {some(missing)}"
            raise ValueError(msg)
    return tuple(_profiles(name, table, scales.get(name)) for name, table in means.items()), known


def read_means(folder: Path) -> Iterator[tuple[str, pd.DataFrame, bool | None]]:
    """Read every table of cluster means in a folder, or in ``profiles`` where it has that, by name.

    Yields
    ------
    name, means, logged
        Name of the file; genes x clusters; whether they are means of ln(1 + x), which of ``log`` they are
        made, or None where ``datasets.csv`` does not say.

    Raises
    ------
    OSError, ImportError, ValueError
        As `read_profiles`.
    """
    scales = _scales(folder / ABOUT)
    inside = folder / PROFILES
    for path in sorted((inside if inside.is_dir() else folder).iterdir()):
        ending = next((ending for ending in SUFFIXES if path.name.endswith(ending)), None)
        if ending and path.name not in {TRUTH, ABOUT}:
            scale = scales.get(path.name.removesuffix(ending))
            means = read_cluster_table(path)
            logged = None if scale is None else scale != "linear"
            yield path.name, _natural(means) if scale in LOG2 else means, logged


def _scales(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    about = _table(path)
    if not {"dataset", "scale"} <= set(about.columns):
        return {}
    odd = [scale for scale in about["scale"] if scale not in SCALES]
    if odd:
        msg = f"{path.as_posix()}: the scale {odd[0]!r} is none of {', '.join(SCALES)}"
        raise ValueError(msg)
    return dict(zip(about["dataset"], about["scale"], strict=True))


def _profiles(name: str, means: pd.DataFrame, scale: str | None) -> Profiles:
    if scale == "ln":
        return rank_profiles(name, means, logged=True)
    if scale in LOG2:
        return rank_profiles(name, _natural(means), logged=True)
    profiles = rank_profiles(name, means)
    evidence = None if scale else evidence_of_logs(means.fillna(0.0).to_numpy())
    if evidence:
        msg = (
            f"{name} is taken for means of counts, and looks like logarithms: {evidence}; "
            f"{ABOUT} can say so in its column scale"
        )
        warnings.warn(msg, DataWarning, stacklevel=3)
    return profiles


def _natural(means: pd.DataFrame) -> pd.DataFrame:
    """Logarithms to the base 2, or five times those, as natural ones."""
    factor = FACTOR if float(np.nanmax(means.to_numpy(), initial=0)) > LARGEST_LOG2 else 1.0
    natural: pd.DataFrame = means * (np.log(2) / factor)
    return natural


def _file(places: list[Path], name: str) -> Path:
    if not name or "/" in name or "\\" in name:
        msg = f"a data set is called {name!r}, which is no name of a file"
        raise ValueError(msg)
    found = [folder / f"{name}{suffix}" for folder in places for suffix in SUFFIXES]
    for path in found:
        if path.is_file():
            return path
    msg = f"{places[-1].as_posix()} has no table for the data set {name!r}: {name}.parquet, .csv or .tsv"
    raise ValueError(msg)


def _table(path: Path) -> pd.DataFrame:
    try:
        table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except UnicodeDecodeError:
        msg = f"{path.as_posix()} is not UTF-8"
        raise ValueError(msg) from None
    except pd.errors.ParserError as problem:
        msg = f"{path.as_posix()}: {problem}"
        raise ValueError(msg) from None
    except pd.errors.EmptyDataError:
        msg = f"{path.as_posix()} is empty"
        raise ValueError(msg) from None
    return table.map(str.strip).rename(columns=str.strip)
