"""Labels into a copy of an .h5ad file, without loading what they do not touch."""

from __future__ import annotations

import os
import shutil
import tempfile
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


def write_labelled_copy(adata: Any, source: Path, target: Path, *, key_added: str = "hierannot") -> None:
    """Copy an .h5ad file, with the `obs` of `adata` and what `label_anndata` wrote into its `uns`.

    Parameters
    ----------
    adata
        What was read from `source` (backed will do), labelled since.
    source
        The file as it was; it is not changed.
    target
        The copy. A reader finds the old file or the whole new one.
    key_added
        As in `label_anndata`.

    Raises
    ------
    ValueError
        If `target` is `source`.
    OSError
        If a file cannot be read or written; then `target` has not changed.

    Notes
    -----
    The matrix is copied as bytes: memory does not grow with the number of cells.
    """
    import h5py  # type: ignore[import-untyped]  # it ships no types
    from anndata.io import write_elem  # type: ignore[import-untyped]  # it ships no types

    if target.exists() and target.samefile(source):
        msg = f"{target.as_posix()} is the file that was read: it is never written to"
        raise ValueError(msg)
    handle, draft = tempfile.mkstemp(dir=target.resolve().parent, prefix=f".{target.name}.")
    os.close(handle)
    try:
        shutil.copyfile(source, draft)
        with h5py.File(draft, "r+") as file:
            write_elem(file, "obs", adata.obs)
            if "uns" not in file:
                write_elem(file, "uns", {})
            for key in (key_added, f"{key_added}_colors"):
                if key in adata.uns:
                    write_elem(file["uns"], key, adata.uns[key])
                elif key in file["uns"]:
                    del file["uns"][key]
        os.chmod(draft, source.stat().st_mode | 0o200)
        os.replace(draft, target)
    except BaseException:
        os.unlink(draft)
        raise
