"""MarkerProgram: a cell population and its markers, as a plain object that users build and edit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import KW_ONLY, dataclass, field
from typing import Any, Literal, TypeAlias

Modality: TypeAlias = Literal["protein", "rna"]
MODALITIES: tuple[Modality, Modality] = ("protein", "rna")


@dataclass(repr=False)
class MarkerVariant:
    """One of several ways of being a type, such as cDC1 among dendritic cells; the best of them counts.

    Parameters
    ----------
    name
        Name of the variant, unique among the variants of its program.
    positive_markers, negative_markers
        Gene symbols expected on and off.
    weights
        Weight of a symbol, dimensionless and above 0; a symbol that is not in it weighs 1.
    """

    name: str
    positive_markers: list[str] = field(default_factory=list)
    negative_markers: list[str] = field(default_factory=list)
    _: KW_ONLY
    weights: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _take_markers(self)

    def __repr__(self) -> str:
        return f"MarkerVariant({self.name!r}, {_counts(self)})"


@dataclass(repr=False)
class MarkerProgram:
    """A cell population: its markers, how they are weighed, and the populations it divides into.

    A plain mutable record. Two programs are equal if everything in them is. Mistakes are
    reported when a tree is used, by `HierAnnotPipeline` and by every function that takes roots.

    Parameters
    ----------
    name
        Label of the population, unique in its tree.
    positive_markers, negative_markers
        Gene symbols expected on and off; any iterable of strings. A protein is written
        ``"protein:CD4"``.
    children
        The populations that this one divides into.
    weights
        Weight of a symbol, dimensionless and above 0; a symbol that is not in it weighs 1.
    description, cl_id, aliases, color
        A line on how it differs from its siblings; its Cell Ontology id; other names; a color for plots,
        such as ``"#1f77b4"``.
    role
        ``"major"`` if panel rules should keep it as long as they can, else ``"optional"``.
    callable
        Whether it may be a label. If not, it competes and is passed through, and the label is its nearest
        ancestor that may: what a panel leaves of a program is sometimes too little for more.
    rescue
        How much the best child may lift this program's score, 0 to 1 (beta). Here and in the fields
        below, None means that the pipeline's argument holds, and a value here takes precedence.
    penalty
        Weight of the negative markers, 0 or more.
    weight
        Multiplies a positive branch score when siblings are ranked; never gates or exports.
    min_markers
        With fewer markers than this in the data the program is unscorable, which is reported.
    min_score, min_margin, min_raw
        Gates of this program: least branch score, least margin over the runner-up, least raw enrichment.
    variants
        Ways of being this type, of which the best counts.
    contrasts
        Programs that compete at the fork where this program stands, with it and its siblings, and that are
        never a label. Siblings usually share one list; a fork has the union by name over its siblings.
    hierarchy, version
        The built-in that a root comes from, ``""`` elsewhere.

    Examples
    --------
    >>> MarkerProgram("T cell", ["CD3D", "CD3E"], ["MS4A1"], weights={"CD3E": 0.5})
    MarkerProgram('T cell', +2, -1, children=0)
    """

    name: str
    positive_markers: list[str] = field(default_factory=list)
    negative_markers: list[str] = field(default_factory=list)
    children: list[MarkerProgram] = field(default_factory=list)
    _: KW_ONLY
    weights: dict[str, float] = field(default_factory=dict)
    description: str | None = None
    cl_id: str | None = None
    aliases: list[str] = field(default_factory=list)
    color: str | None = None
    role: str = "optional"
    callable: bool = True
    rescue: float | None = None
    penalty: float | None = None
    weight: float = 1.0
    min_markers: int | None = None
    min_score: float | None = None
    min_margin: float | None = None
    min_raw: float | None = None
    variants: list[MarkerVariant] = field(default_factory=list)
    contrasts: list[MarkerProgram] = field(default_factory=list)
    hierarchy: str = ""
    version: str = ""

    def __post_init__(self) -> None:
        _take_markers(self)
        self.aliases = _texts(self.aliases, self.name, "aliases")
        self.children = _items(self.children, self.name, "children")
        self.variants = _items(self.variants, self.name, "variants")
        self.contrasts = _items(self.contrasts, self.name, "contrasts")

    def __repr__(self) -> str:
        return f"MarkerProgram({self.name!r}, {_counts(self)}, children={len(self.children)})"


def split_marker(text: str) -> tuple[Modality, str]:
    """What is measured, and the symbol, of a marker such as ``"protein:CD4"``."""
    for modality in MODALITIES:
        if text.startswith(f"{modality}:"):
            return modality, text.removeprefix(f"{modality}:")
    return "rna", text


def _counts(program: MarkerProgram | MarkerVariant) -> str:
    return f"+{len(program.positive_markers)}, -{len(program.negative_markers)}"


def _take_markers(program: MarkerProgram | MarkerVariant) -> None:
    program.positive_markers = _texts(program.positive_markers, program.name, "positive_markers")
    program.negative_markers = _texts(program.negative_markers, program.name, "negative_markers")
    program.weights = _weights(program.weights, program.name)


def _texts(value: Any, name: object, what: str) -> list[str]:
    """A list of plain strings; a single string is refused, because it would be read letter by letter."""
    if isinstance(value, str | bytes):
        msg = f"{what} of {name!r} must be a list of strings, not the one string {value!r}: write [{value!r}]"
        raise TypeError(msg)
    if isinstance(value, Mapping):
        msg = f"{what} of {name!r} must be a list of strings, not a mapping: `weights` holds the weights"
        raise TypeError(msg)
    items = _items(value, name, what)
    for item in items:
        if not isinstance(item, str):
            msg = f"{what} of {name!r} must be strings: {item!r} is a {_kind(item)}"
            raise TypeError(msg)
    texts = [str(item) for item in items]
    return sorted(texts) if isinstance(value, set | frozenset) else texts


def _weights(value: Any, name: object) -> dict[str, float]:
    if not isinstance(value, Mapping | None):
        msg = f"weights of {name!r} must map symbols to weights, not be a {_kind(value)}"
        raise TypeError(msg)
    return dict(value or {})


def _items(value: Any, name: object, what: str) -> list[Any]:
    if value is None:  # R's NULL
        return []
    if what == "contrasts" and isinstance(value, list):
        return value  # kept as it is: siblings share it
    if isinstance(value, MarkerProgram | MarkerVariant) or not isinstance(value, Iterable):
        msg = f"{what} of {name!r} must be a list, not a {_kind(value)}"
        raise TypeError(msg)
    return list(value)


def _kind(value: object) -> str:
    return type(value).__name__
