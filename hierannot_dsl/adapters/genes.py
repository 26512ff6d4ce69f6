"""Names of genes in real files: duplicates, control probes, ids that are not symbols."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

# Upper-cased names too: `uppercase_genes=True` comes before this.
CONTROL_PROBE = re.compile(
    r"(negprb|systemcontrol|blank_|antisense_|intergenic_).*"
    r"|(blank|negative|falsecode|negcontrol(probe|codeword)|(unassigned|deprecated)codeword)[-_]?\d+",
    re.IGNORECASE,
)
FIRST_LETTER = frozenset("nNsSbBfFuUdDaAiI")
FIRST_LETTERS = frozenset({"neg", "sys", "bla", "ant", "int", "fal", "una", "dep"})
ENSEMBL_GENE = re.compile(r"ENS[A-Z]*G\d{6,}(\.\d+)?", re.IGNORECASE)
NUMBER = re.compile(r"\d+")


def is_control_probe(gene: str) -> bool:
    """Whether a feature of a spatial assay is no gene: a negative probe, a system control, a blank code."""
    return CONTROL_PROBE.fullmatch(gene) is not None


def control_probes(genes: Sequence[str]) -> list[int]:
    """Positions of the features that are no genes."""
    # Nearly every gene is told by its first letters, many times faster.
    doubtful = [
        at for at, gene in enumerate(genes) if gene[:1] in FIRST_LETTER and gene[:3].lower() in FIRST_LETTERS
    ]
    return [at for at in doubtful if is_control_probe(genes[at])]


def kind_of_ids(genes: Sequence[str]) -> str | None:
    """What ids most of these names are, if they are not symbols."""
    for kind, pattern in (("Ensembl gene ids", ENSEMBL_GENE), ("numbers", NUMBER)):
        if genes and sum(pattern.fullmatch(gene) is not None for gene in genes) > len(genes) / 2:
            return kind
    return None


def sum_duplicates(
    genes: Sequence[str], values: npt.NDArray[np.float64]
) -> tuple[list[str], npt.NDArray[np.float64], list[str]]:
    """Add up the rows of a gene that occurs more than once.

    Parameters
    ----------
    genes
        G names.
    values
        Shape ``(G, C)``. A NaN stays one in the sum.

    Returns
    -------
    genes, values
        The distinct names in order of first appearance, and their rows.
    repeated
        Names that occurred more than once.
    """
    # A list of genes is read without these, and they take longer to import than it does.
    import numpy as np
    import pandas as pd

    from hierannot_dsl.kernels.groups import sum_by_group

    codes, distinct = pd.factorize(np.asarray(genes, dtype=object))
    if len(distinct) == len(genes):
        return list(genes), values, []
    sums = sum_by_group(values, codes.astype(np.int64), len(distinct))
    counts = np.bincount(codes)
    repeated = [str(gene) for gene, count in zip(distinct, counts, strict=True) if count > 1]
    return [str(gene) for gene in distinct], sums, repeated
