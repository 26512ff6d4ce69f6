"""The numbers of docs/scoring/worked-example.md, which were worked by hand, are those of the package."""

import math
import re
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose

from hierannot_dsl.export import annotate_clusters
from hierannot_dsl.score import HierannotSettings
from tests.unit.score.trees import matrix, node, tree

PAGE = Path(__file__).parents[2] / "docs" / "scoring" / "worked-example.md"
SETTINGS = HierannotSettings(scale_factor=64, n_bins=1, control_exclusion="hierarchy")
QUANTITIES = {"R": "raw", "f": "detection", "Z": "z", "D": "decision", "L": "local", "B": "branch"}


def tables(text):
    """Heading to the rows of the last table below it, header included."""
    found, heading = {}, ""
    for block in re.split(r"\n\n+", text):
        if block.startswith("#"):
            heading = block.lstrip("# ")
        if block.startswith("|"):
            lines = [line.strip("|").split("|") for line in block.splitlines()]
            found[heading] = [[cell.strip() for cell in line] for line in lines if "---" not in line[0]]
    return found


@pytest.fixture(scope="module")
def page():
    return tables(PAGE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def result(page):
    signed = {
        name: " ".join([positive, *(f"-{gene}" for gene in negative.split())])
        for name, _, positive, negative in page["The hierarchy"][1:]
    }
    parents = {name: parent for name, parent, _, _ in page["The hierarchy"][1:]}

    def branch(name):
        children = [branch(child) for child, parent in parents.items() if parent == name]
        return node(name, signed[name], *children)

    header, *rows = page["The matrix"]
    counts = [[float(count) for count in row[1:]] for row in rows]
    expression = matrix([row[0] for row in rows], counts, clusters=header[1:])
    program = tree(*(branch(name) for name, parent in parents.items() if not parent))
    return annotate_clusters(program, expression, SETTINGS)


@pytest.mark.parametrize("quantity", QUANTITIES)
def test_every_number_of_the_page_is_computed(page, result, quantity):
    header, *rows = page[quantity]
    assert tuple(header[1:]) == result.scores.clusters
    assert tuple(row[0] for row in rows) == result.program.names
    expected = np.array([[float(number) for number in row[1:]] for row in rows])
    assert_allclose(getattr(result.scores, QUANTITIES[quantity]), expected, rtol=0, atol=1e-9)


def test_the_fractions_of_the_page_are_its_numbers(page):
    for fractions, numbers in zip(page["R, raw enrichment"][1:], page["R"][1:], strict=True):
        exact = [float(Fraction(cell)) * math.log(2) for cell in fractions[1:]]
        assert_allclose(exact, [float(cell) for cell in numbers[1:]], rtol=0, atol=1e-12)


def test_the_calls_of_the_page(page, result):
    calls = result.cluster_annotations
    for row, (cluster, label, margin, confidence, stop) in zip(
        calls.to_dict("records"), page["Calls"][1:], strict=True
    ):
        assert (row["cluster_id"], row["label"], row["confidence"]) == (cluster, label, confidence)
        assert row["stop_reason"] == stop
        assert row["final_call_margin"] == pytest.approx(float(margin or "nan"), abs=1e-9, nan_ok=True)
