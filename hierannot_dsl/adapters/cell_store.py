"""An .h5ad file or a Zarr store as it lies on the disk: each part is read when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from hierannot_dsl.resources import MissingExtra

if TYPE_CHECKING:
    from types import TracebackType

SPARSE = ("csr_matrix", "csc_matrix")
LEGACY = "it was written by an anndata before 0.7; read and write it with a newer one first"


def open_cells(path: str | Path) -> CellStore:
    """Open an .h5ad file or a .zarr store of any size.

    Parameters
    ----------
    path
        A file or a folder that anndata wrote. It is never written to.

    Returns
    -------
    cells
        What `aggregate_anndata_to_cluster_means`, `sum_anndata_by_cluster` and `label_anndata` take for an
        AnnData. Of the file nothing has been read: columns of `obs` are read one by one, `X`, layers and
        `raw` in blocks. Close it, or use it in a ``with`` statement.

    Raises
    ------
    OSError
        If it cannot be read.
    ValueError
        If it holds no AnnData.
    ImportError
        If it is a Zarr store and zarr is not installed.

    Examples
    --------
    >>> with open_cells("big.h5ad") as cells:  # doctest: +SKIP
    ...     means = aggregate_anndata_to_cluster_means(cells, "leiden", source="layer", source_key="counts")
    """
    place = Path(path)
    if not place.exists():
        msg = f"{place.as_posix()}: no such file"
        raise FileNotFoundError(msg)
    root = _zarr_group(place) if place.is_dir() else _h5_file(place)
    try:
        missing = [name for name in ("obs", "var") if name not in root]
        if missing:
            msg = f"{place.as_posix()} holds no AnnData: it has no {' and no '.join(missing)}"
            raise ValueError(msg)
        if not hasattr(root["obs"], "keys"):
            msg = f"{place.as_posix()}: {LEGACY}"
            raise ValueError(msg)
    except BaseException:
        _close(root)
        raise
    return CellStore(place, root)


@dataclass(frozen=True, eq=False)
class StoredSparse:
    """A sparse matrix in a file."""

    group: Any

    @property
    def format(self) -> str:
        """``"csr"`` or ``"csc"``."""
        return str(self.group.attrs["encoding-type"])[:3]

    @property
    def shape(self) -> tuple[int, int]:
        rows, columns = self.group.attrs["shape"]
        return int(rows), int(columns)

    @property
    def dtype(self) -> np.dtype[Any]:
        dtype: np.dtype[Any] = np.dtype(self.group["data"].dtype)
        return dtype


class CellStore:
    """Cells by genes on the disk, with the names that an AnnData has for its parts."""

    def __init__(self, path: Path, root: Any) -> None:
        """Use an open file or store; `open_cells` opens one."""
        self.path = path
        self._root = root
        self.obs = Columns(root["obs"])
        self.uns = Overlay(root.get("uns"))

    def __enter__(self) -> CellStore:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        _close(self._root)

    @property
    def X(self) -> Any:  # noqa: N802 - the name that it has everywhere
        return _handle(self._root["X"]) if "X" in self._root else None

    @property
    def var(self) -> Columns:
        return Columns(self._root["var"])

    @property
    def var_names(self) -> pd.Index:
        return _index(self._root["var"])

    @property
    def layers(self) -> Mapping[str, Any]:
        return Parts(self._root, "layers")

    @property
    def obsm(self) -> Mapping[str, Any]:
        return Parts(self._root, "obsm")

    @property
    def obsp(self) -> Mapping[str, Any]:
        return Parts(self._root, "obsp")

    @property
    def raw(self) -> RawCells | None:
        return RawCells(self._root["raw"]) if "raw" in self._root else None


@dataclass(frozen=True, eq=False)
class RawCells:
    """What an AnnData calls raw."""

    group: Any

    @property
    def X(self) -> Any:  # noqa: N802 - the name that it has everywhere
        return _handle(self.group["X"])

    @property
    def var(self) -> Columns:
        return Columns(self.group["var"])

    @property
    def var_names(self) -> pd.Index:
        return _index(self.group["var"])


@dataclass(frozen=True, eq=False)
class Parts(Mapping[str, Any]):
    """Matrices by name, each opened when it is asked for."""

    root: Any
    name: str

    def __getitem__(self, key: str) -> Any:
        return _handle(self.root[self.name][key])

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self.root[self.name].keys()) if self.name in self.root else [])

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Overlay(MutableMapping[str, Any]):
    """Elements of a group in the file: read one by one, and written to memory alone.

    Attributes
    ----------
    group
        Where they are in the file; None: nowhere yet.
    changed
        What was set since, and None for what was deleted.
    """

    def __init__(self, group: Any) -> None:
        """Start with what is in the file."""
        self.group = group
        self.changed: dict[str, Any] = {}

    def stored(self) -> list[str]:
        """Names in the file."""
        return [] if self.group is None else sorted(self.group.keys())

    def read(self, key: str) -> Any:
        """Read one from the file."""
        return _read(self.group[key])

    def __getitem__(self, key: str) -> Any:
        if key not in iter(self):
            raise KeyError(key)
        return self.read(key) if self.changed.get(key) is None else self.changed[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.changed[key] = value

    def __delitem__(self, key: str) -> None:
        if key not in iter(self):
            raise KeyError(key)
        self.changed[key] = None

    def __iter__(self) -> Iterator[str]:
        kept = [name for name in self.stored() if self.changed.get(name, "") is not None]
        yield from kept
        yield from (name for name, value in self.changed.items() if value is not None and name not in kept)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Columns(Overlay):
    """Columns of obs or var, each a Series with the positions of its rows as its index."""

    @property
    def columns(self) -> list[str]:
        return list(self)

    def stored(self) -> list[str]:
        return [str(name) for name in self.group.attrs.get("column-order", ())]

    def read(self, key: str) -> pd.Series[Any]:
        return _read_column(self.group, key)

    def __setitem__(self, key: str, value: Any) -> None:
        self.changed[key] = pd.Series(value, name=key)


@contextmanager
def _read_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, KeyError, ValueError) as problem:
        if isinstance(problem, PermissionError):
            raise
        msg = f"{path.as_posix()} holds no AnnData that can be read: {problem}"
        raise ValueError(msg) from problem


def _h5_file(path: Path) -> Any:
    import h5py  # type: ignore[import-untyped]  # it ships no types

    with _read_errors(path):
        return h5py.File(path, "r")


def _zarr_group(path: Path) -> Any:
    try:
        import zarr
    except ImportError:
        needs = "reading a Zarr store needs zarr"
        raise MissingExtra(needs, "zarr") from None
    with _read_errors(path):
        return zarr.open_group(str(path), mode="r")


def _close(root: Any) -> None:
    if hasattr(root, "close"):
        root.close()


def _handle(element: Any) -> Any:
    """What stands for a matrix in the file until it is read; a data frame is read."""
    encoding = element.attrs.get("encoding-type", "")
    if encoding in SPARSE:
        return StoredSparse(element)
    return _read(element) if hasattr(element, "keys") else element


def _index(table: Any) -> pd.Index:
    names: pd.Index = pd.Index(_read(table[table.attrs["_index"]]))
    return names


def _read_column(table: Any, key: str) -> pd.Series[Any]:
    if "__categories" in table:  # as anndata wrote categories up to 0.7
        column: pd.Series[Any] = _read(table)[key].reset_index(drop=True)
        return column
    return pd.Series(_read(table[key]), name=key)


def _read(element: Any) -> Any:
    from anndata.io import read_elem  # type: ignore[import-untyped]  # it ships no types

    return read_elem(element)
