import pandas as pd

from benchmarks.fit import ablation, beside_labels, markdown, own_tissue, rank_scores

COMPARED = pd.DataFrame(
    {
        "dataset": ["Toy", "Toy"],
        "name": ["colon_tme", "brain_core"],
        "hierarchy_fit_status": ["good", "poor"],
        "fit_rank_score": [2.104, 0.45],
        "fit_rank": [1, 2],
        "resolved_fraction": [1.0, 0.25],
        "contrast_won_fraction": [0.0, 0.75],
        "named_apart_fraction": [0.5, 0.25],
        "mean_raw_score": [0.604, 0.7],
    }
)


def test_rank_scores_stand_under_their_hierarchies() -> None:
    assert markdown(rank_scores(COMPARED)) == (
        "| dataset | brain | colon |\n| --- | --- | --- |\n| Toy | 0.45- | 2.10+* |"
    )


def test_a_status_stands_beside_the_quality_of_its_labels() -> None:
    truth = pd.DataFrame({"dataset": "Toy", "hierarchy": "brain_core", "in_scope": ["no", "no", "no", "yes"]})
    rows = pd.DataFrame(
        {
            "dataset": "Toy",
            "verdict": ["abstained", "abstained", "wrong", "exact"],
            "in_scope": [False, False, False, True],
            "right": [True, True, False, True],
            "credit": [0.0, 0.0, 0.0, 1.0],
        }
    )
    assert beside_labels(COMPARED, rows, truth).iloc[0].to_dict() == {
        "dataset": "Toy",
        "hierarchy": "brain_core",
        "status": "poor",
        "rank": "2",
        "resolved %": "25",
        "contrast won %": "75",
        "out of scope % (truth)": "75",
        "right %": "75",
        "wrong %": "25",
    }


def test_the_right_tissue_is_looked_for_where_it_shows() -> None:
    truth = pd.DataFrame(
        [
            ("Gut", "colon_tme", "epithelial", "yes"),
            ("Gut", "colon_tme", "immune", "yes"),
            ("Stroma", "colon_tme", "stromal", "yes"),
            ("Other", "liver_tme", "epithelial", "no"),
            ("Any", "solid_tissue_core", "epithelial", "yes"),
        ],
        columns=["dataset", "hierarchy", "lineage", "in_scope"],
    )
    assert own_tissue(truth) == {"Gut": "colon_tme"}


def test_each_part_of_the_score_is_left_out_once() -> None:
    found = ablation(COMPARED, {"Toy": "colon_tme"})
    assert found["smallest lead of these"].tolist() == ["1.654", "0.904", "0.904", "1.404", "1.750", "1.654"]
    wrong = ablation(COMPARED, {"Toy": "brain_core"})
    assert set(wrong["right tissue first"]) == {"0 of 1"}
    assert wrong.loc[0, "not first (behind by)"] == "Toy (-1.654)"
