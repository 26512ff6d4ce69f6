"""The words that statements begin with, for suggestions; fields are known to `semantics` alone."""

from __future__ import annotations

BLOCK_KEYWORDS = ("contrast", "hierarchy", "in", "markers", "node", "replace", "test", "variant")
LINE_KEYWORDS = (
    "drop",
    "expect",
    "express",
    "hier",
    "include",
    "move",
    "panel",
    "profile",
    "rename",
    "set",
    "use",
)
STATEMENT_KEYWORDS = tuple(sorted(BLOCK_KEYWORDS + LINE_KEYWORDS))
