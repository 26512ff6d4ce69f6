"""The shape of the JSON document of a retention report: what `hierc schema retention` prints."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict

FORMAT: Literal["hierannot_dsl.retention"] = "hierannot_dsl.retention"
FORMAT_VERSION: Literal[1] = 1


class ShareDocument(TypedDict):
    """Markers present of all, by count and by weight."""

    present: int
    total: int
    present_weight: float
    total_weight: float


class MarkerDocument(TypedDict):
    """A marker and its fate; `symbol` is the panel's spelling, null where it is not measured."""

    gene: str
    modality: str
    sign: Literal["+", "-"]
    weight: float
    variant: str | None
    fate: str
    symbol: str | None
    candidates: list[str]
    source: str | None


class NodeDocument(TypedDict):
    """A node or a contrast; `effective` are its positive markers beyond its parent's."""

    name: str
    parent: str | None
    level: int
    role: str | None
    status: Literal["full", "fallback_to_parent", "disabled"]
    rule: str
    reason: str | None
    positive: ShareDocument
    negative: ShareDocument
    effective: ShareDocument
    markers: list[MarkerDocument]


class SideDocument(TypedDict):
    """What speaks for one sibling and not for the other, on the panel and of all."""

    node: str
    markers: list[str]
    weight: float
    total: int
    total_weight: float


class PairDocument(TypedDict):
    """Two siblings; `competing` says whether both are scored."""

    parent: str | None
    competing: bool
    first: SideDocument
    second: SideDocument


class PanelDocument(TypedDict):
    """What the list of genes holds; `old_names` maps to approved symbols."""

    name: str
    n_genes: int
    species: str | None
    repeated: list[str]
    left_out: list[str]
    old_names: dict[str, str]
    damaged: list[str]
    other_species: list[str]
    ensembl: int
    note: str | None


class AdviceDocument(TypedDict):
    """One thing to do."""

    kind: Literal["prune", "merge", "trust", "mend"]
    nodes: list[str]
    why: str


class DecidedDocument(TypedDict):
    """Draws that went to the node, elsewhere, or stopped above."""

    right: int
    wrong: int
    stopped: int


class MeasuredNodeDocument(TypedDict):
    """A node at the fork above it, measured."""

    name: str
    parent: str | None
    clusters: list[str]
    on_panel: DecidedDocument
    on_all: DecidedDocument
    mistaken_for: dict[str, int]


class MeasuredDocument(TypedDict):
    """What draws from profiles say."""

    profiles: str
    truth: Literal["labels", "all genes"]
    n_genes: int
    draws: int
    depth: int
    seed: int
    nodes: list[MeasuredNodeDocument]
    left_out: list[str]


class AdditionDocument(TypedDict):
    """A gene to add: by how much the separation rises, and to what."""

    gene: str
    gain: float
    separation: float
    nodes: list[str]


class DesignDocument(TypedDict):
    """How well nodes stand out, of `n_nodes` at most, now and with every marker; what would help most."""

    n_nodes: int
    separation: float
    whole: float
    additions: list[AdditionDocument]


class RetentionDocument(TypedDict):
    """A hierarchy on a panel."""

    format: Literal["hierannot_dsl.retention"]
    format_version: Literal[1]
    hierarchy: str
    panel: str
    n_genes: int
    policy: dict[str, object]
    contents: PanelDocument
    symbols: dict[str, int]
    nodes: list[NodeDocument]
    contrasts: list[NodeDocument]
    pairs: list[PairDocument]
    advice: list[AdviceDocument]
    measured: MeasuredDocument | None
    design: DesignDocument | None


class ComparisonDocument(TypedDict):
    """One hierarchy on several panels: a report for each, and the markers that it alone measures."""

    format: Literal["hierannot_dsl.panel_comparison"]
    format_version: Literal[1]
    hierarchy: str
    reports: list[RetentionDocument]
    only: list[list[str]]


def schema_text() -> str:
    """The JSON Schema of both documents, ending in a line feed."""
    import json

    from pydantic import TypeAdapter

    schema = TypeAdapter(RetentionDocument | ComparisonDocument).json_schema()
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A hierarchy on a panel, or on several: `hierc compile --format json`",
    }
    return json.dumps({**head, **schema}, indent=2) + "\n"
