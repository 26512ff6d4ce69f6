"""Marker programs <-> JSON-ready dicts, such as travel to R, to a file and back."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from hierannot_dsl.api.programs import MarkerProgram, MarkerVariant
from hierannot_dsl.api.trees import as_roots, fork_contrasts, walk

if TYPE_CHECKING:
    from collections.abc import Iterable

FORMAT_VERSION = 1
MARKER_FIELDS = ("name", "positive_markers", "negative_markers", "weights")
# Forks and variants nest; the other fields are written as they stand.
OTHER_FIELDS = tuple(
    field.name
    for field in fields(MarkerProgram)
    if field.name not in (*MARKER_FIELDS, "children", "contrasts", "variants")
)


def hierarchy_to_dict(roots: Iterable[MarkerProgram]) -> dict[str, Any]:
    """The tree as a dict of plain lists, strings and numbers, ready for JSON or R.

    It is for Python and R, and `hierarchy_from_dict` reads it back. What `hierc` reads is another document,
    which `write_hierarchy` and ``hierc export`` write.

    Returns
    -------
    document
        ``format_version``, ``roots``, and the ``contrasts`` of the root fork. Every program has its name,
        markers, weights, children, and ``contrasts``: those of the fork below it, beside its children. Other
        fields are there where they differ from their defaults.
    """
    programs = as_roots(roots)
    for _ in walk(programs):
        pass  # what is not a tree is refused here, before the recursion
    return {"format_version": FORMAT_VERSION, **_fork_to_dict(programs, "roots")}


def hierarchy_from_dict(document: Any) -> list[MarkerProgram]:
    """The roots that `hierarchy_to_dict` wrote down.

    A single string where a list belongs counts as a list of one, and an empty list where a mapping belongs
    as an empty mapping: a way through R turns one into the other.

    Raises
    ------
    ValueError
        If this release does not read the format version, or a key is unknown or missing.
    TypeError
        If a value has the wrong type.
    """
    if not isinstance(document, dict):
        msg = f"the document must be a dict, not a {type(document).__name__}"
        raise TypeError(msg)
    if document.get("format_version") != FORMAT_VERSION:
        msg = f"format_version must be {FORMAT_VERSION}, not {document.get('format_version')!r}"
        raise ValueError(msg)
    _refuse_unknown(document, ("format_version", "roots", "contrasts"), "the document")
    return _fork_from_dict(document, "roots", "the document")


def _fork_to_dict(siblings: list[MarkerProgram], nodes: str) -> dict[str, Any]:
    return {
        nodes: [
            _program_to_dict(program) | _fork_to_dict(program.children, "children") for program in siblings
        ],
        "contrasts": [_program_to_dict(contrast) for contrast in fork_contrasts(siblings)],
    }


def _program_to_dict(program: MarkerProgram) -> dict[str, Any]:
    blank = MarkerProgram("")
    written = _markers_to_dict(program)
    for field in OTHER_FIELDS:
        value = getattr(program, field)
        if value != getattr(blank, field):
            written[field] = _copy(value)
    if program.variants:
        written["variants"] = [_markers_to_dict(variant) for variant in program.variants]
    return written


def _markers_to_dict(program: MarkerProgram | MarkerVariant) -> dict[str, Any]:
    return {field: _copy(getattr(program, field)) for field in MARKER_FIELDS}


def _copy(value: Any) -> Any:
    if isinstance(value, list):
        return list(value)
    if isinstance(value, dict):
        return {key: _copy(item) for key, item in value.items()}
    # A number of numpy is none to JSON.
    return value.item() if hasattr(value, "item") else value


def _fork_from_dict(written: dict[str, Any], nodes: str, owner: str) -> list[MarkerProgram]:
    contrasts = [_contrast_from_dict(item, owner) for item in _items(written, "contrasts", owner)]
    return [_node_from_dict(item, nodes, owner, contrasts) for item in _items(written, nodes, owner)]


def _node_from_dict(written: Any, nodes: str, owner: str, contrasts: list[MarkerProgram]) -> MarkerProgram:
    known = (*MARKER_FIELDS, *OTHER_FIELDS, "variants", "children", "contrasts")
    program = _program_from_dict(written, known, f"one of the {nodes} of {owner}")
    program.children = _fork_from_dict(written, "children", f"{program.name!r}")
    program.contrasts = contrasts
    return program


def _contrast_from_dict(written: Any, owner: str) -> MarkerProgram:
    return _program_from_dict(
        written, (*MARKER_FIELDS, *OTHER_FIELDS, "variants"), f"one of the contrasts of {owner}"
    )


def _program_from_dict(written: Any, known: tuple[str, ...], what: str) -> MarkerProgram:
    values = _values(written, known, what)
    owner = f"{values['name']!r}"
    variants = [
        MarkerVariant(**_values(item, MARKER_FIELDS, f"one of the variants of {owner}"))
        for item in _items(written, "variants", owner)
    ]
    nested = ("children", "contrasts", "variants")
    return MarkerProgram(**{k: v for k, v in values.items() if k not in nested}, variants=variants)


def _values(written: Any, known: tuple[str, ...], what: str) -> dict[str, Any]:
    if not isinstance(written, dict):
        msg = f"{what} must be a dict, not {written!r:.60}"
        raise TypeError(msg)
    if not isinstance(written.get("name"), str):
        msg = f"{what} has no name"
        raise ValueError(msg)
    _refuse_unknown(written, known, f"{written['name']!r}")
    values = {key: value for key, value in written.items() if value is not None}
    for field in ("positive_markers", "negative_markers", "aliases"):
        if isinstance(values.get(field), str):
            values[field] = [values[field]]
    if values.get("weights") == []:
        del values["weights"]
    return values


def _items(written: dict[str, Any], key: str, owner: str) -> list[Any]:
    items = written.get(key)
    if items is None:
        return []
    if not isinstance(items, list):
        msg = f"{key} of {owner} must be a list, not a {type(items).__name__}"
        raise TypeError(msg)
    return items


def _refuse_unknown(written: dict[str, Any], known: tuple[str, ...], owner: str) -> None:
    unknown = sorted(str(key) for key in written if key not in known)
    if unknown:
        msg = f"{owner} has unknown keys: {', '.join(unknown)}"
        raise ValueError(msg)
