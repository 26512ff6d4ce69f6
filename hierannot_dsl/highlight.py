"""Text of a `.hier` file -> tokens for Pygments, which then knows ``hier`` wherever it highlights.

It colours what people write, mistakes included, so it is no parser: a line is read by its first word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from pygments.lexer import RegexLexer, bygroups, include
from pygments.token import (
    Comment,
    Generic,
    Keyword,
    Name,
    Number,
    Operator,
    Punctuation,
    String,
    Text,
    Whitespace,
)

if TYPE_CHECKING:
    from collections.abc import Callable

# The stubs of Pygments leave it untyped.
_groups = cast("Callable[..., Any]", bygroups)
END = r"(?![\w.:-])"
QUOTED = r'"(?:[^"\\\n]|\\.)*"?'
SYMBOL = r"[A-Za-z0-9][A-Za-z0-9_.:+/-]*"


class HierLexer(RegexLexer):
    """Lexer for cell-type hierarchies, by the alias ``hier`` and for files ``*.hier``."""

    name = "Cell-type hierarchy"
    aliases: ClassVar = ["hier"]
    filenames: ClassVar = ["*.hier"]
    mimetypes: ClassVar = ["text/x-hier"]
    url = ""

    tokens: ClassVar = {
        "root": [
            (r"\n", Whitespace),
            (r"[ \t]+", Whitespace),
            (r"#[^\n]*", Comment.Single),
            (r"[{}]", Punctuation),
            (r"\+(?=[ \t])", Generic.Inserted, "marker"),
            (r"-(?=[ \t])", Generic.Deleted, "marker"),
            (r"(hier)([ \t]+)([^\s#]+)", _groups(Keyword.Namespace, Whitespace, Number)),
            (rf"(?:set|drop){END}(?=[ \t]+[+-][ \t])", Keyword),
            (rf"express{END}", Keyword, "marker"),
            (rf"(?:hierarchy|markers|include|use){END}", Keyword.Declaration, "names"),
            (rf"(?:node|contrast|variant|test){END}", Keyword.Declaration, "names"),
            (rf"(?:in|replace|drop|rename|move){END}", Keyword, "names"),
            (rf"(?:expect|profile|panel){END}", Keyword, "expectation"),
            (r"[A-Za-z][\w-]*(?=[ \t])", Name.Attribute, "values"),
            (QUOTED, String),
            (r"[^\s{}]+", Text),
        ],
        # What the rest of any line may hold; a line feed ends it.
        "line": [
            (r"\n", Whitespace, "#pop"),
            (r"[ \t]+", Whitespace),
            (r"(?<!\S)#[^\n]*", Comment.Single),
            (r"[{}]", Punctuation, "#pop"),
            (r">", Operator),
        ],
        "marker": [
            include("line"),
            (r"(=)([ \t]*)([^\s#\"@{}]*)", _groups(Operator, Whitespace, Number)),
            (r"(@[A-Za-z][\w-]*)(:)([^\s#\"@{}]+)", _groups(Name.Decorator, Punctuation, String.Other)),
            (SYMBOL, Name.Variable),
            (QUOTED, String),
            (r".", Text),
        ],
        "names": [
            include("line"),
            (rf"(?:extends|use|for|with|node|to|under){END}", Keyword),
            (QUOTED, Name.Class),
            (r"[A-Za-z]\w*", Name.Namespace),
            (r".", Text),
        ],
        "expectation": [
            include("line"),
            (rf"(?:not|unknown|or[ \t]+above|column|keeps|at[ \t]+least){END}", Keyword),
            (QUOTED, String),
            (r"[0-9]+", Number),
            (r"\S", Text),
        ],
        "values": [
            include("line"),
            (QUOTED, String),
            (r"-?[0-9][0-9.]*(?=\s|$)", Number),
            (r"[^\s#\"{}]+", Name.Constant),
            (r".", Text),
        ],
    }
