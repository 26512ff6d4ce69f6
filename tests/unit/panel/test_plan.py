import numpy as np
import pytest

from hierannot_dsl.model.content import content_hash
from hierannot_dsl.model.hierarchy import Hierarchy
from hierannot_dsl.panel.bind import bind_panel
from hierannot_dsl.panel.panel import Panel
from hierannot_dsl.panel.plan import plan_program
from hierannot_dsl.program import Program
from tests.unit.panel.trees import contrast, hierarchy, node, variant

TREE = hierarchy(
    node(
        "Immune",
        "PTPRC",
        node("T", "CD3E=2 CD2 -LYZ", cl="CL:0000084", rescue=0.2, role="major"),
        node("DC", "FLT3", variants=(variant("cDC2", "CD1C"), variant("cDC1", "XCR1"))),
        contrasts=(contrast("Odd", "ALAS2"),),
    ),
    node("Epithelial", "EPCAM"),
    contrasts=(contrast("Erythroid", "HBB HBA1"),),
)


def plan(tree: Hierarchy = TREE, genes: str = "PTPRC CD3E Lyz EPCAM") -> Program:
    return plan_program(bind_panel(tree, Panel("toy", tuple(genes.split()))))


def test_programs_stand_in_document_order_with_contrasts_after_their_fork() -> None:
    program = plan()
    assert program.names == ("Immune", "T", "DC", "Odd", "Epithelial", "Erythroid")
    assert program.parent.tolist() == [-1, 0, 0, 0, -1, -1]
    assert program.is_contrast.tolist() == [False, False, False, True, False, True]
    assert program.callable.tolist() == [True, True, True, False, True, False]
    assert program.level.tolist() == [1, 2, 2, 2, 1, 1]
    assert program.children(0).tolist() == [1, 2, 3]
    assert program.children(-1).tolist() == [0, 4, 5]


def test_every_program_has_a_set_of_its_own_and_one_for_each_variant() -> None:
    program = plan()
    assert program.set_program.tolist() == [0, 1, 2, 2, 2, 3, 4, 5]
    assert program.set_variant == ("", "", "", "cDC1", "cDC2", "", "", "")


def test_markers_refer_to_sorted_symbols_and_keep_what_is_unmeasured() -> None:
    program = plan()
    assert program.symbols == tuple(sorted(program.symbols))
    measured = dict(zip(program.symbols, program.panel_symbols, strict=True))
    assert measured["CD3E"] == "CD3E"
    assert measured["LYZ"] == "Lyz"
    assert measured["CD2"] == ""
    of_t = np.flatnonzero(program.marker_set == 1)
    rows = [
        (program.symbols[program.marker_symbol[k]], int(program.marker_sign[k]), program.marker_weight[k])
        for k in of_t
    ]
    assert rows == [("CD2", 1, 1.0), ("CD3E", 1, 2.0), ("LYZ", -1, 1.0)]


def test_two_names_of_one_measured_gene_are_one_symbol() -> None:
    program = plan(hierarchy(node("T", "CD3E CD2", node("CD4", "cd3e CD4 -ITGAM Itgam"))), "CD3E CD4 ITGAM")
    assert program.symbols == ("CD2", "CD3E", "CD4", "ITGAM")
    assert program.panel_symbols == ("", "CD3E", "CD4", "ITGAM")
    assert program.marker_symbol.tolist() == [0, 1, 2, 1, 3]
    assert program.marker_sign.tolist() == [1, 1, 1, 1, -1]


def test_unwritten_fields_are_nan() -> None:
    program = plan()
    assert program.rescue[1] == 0.2
    assert np.isnan(program.rescue[0])
    assert np.isnan(program.min_markers).all()
    assert program.cl_ids[1] == "CL:0000084"
    assert program.major.tolist() == [False, True, False, False, False, False]


def test_a_program_survives_its_text_byte_for_byte() -> None:
    program = plan()
    again = Program.loads(program.dumps())
    assert again.dumps() == program.dumps()
    assert again.content_hash == program.content_hash
    np.testing.assert_array_equal(again.rescue, program.rescue)
    assert again.marker_sign.dtype == np.int64


def test_the_order_of_markers_and_genes_changes_no_byte() -> None:
    other = TREE.model_copy(
        update={"roots": tuple(n.model_copy(update={"markers": n.markers[::-1]}) for n in TREE.roots)}
    )
    assert plan(other, "EPCAM Lyz CD3E PTPRC").dumps() == plan().dumps()


def test_the_source_hash_is_that_of_the_hierarchy() -> None:
    assert plan().source_hash == content_hash(TREE)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "not a compiled program"),
        ("[]", "the field `format` is missing"),
        ('{"format": "hierannot_dsl.program", "format_version": 99}', "format 99 is not read"),
        ('{"format": "hierannot_dsl.program", "format_version": 1, "names": []}', "missing or unknown"),
    ],
)
def test_other_text_is_no_program(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Program.loads(text)
