"""Background: what every cell expresses, as abundant as genes of a cluster are, and nothing else."""

from __future__ import annotations

import numpy as np

from hierannot_dsl.testing.profile import Profile

N_GENES = 20_000
# Value in ln(CP10K + 1) -> how many genes of a cluster are above it: medians of 102 clusters of nine data
# sets, rounded to two digits. `python -m benchmarks.background` measures them.
GENES_ABOVE = {
    5.0: 2,
    4.0: 18,
    3.0: 91,
    2.0: 190,
    1.0: 770,
    0.5: 2_000,
    0.2: 4_600,
    0.1: 6_700,
    0.05: 8_300,
    0.02: 9_900,
    0.01: 11_000,
}


def background_profile(listed: str) -> Profile:
    """The profile that inline values are laid over.

    Parameters
    ----------
    listed
        One symbol a line, the most abundant first; ``#`` opens a comment line.

    Returns
    -------
    profile
        20,000 genes. The listed ones have the values of the most abundant genes of a cluster, in their order.
        The genes below stand for the rest of a transcriptome and have no names; nine in twenty are silent.
    """
    named = [line for line in listed.splitlines() if line and not line.startswith("#")]
    place = np.arange(1, N_GENES + 1)
    above = np.log(list(GENES_ABOVE.values()))
    values = np.interp(np.log(place), above, list(GENES_ABOVE), right=0.0)
    unnamed = (f"(gene {number} of the background)" for number in place[len(named) :])
    return Profile((*named, *unnamed), values, n_spare=N_GENES - len(named))
