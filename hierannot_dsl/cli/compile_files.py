"""Files of `hierc compile`: programs and reports out, pruned hierarchies out, profiles in."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hierannot_dsl.cli.console import CLEAN, FOUND, CannotRun, progress, result
from hierannot_dsl.cli.files import caller_mistakes, told_warnings, unfit_values, write_file
from hierannot_dsl.cli.findings import tell_findings
from hierannot_dsl.cli.sources import DOCUMENT, SUFFIX, find_source, search_path, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hierannot_dsl.compiler import CompiledHierarchy
    from hierannot_dsl.model.hierarchy import Hierarchy
    from hierannot_dsl.panel.design import PanelDesign
    from hierannot_dsl.panel.panel import Panel
    from hierannot_dsl.source import Source


def compiled_paths(name: str, out: Path) -> tuple[Path, Path]:
    """Where the program and the report of a hierarchy of that name are written."""
    return out / f"{name}.hierc.json", out / f"{name}.retention.csv"


def write_compiled(compiled: CompiledHierarchy, out: Path) -> None:
    """Write the program and the report, and say so."""
    from hierannot_dsl.emit.retention_csv import retention_csv

    program, report = compiled_paths(compiled.hierarchy.name, out)
    write_file(program, compiled.program.dumps())
    write_file(report, retention_csv(compiled.report))


def designed(compiled: CompiledHierarchy, add: int | None) -> PanelDesign | None:
    """The genes that would help most, where so many were asked for."""
    from hierannot_dsl.panel.design import design_panel

    return design_panel(compiled.bound, add) if add else None


def write_page(
    compiled: Sequence[CompiledHierarchy], path: Path, *, design: PanelDesign | None = None
) -> None:
    """Write the report on the first panel as an HTML page, beside the other panels where there are more."""
    from hierannot_dsl.panel.compare import compare_panels
    from hierannot_dsl.report.panel import panel_facts, panel_page

    first = compiled[0]
    program = first.program
    record = {
        "hierarchy": program.hierarchy,
        "version": program.version or "none",
        "content hash": program.source_hash,
        "program hash": program.content_hash,
    }
    facts = panel_facts(
        first.report,
        design=design,
        comparison=compare_panels([one.report for one in compiled]) if len(compiled) > 1 else None,
        record=record,
    )
    write_file(path, panel_page(facts))


def check_artefact(compiled: CompiledHierarchy, path: Path) -> int:
    """Say what has changed since a program was written; 1 where anything has."""
    from hierannot_dsl.adapters.files import load_program
    from hierannot_dsl.panel.stale import changes_between

    with caller_mistakes(path.as_posix()):
        program = load_program(path)
    changes = changes_between(program, compiled.program)
    for change in changes:
        result(f"{path.as_posix()}: {change}")
    result(f"{path.as_posix()}: {'stale' if changes else 'up to date'}")
    return FOUND if changes else CLEAN


def measured_with(
    compiled: CompiledHierarchy, panel: Panel, *, profiles: Path, labels: Path | None, input_type: str
) -> CompiledHierarchy:
    """The same with a report that says how often each fork is decided rightly."""
    from hierannot_dsl.adapters.tables import read_cluster_table
    from hierannot_dsl.adapters.truths import read_truth
    from hierannot_dsl.api.panels import measured_on

    with told_warnings(), caller_mistakes(profiles.as_posix()):
        table = read_cluster_table(profiles)
    truth = None
    hierarchy = compiled.bound.hierarchy
    if labels is not None:
        # A table may hold them in its rows.
        clusters = {*map(str, table.columns), *map(str, table.index)}
        with told_warnings(), caller_mistakes(labels.as_posix()):
            truth = read_truth(labels, hierarchy, dataset=profiles.stem, clusters=clusters)
    with told_warnings(), unfit_values(profiles.as_posix()):
        measured = measured_on(compiled, panel, table, name=profiles.name, truth=truth, input_type=input_type)
    return replace(compiled, report=measured)


def refuse_prune(hierarchy: str, model: Hierarchy, *, target: Path) -> None:
    """Refuse to prune what has no lines, or into a file that could only build on itself.

    Raises
    ------
    CannotRun
        If it is so.
    """
    if hierarchy.endswith(DOCUMENT):
        msg = f"--prune takes lines out of a {SUFFIX} file, and {hierarchy} has none"
        raise CannotRun(msg)
    if not _is_file(hierarchy) and _name_for(target) == model.name:
        msg = f"{target.as_posix()} would build on `{model.name}`, which is its own name: give it another one"
        raise CannotRun(msg)


def write_pruned(
    compiled: CompiledHierarchy, hierarchy: str, *, target: Path, catalogs: tuple[Path, ...]
) -> None:
    """Write a hierarchy without what the panel cannot support, and say so.

    Of a hierarchy of the catalog, that is one which extends it.

    Raises
    ------
    click.exceptions.Exit
        If the file would not say what it should.
    CannotRun
        If the file would not say it where it is to stand.
    """
    from hierannot_dsl.diagnostics.model import Severity
    from hierannot_dsl.panel.advice import prunable
    from hierannot_dsl.refactor.prune import prune_file
    from hierannot_dsl.semantics.load import load
    from hierannot_dsl.source import Source

    source, loader = find_source(hierarchy, catalogs), search_path(catalogs)
    model = compiled.bound.hierarchy
    name = model.name
    if not _is_file(hierarchy):
        name = _name_for(target)
        source = _extending(model, name, target)
    loaded = load(source, loader)
    pruned = prunable(compiled.report)
    if loaded.value is None or loaded.failed:
        tell_findings(loaded.diagnostics, loaded.value.sources if loaded.value else {})
        raise click.exceptions.Exit(FOUND)
    outcome = prune_file(loaded.value, loader, pruned, within=name)
    if outcome.value is None:
        tell_findings(outcome.diagnostics, loaded.value.sources)
        progress(f"{target.as_posix()}: not written")
        raise click.exceptions.Exit(FOUND)
    text = outcome.value.source.text
    there = load(Source(shown(target).as_posix(), text), loader)
    wrong = next((found for found in there.diagnostics if found.severity is Severity.ERROR), None)
    if wrong is not None:
        msg = f"{target.as_posix()} is not written, it would be wrong there: {wrong.message()} ({wrong.code})"
        raise CannotRun(msg)
    write_file(target, text)
    progress(f"{target.as_posix()}: " + (f"without {', '.join(pruned)}" if pruned else "nothing to prune"))


def _is_file(hierarchy: str) -> bool:
    return hierarchy.endswith(SUFFIX) or Path(hierarchy).is_file()


def _extending(model: Hierarchy, name: str, target: Path) -> Source:
    """A source that says what a hierarchy of the catalog is about, and that it builds on that one."""
    from hierannot_dsl.source import Source
    from hierannot_dsl.syntax.format import quoted

    fields = {
        "title": quoted(model.title) if model.title else None,
        "species": model.species,
        "category": model.category,
        "tissue": quoted(model.tissue) if model.tissue else None,
        "uberon": model.uberon,
    }
    lines = [f"  {field} {value}" for field, value in fields.items() if value]
    text = "\n".join(["hier 1", f"hierarchy {name} extends {model.name} {{", *lines, "}", ""])
    return Source(target.as_posix(), text)


def _name_for(target: Path) -> str:
    """The name of a file as the language takes it for a hierarchy."""
    name = re.sub(r"[^A-Za-z0-9_]", "_", target.stem)
    return name if name[:1].isalpha() and name.isascii() else f"pruned_{name}"
