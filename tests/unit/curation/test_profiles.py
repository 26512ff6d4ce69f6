import numpy as np
import pandas as pd
import pytest

from hierannot_dsl.curation.profiles import rank_profiles

GENES = [f"G{number}" for number in range(20)]


def means(*clusters: list[float]) -> pd.DataFrame:
    return pd.DataFrame(np.array(clusters, dtype=float).T, index=GENES, columns=["a", "b"][: len(clusters)])


def test_the_top_gene_of_twenty_ranks_at_log_ten_and_the_tenth_at_zero() -> None:
    found = rank_profiles("toy", means([float(20 - at) for at in range(20)]))
    # Of 20 genes, rank r from the top scores log10(20 / (2 r)), nothing below the median.
    expected = [max(0.0, np.log10(10 / rank)) for rank in range(1, 21)]
    assert found.ranks[:, 0] == pytest.approx(expected, abs=1e-6)
    assert found.clusters == ("a",)
    assert found.row_of["G3"] == 3


def test_what_all_clusters_have_is_taken_off_before_ranking() -> None:
    # G0 has 40 % of the counts of both, of which 0.6 float and 16 % stay: less than the 24 % of G1, of which
    # the lower quartile is 2.1 + 0.25 * 21.9 = 7.6 %.
    one = [40.0, 24.0, *[2.0] * 18]
    two = [40.0, *[38.0 / 18] * 18, 22.0]
    found = rank_profiles("toy", means(one, two))
    assert found.shares[:2, 0] == pytest.approx([0.40, 0.24])
    assert found.ranks[[0, 1], 0] == pytest.approx([np.log10(10 / 2), np.log10(10 / 1)], abs=1e-6)


def test_logarithms_are_taken_back_for_shares() -> None:
    found = rank_profiles("toy", means([np.log1p(30.0), np.log1p(10.0), *[0.0] * 18]), logged=True)
    assert found.shares[:2, 0] == pytest.approx([0.75, 0.25])
    assert found.ranks[2, 0] == 0


def test_of_a_gene_that_stands_twice_the_first_row_counts() -> None:
    table = means([float(at) for at in range(20)]).rename(index={"G1": "G0"})
    found = rank_profiles("toy", table)
    assert len(found.panel.genes) == 19
    assert found.shares[0, 0] == 0


@pytest.mark.parametrize(
    ("value", "said"), [(-1.0, "negative or infinite"), (np.inf, "negative or infinite")]
)
def test_values_that_are_no_expression_are_refused(value: float, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        rank_profiles("toy", means([value, *[1.0] * 19]))


def test_a_table_without_genes_is_refused() -> None:
    with pytest.raises(ValueError, match="no genes or no clusters"):
        rank_profiles("toy", pd.DataFrame(columns=["a"]))
