"""Marker programs as text that people read, and trees with one branch replaced."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from hierannot_dsl.api.trees import as_roots, fork_contrasts, no_program_called, walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hierannot_dsl.api.programs import MarkerProgram


def format_hierarchy_tree(roots: Iterable[MarkerProgram], *, contrasts: bool = False) -> str:
    """The tree as text, one line for each program, two spaces per level.

    Parameters
    ----------
    roots
        Root programs.
    contrasts
        Whether to print the contrasts of a fork too, after its nodes and marked ``~`` instead of ``-``.

    Examples
    --------
    >>> from hierannot_dsl import MarkerProgram
    >>> print(format_hierarchy_tree([MarkerProgram("A", ["X"], children=[MarkerProgram("B", ["Y"], ["Z"])])]))
    - A (+1, -0, children=1)
      - B (+1, -1, children=0)
    """
    programs = as_roots(roots)
    for _ in walk(programs):
        pass  # what is not a tree is refused here, before the recursion
    return "\n".join(_lines(programs, "", contrasts=contrasts))


def replace_branch(roots: Iterable[MarkerProgram], name: str, node: MarkerProgram) -> list[MarkerProgram]:
    """New roots in which `node` stands in the place of the program called `name` and all below it.

    The roots given are left as they are. `node` keeps its own name, and competes with the contrasts
    of the fork that it comes into.

    Raises
    ------
    KeyError
        If no program of the tree is called `name`.

    Examples
    --------
    >>> from hierannot_dsl import MarkerProgram
    >>> roots = [MarkerProgram("A", ["X"]), MarkerProgram("B", ["Y"])]
    >>> replace_branch(roots, "B", MarkerProgram("C", ["Z"]))
    [MarkerProgram('A', +1, -0, children=0), MarkerProgram('C', +1, -0, children=0)]
    """
    new_roots = deepcopy(as_roots(roots))
    programs = [program for _, program in walk(new_roots)]
    for siblings in (new_roots, *(program.children for program in programs)):
        for at, program in enumerate(siblings):
            if program.name == name:
                siblings[at] = _moved_in(node, program, siblings)
                return new_roots
    raise no_program_called(name, programs)


def _moved_in(node: MarkerProgram, leaving: MarkerProgram, siblings: list[MarkerProgram]) -> MarkerProgram:
    # The contrasts of the fork stay, also where the program that leaves is the only one to hold them.
    coming = deepcopy(node)
    coming.contrasts = (
        [*fork_contrasts(siblings), *coming.contrasts] if coming.contrasts else leaving.contrasts
    )
    return coming


def _lines(siblings: list[MarkerProgram], indent: str, *, contrasts: bool) -> Iterator[str]:
    for program in siblings:
        yield f"{indent}- {program.name} ({_counts(program)}, children={len(program.children)})"
        yield from _lines(program.children, indent + "  ", contrasts=contrasts)
    for contrast in fork_contrasts(siblings) if contrasts else ():
        yield f"{indent}~ {contrast.name} ({_counts(contrast)})"


def _counts(program: MarkerProgram) -> str:
    return f"+{len(program.positive_markers)}, -{len(program.negative_markers)}"
