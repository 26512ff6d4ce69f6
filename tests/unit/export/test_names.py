import pytest

from hierannot_dsl.export.names import candidate_label, mixed_label, plain_name, with_cluster


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Capillary endothelial", "Capillary_endothelial"),
        ("Stem/TA-like", "Stem/TA-like"),
        ("IL7R+ (naive)", "IL7R+_naive_"),
        ("F4/80+", "F4/80+"),
        ("a _ b", "a_b"),
        ("T.cell", "T.cell"),
        ("Zellen für β", "Zellen_für_β"),
    ],
)
def test_other_characters_become_one_underscore(name, plain):
    assert plain_name(name) == plain


def test_labels():
    assert with_cluster("Capillary endothelial", "12") == "Capillary_endothelial_12"
    assert with_cluster(mixed_label("Neutrophil", "Macrophage"), "7") == "mixed_neutrophil.macrophage_7"
    assert mixed_label("T cell", "B cell") == "mixed_t_cell.b_cell"
    assert with_cluster(candidate_label("Plasma cell"), "10") == "candidate_plasma_cell_10"


def test_the_cluster_is_kept_as_it_is():
    assert with_cluster("unknown", "a b/NA") == "unknown_a b/NA"
