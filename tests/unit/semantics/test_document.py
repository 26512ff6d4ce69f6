from __future__ import annotations

import json

import pytest

from hierannot_dsl.model.hierarchy import Contrast, Evidence, Hierarchy, Marker, Node, Variant
from hierannot_dsl.semantics.document import read_document
from hierannot_dsl.semantics.document_mistakes import (
    DocumentFormat,
    DocumentValue,
    KeyTwice,
    MissingKey,
    NewerDocument,
    UnknownKey,
)
from hierannot_dsl.semantics.meaning import DuplicateMarker, EmptyName, OppositeSigns
from hierannot_dsl.semantics.mistakes import DuplicateName, DuplicateVariant, UnknownHierarchy
from hierannot_dsl.source import Source, Span

HEAD = '{"format": "hierannot_dsl.hierarchy", "format_version": 1, "name": "toy", '


def found_in(text: str):
    return read_document(Source("x.json", text)).diagnostics


def told(text: str) -> list[tuple[str, str]]:
    """What is underlined, and what is said of it."""
    return [(text[d.span.start : d.span.end], d.message()) for d in found_in(text) if d.span]


def roots(*nodes: str) -> str:
    return HEAD + '"roots": [' + ", ".join(nodes) + "]}"


def test_a_document_is_read_by_hand():
    text = """{
      "format": "hierannot_dsl.hierarchy",
      "format_version": 1,
      "$schema": "hierarchy.schema.json",
      "name": "toy",
      "keywords": ["one", "two"],
      "roots": [
        {
          "name": "T cell",
          "rescue": 0,
          "role": "major",
          "description": null,
          "markers": [
            {"gene": "MS4A1", "sign": -1},
            {"gene": "CD3E", "sign": 1, "weight": 2, "note": "n",
             "evidence": [{"kind": "pmid", "reference": "1"}]},
            {"gene": "CD3D", "sign": 1, "modality": "protein"}
          ],
          "variants": [{"name": "a", "markers": [{"gene": "CD4", "sign": 1}]}],
          "children": [{"name": "CD8 T cell", "callable": false}],
          "contrasts": [{"name": "NK cell", "min_markers": 2}]
        }
      ]
    }"""
    outcome = read_document(Source("x.json", text))
    assert outcome.diagnostics == ()
    assert outcome.value == Hierarchy(
        name="toy",
        keywords=("one", "two"),
        roots=(
            Node(
                name="T cell",
                rescue=0.0,
                role="major",
                markers=(
                    Marker(gene="CD3D", sign=1, modality="protein"),
                    Marker(
                        gene="CD3E",
                        sign=1,
                        weight=2.0,
                        note="n",
                        evidence=(Evidence(kind="pmid", reference="1"),),
                    ),
                    Marker(gene="MS4A1", sign=-1),
                ),
                variants=(Variant(name="a", markers=(Marker(gene="CD4", sign=1),)),),
                children=(Node(name="CD8 T cell", callable=False),),
                contrasts=(Contrast(name="NK cell", min_markers=2),),
            ),
        ),
    )


def test_places_point_into_the_document():
    text = roots('{"name": "A", "markers": [{"gene": "X", "sign": 1}]}')
    hierarchy = read_document(Source("x.json", text)).unwrap()
    (node,) = hierarchy.roots
    assert [text[o.start : o.end] for o in (node.origin, node.markers[0].origin)] == ['"A"', '"X"']


