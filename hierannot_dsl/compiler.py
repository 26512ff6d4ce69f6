"""The pipeline: source -> syntax tree -> resolved hierarchy -> model -> bound to a panel -> program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.outcome import Outcome
from hierannot_dsl.model.content import content_hash
from hierannot_dsl.panel.bind import bind_panel
from hierannot_dsl.panel.findings import panel_findings
from hierannot_dsl.panel.plan import plan_program
from hierannot_dsl.panel.policy import RetentionPolicy
from hierannot_dsl.panel.prune import prune
from hierannot_dsl.panel.retention import retention
from hierannot_dsl.semantics.document import is_document, read_document
from hierannot_dsl.semantics.load import load
from hierannot_dsl.semantics.lower import lower
from hierannot_dsl.semantics.select import select
from hierannot_dsl.symbols.table import builtin_table

if TYPE_CHECKING:
    from hierannot_dsl.model.hierarchy import Hierarchy
    from hierannot_dsl.panel.bind import BoundHierarchy
    from hierannot_dsl.panel.panel import Panel
    from hierannot_dsl.panel.report import RetentionReport
    from hierannot_dsl.program import Program
    from hierannot_dsl.semantics.load import Loader
    from hierannot_dsl.source import Source

DEFAULT_POLICY = RetentionPolicy()


@dataclass(frozen=True)
class CompiledHierarchy:
    """A hierarchy on a panel.

    Attributes
    ----------
    hierarchy
        What the panel supports: measured markers only, disabled nodes gone.
    report
        What became of every node and marker.
    program
        The same as arrays; it scores without the compiler.
    bound
        The whole hierarchy on the panel, before anything was taken out.
    """

    hierarchy: Hierarchy
    report: RetentionReport
    program: Program
    bound: BoundHierarchy


def read_hierarchy(source: Source, loader: Loader, name: str | None = None) -> Outcome[Hierarchy]:
    """Read one hierarchy of a source: the one called `name`, else the last, which may build on the others.

    A source whose name ends in ``.json`` is a document that holds one.
    """
    if is_document(source):
        return read_document(source, name)
    library = load(source, loader)
    chosen = library.then(select, name)
    if chosen.failed or chosen.value is None:
        return Outcome(None, chosen.diagnostics)
    return Outcome(lower(chosen.value), chosen.diagnostics)


def compile_for_panel(
    hierarchy: Hierarchy, panel: Panel, policy: RetentionPolicy = DEFAULT_POLICY
) -> Outcome[CompiledHierarchy]:
    """Keep the evidence that the panel measures, and the nodes that it still supports."""
    bound = bind_panel(hierarchy, panel, symbols=builtin_table())
    report = retention(bound, policy)
    pruned = prune(bound, report)
    program = plan_program(bind_panel(pruned, panel), source_hash=content_hash(hierarchy))
    return Outcome(CompiledHierarchy(pruned, report, program, bound), panel_findings(bound, report))


def compile_source(
    source: Source, loader: Loader, panel: Panel, policy: RetentionPolicy = DEFAULT_POLICY
) -> Outcome[CompiledHierarchy]:
    """Turn one `.hier` source into what scores on `panel`."""
    return read_hierarchy(source, loader).then(compile_for_panel, panel, policy)


def program_for_genes(hierarchy: Hierarchy, panel: Panel, *, source_hash: str | None = None) -> Program:
    """The whole hierarchy as a program for a matrix: nothing pruned, what it lacks is unmeasured."""
    return plan_program(bind_panel(hierarchy, panel, symbols=builtin_table()), source_hash=source_hash)
