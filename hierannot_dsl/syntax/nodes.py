"""The syntax tree: what was written, where, with every comment. Meaning is found later (`semantics`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from hierannot_dsl.source import Source, Span


@dataclass(frozen=True)
class Word:
    """A name, symbol or value: its text without quotes and escapes, whether it stood in quotes, and where."""

    text: str
    quoted: bool
    span: Span


@dataclass(frozen=True)
class Number:
    """A number as it was written; `value` is None where it is not above zero, in `express` below zero."""

    text: str
    value: float | None
    span: Span


@dataclass(frozen=True)
class Comment:
    """A comment with its ``#``, without the spaces around it."""

    text: str
    span: Span


@dataclass(frozen=True)
class Path:
    """Names joined by ``>``: each is a direct child of the one before; the first may stand anywhere."""

    names: tuple[Word, ...]
    span: Span


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One item of a block.

    `span` runs from the first character of the statement to its last, a block's closing brace included,
    comments and indentation excluded. `comment` stands at the end of its (first) line.
    """

    span: Span
    comment: Comment | None = None


@dataclass(frozen=True)
class Block:
    """What stands between braces; `closing` is the comment at the end of the ``}`` line."""

    items: tuple[Item, ...]
    span: Span
    closing: Comment | None = None


@dataclass(frozen=True, kw_only=True)
class CommentLine(Statement):
    """A comment alone on its line."""

    text: str


@dataclass(frozen=True, kw_only=True)
class VersionDecl(Statement):
    """``hier 1``: the version of the language."""

    number: Word


@dataclass(frozen=True, kw_only=True)
class HierarchyDecl(Statement):
    """``hierarchy NAME [extends NAME] { ... }``."""

    name: Word
    base: Word | None
    body: Block


@dataclass(frozen=True, kw_only=True)
class NodeDecl(Statement):
    """``node "NAME" { ... }`` or ``contrast "NAME" { ... }``."""

    kind: Literal["node", "contrast"]
    name: Word
    body: Block


@dataclass(frozen=True, kw_only=True)
class VariantDecl(Statement):
    """``variant "NAME" { ... }``."""

    name: Word
    body: Block


@dataclass(frozen=True, kw_only=True)
class MarkerSetDecl(Statement):
    """``markers NAME { ... }``: a named set, put into nodes by `include`."""

    name: Word
    body: Block


@dataclass(frozen=True, kw_only=True)
class InDecl(Statement):
    """``in PATH { ... }``: edits and additions inside an inherited or grafted node."""

    path: Path
    body: Block


@dataclass(frozen=True, kw_only=True)
class UseDecl(Statement):
    """``use NAME {> "NAME"}``, ``contrast use ...`` where `as_contrast`."""

    hierarchy: Word
    path: tuple[Word, ...]
    as_contrast: bool


@dataclass(frozen=True, kw_only=True)
class ReplaceDecl(Statement):
    """``replace PATH with node ...`` or ``with use ...``."""

    path: Path
    replacement: NodeDecl | UseDecl


@dataclass(frozen=True, kw_only=True)
class DropDecl(Statement):
    """``drop PATH``."""

    path: Path


@dataclass(frozen=True, kw_only=True)
class DropMarkerDecl(Statement):
    """``drop + GENE``."""

    sign: Literal[1, -1]
    gene: Word


@dataclass(frozen=True, kw_only=True)
class RenameDecl(Statement):
    """``rename PATH to "NAME"``."""

    path: Path
    name: Word


@dataclass(frozen=True, kw_only=True)
class MoveDecl(Statement):
    """``move PATH under PATH``."""

    path: Path
    under: Path


@dataclass(frozen=True, kw_only=True)
class IncludeDecl(Statement):
    """``include NAME``."""

    name: Word


@dataclass(frozen=True, kw_only=True)
class MarkerDecl(Statement):
    """``+ GENE [= WEIGHT] {@KIND:REFERENCE} ["NOTE"]``; with `is_set`, the same after ``set``.

    `gene` holds the symbol as written, a modality prefix (``protein:CD45RA``) included.
    """

    sign: Literal[1, -1]
    gene: Word
    weight: Number | None = None
    evidence: tuple[Word, ...] = ()
    note: Word | None = None
    is_set: bool = False


@dataclass(frozen=True, kw_only=True)
class FieldDecl(Statement):
    """``KEYWORD VALUE ...``: every field; whether it exists and belongs here is checked later."""

    keyword: Word
    values: tuple[Word, ...]


@dataclass(frozen=True, kw_only=True)
class TestDecl(Statement):
    """``test "NAME" [for NAME] { ... }``."""

    __test__ = False

    name: Word
    hierarchy: Word | None
    body: Block


@dataclass(frozen=True, kw_only=True)
class ExpressDecl(Statement):
    """``express GENE = VALUE``, in ln(CP10K + 1)."""

    gene: Word
    value: Number


@dataclass(frozen=True, kw_only=True)
class ExpectDecl(Statement):
    """``expect [not] PATH [or above]`` or ``expect [not] unknown`` (then `path` is None)."""

    negated: bool
    path: Path | None
    or_above: bool


@dataclass(frozen=True, kw_only=True)
class ProfileDecl(Statement):
    """``profile "FILE" column "NAME"``."""

    file: Word
    column: Word


@dataclass(frozen=True, kw_only=True)
class PanelKeepsDecl(Statement):
    """``panel "FILE" keeps PATH at least N``."""

    file: Word
    path: Path
    count: Word


@dataclass(frozen=True, kw_only=True)
class Damaged(Statement):
    """A line that could not be read and has been reported; what depends on it is not reported again."""

    text: str


Item: TypeAlias = (
    CommentLine
    | VersionDecl
    | HierarchyDecl
    | NodeDecl
    | VariantDecl
    | MarkerSetDecl
    | InDecl
    | UseDecl
    | ReplaceDecl
    | DropDecl
    | DropMarkerDecl
    | RenameDecl
    | MoveDecl
    | IncludeDecl
    | MarkerDecl
    | FieldDecl
    | TestDecl
    | ExpressDecl
    | ExpectDecl
    | ProfileDecl
    | PanelKeepsDecl
    | Damaged
)


@dataclass(frozen=True)
class File:
    """One parsed source. `damaged` says that some line could not be read, so absence proves nothing."""

    source: Source
    items: tuple[Item, ...]
    damaged: bool = False