@pytest.mark.parametrize(
    ("written", "wanted", "shown"),
    [
        ('"weight": "2"', '`roots[0].weight` takes a number, not "2"', '"2"'),
        ('"weight": 0', "`roots[0].weight` takes a number above 0, not 0", "0"),
        ('"weight": true', "`roots[0].weight` takes a number, not true", "true"),
        ('"penalty": -0.5', "`roots[0].penalty` takes a number of at least 0, not -0.5", "-0.5"),
        ('"rescue": 2', "`roots[0].rescue` takes a number of at most 1, not 2", "2"),
        ('"min_markers": 1.5', "`roots[0].min_markers` takes a whole number, not 1.5", "1.5"),
        ('"role": "mayor"', '`roots[0].role` takes `major` or `optional`, not "mayor"', '"mayor"'),
        ('"callable": 1', "`roots[0].callable` takes `true` or `false`, not 1", "1"),
        ('"aliases": "A"', '`roots[0].aliases` takes a list, not "A"', '"A"'),
        ('"aliases": ["A", 7]', "`roots[0].aliases[1]` takes a text, not 7", "7"),
        ('"cl": []', "`roots[0].cl` takes a text, not a list", "[]"),
        ('"children": {}', "`roots[0].children` takes a list, not an object", "{}"),
        ('"children": ["B"]', '`roots[0].children[0]` takes an object, not "B"', '"B"'),
        (
            '"markers": [{"gene": "X", "sign": true}]',
            "`roots[0].markers[0].sign` takes 1 or -1, not true",
            "true",
        ),
        ('"description": "a\\nb"', '`roots[0].description` takes a text on one line, not "a\\nb"', '"a\\nb"'),
    ],
)
def test_what_a_field_takes_is_said_at_its_value(written, wanted, shown):
    assert told(roots('{"name": "A", ' + written + "}")) == [(shown, wanted)]


def test_every_mistake_is_told_in_one_run():
    text = roots(
        '{"name": "A", "weight": 0, "markers": [{"gene": "X", "sign": 2}, {"sign": 1}]}',
        '{"nam": "B"}',
    )
    assert [type(found) for found in found_in(text)] == [
        DocumentValue,
        MissingKey,
        DocumentValue,
        UnknownKey,
        MissingKey,
    ]
    assert found_in(text)[3] == UnknownKey(
        Span("x.json", text.index('"nam"'), text.index('"nam"') + 5), "roots[1]", "nam", ("name",)
    )


def test_names_and_genes_are_there_once():
    repeated = '{"gene": "X", "sign": 1}, {"gene": "X", "sign": 1}, {"gene": "X", "sign": -1}'
    text = roots(
        '{"name": "A", "markers": [' + repeated + "]}",
        '{"name": "A", "variants": [{"name": "v", "markers": []}, {"name": "v", "markers": []}]}',
        '{"name": " B"}',
        '{"name": "C", "name": "D"}',
    )
    found = found_in(text)
    assert [type(d) for d in found] == [
        DuplicateMarker,
        OppositeSigns,
        DuplicateName,
        DuplicateVariant,
        EmptyName,
        KeyTwice,
    ]
    first, second = found[2].first, found[2].span
    assert text[first.start : second.end].startswith('"A", "markers"')
    assert text[second.start : second.end] == '"A"'
    assert found[2].hierarchy == "toy"


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("[]", DocumentFormat),
        ('{"format_version": 1}', DocumentFormat),
        ('{"format": "hierannot_dsl.program", "format_version": 1}', DocumentFormat),
        ('{"format": "hierannot_dsl.hierarchy"}', MissingKey),
        ('{"format": "hierannot_dsl.hierarchy", "format_version": 2}', NewerDocument),
        ('{"format": "hierannot_dsl.hierarchy", "format_version": true}', NewerDocument),
    ],
)
def test_of_another_document_nothing_else_is_said(head, kind):
    assert [type(found) for found in found_in(head)] == [kind]


def test_the_order_of_markers_means_nothing():
    genes = ['{"gene": "X", "sign": 1}', '{"gene": "B", "sign": -1}', '{"gene": "A", "sign": 1}']
    one, other = (
        read_document(
            Source("x.json", roots('{"name": "N", "markers": [' + ", ".join(order) + "]}"))
        ).unwrap()
        for order in (genes, genes[::-1])
    )
    assert one == other
    assert [marker.gene for marker in one.roots[0].markers] == ["A", "X", "B"]


def test_another_hierarchy_than_the_one_asked_for():
    outcome = read_document(Source("x.json", roots('{"name": "A"}')), "toys")
    assert outcome.value is None
    assert outcome.diagnostics == (UnknownHierarchy(None, "toys", ("toy",)),)


def test_the_deepest_tree_of_the_language_is_read():
    node = {"name": "0"}
    for depth in range(200):
        node = {"name": f"{depth + 1}", "children": [node]}
    text = json.dumps(
        {"format": "hierannot_dsl.hierarchy", "format_version": 1, "name": "deep", "roots": [node]}
    )
    assert len(list(read_document(Source("x.json", text)).unwrap().walk())) == 201
