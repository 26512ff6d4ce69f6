import pandas as pd

from benchmarks.fit import beside_labels, markdown, rank_scores

COMPARED = pd.DataFrame(
    {
        "dataset": ["Toy", "Toy"],
        "name": ["colon_tme", "brain_core"],
        "hierarchy_fit_status": ["good", "poor"],
        "fit_rank_score": [2.104, -0.25],
        "fit_rank": [1, 2],
        "resolved_fraction": [1.0, 0.25],
        "contrast_won_fraction": [0.0, 0.75],
    }
)


def test_rank_scores_stand_under_their_hierarchies() -> None:
    assert markdown(rank_scores(COMPARED)) == (
        "| dataset | brain | colon |\n| --- | --- | --- |\n| Toy | -0.25- | 2.10+* |"
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
