"""Markers that data have under other names -> what a reader is told of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def renamed_text(renamed: Mapping[str, str]) -> Iterator[str]:
    r"""Sentences about `AnnotationResult.renamed`: every other name, and one for all that differ in case.

    Examples
    --------
    >>> print(*renamed_text({"CD3D": "Cd3d", "CD3E": "Cd3e", "JCHAIN": "Igj"}), sep="\n")
    1 marker has another name in the data: JCHAIN is Igj
    2 markers differ in case, such as CD3D, which is Cd3d there
    """
    others = {marker: name for marker, name in renamed.items() if marker.casefold() != name.casefold()}
    alike = {marker: name for marker, name in renamed.items() if marker not in others}
    if others:
        has = "1 marker has another name" if len(others) == 1 else f"{len(others)} markers have other names"
        yield f"{has} in the data: {', '.join(f'{marker} is {name}' for marker, name in others.items())}"
    if alike:
        differ = "1 marker differs" if len(alike) == 1 else f"{len(alike)} markers differ"
        marker, name = next(iter(alike.items()))
        yield f"{differ} in case, such as {marker}, which is {name} there"
