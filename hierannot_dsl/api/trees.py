"""Walks over marker programs: every program with its depth, and the contrasts of a fork."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from hierannot_dsl.api.programs import MarkerProgram

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


def as_roots(roots: Any) -> list[MarkerProgram]:
    """The roots as a list.

    Raises
    ------
    TypeError
        If `roots` is one program, a string or nothing that can be iterated.
    """
    if isinstance(roots, MarkerProgram):
        msg = f"roots must be a list of MarkerProgram, not the one program {roots.name!r}: write [program]"
        raise TypeError(msg)
    if isinstance(roots, str | bytes | dict) or not hasattr(roots, "__iter__"):
        msg = f"roots must be a list of MarkerProgram, not a {type(roots).__name__}"
        if isinstance(roots, str):
            msg += f": get_builtin_hierarchy({roots!r}) gives those of a built-in"
        raise TypeError(msg)
    return list(roots)


def walk(roots: Sequence[MarkerProgram]) -> Iterator[tuple[int, MarkerProgram]]:
    """Every program with its depth (0 at a root), in document order; contrasts are left out.

    Raises
    ------
    TypeError
        If something else than a `MarkerProgram` stands in the tree.
    ValueError
        If a program is its own ancestor.
    """
    open_path: list[MarkerProgram] = []
    stack: list[tuple[int, Any]] = [(0, root) for root in reversed(roots)]
    while stack:
        depth, program = stack.pop()
        if not isinstance(program, MarkerProgram):
            place = f"children of {open_path[depth - 1].name!r}" if depth else "roots"
            msg = f"the {place} must be MarkerProgram objects: {program!r} is a {type(program).__name__}"
            raise TypeError(msg)
        del open_path[depth:]
        if any(program is ancestor for ancestor in open_path):
            msg = f"{program.name!r} is its own ancestor: {_path([*open_path, program])}"
            raise ValueError(msg)
        _check_list(program, "children")
        open_path.append(program)
        yield depth, program
        stack.extend((depth + 1, child) for child in reversed(program.children))


def fork_contrasts(siblings: Iterable[MarkerProgram]) -> list[MarkerProgram]:
    """The contrasts of one fork: the union by name over its siblings, in order of appearance.

    Raises
    ------
    ValueError
        If one name stands for two different programs.
    """
    found: dict[str, MarkerProgram] = {}
    seen: set[int] = set()
    for program in siblings:
        _check_list(program, "contrasts")
        if id(program.contrasts) in seen:  # siblings share one list, as a rule
            continue
        seen.add(id(program.contrasts))
        contrast: Any
        for contrast in program.contrasts:
            if not isinstance(contrast, MarkerProgram):
                kind = type(contrast).__name__
                msg = f"contrasts of {program.name!r} must be MarkerProgram objects: {contrast!r} is a {kind}"
                raise TypeError(msg)
            if found.setdefault(contrast.name, contrast) != contrast:
                msg = (
                    f"contrast {contrast.name!r} is defined in two ways in one fork; "
                    f"the second stands beside {program.name!r}"
                )
                raise ValueError(msg)
    return list(found.values())


def no_program_called(name: str, programs: Iterable[MarkerProgram]) -> KeyError:
    """The exception for a name that hits nothing, with the names that are near it."""
    # Letters in common, not slips of typing: `Epithelial` is to find `Mammary epithelial`.
    near = get_close_matches(name, [program.name for program in programs], n=3)
    help_line = f"; near: {', '.join(map(repr, near))}" if near else ""
    return KeyError(f"no program is called {name!r}{help_line}")


def _check_list(program: MarkerProgram, field: str) -> None:
    value = getattr(program, field)
    if not isinstance(value, list | tuple):
        msg = f"{field} of {program.name!r} must be a list, not a {type(value).__name__}"
        raise TypeError(msg)


def _path(programs: Iterable[MarkerProgram]) -> str:
    return " > ".join(program.name for program in programs)
