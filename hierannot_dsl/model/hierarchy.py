"""The resolved hierarchy: cell populations in a tree, and the evidence that tells them apart."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.json_schema import SkipJsonSchema

from hierannot_dsl.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

PositiveFloat = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Color = Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}$")]
Origin = Annotated[SkipJsonSchema[Span | None], Field(default=None, exclude=True, repr=False)]


class Frozen(BaseModel):
    """Closed, strict and immutable: an unknown field or a wrong type is an error, never a guess.

    Two records are equal if they say the same, wherever it was written.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self._said() == other._said()

    def __hash__(self) -> int:
        return hash(tuple(self._said().values()))

    def _said(self) -> dict[str, object]:
        return {name: value for name, value in self.__dict__.items() if name != "origin"}


class Evidence(Frozen):
    """Where a marker comes from, such as ``dataset:Rectum_Wang`` or ``pmid:31753849``."""

    kind: str
    reference: str


class Marker(Frozen):
    """A gene whose expression speaks for (+1) or against (-1) a population."""

    gene: str
    sign: Literal[1, -1]
    weight: PositiveFloat = 1.0
    modality: Literal["rna", "protein"] = "rna"
    evidence: tuple[Evidence, ...] = ()
    note: str | None = None
    origin: Origin = None


class Variant(Frozen):
    """One of several ways of being a type; of a node's variants the best counts."""

    name: str
    markers: tuple[Marker, ...]
    origin: Origin = None


class Program(Frozen):
    """What nodes and contrasts share: a name, its evidence, and how that evidence is weighed.

    A field that is None was not written: the pipeline's argument or the method's default holds.
    """

    name: str
    description: str | None = None
    cl: str | None = None
    aliases: tuple[str, ...] = ()
    penalty: Annotated[float, Field(ge=0, allow_inf_nan=False)] | None = None
    weight: PositiveFloat = 1.0
    min_markers: Annotated[int, Field(ge=1)] | None = None
    markers: tuple[Marker, ...] = ()
    variants: tuple[Variant, ...] = ()
    origin: Origin = None

    @property
    def positives(self) -> tuple[Marker, ...]:
        return tuple(m for m in self.markers if m.sign > 0)

    @property
    def negatives(self) -> tuple[Marker, ...]:
        return tuple(m for m in self.markers if m.sign < 0)

    def marker_sets(self) -> Iterator[tuple[str, tuple[Marker, ...]]]:
        """Yield the program's own markers under ``""``, then those of each variant under its name."""
        yield "", self.markers
        for variant in self.variants:
            yield variant.name, variant.markers

    @model_validator(mode="after")
    def _markers_are_distinct(self) -> Self:
        # The last line, not the messenger: the checks of the compiler have already told the author.
        for variant, markers in self.marker_sets():
            genes = [(m.modality, m.gene) for m in markers]
            if len(set(genes)) < len(genes):
                msg = f"{variant or self.name!r} lists a gene twice"
                raise ValueError(msg)
        return self


class Contrast(Program):
    """A program that is scored and competes at its fork, and is never a label."""


class Node(Program):
    """A cell population, and the evidence that marks it out among its siblings.

    `rescue` is beta_n of the seed (2.3.3): how much the best child may lift this node.
    `contrasts` compete at the fork below this node, with its children. A node that is not `callable` competes
    and is passed through, and the label is its nearest callable ancestor: the compiler makes such nodes of
    those that a panel leaves too little of; the language cannot write them.
    """

    color: Color | None = None
    role: Literal["major", "optional"] = "optional"
    callable: bool = True
    rescue: Annotated[float, Field(ge=0, le=1)] | None = None
    min_score: float | None = None
    min_margin: float | None = None
    min_raw: float | None = None
    children: tuple[Node, ...] = ()
    contrasts: tuple[Contrast, ...] = ()


class Hierarchy(Frozen):
    """A resolved hierarchy: nothing inherited, borrowed or edited is left to look up."""

    name: str
    title: str | None = None
    version: str | None = None
    species: str | None = None
    modality: Literal["rna", "protein"] = "rna"
    category: str | None = None
    tissue: str | None = None
    uberon: str | None = None
    keywords: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    license: str | None = None
    references: tuple[str, ...] = ()
    not_for: tuple[str, ...] = ()
    roots: tuple[Node, ...]
    contrasts: tuple[Contrast, ...] = ()
    origin: Origin = None

    def walk(self) -> Iterator[tuple[Node | None, Node]]:
        """Every node with its parent, in document order, parents before children; contrasts are left out."""
        stack: list[tuple[Node | None, Node]] = [(None, root) for root in reversed(self.roots)]
        while stack:
            parent, node = stack.pop()
            yield parent, node
            stack.extend((node, child) for child in reversed(node.children))

    def programs(self) -> Iterator[Program]:
        """Yield nodes in document order, each followed by the contrasts inside it; those of the root last."""
        for _, node in self.walk():
            yield node
            yield from node.contrasts
        yield from self.contrasts

    @model_validator(mode="after")
    def _names_are_unique(self) -> Self:
        names = Counter(program.name for program in self.programs())
        repeated = sorted(name for name, count in names.items() if count > 1)
        if repeated:
            msg = f"names are used twice: {', '.join(map(repr, repeated))}"
            raise ValueError(msg)
        return self
