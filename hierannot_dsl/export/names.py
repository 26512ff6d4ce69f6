"""Node names as other tools can take them: in labels of clusters, columns and plots."""

from __future__ import annotations

import re

# Whatever is neither a letter, a digit nor one of / . + - ; the underscore is what these become.
_OTHERS = re.compile(r"(?:[^\w/.+-]|_)+")

UNRESOLVED = "Unresolved"
UNKNOWN = "unknown"


def plain_name(name: str) -> str:
    """Turn each run of other characters than letters, digits and ``/.+-`` into an underscore.

    Examples
    --------
    >>> plain_name("Capillary endothelial"), plain_name("IL7R+ (naive)")
    ('Capillary_endothelial', 'IL7R+_naive_')
    """
    return _OTHERS.sub("_", name)


def with_cluster(label: str, cluster: str) -> str:
    """Label and cluster in one word: ``Capillary_endothelial_12``."""
    return f"{plain_name(label)}_{cluster}"


def mixed_label(first: str, second: str) -> str:
    """Label of a cluster between two types: ``mixed_neutrophil.macrophage``."""
    return f"mixed_{plain_name(first).lower()}.{plain_name(second).lower()}"


def candidate_label(leaf: str) -> str:
    """Label of an unresolved cluster in which one leaf stands out: ``candidate_plasma_cell``."""
    return f"candidate_{plain_name(leaf).lower()}"
