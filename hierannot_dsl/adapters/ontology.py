"""The Cell Ontology, where a copy is installed -> which terms are above one."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

# Links that are true of a way to develop or to work, and not of the kind of cell that a marker is for.
NOT_FOLLOWED = {
    "CL:0000165": "CL:0000540",  # neuroendocrine cells as neurons
    "CL:0002394": "CL:0000784",  # CD141-positive dendritic cells as plasmacytoid ones
}


def cell_ontology() -> Callable[[str], frozenset[str]] | None:
    """Terms above a term, itself left out; None where no ontology is installed.

    A term that is not known has none above it. Two links are not followed: neuroendocrine cells are no
    neurons, and CD141-positive dendritic cells are no plasmacytoid ones.
    """
    try:
        from cellxgene_ontology_guide.ontology_parser import (  # type: ignore[import-untyped]  # it ships no types
            OntologyParser,
        )
    except ImportError:
        return None
    parser = OntologyParser()

    @lru_cache(maxsize=4096)
    def ancestors(term: str) -> frozenset[str]:
        try:
            above = {each for each in parser.get_term_ancestors(term) if each.startswith("CL:")}
        except (KeyError, ValueError):
            return frozenset()
        for lower, upper in NOT_FOLLOWED.items():
            if lower == term or lower in above:
                above -= {upper}
        return frozenset(above - {term})

    return ancestors
