import pytest

from hierannot_dsl.panel.bind import Binding, Fate, bind_symbol
from hierannot_dsl.panel.panel import Panel

PANEL = Panel("toy", ("CD3E", "Cd8a", "KRT5", "Krt5x", "krt5X", "NA", "HLA-DRA"))


@pytest.mark.parametrize(
    ("gene", "expected"),
    [
        ("CD3E", Binding(Fate.KEPT, "CD3E")),
        ("HLA-DRA", Binding(Fate.KEPT, "HLA-DRA")),
        ("NA", Binding(Fate.KEPT, "NA")),
        ("CD8A", Binding(Fate.RENAMED, "Cd8a", ("Cd8a",))),
        ("KRT5X", Binding(Fate.AMBIGUOUS, "", ("Krt5x", "krt5X"))),
        ("krt5", Binding(Fate.RENAMED, "KRT5", ("KRT5",))),
        ("MS4A1", Binding(Fate.ABSENT)),
    ],
)
def test_every_symbol_ends_in_one_fate(gene: str, expected: Binding) -> None:
    assert bind_symbol(gene, "rna", PANEL) == expected


def test_a_protein_is_not_looked_up_among_transcripts() -> None:
    assert bind_symbol("CD3E", "protein", PANEL) == Binding(Fate.OTHER_MODALITY)


def test_an_exact_match_is_no_rename_however_many_others_fold_to_it() -> None:
    assert bind_symbol("Krt5x", "rna", PANEL) == Binding(Fate.KEPT, "Krt5x")
