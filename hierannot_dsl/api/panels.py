"""A hierarchy on a panel, for Python: the programs that the panel supports, and a report on what it lacks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from hierannot_dsl.api.convert import programs_of
from hierannot_dsl.api.reading import load_any
from hierannot_dsl.catalog.builtins import load_builtin
from hierannot_dsl.compiler import compile_for_panel
from hierannot_dsl.diagnostics.model import Severity
from hierannot_dsl.panel.panel import Panel
from hierannot_dsl.panel.policy import RetentionPolicy

if TYPE_CHECKING:
    from hierannot_dsl.api.programs import MarkerProgram
    from hierannot_dsl.api.reading import AnyHierarchy
    from hierannot_dsl.model.hierarchy import Hierarchy
    from hierannot_dsl.panel.report import RetentionReport


def compile_builtin_hierarchy_for_panel(
    gene_list: Iterable[str],
    builtin_name: str,
    *,
    panel_name: str = "panel",
    preserve_major_immune_subtypes: bool = False,
    policy: RetentionPolicy | None = None,
) -> tuple[list[MarkerProgram], RetentionReport]:
    """Fit a built-in hierarchy to the genes that a panel measures.

    Parameters
    ----------
    gene_list
        Symbols on the panel, in any iterable and any order. A marker is found by an exact match, or else if
        exactly one symbol differs from it in case only.
    builtin_name
        As in `list_builtin_hierarchies`.
    panel_name
        What the report calls the panel.
    preserve_major_immune_subtypes
        Whether to disable programs of role ``"major"`` only where fewer than two of their markers are left.
    policy
        Fractions of markers below which programs are disabled or fall back to their parent, by panel size.

    Returns
    -------
    compiled_roots
        New root programs: measured markers in the panel's spelling; disabled programs gone, or without
        markers where something stands below them; programs that fall back to their parent not `callable`.
    report
        Every program with its status, the reason, and what became of each marker. ``print(report)`` is a
        summary.

    Raises
    ------
    KeyError
        If there is no built-in of that name.
    TypeError
        If `gene_list` is one string, or holds something else than strings.
    ValueError
        If it holds none of the markers.
    """
    hierarchy = load_builtin(builtin_name)
    return _compile(hierarchy, gene_list, panel_name, _policy(policy, preserve_major_immune_subtypes))


def compile_hierarchy_for_panel(
    hierarchy: AnyHierarchy,
    gene_list: Iterable[str],
    *,
    panel_name: str = "panel",
    preserve_major_immune_subtypes: bool = False,
    policy: RetentionPolicy | None = None,
) -> tuple[list[MarkerProgram], RetentionReport]:
    """Fit any hierarchy to the genes that a panel measures.

    Parameters
    ----------
    hierarchy
        A path to a `.hier` file, the name of a built-in, root programs, or a resolved `Hierarchy`.
    gene_list, panel_name, preserve_major_immune_subtypes, policy
        As in `compile_builtin_hierarchy_for_panel`.

    Returns
    -------
    compiled_roots, report
        As in `compile_builtin_hierarchy_for_panel`.

    Raises
    ------
    CompileFailed
        If the file has mistakes.
    KeyError, OSError, TypeError, ValueError
        If there is no such built-in or file, or the programs or `gene_list` have mistakes.
    """
    policy = _policy(policy, preserve_major_immune_subtypes)
    return _compile(load_any(hierarchy), gene_list, panel_name, policy)


def _policy(policy: RetentionPolicy | None, preserve_major: bool) -> RetentionPolicy:  # noqa: FBT001 - private
    policy = policy or RetentionPolicy()
    return replace(policy, preserve_major=True) if preserve_major else policy


def _compile(
    hierarchy: Hierarchy, gene_list: Iterable[str], panel_name: str, policy: RetentionPolicy
) -> tuple[list[MarkerProgram], RetentionReport]:
    panel = Panel(panel_name, _genes(gene_list), hierarchy.modality)
    outcome = compile_for_panel(hierarchy, panel, policy)
    errors = [found for found in outcome.diagnostics if found.severity is Severity.ERROR]
    if errors:
        # Not a mistake of a file: the list of genes is an argument.
        sentences = (sentence for found in errors for sentence in (found.message(), found.help()))
        raise ValueError("; ".join(filter(None, sentences)))
    compiled = outcome.unwrap()
    return programs_of(compiled.hierarchy), compiled.report


def _genes(gene_list: Iterable[str]) -> tuple[str, ...]:
    if isinstance(gene_list, str | bytes) or not isinstance(gene_list, Iterable):
        msg = f"gene_list must be a list of symbols, not a {type(gene_list).__name__}"
        raise TypeError(msg)
    genes = list(gene_list)
    odd = [gene for gene in genes if not isinstance(gene, str)]
    if odd:
        msg = f"gene_list must hold symbols: {odd[0]!r} is a {type(odd[0]).__name__}"
        raise TypeError(msg)
    # A set has no order, and the report shows examples.
    ordered = sorted(genes) if isinstance(gene_list, set | frozenset) else genes
    return tuple(dict.fromkeys(map(str, ordered)))
