"""`tests/lowest.txt`, with which `make lowest` runs the tests, holds the lower bounds of pyproject.toml."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def parts(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def test_the_lowest_versions_are_those_that_are_promised() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    # Not zarr: it needs an anndata that is newer than the oldest one.
    tested = ("dask", "demo", "fast", "highlight", "lsp", "ontology", "parquet", "scanpy")
    wanted = [*project["dependencies"], *(line for name in tested for line in extras[name])]
    bounds = dict(re.fullmatch(r"([\w-]+)(?:\[\w+\])?>=([\d.]+)", line).groups() for line in wanted)
    pins = dict(line.split("==") for line in (ROOT / "tests/lowest.txt").read_text().split())
    assert sorted(pins) == sorted(bounds)
    for name, bound in bounds.items():
        width = len(parts(bound))
        assert parts(pins[name])[:width] == parts(bound), name
        assert not any(parts(pins[name])[width:]), name
