"""Labels into a copy of an .h5ad file or a Zarr store, without loading what they do not touch."""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.adapters.cell_store import CellStore


def write_labelled_copy(cells: CellStore, target: Path) -> None:
    """Copy the file of opened cells, with what `label_anndata` wrote into their `obs` and `uns`.

    Parameters
    ----------
    cells
        From `open_cells`, labelled since. Its file is not changed.
    target
        The copy. A reader finds what was there or all of the new one; where an error or an interrupt ends the
        copying, nothing is left of it.

    Raises
    ------
    ValueError
        If `target` is the file of `cells`.
    OSError
        If a file cannot be read or written; then `target` has not changed.

    Notes
    -----
    The matrix is copied as bytes, and only columns that were set are written: memory grows by these alone.
    """
    source = cells.path
    if target.exists() and target.samefile(source):
        msg = f"{target.as_posix()} is the file that was read: it is never written to"
        raise ValueError(msg)
    folder = target.resolve().parent
    with tempfile.TemporaryDirectory(dir=folder, prefix=f".{target.name}.") as scratch:
        draft = Path(scratch) / target.name
        if source.is_dir():
            shutil.copytree(source, draft)
        else:
            shutil.copyfile(source, draft)
            draft.chmod(source.stat().st_mode | 0o200)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of how anndata and zarr will write some day
            with _opened(draft) as root:
                _write_changes(cells, root)
        _replace(target, draft, Path(scratch) / "replaced")


def _write_changes(cells: CellStore, root: Any) -> None:
    if "uns" not in root:
        _put(root, "uns", {})
    obs, uns = root["obs"], root["uns"]
    for name, column in cells.obs.changed.items():
        _put(
            obs,
            name,
            None if column is None else column.array if hasattr(column, "cat") else column.to_numpy(),
        )
    _set_names(obs, list(cells.obs))
    for name, value in cells.uns.changed.items():
        _put(uns, name, value)


def _put(group: Any, name: str, value: Any) -> None:
    from anndata.io import write_elem  # type: ignore[import-untyped]  # it ships no types

    if name in group:
        del group[name]
    if value is not None:
        write_elem(group, name, value)


def _set_names(table: Any, names: list[str]) -> None:
    if hasattr(table, "file"):
        import h5py  # type: ignore[import-untyped]  # it ships no types

        table.attrs["column-order"] = np.array(names, dtype=h5py.string_dtype())
    else:
        table.attrs["column-order"] = names


@contextmanager
def _opened(draft: Path) -> Iterator[Any]:
    if draft.is_file():
        import h5py

        with h5py.File(draft, "r+") as file:
            yield file
        return
    import zarr

    # A list of all that is in a store, where there is one, is believed by readers.
    listed = zarr.open_group(str(draft), mode="r").metadata.consolidated_metadata is not None
    root = zarr.open_group(str(draft), mode="r+", use_consolidated=False)
    yield root
    if listed:
        zarr.consolidate_metadata(root.store, zarr_format=root.metadata.zarr_format)


def _replace(target: Path, draft: Path, replaced: Path) -> None:
    if draft.is_dir() and target.exists():
        target.rename(replaced)
    try:
        os.replace(draft, target)
    except BaseException:
        if replaced.exists():
            replaced.rename(target)
        raise
