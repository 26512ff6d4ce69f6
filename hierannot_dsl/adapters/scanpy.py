"""scanpy, imported when it is needed."""

from __future__ import annotations

import importlib
from typing import Any

from hierannot_dsl.resources import MissingExtra


def need_scanpy(purpose: str, *others: str) -> Any:
    """scanpy, and modules that it works with.

    Raises
    ------
    MissingExtra
        If one of them is not installed; the message names the extra.
    """
    for name in ("scanpy", *others):
        try:
            importlib.import_module(name)
        except ImportError:
            needs = f"{purpose} needs {name}"
            raise MissingExtra(needs, "scanpy") from None
    return importlib.import_module("scanpy")
