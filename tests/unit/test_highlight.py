"""The lexer for Pygments, and that both highlighters know the words of the grammar."""

import json
import re
from pathlib import Path

import pytest

pytest.importorskip("pygments", reason="pygments is not installed")

from pygments.lexers import get_lexer_by_name, get_lexer_for_filename
from pygments.token import Generic, Keyword, Name, Number, String, Text, Whitespace

from hierannot_dsl.highlight import HierLexer
from hierannot_dsl.resources import catalog_folder, grammar_text

ROOT = Path(__file__).parents[2]
TEXTMATE = ROOT / "editors/vscode/syntaxes/hier.tmLanguage.json"
KEYWORDS = re.findall(r"^[A-Z_]+\.2\s*: /(.*)\(\?!", grammar_text(), re.MULTILINE)
FILES = sorted([*catalog_folder().glob("*.hier"), *catalog_folder().glob("tests/*.hier")])


def tokens(text):
    found = [(kind, value) for kind, value in HierLexer().get_tokens(text) if kind is not Whitespace]
    return [(kind, value) for kind, value in found if value.strip()]


def test_a_marker_line():
    assert tokens('+ CD3D = 0.5 @pmid:12 "why"') == [
        (Generic.Inserted, "+"),
        (Name.Variable, "CD3D"),
        (tokens("+ A = 1")[2][0], "="),
        (Number, "0.5"),
        (Name.Decorator, "@pmid"),
        (tokens("+ A @b:c")[3][0], ":"),
        (String.Other, "12"),
        (String, '"why"'),
    ]
    assert tokens("- HLA-DRA")[:2] == [(Generic.Deleted, "-"), (Name.Variable, "HLA-DRA")]


def test_a_head_and_a_field():
    assert tokens("hierarchy colon extends colon_tme {")[:4] == [
        (Keyword.Declaration, "hierarchy"),
        (Name.Namespace, "colon"),
        (Keyword, "extends"),
        (Name.Namespace, "colon_tme"),
    ]
    assert tokens("rescue 0.7") == [(Name.Attribute, "rescue"), (Number, "0.7")]
    assert tokens('node "T cell" {')[:2] == [(Keyword.Declaration, "node"), (Name.Class, '"T cell"')]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_of_the_catalog_is_known_and_kept(path):
    text = path.read_text(encoding="utf-8")
    found = list(HierLexer().get_tokens(text))
    assert "".join(value for _, value in found) == text
    assert [value for kind, value in found if kind is Text] == []


@pytest.mark.parametrize("word", KEYWORDS)
def test_both_highlighters_know_every_word_of_the_grammar(word):
    plain = word.replace(r"[ \t]+", " ")
    textmate = json.loads(TEXTMATE.read_text(encoding="utf-8"))
    lexer = (ROOT / "hierannot_dsl/highlight.py").read_text(encoding="utf-8")
    for text in (str(textmate), lexer):
        assert re.search(
            rf"(?<![A-Za-z]){plain}(?![A-Za-z])", text.replace(r"[ \t]+", " ").replace(r"[ \\t]+", " ")
        )


def test_it_is_found_by_its_name_once_installed():
    assert isinstance(get_lexer_by_name("hier"), HierLexer)
    assert isinstance(get_lexer_for_filename("colon.hier"), HierLexer)
