"""A small catalog of made-up tissues, so that the rules are tested without what the built-ins know."""

from hierannot_dsl.catalog.metadata import Metadata
from hierannot_dsl.matching.matcher import Matcher

LEAF = Metadata(
    name="leaf_tme",
    category="tme",
    tissue="leaf",
    uberon="UBERON:0000001",
    keywords=("foliar", "leaf cancer", "blight carcinoma (BLC, blight)", "foliocyte", "leaf gland", "ROT"),
)
ROOT = Metadata(name="root_tme", category="tme", tissue="root", keywords=("radical", "rootitis", "tap root"))
SAP = Metadata(
    name="sap_core",
    category="immune",
    tissue="pan-tissue",
    keywords=("sap", "whole sap", "sap cell", "immune", "sapoma", "wood node"),
)
TREE = Metadata(
    name="tree_core",
    category="tme",
    tissue="pan-solid-tissue",
    keywords=("tumor", "carcinoma", "bark", "non-immune", "stroma"),
    not_for=("blossoms: nothing has a node", "sticky bark: use leaf_tme", "old bark: use no_such_tree"),
)
CATALOG = (LEAF, ROOT, SAP, TREE)


def matcher() -> Matcher:
    return Matcher(CATALOG)


def best(text: str) -> str:
    """Name and score of the best, or ``-``."""
    first = matcher().suggest(text)[0]
    return f"{first.name} {first.score}" if first.score else "-"
