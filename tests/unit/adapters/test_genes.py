import numpy as np
import pytest

from hierannot_dsl.adapters.genes import is_control_probe, kind_of_ids, sum_duplicates


@pytest.mark.parametrize(
    "name",
    [
        "NegPrb1",
        "NEGPRB12",
        "NegPrb_3",
        "SystemControl5",
        "SYSTEMCONTROL5",
        "BLANK_0006",
        "Blank-12",
        "Negative03",
        "FalseCode7",
        "NegControlProbe_00042",
        "NegControlCodeword_0500",
        "UnassignedCodeword_0001",
    ],
)
def test_probes_that_measure_no_gene(name):
    assert is_control_probe(name)


@pytest.mark.parametrize(
    "name", ["CD3D", "NEGR1", "SYS1", "BLNK", "NEGATIVE", "NO", "Blank", "FALSE", "BLANKET"]
)
def test_genes_are_no_control_probes(name):
    assert not is_control_probe(name)


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (["ENSG00000141510", "ENSG00000167286.9", "CD3D"], "Ensembl gene ids"),
        (["ENSMUSG00000059552"], "Ensembl gene ids"),
        (["7157", "915", "CD3D"], "numbers"),
        (["CD3D", "ENSG00000141510"], None),
        (["7SK", "5S_rRNA"], None),
        ([], None),
    ],
)
def test_ids_that_are_no_symbols_are_recognised(names, kind):
    assert kind_of_ids(names) == kind


def test_rows_of_one_gene_are_added_up_in_place_of_the_first():
    values = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, np.nan]])
    genes, summed, repeated = sum_duplicates(["B", "A", "B"], values)
    assert genes == ["B", "A"]
    np.testing.assert_array_equal(summed, [[6.0, np.nan], [3.0, 4.0]])
    assert repeated == ["B"]


def test_distinct_rows_are_not_copied():
    values = np.ones((2, 1))
    genes, summed, repeated = sum_duplicates(["A", "B"], values)
    assert summed is values
    assert (genes, repeated) == (["A", "B"], [])
