"""Whether a name stands for the same thing in two states of a hierarchy."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Set

Evidence: TypeAlias = tuple[str, int]


def is_reused(before: Set[Evidence], after: Set[Evidence], *, same_id: bool) -> bool:
    """Whether what bears a name now may be something else than what bore it: no evidence is left.

    Then whatever is more alike comes first, and the name counts only where nothing is.

    Parameters
    ----------
    before, after
        Genes that each lists, and their signs: what speaks for one type often speaks against another. Where
        one lists none, there is nothing to tell them apart by.
    same_id
        Whether both have one Cell Ontology id, which says that they are the same.
    """
    return bool(before and after) and not same_id and before.isdisjoint(after)
