"""A hierarchy -> the genes by which a reader checks its names."""

from __future__ import annotations

import os
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING

from hierannot_dsl.api.convert import programs_of
from hierannot_dsl.api.programs import split_marker
from hierannot_dsl.api.reading import load_any
from hierannot_dsl.api.trees import as_roots, walk
from hierannot_dsl.model.hierarchy import Hierarchy
from hierannot_dsl.panel.bind import bind_symbols
from hierannot_dsl.panel.panel import Panel
from hierannot_dsl.symbols.table import builtin_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hierannot_dsl.api.reading import AnyHierarchy

DATA = "var_names"


def collect_positive_marker_genes(roots: AnyHierarchy, var_names: Iterable[str]) -> list[str]:
    """The positive markers of a hierarchy that the data have, for a dot plot.

    Parameters
    ----------
    roots
        Root programs, the name of a built-in, a file, or a `Hierarchy`.
    var_names
        Genes of the data, such as ``adata.var_names``.

    Returns
    -------
    genes
        As the data spell them, each once: markers of the roots first, then of their children, and so on;
        those of contrasts and variants are not among them. A symbol means what it means in scoring: the gene
        of the same name, or else the only one that differs in case, or of which it is another name.

    Raises
    ------
    KeyError, OSError, ValueError, TypeError
        If there is no such hierarchy, or it has mistakes.

    Examples
    --------
    >>> from hierannot_dsl import MarkerProgram
    >>> roots = [
    ...     MarkerProgram("T cell", ["CD3D"], children=[MarkerProgram("CD8 T cell", ["CD8A"])]),
    ...     MarkerProgram("B cell", ["CD79A", "PAX5"]),
    ... ]
    >>> collect_positive_marker_genes(roots, ["Cd8a", "CD3D", "CD79A", "ACTB"])
    ['CD3D', 'CD79A', 'Cd8a']
    """
    by_depth = sorted(positive_markers_by_program(roots, var_names), key=itemgetter(0))
    return list(dict.fromkeys(chain.from_iterable(genes for _, _, genes in by_depth)))


def positive_markers_by_program(
    roots: AnyHierarchy, var_names: Iterable[str]
) -> list[tuple[int, str, list[str]]]:
    """Depth, name and the positive markers that the data have of every program, in document order."""
    named = isinstance(roots, str | os.PathLike | Hierarchy)
    programs = programs_of(load_any(roots)) if named else as_roots(roots)
    panel = Panel(DATA, tuple(dict.fromkeys(map(str, var_names))))
    found = []
    for depth, program in walk(programs):
        keys = ((panel.modality, split_marker(text)[1]) for text in program.positive_markers)
        bound = bind_symbols(keys, panel, symbols=builtin_table())
        genes = dict.fromkeys(one.symbol for one in bound.values() if one.symbol)
        found.append((depth, program.name, list(genes)))
    return found
