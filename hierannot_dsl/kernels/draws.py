"""Draws at random that are the same for the same seed and name, whatever else is scored."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hierannot_dsl.kernels.arrays import Flags, Ints

Words: TypeAlias = npt.NDArray[np.uint64]

DRAW_SIZES = (100, 50, 25, 10, 5)


def hashes(names: Sequence[str], *, seed: int) -> Words:
    """A number for every name that depends on the name and the seed alone.

    Parameters
    ----------
    names
        G names.
    seed
        Any integer.

    Returns
    -------
    numbers
        Shape ``(G,)``.
    """
    salt = str(seed).encode()
    digests = [hashlib.blake2b(name.encode(), digest_size=8, key=salt[:64]).digest() for name in names]
    return np.frombuffer(b"".join(digests), dtype="<u8").astype(np.uint64)


def draw(markers: Words, pool: Words) -> Flags:
    """Draw control genes for every marker, without replacement.

    Parameters
    ----------
    markers
        Shape ``(M,)``, from `hashes`.
    pool
        Shape ``(P,)``: the genes that may be drawn.

    Returns
    -------
    drawn
        Shape ``(M, P)``. Every row has 100, 50, 25, 10 or 5 genes, the most that the pool can give, or all
        of a pool of fewer than 5.

    Notes
    -----
    A marker takes the genes whose mixed hash with its own is smallest: its draw does not depend on the
    other markers, nor on the order of genes.
    """
    size = next((size for size in DRAW_SIZES if size <= len(pool)), len(pool))
    keys = _mixed(markers[:, np.newaxis] ^ pool[np.newaxis, :])
    chosen = np.argsort(keys, axis=1, kind="stable")[:, :size]
    drawn = np.zeros(keys.shape, dtype=bool)
    np.put_along_axis(drawn, chosen, True, axis=1)  # noqa: FBT003 - the value that is put
    return drawn


def uniforms(names: Words, n_draws: int) -> npt.NDArray[np.float64]:
    """Uniform numbers that depend on a name and on the number of the draw alone.

    Parameters
    ----------
    names
        Shape ``(G,)``, from `hashes`.
    n_draws
        B.

    Returns
    -------
    uniforms
        Shape ``(B, G)``, from 0 to below 1, multiples of 2**-53.
    """
    rounds = _mixed(np.arange(n_draws, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15))
    words = _mixed(names[np.newaxis, :] ^ rounds[:, np.newaxis])
    return np.asarray((words >> np.uint64(11)) * 2.0**-53)


def _mixed(words: Words) -> Words:
    # The finalizer of splitmix64: every bit of the input moves every bit of the output.
    words = (words ^ (words >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    words = (words ^ (words >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return words ^ (words >> np.uint64(31))


def widened(bins: Ints, wanted: int, *, minimum: int) -> Ints:
    """Genes of a bin, with its neighbours' where it has too few.

    Parameters
    ----------
    bins
        Shape ``(P,)``: the bin of every gene that may serve.
    wanted
        The bin that is asked for.
    minimum
        How many genes are enough.

    Returns
    -------
    genes
        Indices into `bins`, ascending.
    """
    distance = np.abs(bins - wanted)
    for reach in range(int(distance.max(initial=0)) + 1):
        genes = np.flatnonzero(distance <= reach)
        if len(genes) >= minimum:
            return genes
    return np.arange(len(bins))
