"""HierAnnotPipeline: a hierarchy and the knobs of a method, ready to score cluster means."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import chain, compress
from typing import TYPE_CHECKING, Any

from hierannot_dsl.adapters.matrix import read_expression
from hierannot_dsl.api.convert import hierarchy_of
from hierannot_dsl.compiler import program_for_genes
from hierannot_dsl.export.annotate import annotate_clusters
from hierannot_dsl.model.content import content_hash
from hierannot_dsl.model.hierarchy import Hierarchy
from hierannot_dsl.panel.bind import bind_symbol, markers_of
from hierannot_dsl.panel.fate import Fate
from hierannot_dsl.panel.panel import Panel
from hierannot_dsl.panel.unmeasured import other_symbols
from hierannot_dsl.program import Program
from hierannot_dsl.score.settings import METHODS, make_settings
from hierannot_dsl.symbols.table import builtin_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from hierannot_dsl.api.programs import MarkerProgram
    from hierannot_dsl.export.result import AnnotationResult
    from hierannot_dsl.score.expression import Expression

PANEL_NAME, RNA = "cluster means", "rna"
# R hands every number over as a float.
WHOLE_NUMBERS = {knob.name for kind in METHODS for knob in fields(kind) if str(knob.type).startswith("int")}


class HierAnnotPipeline:
    """Scores cluster means against a hierarchy, and routes every cluster to the label it supports.

    Every knob left at None has the default of the method; a knob that the method does not use raises. Where
    the two methods differ, defaults are given as *default* / *hierannot*. A node's own field holds
    before the argument that is named beside it.

    Parameters
    ----------
    root_programs
        Root programs, from `get_builtin_hierarchy`, `read_hierarchy` or built in Python; or a resolved
        `Hierarchy`; or a compiled `Program`. Taken as they are now: later edits do not count.
    preset
        Size of the panel, which sets the number of control bins and what goes with it: ``"small"`` (below
        2,500 genes), ``"medium"``, ``"large"`` (above 10,000), or ``"auto"``, by the genes of the matrix.
    input_type
        ``"raw_cluster_means"``: means of raw counts, not on a log scale. ``"normalized"``: values on a log
        scale, used as they are.
    method
        ``"default"``: ranks within each cluster; no comparison between clusters and no seed, so the other
        clusters of the data hardly matter. ``"hierannot"``: the published equations.
    negative_weight
        Weight of negative markers against a program, w_neg (node: ``penalty``). 0.5.
    negatives
        ``"mean"``: the plain mean of the negative markers counts. ``"control"``: their mean above that of
        their controls, which may raise a score. ``"excess"``: the same where it is above zero.
        "excess" / "mean".
    min_markers_present
        Least number of positive markers in the matrix for a program to be scored (node: ``min_markers``). 2.
    min_marker_fraction
        A child is scored without the markers of its parent, unless fewer than this fraction of the rest is in
        the matrix. Not used / 0.3.
    marker_shrinkage
        R is multiplied by m / (m + this), m being the number of markers used. 2 / not used.
    full_marker_count
        Number of markers from which their number no longer lowers the score, s(m) = 1. Not used / 5.
    scale_factor
        Counts that every cluster is scaled to before the logarithm. Not used / 10,000.
    ambient_quantile
        A gene's quantile over clusters that is taken for background RNA. 0.25 / not used.
    ambient_weight
        How much of that background is taken away, 0 to 1. 0.6 / not used.
    n_bins
        Number of abundance bins, from which controls come. By preset.
    controls
        ``"bin"``: a marker's control is the mean of its abundance bin. ``"sampled"``: the mean of genes
        drawn from it. Not used / "bin".
    random_state
        Seed of sampled controls. Not used / 0.
    control_exclusion
        Whose markers are no controls: those of the whole ``"hierarchy"``, of the ``"branch"``, or of the
        ``"node"``. Not used / by preset.
    bin_weight
        Weight of a marker's own bin in its control; the rest is the mean of all genes. 0.3 / not used.
    reference_abundance
        Abundance of genes in reference data, as a mapping from gene to a number from 0 to 1, by which bins
        are made too. None / not used.
    reference_weight
        Weight of that reference against the abundance in the matrix. 0.6 / not used.
    clip_quantile
        Quantile at which differences between marker and control are cut. Not used / by preset.
    detection_quantile
        Quantile of bulk abundance from which a marker counts as detected. Not used / by preset.
    branch_routing_raw_weight
        Weight of raw enrichment R against the decision score D in the local score, alpha. Not used / 0.60.
    weak_raw_score_threshold
        R from which D counts in full. Not used / 0.10.
    level1_branch_child_rescue_weight
        How much the best child lifts its parent at level 1, beta (node: ``rescue``). 0.70 / 0.40.
    branch_child_rescue_weight
        The same below level 1 (node: ``rescue``). 0.70 / 0.35.
    score_threshold
        Least branch score of a node to be entered (node: ``min_score``). 0.3 / 0.05.
    child_score_threshold
        The same below the first label of a path, where it is stricter. 0.5 / not used.
    margin_threshold
        Least lead over the runner-up (node: ``min_margin``). 0.05 / 0.02.
    child_margin_threshold
        The same below the first label of a path, where it is stricter. 0.2 / not used.
    min_leaf_raw_score
        Least raw enrichment of a node to be entered (node: ``min_raw``). -0.2.
    min_parent_fraction
        Least branch score of a child, as a fraction of its parent's R. 0.5 / not used.
    max_unscorable_fraction
        A fork is not entered if a larger fraction of its nodes cannot be scored. 0.3 / not used.
    min_branch_supported_raw_score
        After a failed gate, the label is the deepest node passed whose branch-supported raw score is at
        least this. 0.
    high_confidence_score, high_confidence_margin
        Branch score and margin from which a call is of high confidence. 0.6 and 0.3 / 0.10 and 0.07.
    medium_confidence_score, medium_confidence_margin
        The same for medium confidence. 0.3 and 0.05 / 0.05 and 0.02.
    high_confidence_rival
        No call is of high confidence where a node of another lineage (another first label) has a larger
        branch score than this. 0.5 / not used.

    Attributes
    ----------
    settings
        The method and all its knobs, with the values that hold.

    Raises
    ------
    ValueError
        If the hierarchy has mistakes, one line for each, or a value is out of range.
    TypeError
        If something else than programs is given, or a knob that the method does not use.

    Examples
    --------
    >>> from hierannot_dsl import get_builtin_hierarchy
    >>> pipe = HierAnnotPipeline(get_builtin_hierarchy("colon_tme"), input_type="raw_cluster_means")
    >>> pipe.settings.score_threshold
    0.3
    """

    def __init__(
        self,
        root_programs: Iterable[MarkerProgram] | Hierarchy | Program,
        *,
        preset: str = "auto",
        input_type: str = "raw_cluster_means",
        method: str = "default",
        negative_weight: float | None = None,
        negatives: str | None = None,
        min_markers_present: int | None = None,
        min_marker_fraction: float | None = None,
        marker_shrinkage: float | None = None,
        full_marker_count: int | None = None,
        scale_factor: float | None = None,
        ambient_quantile: float | None = None,
        ambient_weight: float | None = None,
        n_bins: int | None = None,
        controls: str | None = None,
        random_state: int | None = None,
        control_exclusion: str | None = None,
        bin_weight: float | None = None,
        reference_abundance: Mapping[str, float] | None = None,
        reference_weight: float | None = None,
        clip_quantile: float | None = None,
        detection_quantile: float | None = None,
        branch_routing_raw_weight: float | None = None,
        weak_raw_score_threshold: float | None = None,
        level1_branch_child_rescue_weight: float | None = None,
        branch_child_rescue_weight: float | None = None,
        score_threshold: float | None = None,
        child_score_threshold: float | None = None,
        margin_threshold: float | None = None,
        child_margin_threshold: float | None = None,
        min_leaf_raw_score: float | None = None,
        min_parent_fraction: float | None = None,
        max_unscorable_fraction: float | None = None,
        min_branch_supported_raw_score: float | None = None,
        high_confidence_score: float | None = None,
        high_confidence_margin: float | None = None,
        medium_confidence_score: float | None = None,
        medium_confidence_margin: float | None = None,
        high_confidence_rival: float | None = None,
    ) -> None:
        arguments = locals()
        chosen = {
            name: _whole(name, value)
            for name, value in arguments.items()
            if value is not None and name not in ("self", "root_programs", "method")
        }
        self.settings = make_settings(method, **chosen)
        self._source: Hierarchy | Program
        if isinstance(root_programs, Hierarchy | Program):
            self._source = root_programs
        else:
            self._source = hierarchy_of(root_programs)
        self._symbols, self._other_names = _symbols(self._source), _other_names(self._source)
        self._bound: tuple[Panel, Program] | None = None
        self._source_hash = "" if isinstance(self._source, Program) else content_hash(self._source)

    __init__.__doc__ = __doc__

    def fit_score(self, cluster_means: pd.DataFrame) -> AnnotationResult:
        """Score and route every cluster.

        Parameters
        ----------
        cluster_means
            Genes x clusters, in the unit that `input_type` says; zero means not seen. The other way round is
            recognised. Symbols match exactly, or else if exactly one differs in case only, or is another
            name of the gene: as on a panel, and `result.renamed` tells which. Rows of one gene are summed
            where values are raw. Control probes are left out.

        Returns
        -------
        result
            The fit, for `make_cluster_annotation_export_summary`.

        Warns
        -----
        DataWarning
            If the matrix was transposed, rows were summed, or the values look as if `input_type` were the
            other one.

        Raises
        ------
        TypeError
            If `cluster_means` is no data frame.
        ValueError
            If no marker is among the genes, as with Ensembl ids; if a name is missing or occurs twice; if a
            value is missing, infinite or negative, or rows of one gene are on a log scale.

        Notes
        -----
        Linear in the matrix, of which no copy is made where it is float64 or float32 without duplicates.
        """
        settings = self.settings
        expression = read_expression(cluster_means, input_type=settings.input_type, symbols=self._symbols)
        if isinstance(self._source, Program):
            return annotate_clusters(self._source, _spelt_as(self._source, expression), settings)
        panel = _panel(expression, self._symbols, self._other_names, self._source.modality)
        return annotate_clusters(self._program_for(self._source, panel), expression, settings)

    def _program_for(self, source: Hierarchy, panel: Panel) -> Program:
        # Matrices that come one after the other are mostly of one panel.
        if self._bound is None or self._bound[0] != panel:
            self._bound = (panel, program_for_genes(source, panel, source_hash=self._source_hash))
        return self._bound[1]


def _whole(name: str, value: Any) -> Any:
    return int(value) if name in WHOLE_NUMBERS and isinstance(value, float) and value.is_integer() else value


def _symbols(source: Hierarchy | Program) -> frozenset[str]:
    """The symbols to look for in a matrix."""
    if isinstance(source, Program):
        return frozenset(filter(None, source.panel_symbols))
    return frozenset(m.gene for m in markers_of(source) if m.modality == source.modality)


def _other_names(source: Hierarchy | Program) -> frozenset[str]:
    """Other names of the genes, under which a matrix may have them; a program was bound to what it needs."""
    if isinstance(source, Program) or source.modality != RNA:
        return frozenset()
    table = builtin_table()
    found = (other_symbols(symbol, table, species=source.species) for symbol in _symbols(source))
    return frozenset(chain.from_iterable(found))


def _panel(
    expression: Expression, symbols: frozenset[str], others: frozenset[str] = frozenset(), modality: str = RNA
) -> Panel:
    """The genes of a matrix that `symbols` may mean. Sorting all of them would take longer than scoring."""
    row_of = expression.row_of
    rows = {row_of[symbol] for symbol in symbols | others if symbol in row_of}
    missing = {symbol.casefold() for symbol in symbols if symbol not in row_of}
    alike = map(missing.__contains__, map(str.casefold, expression.genes))
    rows.update(compress(range(expression.n_genes), alike))
    return Panel(PANEL_NAME, tuple(expression.genes[row] for row in sorted(rows)), modality)


def _spelt_as(program: Program, expression: Expression) -> Expression:
    """The matrix with the genes that a program needs under the program's own spelling."""
    symbols = _symbols(program)
    matrix = _panel(expression, symbols)
    spelling: dict[str, str] = {}
    for symbol in sorted(symbols):
        binding = bind_symbol(symbol, matrix.modality, matrix)
        # A row that another symbol names exactly stays with that one.
        if binding.fate is Fate.RENAMED and binding.symbol not in symbols:
            spelling.setdefault(binding.symbol, symbol)
    if not spelling:
        return expression
    return replace(expression, genes=tuple(spelling.get(gene, gene) for gene in expression.genes))
