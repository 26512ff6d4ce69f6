from __future__ import annotations

import numpy as np

from hierannot_dsl.testing.profile import Profile


def values(profile: Profile) -> dict[str, float]:
    return dict(zip(profile.genes, profile.levels.tolist(), strict=True))


def test_values_are_laid_over_what_is_there() -> None:
    profile = Profile(("A", "B"), np.array([1.0, 2.0]))
    assert values(profile.with_genes({"B": 3.0, "C": 4.0})) == {"A": 1.0, "B": 3.0, "C": 4.0}
    assert values(profile) == {"A": 1.0, "B": 2.0}


def test_a_gene_that_is_added_takes_the_place_of_a_spare_one() -> None:
    profile = Profile(("A", "s1", "s2", "s3"), np.array([3.0, 2.0, 1.0, 0.0]), n_spare=3)
    assert values(profile.with_genes({"B": 5.0}, silent=["C"])) == {"A": 3.0, "s1": 2.0, "B": 5.0, "C": 0.0}
    many = profile.with_genes(dict.fromkeys("BCDEF", 1.0))
    assert values(many) == {"A": 3.0, **dict.fromkeys("BCDEF", 1.0)}


def test_a_silent_gene_is_one_that_nothing_is_known_of_in_any_case() -> None:
    profile = Profile(("ACTB", "A"), np.array([3.0, 2.0]))
    known = profile.with_genes({"Cd3d": 4.0}, silent=["Actb", "CD3D", "A", "X", "x"])
    assert values(known) == {"ACTB": 3.0, "A": 2.0, "Cd3d": 4.0, "X": 0.0, "x": 0.0}
