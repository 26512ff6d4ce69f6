"""Cluster means below zero: what was averaged had been scaled, and what there is to average instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hierannot_dsl.adapters.notices import some

if TYPE_CHECKING:
    import pandas as pd

    from hierannot_dsl.adapters.reading import Reading


class ScaledValues(ValueError):
    """Means of values that are no counts and no logarithms of counts; `instead` says what to do in Python.

    Attributes
    ----------
    layers
        Layers of the cells, but the one that was averaged.
    has_raw
        Whether there is a ``.raw`` that was not averaged.
    """

    def __init__(self, where: str, layers: tuple[str, ...], *, has_raw: bool) -> None:
        self.layers = layers
        self.has_raw = has_raw
        self.fault = f"{where} holds negative values, as after sc.pp.scale"
        instead = self.instead('layer="NAME"', "raw=True", 'input_type="normalized"')
        super().__init__(f"{self.fault}; {instead}")

    def instead(self, layer: str, raw: str, normalized: str) -> str:
        """What to average instead, in the words of Python or of the shell."""
        there = f"there {'is' if len(self.layers) == 1 else 'are'} {some(self.layers)}"
        counts = f"average counts: {layer} ({there if self.layers else 'there is no other layer'})"
        if not self.has_raw:
            return counts
        return f"{counts}, or .raw: {raw}, with {normalized} if it holds logarithms"


def refuse_scaled(means: pd.DataFrame, cells: Any, reading: Reading) -> None:
    """Say that scaled values cannot be read, where cluster means of cells are below zero.

    Raises
    ------
    ScaledValues
        If they are.
    """
    if not (means.to_numpy() < 0).any():
        return
    source, key = reading.place
    layers = tuple(str(name) for name in cells.layers if name != key)
    where = source if key is None else f"layer {key!r}"
    raise ScaledValues(where, layers, has_raw=source != "raw" and cells.raw is not None)
