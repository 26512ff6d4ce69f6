"""The language server, asked by a client over the pipes of a process."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlparse
from urllib.request import url2pathname

import pytest

from benchmarks.lsp_client import PATIENCE, Client
from hierannot_dsl.resources import catalog_folder
from tests.unit.lsp.conftest import ALL, BASE, COLON, Document, applied, completed, completed_text, covered

pytest.importorskip("pygls", reason="the language server needs the extra lsp")

BROKEN = 'hierarchy λ {\n  node "🧬 T" {\n    +CD3D\n    + CD4 = 1,5\n  }\n  node "B" {\n    + CD20\n  }\n}\n'


def document(server: Client, name: str, text: str) -> tuple[Document, list[dict]]:
    uri = f"file:///nowhere/{name}.hier"
    return Document(server, uri, text), server.open(uri, text)


def test_mistakes_are_told_while_the_document_is_broken(server: Client) -> None:
    text = (
        'hierarchy a {\n  node "🧬 T" {\n    +CD3D\n    + CD4 = 1,5\n    + CD4\n'
        '  node "λ" {\n    + KIT\n  }\n}\n'
    )
    _, found = document(server, "broken", text)
    shown = {one["code"]: (covered(text, one["range"]), one["severity"]) for one in found}
    assert shown["E043"] == ("+CD3D", 2)
    assert shown["E040"] == ("1,5", 1)
    assert shown["E205"] == ("CD4", 1)
    assert shown["L431"] == ('"λ"', 2)
    assert shown["L434"] == ('"λ"', 3)
    unclosed = next(one for one in found if one["code"] == "E021")
    assert unclosed["message"] == '`}` is missing after this line: `node "🧬 T"` is not closed'
    assert [covered(text, one["location"]["range"]) for one in unclosed["relatedInformation"]] == [
        'node "🧬 T"'
    ]
    weight = next(one for one in found if one["code"] == "E040")
    assert weight["message"] == "the weight `1,5` is not a number above zero\nhelp: write `1.5`"


def test_an_edit_is_looked_at_and_lint_of_other_lines_stays(server: Client) -> None:
    text = 'hierarchy b {\n  title "x"\n  node "T" {\n    + CD3\n    + CD4\n  }\n}\n'
    opened, found = document(server, "edited", text)
    lint = {one["code"]: one["range"]["start"]["line"] for one in found}
    assert lint["L423"] == 3
    place = opened.position('title "x|"')
    server.change(opened.uri, {"range": {"start": place, "end": place}, "text": '🧬"\n  +CD8A # "'})
    at_once = {one["code"]: one["range"]["start"]["line"] for one in server.found(opened.uri)}
    assert at_once["E043"] == 2
    assert at_once["L423"] == 4
    in_the_end = {one["code"]: one["range"]["start"]["line"] for one in server.found(opened.uri)}
    assert in_the_end["L423"] == 4


def test_quick_fixes(server: Client) -> None:
    text = 'hierarchy c {\n  node "🧬" {\n    +CD3D  # why\n    + CD3E\n    + CD3E\n  }\n}\n'
    opened, _ = document(server, "fixes", text)
    actions = opened.ask("codeAction", range=ALL, context={"diagnostics": []})
    quick = [one for one in actions if one["kind"] == "quickfix"]
    glued = next(one for one in quick if one["diagnostics"][0]["code"] == "E043")
    assert glued["isPreferred"] is True
    assert "    + CD3D  # why\n" in applied(text, glued["edit"]["changes"][opened.uri])
    whole = next(one for one in actions if one["kind"] == "source.fixAll.hier")
    assert "edit" not in whole
    resolved = server.ask("codeAction/resolve", whole)
    after = applied(text, resolved["edit"]["changes"][opened.uri])
    assert "    + CD3D  # why\n" in after
    assert after.count("CD3E") == 1
    only = opened.ask("codeAction", range=ALL, context={"diagnostics": [], "only": ["refactor"]})
    assert only == []


def hovered(colon: Document, where: str) -> list[str]:
    answer = colon.ask("hover", where)
    return answer["contents"]["value"].split("\n\n") if answer else []


def test_hover_of_a_gene(colon: Document) -> None:
    assert hovered(colon, "- MS4|A1") == [
        "**MS4A1**",
        "Also known as CD20 (protein)",
        "Panel genes.txt: measured",
        "Also: + B cell",
    ]


def test_hover_of_a_gene_in_a_marker_set_says_who_includes_it(server: Client) -> None:
    text = (
        "hierarchy f {\n  markers one {\n    + KIT = 2\n  }\n"
        '  node "A" {\n    include one\n  }\n  contrast "B" {\n    + CPA3\n    - KIT\n  }\n}\n'
    )
    opened, _ = document(server, "sets", text)
    assert hovered(opened, "+ K|IT") == [
        "**KIT**",
        "Also known as c-KIT (protein), CD117 (protein)",
        "weight 2",
        "Also: + A = 2, - B",
    ]
    assert hovered(opened, "include o|ne")[:2] == ["**one** (marker set)", "1 positive, 0 negative markers"]


def test_hover_of_a_node(colon: Document) -> None:
    assert hovered(colon, '"Mast| cell" {') == [
        "**Mast cell** (node)",
        "CL:0000097, 3 positive, 1 negative markers",
        "Panel genes.txt: 2 of 3 on the panel (2 of 3 positive markers left, 3 are needed (optional); "
        "a root has no parent to fall back to)",
    ]


def test_hover_of_an_inherited_node(colon: Document, folder: Path) -> None:
    name, facts, where, panel = hovered(colon, '"λδ |🧬 T" {')
    assert name == "**T cell > λδ 🧬 T** (node)"
    assert facts == "3 positive, 0 negative markers"
    assert "base" in where
    assert panel.startswith("Panel genes.txt: 2 of 3 on the panel (")


def test_hover_of_a_hierarchy_and_of_a_field(colon: Document) -> None:
    assert hovered(colon, "extends base_|tissue")[:3] == [
        "**base_tissue**",
        "What they share",
        "version 1.2.0, 3 nodes, 0 contrasts",
    ]
    assert hovered(colon, "vers|ion 1.0.0") == ["`version` of a hierarchy: a text"]
    assert hovered(colon, "version 1.0|.0") == []


def test_definition_across_files(colon: Document, folder: Path) -> None:
    base = (folder / "base_tissue.hier").as_uri()
    for where, name in [
        ("extends base_|tissue", "base_tissue"),
        ('"T c|ell" >', '"T cell"'),
        ('"λδ 🧬 T|" {', '"λδ 🧬 T"'),
    ]:
        (location,) = colon.ask("definition", where)
        assert (location["uri"], covered(BASE, location["range"])) == (base, name)
    (own,) = colon.ask("definition", 'expect "Mast| cell"')
    assert own["uri"] == colon.uri
    assert own["range"]["start"] == colon.position('node |"Mast cell" {')
    assert colon.ask("definition", "+ CP|A3") == []


def test_references_across_files(colon: Document, folder: Path) -> None:
    base = (folder / "base_tissue.hier").as_uri()
    found = colon.ask("references", '"λδ 🧬| T" {', context={"includeDeclaration": True})
    assert {(one["uri"], covered(BASE if one["uri"] == base else COLON, one["range"])) for one in found} == {
        (colon.uri, '"λδ 🧬 T"'),
        (base, '"λδ 🧬 T"'),
    }
    without = colon.ask("references", '"λδ 🧬| T" {', context={"includeDeclaration": False})
    assert [one["uri"] for one in without] == [colon.uri]
    genes = colon.ask("references", "- MS4A|1", context={"includeDeclaration": True})
    assert sorted(one["uri"] for one in genes) == [base, colon.uri]


def test_definition_in_a_built_in(server: Client) -> None:
    text = (
        'hierarchy g {\n  use immune_core > "T cell"\n}\n\n'
        'test "x" for immune_core {\n  express CD3D = 3\n  expect "B cell"\n}\n'
    )
    opened, _ = document(server, "builtins", text)
    for where, name in [('> "T| cell"', "T cell"), ('expect "B| cell"', "B cell"), ("use immune|_core", "")]:
        (location,) = opened.ask("definition", where)
        path = Path(url2pathname(urlparse(location["uri"]).path))
        assert path.is_relative_to(catalog_folder())
        declared = covered(path.read_text(encoding="utf-8"), location["range"])
        assert declared == (f'"{name}"' if name else "immune_core")


def test_rename_across_files(colon: Document, folder: Path) -> None:
    base = (folder / "base_tissue.hier").as_uri()
    prepared = colon.ask("prepareRename", '"λδ 🧬| T" {')
    assert prepared["placeholder"] == colon.covered(prepared["range"]) == "λδ 🧬 T"
    edit = colon.ask("rename", '"λδ 🧬| T" {', newName="Gamma-delta T")
    assert set(edit["changes"]) == {base, colon.uri}
    assert 'node "Gamma-delta T" {' in applied(BASE, edit["changes"][base])
    assert applied(COLON, edit["changes"][colon.uri]) == COLON.replace("λδ 🧬 T", "Gamma-delta T")
    own = colon.ask("rename", 'node "Mast| cell"', newName="Mastocyte")
    assert applied(COLON, own["changes"][colon.uri]) == COLON.replace("Mast cell", "Mastocyte")


def test_what_cannot_be_renamed_says_why(colon: Document) -> None:
    params = {"textDocument": {"uri": colon.uri}, "position": colon.position('node "Mast| cell"')}
    taken = colon.client.ask("textDocument/rename", params | {"newName": "B cell"}, refused=True)
    assert taken["message"] == "`my_colon` has a `B cell` already"
    params["position"] = colon.position("hierarchy my_|colon")
    for method in ("prepareRename", "rename"):
        asked = params | {"newName": "other"}
        refused = colon.client.ask(f"textDocument/{method}", asked, refused=True)
        assert refused["message"] == (
            "the hierarchy `my_colon` is looked up by the name of its file: rename both by hand"
        )
    params["position"] = colon.position('node "Mast| cell"')
    lines = colon.client.ask("textDocument/rename", params | {"newName": "Mast\ncell"}, refused=True)
    assert lines["message"] == "a name stands on one line"
    assert colon.ask("prepareRename", "+ CPA|3") is None


def test_completion_of_keywords_and_fields_by_place(server: Client) -> None:
    assert completed(server, "hier 1\n|\n") == ["hier", "hierarchy", "test"]
    inside = completed(server, 'hierarchy d {\n  node "A" {\n    r|\n  }\n}\n')
    assert {"rescue", "role", "variant"} <= set(inside)
    assert "title" not in inside
    assert completed(server, 'hierarchy d {\n  node "A" {\n    role |\n  }\n}\n') == ["major", "optional"]
    assert completed(server, "hierarchy d {\n  # a t|\n}\n") == []


def test_completion_of_names(server: Client) -> None:
    tree = 'hierarchy d {\n  node "🧬 A" {\n    node "λ B" {\n      + KIT\n    }\n  }\n'
    assert set(completed(server, tree + '  in "|"\n}\n')) == {"λ B", "🧬 A"}
    assert completed(server, tree + '  drop "🧬 A" > "|"\n}\n') == ["λ B"]
    assert completed(server, tree + '  move "🧬 A" > "λ B" under "🧬|"\n}\n') == ["🧬 A"]
    assert completed(server, tree + '  rename "🧬 A" to "|"\n}\n') == []
    assert completed(server, tree + '  replace "🧬 A" with |\n}\n') == ["node", "use"]
    assert completed(server, tree + '  replace "🧬 A" with use tme_c|\n}\n') == ["tme_core"]
    assert completed(server, "hierarchy d extends tme_c|\n") == ["tme_core"]
    sets = "hierarchy d {\n  markers one {\n    + KIT\n  }\n"
    assert completed(server, sets + '  node "A" {\n    include |\n  }\n}\n') == ["one"]
    assert "T cell" in completed(server, 'hierarchy d {\n  use immune_core > "T|"\n}\n')


def test_completion_of_genes(server: Client, colon: Document) -> None:
    genes = completed(server, 'hierarchy d {\n  node "A" {\n    + CD3D\n    + cd3|\n  }\n}\n')
    assert {"CD3E", "CD3G"} <= set(genes)
    assert "CD3D" not in genes  # it stands there
    quoted = completed_text(server, 'hierarchy d {\n  node "A" {\n    + "HLA-DR|"\n  }\n}\n')
    assert '    + "HLA-DRA"\n' in quoted
    items = colon.ask("completion", "+ C|PA3")["items"]
    assert (items[0]["label"], items[0]["detail"]) == ("CD8A", "panel genes.txt")


@pytest.mark.parametrize(
    "line",
    [
        'description "Markers for |"',
        'title "in use |"',
        'node "use |" {',
        'node "A" {\n + CD3D "of use |"\n',
        'rename "A" to "in |"',
        'replace "A" with node "|"',
        'description "for "CD3 use |"',
    ],
)
def test_nothing_is_offered_in_prose(server: Client, line: str) -> None:
    assert completed(server, f"hierarchy d {{\n  {line}\n}}\n") == []


def test_mistakes_are_told_before_what_else_was_asked(colon: Document) -> None:
    client, broken = colon.client, COLON.replace("+ KIT", "+KIT")
    client.change(colon.uri, {"text": broken})
    heard = len(client.told)
    assert colon.ask("inlayHint", range=ALL)
    told = [one["params"] for one in client.told[heard:] if one["params"].get("uri") == colon.uri]
    assert "E043" in [one["code"] for one in told[0]["diagnostics"]]
    client.change(colon.uri, {"text": COLON})
    client.found(colon.uri)


def test_hints_that_are_asked_for_at_every_letter_are_those_of_the_last(colon: Document) -> None:
    client, text = colon.client, COLON
    asked, answers = [], {}
    for _ in range(3):
        text = f"# more\n{text}"
        client.change(colon.uri, {"text": text})
        params = {"textDocument": {"uri": colon.uri}, "range": ALL}
        asked.append(client.ask_later("textDocument/inlayHint", params))
    while len(answers) < len(asked):
        message = client.next()
        if message.get("id") in asked and "method" not in message:
            answers[message["id"]] = [hint["position"]["line"] for hint in message["result"]]
    line = colon.position('"Mast cell" {|')["line"]
    assert answers == {number: [line + 3] for number in asked}
    client.change(colon.uri, {"text": COLON})
    client.found(colon.uri)


def test_outline_folding_and_search(colon: Document, folder: Path) -> None:
    hierarchy, test = colon.ask("documentSymbol")
    assert (hierarchy["name"], test["name"]) == ("my_colon", "mast cells")
    assert [one["name"] for one in hierarchy["children"]] == ["in T cell > λδ 🧬 T", "Mast cell"]
    folds = [(fold["startLine"], fold["endLine"]) for fold in colon.ask("foldingRange")]
    assert folds == [(1, 16), (6, 7), (10, 15), (19, 21)]
    found = colon.client.ask("workspace/symbol", {"query": "b cell"})
    assert [(one["name"], one["containerName"]) for one in found] == [("B cell", "base_tissue")]


def test_tokens_say_what_words_are(colon: Document) -> None:
    whole = colon.ask("semanticTokens/full")["data"]
    part = colon.ask(
        "semanticTokens/range",
        range={"start": {"line": 10, "character": 0}, "end": {"line": 13, "character": 0}},
    )
    assert part["data"][:5] == [10, 7, 11, 1, 1]  # "Mast cell", a node, declared
    line = column = 0
    words = []
    for at in range(0, len(whole), 5):
        down, right, length, kind, _ = whole[at : at + 5]
        line, column = line + down, right + (0 if down else column)
        place = {
            "start": {"line": line, "character": column},
            "end": {"line": line, "character": column + length},
        }
        words.append((colon.covered(place), kind))
    assert ('"Colon 🧬 λ"', 6) in words
    assert ('"λδ 🧬 T"', 1) in words
    assert ("CPA3", 4) in words
    assert ("3", 7) in words


def test_hints_tell_what_the_panel_leaves(colon: Document) -> None:
    (hint,) = colon.ask("inlayHint", range=ALL)
    assert hint["label"] == "2 of 3 on the panel"
    assert hint["position"] == colon.position('"Mast cell" {|')


def test_formatting_touches_what_changes_only(server: Client) -> None:
    text = 'hierarchy e {\n  node "🧬" {\n    + B\n   + A\n  }\n}\n'
    opened, _ = document(server, "format", text)
    edits = opened.ask("formatting", options={"tabSize": 2, "insertSpaces": True})
    assert applied(text, edits) == 'hierarchy e {\n  node "🧬" {\n    + A\n    + B\n  }\n}\n'
    assert all(edit["range"]["start"]["line"] >= 2 for edit in edits)
    opened, _ = document(server, "unreadable", BROKEN + "}\n")
    assert opened.ask("formatting", options={"tabSize": 2, "insertSpaces": True}) is None


def test_formatting_leaves_the_ends_of_lines_to_the_editor(server: Client) -> None:
    text = 'hier 1\n\nhierarchy e {\n  node "🧬" {\n    + A\n    + B\n  }\n}\n'.replace("\n", "\r\n")
    options = {"tabSize": 2, "insertSpaces": True}
    opened, _ = document(server, "windows", text)
    assert opened.ask("formatting", options=options) == []
    opened, _ = document(server, "windows", text.replace("    + A", "+ A  "))
    (edit,) = opened.ask("formatting", options=options)
    assert edit["newText"] == "    + A\r\n"
    opened, _ = document(server, "windows", text.replace("\r\n", "\n", 5))
    edits = opened.ask("formatting", options=options)
    assert "\r" not in "".join(edit["newText"] for edit in edits)


def test_a_change_in_one_document_is_seen_in_those_that_build_on_it(tmp_path: Path, server: Client) -> None:
    base = 'hierarchy below {\n  node "A" {\n    + KIT\n  }\n}\n'
    above = 'hierarchy above extends below {\n  in "A" {\n    + CPA3\n  }\n}\n'
    for name, text in (("below", base), ("above", above)):
        (tmp_path / f"{name}.hier").write_text(text, encoding="utf-8")
    upper, lower = ((tmp_path / f"{name}.hier").as_uri() for name in ("above", "below"))
    assert not [one for one in server.open(upper, above) if one["severity"] == 1]
    server.open(lower, base)
    server.change(lower, {"text": base.replace('"A"', '"B"')})
    server.found(lower)
    wrong = server.found(upper)
    assert [one["message"].split("\n")[0] for one in wrong if one["severity"] == 1]
    server.tell("textDocument/didClose", {"textDocument": {"uri": lower}})
    server.found(upper)  # read from the file again
    (tmp_path / "below.hier").write_text(base.replace("+ KIT", "+KIT {"), encoding="utf-8")
    server.tell("workspace/didChangeWatchedFiles", {"changes": [{"uri": lower, "type": 2}]})
    assert server.found(lower)  # told of a file that is not open


def test_settings_may_change_and_the_client_chooses_how_columns_count(folder: Path) -> None:
    client = Client()
    try:
        encodings = {"positionEncodings": ["utf-8", "utf-16"]}
        answer = client.start(folder, {"panel": "nothing.txt"}, general=encodings)
        assert answer["capabilities"]["positionEncoding"] == "utf-8"
        uri = (folder / "my_colon.hier").as_uri()
        client.open(uri, COLON)
        where = {"line": 6, "character": 20}
        place = client.ask("textDocument/prepareRename", {"textDocument": {"uri": uri}, "position": where})[
            "range"
        ]
        assert (place["start"]["character"], place["end"]["character"]) == (17, 17 + len("λδ 🧬 T".encode()))
        messages = [one for one in client.told if one["method"] == "window/showMessage"]
        assert "nothing.txt" in messages[0]["params"]["message"]
        assert client.ask("textDocument/inlayHint", {"textDocument": {"uri": uri}, "range": ALL}) == []
        client.tell("workspace/didChangeConfiguration", {"settings": {"hier": {"panel": "genes.txt"}}})
        client.found(uri)
        assert len(client.ask("textDocument/inlayHint", {"textDocument": {"uri": uri}, "range": ALL})) == 1
        assert "workspace/inlayHint/refresh" in [one["method"] for one in client.told]
        assert client.stop() == 0
    finally:
        client.kill()


def test_a_rename_that_harms_another_document_says_how(server: Client) -> None:
    base = 'hierarchy harmless {\n  node "T" {\n    + KIT\n  }\n}\n'
    user = (
        'hierarchy harmed extends harmless {\n  bogus 1\n  in "T" {\n'
        '    node "New" {\n      + CPA3\n    }\n  }\n}\n'
    )
    document(server, "harmed", user)
    opened, _ = document(server, "harmless", base)
    params = {"textDocument": {"uri": opened.uri}, "position": opened.position('"T|"'), "newName": "New"}
    refused = server.ask("textDocument/rename", params, refused=True)
    assert (
        refused["message"] == "/nowhere/harmed.hier would have a mistake then: `New` stands twice in `harmed`"
    )


@pytest.mark.parametrize(
    "text", ["", "\ufeff", "}\n" * 30, '"' * 50, "node \ud83e {", "\r\r\n\u2028", "hier 9\n"]
)
def test_no_document_stops_the_server(server: Client, text: str) -> None:
    opened, _ = document(server, f"odd{len(text)}{hash(text)}", text)
    origin = {"line": 0, "character": 0}
    for method in ("hover", "completion", "definition", "prepareRename"):
        opened.ask(method, position=origin)
    opened.ask("references", position=origin, context={"includeDeclaration": True})
    opened.ask("codeAction", range=ALL, context={"diagnostics": []})
    for method in ("documentSymbol", "foldingRange", "semanticTokens/full"):
        opened.ask(method)
    opened.ask("inlayHint", range=ALL)
    logged = [one["params"]["message"] for one in server.told if one["method"] == "window/logMessage"]
    assert logged == []


def test_what_is_not_there_is_logged_and_the_server_goes_on() -> None:
    client = Client()
    try:
        client.start()
        nowhere = {"textDocument": {"uri": "file:///nowhere/at/all.hier"}}
        assert client.ask("textDocument/documentSymbol", nowhere) is None
        assert [one["method"] for one in client.told] == ["window/logMessage"]
        client.ask("textDocument/noSuchThing", nowhere, refused=True)
        assert client.open("untitled:Untitled-1", "hier 1\n+CD3D\n")
        client.process.stdin.close()  # the editor is gone
        assert client.process.wait(timeout=PATIENCE) == 0
    finally:
        client.kill()


def test_a_reader_that_is_gone_ends_it() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "hierannot_dsl", "lsp"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    process.stdout.close()
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}}})
    process.stdin.write(f"Content-Length: {len(body)}\r\n\r\n{body}".encode())
    process.stdin.close()
    assert process.wait(timeout=PATIENCE) >= 0
    assert b"Traceback" not in process.stderr.read()
    process.stderr.close()


def test_the_extra_is_named_where_it_is_missing() -> None:
    script = (
        "import sys; sys.modules['pygls'] = None; from hierannot_dsl.cli.main import status_of;"
        "sys.exit(status_of(['lsp']))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "hierc: the language server needs the package pygls",
        "hierc: help: pip install '/path/to/checkout[lsp]'",
    ]
