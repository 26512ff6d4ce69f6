"""The pages of the catalog: every hierarchy with its tree, its markers, their evidence and what panels leave.

    python -m benchmarks.catalog_pages DATA

DATA holds cluster means and what is known of the clusters, as `hierc curate` reads them, and lists of genes
in ``panels``. Needs the Cell Ontology (the extra ``ontology``).
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.catalog import read_model
from benchmarks.catalog_index import index_tables, panel_tables
from benchmarks.data import BadFolder, read_panel
from benchmarks.hierarchy_page import MEASURED, Page, keys_of, render
from benchmarks.page import with_tables
from hierannot_dsl.adapters.ontology import cell_ontology
from hierannot_dsl.adapters.profile_folder import read_profiles
from hierannot_dsl.catalog.builtins import list_builtins
from hierannot_dsl.compiler import compile_for_panel
from hierannot_dsl.curation.report import curate
from hierannot_dsl.panel.panel import Panel
from hierannot_dsl.resources import how_to_install

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hierannot_dsl.curation.placing import Known
    from hierannot_dsl.curation.profiles import Profiles
    from hierannot_dsl.model.hierarchy import Hierarchy

CANNOT_RUN = 2
PAGES = Path(__file__).parents[1] / "docs" / "catalog"
# What others are made of stands first, and keeps the tables.
FIRST = ("immune_core", "solid_tissue_core", "tme_core", "brain_core", "immune_deep")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="catalog_pages", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("data", type=Path)
    asked = parser.parse_args(arguments)
    if cell_ontology() is None:
        print(f"catalog_pages: needs the Cell Ontology: {how_to_install('ontology')}", file=sys.stderr)
        return CANNOT_RUN
    try:
        data = read_profiles(asked.data)
        files = sorted((asked.data / "panels").glob("*.txt"))
        panels = [Panel(file.stem, tuple(sorted(read_panel(file)))) for file in files]
    except (OSError, ValueError, BadFolder) as problem:
        print(f"catalog_pages: {problem}", file=sys.stderr)
        return CANNOT_RUN
    made = pages(*data, panels)
    texts = {f"{page.hierarchy.name}.md": render(page) for page in made}
    for name, tables in (("README.md", index_tables(made)), ("panels.md", panel_tables(made))):
        texts[name] = with_tables((PAGES / name).read_text(encoding="utf-8"), tables)
    for stale in written() - set(texts):
        (PAGES / stale).unlink()
    for name, text in texts.items():
        (PAGES / name).write_text(text, encoding="utf-8", newline="\n")
    print(f"wrote {len(texts)} pages")
    return 0


def pages(
    profiles: Sequence[Profiles] = (), known: Sequence[Known] = (), panels: Sequence[Panel] = ()
) -> list[Page]:
    """What the page of every hierarchy is made of; without data it has no figures, and all else."""
    ancestors = cell_ontology() or (lambda term: frozenset())
    told: dict[tuple[object, ...], str] = {}
    found = []
    for hierarchy in hierarchies():
        for key in keys_of(hierarchy).values():
            told.setdefault(key, hierarchy.name)
        evidence = curate(hierarchy, profiles, known, ancestors)
        reports = tuple(compile_for_panel(hierarchy, panel).unwrap().report for panel in panels)
        found.append(Page(hierarchy, evidence, reports, told))
    return found


def written() -> set[str]:
    """Names of the pages of hierarchies that are there; a folder may hold others beside them."""
    return {path.name for path in PAGES.glob("*.md") if MEASURED in path.read_text(encoding="utf-8")}


def hierarchies() -> list[Hierarchy]:
    """The hierarchies of the catalog: what others are made of, then the rest, then deep ones."""
    broad = [each.name for each in list_builtins()]
    all_ = [each.name for each in list_builtins(include_deep=True)]
    first = [name for name in FIRST if name in all_]
    names = dict.fromkeys([*first, *broad, *all_])
    return [read_model(name) for name in sorted(names, key=lambda name: name not in broad)]


if __name__ == "__main__":
    sys.exit(main())
