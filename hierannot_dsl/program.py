"""Program: names and arrays, all that scoring needs of a hierarchy. The compiler's product; knows nobody."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, Self

import numpy as np
import numpy.typing as npt

FORMAT = "hierannot_dsl.program"
FORMAT_VERSION = 1
ABSENT = -1
NOT_SET = float("nan")
PER_PROGRAM = (
    "cl_ids",
    "descriptions",
    "colors",
    "is_contrast",
    "callable",
    "major",
    "weight",
    "rescue",
    "penalty",
    "min_score",
    "min_margin",
    "min_raw",
    "min_markers",
)

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Program:
    """A hierarchy bound to a panel, as arrays.

    N programs (nodes and contrasts) stand in document order, a parent before its children; a fork's
    contrasts stand after its last node's subtree. S marker sets: every program has one set of its own
    (`set_variant` is ``""``) and one for each variant. K markers, each in one set. Y gene symbols.

    Attributes
    ----------
    hierarchy, version, panel
        Names for the record; ``""`` where there is none.
    source_hash
        Content hash of the hierarchy before any panel (`hash of the roots`).
    names
        N names of nodes and contrasts.
    cl_ids, descriptions, colors
        N strings; ``""`` where the source has none.
    parent
        Shape ``(N,)``. Index of the parent, -1 at a root.
    is_contrast
        Shape ``(N,)``. Scored and competing, never a label, has no children.
    callable
        Shape ``(N,)``. Whether the node may be a label. False for contrasts, and for nodes that the panel
        report sets to ``fallback_to_parent``: these compete and may be passed through; the label is the
        nearest callable ancestor.
    major
        Shape ``(N,)``. Whether the node has ``role major``.
    weight
        Shape ``(N,)``. Multiplies a positive branch score when siblings are ranked; 1 where not written.
    rescue, penalty, min_score, min_margin, min_raw, min_markers
        Shape ``(N,)``. NaN where not written: the method's own value holds.
    set_program
        Shape ``(S,)``. Program that a marker set belongs to.
    set_variant
        S names of variants, ``""`` for a program's own set.
    symbols
        Y gene symbols as the source writes them.
    panel_symbols
        Y symbols as the panel writes them; ``""`` where the panel does not measure the gene.
    marker_set, marker_symbol
        Shape ``(K,)``. Indices into sets and symbols.
    marker_sign
        Shape ``(K,)``. +1 or -1.
    marker_weight
        Shape ``(K,)``. Above 0.

    Notes
    -----
    Nothing is subtracted here: that a child's markers are counted without its parent's, and what to do where
    too few are left, belongs to the method that scores.
    """

    hierarchy: str
    version: str
    panel: str
    source_hash: str
    names: tuple[str, ...]
    cl_ids: tuple[str, ...]
    descriptions: tuple[str, ...]
    colors: tuple[str, ...]
    parent: Ints
    is_contrast: Flags
    callable: Flags
    major: Flags
    weight: Floats
    rescue: Floats
    penalty: Floats
    min_score: Floats
    min_margin: Floats
    min_raw: Floats
    min_markers: Floats
    set_program: Ints
    set_variant: tuple[str, ...]
    symbols: tuple[str, ...]
    panel_symbols: tuple[str, ...]
    marker_set: Ints
    marker_symbol: Ints
    marker_sign: Ints
    marker_weight: Floats

    @property
    def n_programs(self) -> int:
        return len(self.names)

    @cached_property
    def level(self) -> Ints:
        """Shape ``(N,)``. 1 at a root, one more than the parent's elsewhere."""
        level = np.ones(self.n_programs, dtype=np.int64)
        for program, parent in enumerate(self.parent):
            if parent >= 0:
                level[program] = level[parent] + 1
        return level

    def children(self, program: int) -> Ints:
        """Indices of the programs that compete at the fork below `program` (-1: the root fork)."""
        return np.flatnonzero(self.parent == program)

    def dumps(self) -> str:
        """The program as JSON text: the same program gives the same bytes."""
        body = {field.name: _plain(getattr(self, field.name)) for field in fields(self)}
        document = {"format": FORMAT, "format_version": FORMAT_VERSION, **body}
        return json.dumps(document, ensure_ascii=False, indent=1) + "\n"

    @cached_property
    def content_hash(self) -> str:
        """SHA-256 of `dumps`, in hexadecimal."""
        return hashlib.sha256(self.dumps().encode()).hexdigest()

    @classmethod
    def loads(cls, text: str) -> Self:
        """Read what `dumps` wrote.

        Raises
        ------
        ValueError
            If the text is not a program, or of a format version that this release does not read.
        """
        try:
            document = json.loads(text)
        except (json.JSONDecodeError, RecursionError) as problem:
            msg = f"not a compiled program: {problem}"
            raise ValueError(msg) from None
        if not isinstance(document, dict) or document.pop("format", None) != FORMAT:
            msg = "not a compiled program: the field `format` is missing or another"
            raise ValueError(msg)
        version = document.pop("format_version", None)
        if version != FORMAT_VERSION:
            msg = f"program format {version} is not read by this release, which reads {FORMAT_VERSION}"
            raise ValueError(msg)
        expected = {field.name for field in fields(cls)}
        if set(document) != expected:
            odd = ", ".join(sorted(set(document) ^ expected))
            msg = f"not a compiled program: missing or unknown fields: {odd}"
            raise ValueError(msg)
        try:
            program = cls(**{field.name: _array(field.type, document[field.name]) for field in fields(cls)})
        except (TypeError, ValueError, OverflowError) as problem:
            msg = f"not a compiled program: {problem}"
            raise ValueError(msg) from None
        program._check()
        return program

    def _check(self) -> None:
        """Refuse lengths that do not fit and indices of nothing: a file may have been edited by hand."""
        n_programs, n_sets, n_symbols = len(self.names), len(self.set_program), len(self.symbols)
        sound = {
            "parent": _indices(self.parent, ABSENT, np.arange(n_programs), n_programs),
            "set_program": _indices(self.set_program, 0, n_programs, n_sets),
            "marker_set": _indices(self.marker_set, 0, n_sets, len(self.marker_set)),
            "marker_symbol": _indices(self.marker_symbol, 0, n_symbols, len(self.marker_set)),
            "marker_sign": bool(np.isin(self.marker_sign, (-1, 1)).all()),
            "marker_weight": bool((self.marker_weight > 0).all()),
        }
        for length, names in (
            (n_programs, PER_PROGRAM),
            (n_sets, ("set_variant",)),
            (n_symbols, ("panel_symbols",)),
            (len(self.marker_set), ("marker_sign", "marker_weight")),
        ):
            sound |= {name: sound.get(name, True) and len(getattr(self, name)) == length for name in names}
        for name, is_sound in sound.items():
            if not is_sound:
                msg = f"not a compiled program: `{name}` does not fit the rest"
                raise ValueError(msg)


def _plain(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        if value.dtype.kind == "f":
            return [None if np.isnan(item) else float(item) for item in value]
        return value.tolist()
    return list(value) if isinstance(value, tuple) else value


def _indices(values: Ints, low: int, high: int | Ints, length: int) -> bool:
    return len(values) == length and bool(((values >= low) & (values < high)).all())


def _array(kind: Any, value: Any) -> Any:
    match kind:
        case "Ints":
            return _flat(np.asarray(value, dtype=np.int64))
        case "Flags":
            return _flat(np.asarray(value, dtype=np.bool_))
        case "Floats":
            return _flat(np.asarray([NOT_SET if item is None else item for item in value], dtype=np.float64))
        case "str":
            return _text(value)
        case _:
            return tuple(_text(item) for item in value)


def _flat(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    if values.ndim != 1:
        msg = "a list of numbers has other lists in it"
        raise TypeError(msg)
    return values


def _text(value: Any) -> str:
    if not isinstance(value, str):
        msg = f"{value!r} stands where a text belongs"
        raise TypeError(msg)
    return value
