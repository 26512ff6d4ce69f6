"""A description of a sample -> the hierarchy that fits, by the metadata of the catalog."""

from __future__ import annotations

import warnings
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from hierannot_dsl.adapters.catalogs import read_catalog
from hierannot_dsl.catalog.metadata import builtin_metadata
from hierannot_dsl.matching.matcher import Matcher

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from hierannot_dsl.api.reading import FilePath
    from hierannot_dsl.matching.matcher import Suggestion

FALLBACK = "tme_core"
COLUMNS = ("name", "score", "tissue_scope", "why")


class NoConfidentMatch(UserWarning):
    """No hierarchy says anything that the text says, and the fallback was returned."""


class TiedMatch(UserWarning):
    """Several hierarchies fit the text equally, and the one that it names first was returned."""


def match_builtin_hierarchy(
    text: str, *, include_deep: bool = False, catalogs: Iterable[FilePath] = ()
) -> str:
    """The name of the hierarchy that fits a description of the sample best.

    Parameters
    ----------
    text
        Tissue, disease or any description, such as ``"CosMx, FFPE, breast tumour"``. Spelling, word order,
        plurals and abbreviations may differ from those of the catalog.
    include_deep
        Whether to consider the finer hierarchies too, which extend those of broad types.
    catalogs
        Folders of `.hier` files to consider too, before the built-ins: they are matched by the same fields
        (`tissue`, `keyword`, `not_for`).

    Returns
    -------
    name
        Always a name: ``"tme_core"``, with a warning, where nothing matches.

    Raises
    ------
    OSError
        If a catalog cannot be read.
    ValueError
        If a file of a catalog is not UTF-8 or too large, or the text has more than 10,000 characters.

    Warns
    -----
    NoConfidentMatch
        If nothing matches.
    TiedMatch
        If several match equally; the one that is named first in the text is returned.

    Examples
    --------
    >>> match_builtin_hierarchy("colon cancer")
    'colon_tme'
    >>> match_builtin_hierarchy("crc liver metastasis")
    'liver_tme'
    """
    best, *others = ranked_hierarchies(text, include_deep=include_deep, catalogs=catalogs)
    if best.score == 0:
        msg = f"no confident match for {text!r:.80}, {FALLBACK} is returned; see list_builtin_hierarchies()"
        warnings.warn(msg, NoConfidentMatch, stacklevel=2)
        return FALLBACK
    if best.tied:
        equals = ", ".join(other.name for other in others if other.tied)
        msg = f"{text!r:.80} fits {best.name} and {equals} equally; {best.name} is returned"
        warnings.warn(msg, TiedMatch, stacklevel=2)
    return best.name


def suggest_builtin_hierarchies(
    text: str, top_k: int = 5, *, include_deep: bool = False, catalogs: Iterable[FilePath] = ()
) -> pd.DataFrame:
    """The hierarchies that fit a description of the sample, the best first.

    Parameters
    ----------
    text, include_deep, catalogs
        As in `match_builtin_hierarchy`.
    top_k
        How many to return, at least 1.

    Returns
    -------
    table
        One row per hierarchy. ``name``; ``score``; ``tissue_scope``; ``why``, which words of the text matched
        what, and what was made of it.

        A score of 3 says that a term of the hierarchy decides; 2 that one decides that is misspelt in the
        text; 1 that a term is there, and something else decides, or it is as general as "tumor"; 0 nothing.
        Equal ones stand in the order in which the text names them, then in that of
        `list_builtin_hierarchies`.

    Raises
    ------
    OSError, ValueError
        As `match_builtin_hierarchy`; ValueError also if `top_k` is below 1.

    Examples
    --------
    >>> suggest_builtin_hierarchies("colon cancer", top_k=2)[["name", "score", "tissue_scope"]]
             name  score tissue_scope
    0   colon_tme      3        colon
    1  brain_core      0        brain
    """
    import pandas as pd  # matching does without

    if top_k < 1:
        msg = f"top_k must be at least 1, not {top_k}"
        raise ValueError(msg)
    ranked = ranked_hierarchies(text, include_deep=include_deep, catalogs=catalogs)
    rows = [(each.name, each.score, each.tissue_scope, each.why) for each in ranked[:top_k]]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def ranked_hierarchies(
    text: str, *, include_deep: bool = False, catalogs: Iterable[FilePath] = ()
) -> tuple[Suggestion, ...]:
    """All hierarchies considered, the best first; see `suggest_builtin_hierarchies`."""
    own = [metadata for folder in catalogs for metadata in read_catalog(Path(folder))]
    if not own:
        return _builtin_matcher(include_deep=include_deep).suggest(text)
    return Matcher((*own, *builtin_metadata(include_deep=include_deep))).suggest(text)


@lru_cache(maxsize=2)
def _builtin_matcher(*, include_deep: bool) -> Matcher:
    return Matcher(builtin_metadata(include_deep=include_deep))
