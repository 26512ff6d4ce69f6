import pandas as pd
import pytest

from benchmarks.deep import gains
from benchmarks.predict import deep_name


def rows(*verdicts: tuple[str, str, float | str]) -> pd.DataFrame:
    """Verdicts of clusters in scope: data set, verdict, depth credit."""
    table = pd.DataFrame(verdicts, columns=["dataset", "verdict", "credit"])
    return table.assign(right=(table["verdict"] != "wrong").astype(str), in_scope="True")


def test_what_deep_hierarchies_gain_per_data_set_and_over_all() -> None:
    broad = rows(("A", "ancestor", 0.5), ("A", "exact", 1.0), ("B", "ancestor", 0.6))
    deep = rows(("A", "exact", 1.0), ("A", "exact", 1.0), ("B", "wrong", ""))
    assert gains(broad, deep).splitlines()[2:] == [
        "| A | 2 | 50.0 | 100.0 | 0.750 | 1.000 | 0.0 | 0.0 |",
        "| B | 1 | 0.0 | 0.0 | 0.600 | - | 0.0 | 100.0 |",
        "| **all** | 3 | 33.3 | 66.7 | 0.700 | 1.000 | 0.0 | 33.3 |",
    ]


@pytest.mark.parametrize(
    ("broad", "deep"), [("colon_tme", "colon_deep"), ("immune_core", "immune_deep"), ("mine", "_deep")]
)
def test_names_of_deep_hierarchies(broad: str, deep: str) -> None:
    assert deep_name(broad) == deep
