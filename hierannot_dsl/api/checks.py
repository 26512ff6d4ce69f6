"""Marker programs -> what a caller got wrong in them, each mistake in one sentence."""

from __future__ import annotations

import math
from collections import Counter
from numbers import Real
from typing import TYPE_CHECKING, Any

from hierannot_dsl.api.programs import MarkerProgram, MarkerVariant, split_marker
from hierannot_dsl.api.trees import fork_contrasts, walk
from hierannot_dsl.semantics.fields import COLOR
from hierannot_dsl.syntax.text import reads_as_written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

NODE_FIELDS = ("color", "rescue", "min_score", "min_margin", "min_raw")


def mistakes_in(roots: Sequence[MarkerProgram]) -> Iterator[str]:
    """Every mistake of a tree, in document order.

    Raises
    ------
    TypeError, ValueError
        If the tree cannot be walked: an object of another kind in it, a program that is its own
        ancestor, two contrasts of one name in a fork.
    """
    if not roots:
        yield "a hierarchy needs at least one root program"
    nodes = [program for _, program in walk(roots)]
    contrasts = list(_contrasts(roots, nodes))
    for node in nodes:
        yield from _program_mistakes(node)
        yield from _node_mistakes(node)
    for contrast in contrasts:
        yield from _program_mistakes(contrast)
        yield from _contrast_mistakes(contrast)
    labels = [node.name for node in nodes if isinstance(node.name, str)]
    others = [contrast.name for contrast in contrasts if isinstance(contrast.name, str)]
    yield from (f"{name!r} names two programs: names are labels" for name in _repeated(labels))
    yield from (f"{name!r} names contrasts of two forks: names are unique" for name in _repeated(others))
    for name in dict.fromkeys(labels):
        if name in others:
            yield f"{name!r} names a program and a contrast: take one of them out"


def _contrasts(roots: Sequence[MarkerProgram], nodes: Iterable[MarkerProgram]) -> Iterator[MarkerProgram]:
    for siblings in (roots, *(node.children for node in nodes)):
        yield from fork_contrasts(siblings)


# What the fields of a program hold is the question here, so the helpers do not assume their types.
def _program_mistakes(program: Any) -> Iterator[str]:
    yield from _name_mistakes(program.name, "a program")
    owner = f"{program.name!r}"
    yield from _marker_mistakes(program, owner)
    variants = program.variants if isinstance(program.variants, list | tuple) else [program.variants]
    for variant in variants:
        if not isinstance(variant, MarkerVariant):
            yield f"variants of {owner} must be MarkerVariant objects: {variant!r} is not"
            continue
        yield from _name_mistakes(variant.name, f"a variant of {owner}")
        yield from _marker_mistakes(variant, f"variant {variant.name!r} of {owner}")
    called = [str(variant.name) for variant in variants if isinstance(variant, MarkerVariant)]
    yield from (f"{owner} has two variants called {name!r}" for name in _repeated(called))
    for field in ("description", "cl_id"):
        if not isinstance(getattr(program, field), str | None):
            yield f"{field} of {owner} must be a string: {getattr(program, field)!r} is not"
    color = program.color
    if color is not None and not (isinstance(color, str) and COLOR.fullmatch(color)):
        yield f"color of {owner} must be such as '#1f77b4', not {color!r}"
    if not isinstance(program.aliases, list) or not all(isinstance(a, str) for a in program.aliases):
        yield f"aliases of {owner} must be a list of strings"
    yield from _number_mistakes(program, owner)


def _marker_mistakes(program: Any, owner: str) -> Iterator[str]:
    genes: list[str] = []
    for field in ("positive_markers", "negative_markers"):
        listed = getattr(program, field)
        if not isinstance(listed, list | tuple):
            yield f"{field} of {owner} must be a list of strings, not a {type(listed).__name__}"
            continue
        odd = [gene for gene in listed if not _is_symbol(gene)]
        yield from (f"{field} of {owner} must be gene symbols: {gene!r} is not" for gene in odd)
        known = [gene for gene in listed if isinstance(gene, str)]
        yield from (f"{owner} lists {gene!r} twice among its {field}" for gene in _repeated(known))
        genes += dict.fromkeys(known)
    yield from (f"{owner} lists {gene!r} as positive and as negative" for gene in _repeated(genes))
    first: dict[tuple[str, str], str] = {}
    for gene in dict.fromkeys(genes):
        other = first.setdefault(split_marker(gene), gene)
        if other != gene:
            yield f"{owner} lists {other!r} and {gene!r}, which are one marker"
    if not isinstance(program.weights, dict):
        yield f"weights of {owner} must be a dict, not a {type(program.weights).__name__}"
        return
    for gene, weight in program.weights.items():
        if gene not in genes:
            yield f"{owner} weighs {gene!r}, which is not among its markers"
        if not _is_number(weight) or weight <= 0:
            yield f"the weight of {gene!r} in {owner} must be a number above 0, not {weight!r}"


def _number_mistakes(program: Any, owner: str) -> Iterator[str]:
    if not _is_number(program.weight) or program.weight <= 0:
        yield f"weight of {owner} must be a number above 0, not {program.weight!r}"
    for field in ("rescue", "penalty", "min_score", "min_margin", "min_raw"):
        value = getattr(program, field)
        if value is not None and not _is_number(value):
            yield f"{field} of {owner} must be a number, not {value!r}"
    if _is_number(program.penalty) and program.penalty < 0:
        yield f"penalty of {owner} must not be below 0: it is {program.penalty!r}"
    if _is_number(program.rescue) and not 0 <= program.rescue <= 1:
        yield f"rescue of {owner} must lie between 0 and 1: it is {program.rescue!r}"
    least = program.min_markers
    if least is not None and not (_is_number(least) and least >= 1 and least == int(least)):
        yield f"min_markers of {owner} must be a whole number from 1, not {least!r}"


def _node_mistakes(node: Any) -> Iterator[str]:
    if node.role not in ("optional", "major"):
        yield f"role of {node.name!r} must be 'optional' or 'major', not {node.role!r}"
    if not isinstance(node.callable, bool):
        yield f"callable of {node.name!r} must be True or False, not {node.callable!r}"


def _contrast_mistakes(contrast: Any) -> Iterator[str]:
    owner = f"contrast {contrast.name!r}"
    if contrast.children:
        yield f"{owner} has children: a contrast is a single program"
    if contrast.contrasts:
        yield f"{owner} has contrasts of its own: it competes in its own fork only"
    unused = [field for field in NODE_FIELDS if getattr(contrast, field) is not None]
    unused += ["role"] if contrast.role != "optional" else []
    unused += ["callable"] if contrast.callable is not True else []
    if unused:
        yield f"{owner} sets {', '.join(unused)}: a contrast is never a label and has no gates"


def _name_mistakes(name: object, what: str) -> Iterator[str]:
    if not isinstance(name, str):
        yield f"the name of {what} must be a string, not {name!r}"
    elif not name.strip():
        yield f"{what} has an empty name"
    elif name != name.strip() or not reads_as_written(name):
        yield f"the name {name!r} must be one line without space at its ends"


def _is_symbol(gene: object) -> bool:
    return isinstance(gene, str) and (symbol := split_marker(gene)[1]) != "" and symbol == symbol.strip()


def _repeated(values: Iterable[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


def _is_number(value: Any) -> bool:
    if isinstance(value, bool):
        return False
    return isinstance(value, Real) and math.isfinite(value)
