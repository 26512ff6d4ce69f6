"""A parser <-> its tables as JSON: to read them takes a sixth of the time that it takes to work them out."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import lark
from lark.grammar import Rule
from lark.lexer import TerminalDef


def write_tables(parser: lark.Lark, grammar: str) -> str:
    """Tables of an LALR parser, stamped with what they were made from.

    Parameters
    ----------
    parser
        Made from `grammar`.
    grammar
        Its whole text.
    """
    data, memo = parser.memo_serialize([TerminalDef, Rule])
    tables = {**_stamp(grammar), "tables": {"data": data, "memo": memo}}
    return json.dumps(tables, separators=(",", ":")) + "\n"


def read_tables(text: str, grammar: str) -> lark.Lark | None:
    """The parser of these tables; None where they are of another grammar or another version of Lark."""
    stored = json.loads(text, object_hook=_numbered)
    stamp = {key: stored.get(key) for key in _stamp(grammar)}
    return lark.Lark.load(stored["tables"]) if stamp == _stamp(grammar) else None


def _stamp(grammar: str) -> dict[str, str]:
    # What Lark stores, and in which form, is its own business: it may change with any version.
    return {"lark": lark.__version__, "grammar": hashlib.sha256(grammar.encode()).hexdigest()}


def _numbered(record: dict[str, Any]) -> dict[Any, Any]:
    """States and symbols by number, which JSON cannot have as keys."""
    return {int(key) if key.isdigit() else key: value for key, value in record.items()}
