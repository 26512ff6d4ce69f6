"""JSON document -> the hierarchy that it says, and everything in it that is not what belongs there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from hierannot_dsl.diagnostics.outcome import Outcome
from hierannot_dsl.diagnostics.suggest import closest
from hierannot_dsl.model.document import FORMAT, FORMAT_VERSION
from hierannot_dsl.model.hierarchy import Contrast, Evidence, Frozen, Hierarchy, Marker, Node, Variant
from hierannot_dsl.semantics.document_mistakes import (
    DocumentFormat,
    DocumentValue,
    KeyTwice,
    MissingKey,
    NewerDocument,
    UnknownKey,
)
from hierannot_dsl.semantics.json_tree import Array, Object, Scalar, parse_json
from hierannot_dsl.semantics.meaning import DuplicateMarker, EmptyName, OppositeSigns
from hierannot_dsl.semantics.mistakes import DuplicateName, DuplicateVariant, UnknownHierarchy
from hierannot_dsl.source import Span

if TYPE_CHECKING:
    from hierannot_dsl.diagnostics.model import Diagnostic
    from hierannot_dsl.semantics.json_tree import Member, Value
    from hierannot_dsl.source import Source

SUFFIX = ".json"
HEAD = ("format", "format_version", "$schema")
PARTS: dict[str, type[Frozen]] = {
    "roots": Node,
    "children": Node,
    "contrasts": Contrast,
    "markers": Marker,
    "variants": Variant,
    "evidence": Evidence,
}
KINDS: dict[type[Frozen], str] = {
    Hierarchy: "hierarchy",
    Node: "node",
    Contrast: "contrast",
    Variant: "variant",
}
# What pydantic calls a mistake, and what is wanted instead; its own prose changes between releases.
WANTED = {
    "string_type": "a text",
    "string_pattern_mismatch": "a colour such as `#1f77b4`",  # nothing else has a pattern
    "bool_type": "`true` or `false`",
    "float_type": "a number",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "tuple_type": "a list",
    "greater_than": "a number above {gt:g}",
    "greater_than_equal": "a number of at least {ge:g}",
    "less_than_equal": "a number of at most {le:g}",
    "literal_error": "{expected}",
}

R = TypeVar("R", bound=Frozen)


def is_document(source: Source) -> bool:
    """Whether a source is a JSON document, by its name."""
    return source.name.endswith(SUFFIX)


def read_document(source: Source, name: str | None = None) -> Outcome[Hierarchy]:
    """The hierarchy of a JSON document, origins pointing into it.

    Parameters
    ----------
    source
        The document.
    name
        How the hierarchy has to be called; whatever it is called where this is None.
    """
    text = parse_json(source)
    if text.value is None:
        return Outcome(None, text.diagnostics)
    reading = _Reading()
    hierarchy = reading.document(text.value)
    if hierarchy is not None and name not in (None, hierarchy.name):
        reading.found.append(UnknownHierarchy(None, str(name), closest(str(name), [hierarchy.name])))
    failed = bool(reading.found)
    return Outcome(None if failed else hierarchy, tuple(reading.found))


class _Reading:
    """One run of `read_document`: records from the innermost out, what is wrong left out of them."""

    def __init__(self) -> None:
        self.found: list[Diagnostic] = []
        self.hierarchy = ""
        self.names: dict[str, Span] = {}

    def document(self, value: Value) -> Hierarchy | None:
        """The whole document, if it is one."""
        head = {m.key: m.value for m in value.members if m.key in HEAD} if isinstance(value, Object) else {}
        format_, version = head.get("format"), head.get("format_version")
        if format_ is None or _plain(format_) != FORMAT:
            span = value.span if format_ is None else format_.span
            written = None if format_ is None else _shown(format_).strip('"')
            self.found.append(DocumentFormat(_start(span), written, FORMAT))
        elif version is None:
            self.found.append(MissingKey(_start(value.span), "", "format_version"))
        elif _shown(version).removesuffix(".0") != str(FORMAT_VERSION):
            self.found.append(NewerDocument(version.span, _shown(version), FORMAT_VERSION))
        else:
            dialect = head.get("$schema")
            if dialect is not None and not isinstance(_plain(dialect), str | None):
                self.found.append(DocumentValue(dialect.span, "$schema", "a text", _shown(dialect)))
            return self.record(Hierarchy, value, "", passed=HEAD)
        return None

    def record(self, kind: type[R], value: Value, path: str, *, passed: tuple[str, ...] = ()) -> R | None:
        """One record."""
        if not isinstance(value, Object):
            self.found.append(DocumentValue(value.span, path, "an object", _shown(value)))
            return None
        members = self.members(kind, value, path, passed)
        if kind is Hierarchy and "name" in members:
            self.hierarchy = str(_plain(members["name"].value))
        values: dict[str, Any] = {}
        for key, member in members.items():
            values[key] = self.part(key, member.value, _join(path, key))
        if "name" in members and isinstance(values["name"], str):
            self.check_name(kind, values["name"], members["name"].value.span)
        self.check_parts(str(values.get("name")), values)
        place = members.get("gene") or members.get("name")
        if "origin" in kind.model_fields and place:
            values["origin"] = place.value.span
        try:
            return kind(**values)
        except ValidationError as mistakes:
            self.tell(mistakes, value, members, path)
            return None

    def members(
        self, kind: type[Frozen], value: Object, path: str, passed: tuple[str, ...]
    ) -> dict[str, Member]:
        """The fields of an object that mean something, each once."""
        known = [field for field in kind.model_fields if field != "origin"]
        members: dict[str, Member] = {}
        for member in value.members:
            key = member.key
            if key in passed:
                continue
            if key not in known:
                self.found.append(UnknownKey(member.span, path, key, closest(key, known)))
            elif key in members:
                self.found.append(KeyTwice(member.span, _join(path, key), members[key].span))
            else:
                members[key] = member
        return members

    def part(self, key: str, value: Value, path: str) -> Any:
        """What a field holds; of what it cannot hold, something that the record refuses."""
        if isinstance(value, Array):
            kind = PARTS.get(key)
            parts = []
            for at, item in enumerate(value.items):
                place = f"{path}[{at}]"
                parts.append(self.record(kind, item, place) if kind else self.part("", item, place))
            return tuple(part for part in parts if part is not None or not kind)
        plain = _plain(value)
        if isinstance(plain, str) and "\n" in plain:
            self.found.append(DocumentValue(value.span, path, "a text on one line", _shown(value)))
        if isinstance(plain, bool) and key == "sign":
            return str(plain)  # to Python, true is 1
        # To JSON, 2.0 is 2.
        return int(plain) if isinstance(plain, float) and plain.is_integer() else plain

    def check_name(self, kind: type[Frozen], name: str, span: Span) -> None:
        """What labels have to be; of nodes and contrasts each is there once."""
        if not name or name.strip() != name:
            self.found.append(EmptyName(span, KINDS[kind]))
        elif kind in (Node, Contrast):
            first = self.names.setdefault(name, span)
            if first is not span:
                self.found.append(DuplicateName(span, name, self.hierarchy, first))

    def check_parts(self, owner: str, values: dict[str, Any]) -> None:
        """What a record may hold once; markers come into their canonical order, whatever the author's is."""
        variants: dict[str, Variant] = {}
        for variant in values.get("variants") or ():
            first = variants.setdefault(variant.name, variant)
            if first is not variant:
                self.found.append(DuplicateVariant(variant.origin, variant.name, owner, _place(first)))
        markers: dict[tuple[str, str], Marker] = {}
        if not isinstance(values.get("markers"), tuple):
            return
        for marker in values["markers"]:
            earlier = markers.setdefault((marker.modality, marker.gene), marker)
            if earlier is not marker:
                kind = DuplicateMarker if earlier.sign == marker.sign else OppositeSigns
                self.found.append(kind(marker.origin, marker.gene, owner, _place(earlier)))
        values["markers"] = tuple(sorted(markers.values(), key=lambda m: (-m.sign, m.gene, m.modality)))

    def tell(self, mistakes: ValidationError, value: Object, members: dict[str, Member], path: str) -> None:
        """Say what the record refused, each at its place."""
        for mistake in mistakes.errors(include_url=False):
            field = str(mistake["loc"][0]) if mistake["loc"] else ""
            if mistake["type"] == "missing":
                self.found.append(MissingKey(_start(value.span), path, field))
            elif field in members:
                wrong, place = members[field].value, _join(path, field)
                for index in mistake["loc"][1:]:
                    if isinstance(wrong, Array) and isinstance(index, int):
                        wrong, place = wrong.items[index], f"{place}[{index}]"
                wanted = WANTED.get(mistake["type"], mistake["msg"]).format(**mistake.get("ctx", {}))
                self.found.append(DocumentValue(wrong.span, place, wanted.replace("'", "`"), _shown(wrong)))


def _place(record: Marker | Variant) -> Span:
    assert record.origin is not None  # it was made here
    return record.origin


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _plain(value: Value) -> Any:
    return value.value if isinstance(value, Scalar) else {}


def _shown(value: Value) -> str:
    if isinstance(value, Scalar):
        return json.dumps(value.value, ensure_ascii=False)
    return "a list" if isinstance(value, Array) else "an object"


def _start(span: Span) -> Span:
    """The first character of an object: to underline all of it would point at nothing."""
    return Span(span.source, span.start, span.start + 1)
