"""A hierarchy on a panel, for Python: the programs that the panel supports, and a report on what it lacks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from hierannot_dsl.adapters.matrix import read_expression
from hierannot_dsl.api.convert import programs_of
from hierannot_dsl.api.reading import load_any
from hierannot_dsl.catalog.builtins import load_builtin
from hierannot_dsl.compiler import compile_for_panel
from hierannot_dsl.diagnostics.model import Severity
from hierannot_dsl.measure.forks import measure_forks
from hierannot_dsl.measure.profiles import spelt_as_panel
from hierannot_dsl.panel.advice import advise
from hierannot_dsl.panel.bind import bind_panel, markers_of
from hierannot_dsl.panel.design import design_panel
from hierannot_dsl.panel.panel import Panel
from hierannot_dsl.panel.policy import RetentionPolicy
from hierannot_dsl.symbols.table import builtin_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from hierannot_dsl.api.programs import MarkerProgram
    from hierannot_dsl.api.reading import AnyHierarchy
    from hierannot_dsl.compiler import CompiledHierarchy
    from hierannot_dsl.model.hierarchy import Hierarchy
    from hierannot_dsl.panel.design import PanelDesign
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
    policy = _policy(policy, preserve_major_immune_subtypes)
    compiled, _ = _compiled(hierarchy, gene_list, panel_name, policy)
    return programs_of(compiled.hierarchy), compiled.report


def compile_hierarchy_for_panel(
    hierarchy: AnyHierarchy,
    gene_list: Iterable[str],
    *,
    panel_name: str = "panel",
    preserve_major_immune_subtypes: bool = False,
    policy: RetentionPolicy | None = None,
    profiles: pd.DataFrame | None = None,
    truth: Mapping[str, str] | None = None,
    input_type: str = "raw_cluster_means",
) -> tuple[list[MarkerProgram], RetentionReport]:
    """Fit any hierarchy to the genes that a panel measures.

    Parameters
    ----------
    hierarchy
        A path to a `.hier` file, the name of a built-in, root programs, or a resolved `Hierarchy`.
    gene_list, panel_name, preserve_major_immune_subtypes, policy
        As in `compile_builtin_hierarchy_for_panel`.
    profiles
        Cluster means, genes x clusters. Where given, transcripts are drawn from them, and `report.measured`
        says how often each fork is decided rightly on the panel and on all their genes. The same every time.
    truth
        Which node each of these clusters is. None: what it is called on all genes.
    input_type
        Of the profiles, as `HierAnnotPipeline` takes them.

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
    compiled, panel = _compiled(load_any(hierarchy), gene_list, panel_name, policy)
    report = compiled.report
    if profiles is not None:
        report = measured_on(compiled, panel, profiles, name="profiles", truth=truth, input_type=input_type)
    return programs_of(compiled.hierarchy), report


def suggest_panel_genes(hierarchy: AnyHierarchy, gene_list: Iterable[str], *, count: int = 10) -> PanelDesign:
    """Choose genes of a hierarchy that a panel lacks and that would tell most populations apart.

    Parameters
    ----------
    hierarchy, gene_list
        As in `compile_hierarchy_for_panel`.
    count
        The most genes to choose, one after the other, each the best after those before it.

    Returns
    -------
    design
        How well the nodes stand out on the panel and with every marker; in `additions` the genes in the order
        of choice, with the gain of each and the nodes it helps.

    Raises
    ------
    CompileFailed, KeyError, OSError, TypeError, ValueError
        As `compile_hierarchy_for_panel`, or if `count` is below 1.
    """
    if count < 1:
        msg = f"count is {count}, not 1 or more"
        raise ValueError(msg)
    model = load_any(hierarchy)
    panel = Panel("panel", _genes(gene_list), model.modality)
    return design_panel(bind_panel(model, panel, symbols=builtin_table()), count)


def measured_on(
    compiled: CompiledHierarchy,
    panel: Panel,
    profiles: pd.DataFrame,
    *,
    name: str,
    truth: Mapping[str, str] | None,
    input_type: str,
) -> RetentionReport:
    """The report of a compiled hierarchy with what draws from profiles say, and the advice that follows.

    Raises
    ------
    TypeError, ValueError
        If the profiles are not what `HierAnnotPipeline.fit_score` takes, or `truth` names no node.
    """
    hierarchy = compiled.bound.hierarchy
    nodes = {node.name for _, node in hierarchy.walk()}
    unknown = sorted(set(truth.values()) - nodes) if truth else []
    if unknown:
        msg = f"truth names {unknown[0]!r}, which is no node of {hierarchy.name!r}"
        raise ValueError(msg)
    symbols = frozenset(m.gene for m in markers_of(hierarchy) if m.modality == hierarchy.modality)
    expression = read_expression(profiles, input_type=input_type, symbols=symbols)
    if truth and not set(truth) & set(expression.clusters):
        # Checked here, because all draws would count as wrong.
        msg = f"truth names {next(iter(truth))!r}, which is no cluster of the profiles, and no other one"
        raise ValueError(msg)
    measured = measure_forks(
        hierarchy,
        panel,
        compiled.program,
        spelt_as_panel(expression, panel),
        profiles=name,
        input_type=input_type,
        truth=truth,
    )
    report = replace(compiled.report, measured=measured)
    return replace(report, advice=advise(report))


def _policy(policy: RetentionPolicy | None, preserve_major: bool) -> RetentionPolicy:  # noqa: FBT001 - private
    policy = policy or RetentionPolicy()
    return replace(policy, preserve_major=True) if preserve_major else policy


def _compiled(
    hierarchy: Hierarchy, gene_list: Iterable[str], panel_name: str, policy: RetentionPolicy
) -> tuple[CompiledHierarchy, Panel]:
    panel = Panel(panel_name, _genes(gene_list), hierarchy.modality)
    outcome = compile_for_panel(hierarchy, panel, policy)
    errors = [found for found in outcome.diagnostics if found.severity is Severity.ERROR]
    if errors:
        # Not a mistake of a file: the list of genes is an argument.
        sentences = (sentence for found in errors for sentence in (found.message(), found.help()))
        raise ValueError("; ".join(filter(None, sentences)))
    return outcome.unwrap(), panel


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
