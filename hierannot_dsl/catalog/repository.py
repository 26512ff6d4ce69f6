"""A name and a hierarchy to build on -> the files of a repository for a catalog, which pass its checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.catalog.attributes import with_line
from hierannot_dsl.catalog.starter import VERSION, addition_for, starter_text

if TYPE_CHECKING:
    from hierannot_dsl.semantics.entries import Entry, Resolved

PANEL = "panels/example.txt"
MOST_GENES = 4  # of a node, on the example panel

README = """\
# {name}

A catalog of cell-type hierarchies. `{name}.hier` builds on {base}; more files may stand beside it.

    hierc check .              every mistake, with its place
    hierc fmt .                canonical layout; comments stay
    hierc lint .               what is allowed and hardly meant
    hierc test .               the tests
    hierc diff --breaking .    what changed since the last commit, and which version it takes

- Once in every clone: `hierc git-setup`, so that git merges .hier files by what they mean, and
  `pre-commit install`.
- `{panel}` is an example of a gene panel, a symbol on each line. Put your own in its place.
- `OWNER` in `.pre-commit-config.yaml` and `.github/workflows/catalog.yml` stands for the account that hosts
  hierannot_dsl on GitHub: put it there before the first commit.
- A release raises `version` in the hierarchies that changed, says so in `CHANGELOG.md`, and is tagged.
"""
CHANGELOG = """\
# Changelog

## {version}

- {name}: first version, on {base}.
"""
PRE_COMMIT = """\
repos:
  # In place of OWNER: the account that hosts hierannot_dsl.
  - repo: https://github.com/OWNER/hierannot_dsl
    rev: v{release}
    hooks:
      - id: hierc-check
      - id: hierc-fmt
      - id: hierc-lint
      - id: hierc-test
"""
WORKFLOW = """\
name: catalog
on:
  push:
    branches: [main]
  pull_request:
permissions:
  contents: read
jobs:
  catalog:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      # In place of OWNER: the account that hosts hierannot_dsl.
      - uses: OWNER/hierannot_dsl@v{release}
"""
TEST = """\
hier 1
# What panels have to keep.

test "the example panel" for {name} {{
  panel "{panel}" keeps "{node}" at least {count}
}}
"""


def repository_files(name: str, base: Resolved, *, tissue: str = "", release: str) -> dict[str, str]:
    """The files of a catalog with one hierarchy called `name`, by their paths.

    `tissue` is that of `starter_text`, and `release` is the version of this package, which the checks of the
    catalog are to use.
    """
    addition = addition_for(base)
    nodes = [entry for root in base.roots for entry in root.walk() if entry.kind == "node"]
    genes = {gene for entry in nodes for gene in _genes(entry)}
    if addition is None:
        kept = max(nodes, key=lambda entry: len(_genes(entry)))
        node, count = kept.name.text, len(_genes(kept))
    else:
        node, count = addition.name, len(addition.genes)
        genes |= {*addition.genes}
    told = {"name": name, "base": base.name.text, "panel": PANEL, "version": VERSION, "release": release}
    return {
        f"{name}.hier": starter_text(name, base, tissue=tissue),
        f"{name}.test.hier": TEST.format(node=node, count=count, **told),
        PANEL: "".join(f"{gene}\n" for gene in sorted(genes)),
        ".gitattributes": with_line(b"").decode(),
        ".pre-commit-config.yaml": PRE_COMMIT.format(**told),
        ".github/workflows/catalog.yml": WORKFLOW.format(**told),
        "README.md": README.format(**told),
        "CHANGELOG.md": CHANGELOG.format(**told),
    }


def _genes(entry: Entry) -> list[str]:
    return [marker.gene for marker in entry.markers if marker.sign > 0][:MOST_GENES]
