"""The panel file of a Xenium run -> gene symbols, and the targets that are no genes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

GENE = "gene"


def features_of_xenium(text: str, path: Path) -> tuple[list[str], list[str]]:
    """Symbols in the order of the file, and names of control probes and codewords.

    A target is ``{"type": {"descriptor": "gene", "data": {"name": "CD3D"}}}`` in ``payload.targets``.

    Raises
    ------
    ValueError
        If the file is no such panel.
    """
    try:
        document = json.loads(text)
        targets = document["payload"]["targets"]
        named = [(target["type"]["descriptor"], _name(target)) for target in targets]
    except (json.JSONDecodeError, KeyError, TypeError, RecursionError):
        msg = f"{path.as_posix()} is not the gene_panel.json of a Xenium run: it has no `payload.targets`"
        raise ValueError(msg) from None
    genes = [name for kind, name in named if kind == GENE]
    return genes, [name for kind, name in named if kind != GENE]


def _name(target: dict[str, Any]) -> str:
    return str(target["type"]["data"]["name"])
