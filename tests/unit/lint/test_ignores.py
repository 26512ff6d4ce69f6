"""What comments of the form `# hier: ignore CODE reason` cover, and what is said of those that do nothing."""

from __future__ import annotations

import subprocess
import sys

import pytest

from hierannot_dsl.diagnostics.model import Diagnostic
from hierannot_dsl.lint.ignores import read_directives, silence
from hierannot_dsl.lint.run import lint
from hierannot_dsl.semantics.load import load
from hierannot_dsl.source import Source
from tests.unit.lint.linting import Files, around, data, found, library, marked

OLD = ("L421",)


def genes(text: str, *codes: str) -> list[object]:
    """The genes of findings that are left, or their codes where they have none."""
    return [getattr(d, "gene", d.code) for d in found(text, *(codes or OLD))]


def test_at_the_end_of_a_line_it_is_for_that_line() -> None:
    text = around('node "N" {\n  + FAM46C  # hier: ignore L421 as on our panel\n  + SDPR\n}')
    assert genes(text) == ["SDPR"]


def test_on_a_line_of_its_own_it_is_for_the_next_item() -> None:
    text = around(
        'node "N" {\n  # hier: ignore L421 as on our panel\n  # a comment\n\n  + FAM46C\n  + SDPR\n}'
    )
    assert genes(text) == ["SDPR"]


def test_the_next_item_is_covered_with_its_contents() -> None:
    text = around('# hier: ignore L421\nnode "N" {\n+ SDPR\nnode "M" {\n+ LOR\n}\n}\nnode "O" {\n+ LOR\n}')
    assert [marked(d, text) for d in found(text, *OLD)] == ["LOR"]
    assert genes("# hier: ignore L421\n" + text) == []


def test_at_the_end_of_a_line_that_opens_a_block_it_is_for_that_line_alone() -> None:
    text = around('node "N" {  # hier: ignore L421 L405\n+ SDPR\n}')
    assert genes(text, "L421", "L405") == ["SDPR"]


def test_several_codes_with_or_without_commas() -> None:
    text = around('# hier: ignore L421, L405 both are known\nnode "N" {\n+ SDPR\n}')
    assert genes(text, "L421", "L405") == []
    (directive,) = read_directives(library(text).file)
    assert [code for code, _ in directive.codes] == ["L421", "L405"]
    assert [text[span.start : span.end] for _, span in directive.codes] == ["L421", "L405"]


def test_an_edit_a_replacement_and_a_closing_brace() -> None:
    base = 'hierarchy base {\nnode "A" {\n+ A1\n}\nnode "B" {\n+ B1\n}\n}\n'
    text = (
        'hierarchy mine extends base {\n# hier: ignore L421\nin "A" {\n+ SDPR\n}\n'
        '# hier: ignore L421\nreplace "B" with node "C" {\n+ LOR\n}\n}  # hier: ignore L421\n'
    )
    assert found(text, *OLD, base=base) == ()
    assert len(read_directives(library(text, base=base).file)) == 3


def test_nothing_below_is_nothing_covered() -> None:
    text = around('node "N" {\n+ SDPR\n# hier: ignore L421\n}')
    assert genes(text) == ["SDPR"]


def test_warnings_of_other_stages_are_silenced_and_errors_never() -> None:
    lines = ("    +TRAC  # hier: ignore E043 our editor", "    + A1", "    + A1  # hier: ignore E205")
    text = around('  node "N" {\n' + "\n".join(lines) + "\n  }")
    outcome = load(Source("case.hier", text), Files({}))
    assert outcome.value is not None
    assert [d.code for d in silence(outcome.diagnostics, outcome.value.file)] == ["E205"]
    left = lint(outcome.value, found=outcome.diagnostics, select=["L49"])
    assert [d.code for d in left] == ["E205", "L491", "L492"]


def unused(text: str, *select: str) -> list[tuple[object, ...]]:
    return data(d for d in found(text, "L491", *select) if d.code == "L491")


def test_an_ignore_is_unused_where_its_code_is_not_found() -> None:
    text = around('node "N" {  # hier: ignore L405\n+ SDPR  # hier: ignore L421 L406\n}')
    assert unused(text, "L421", "L405", "L406") == [("L491", "L406")]
    # What was not looked for is not judged.
    assert unused(text, "L421") == []


def test_findings_of_a_panel_are_not_judged() -> None:
    assert unused(around('node "N" {\n+ A1  # hier: ignore P301 known\n}')) == []


def test_a_damaged_source_judges_nothing() -> None:
    text = around('node "N" {\n+ A1  # hier: ignore L421\n+ = 2\n}')
    outcome = load(Source("case.hier", text), Files({}))
    assert outcome.value is not None
    assert lint(outcome.value, select=["L421", "L491"]) == ()


@pytest.mark.parametrize(
    ("comment", "message", "help_"),
    [
        ("# hier: ignore", "this comment names no code to ignore", None),
        ("# hier: ignore because", "this comment names no code to ignore", None),
        ("# hier: ignore L4", "this comment names no code to ignore", None),
        ("# hier: ignor L421", "`ignor` is no word that follows `# hier:`", "did you mean `ignore`?"),
        ("# hier: skip L421", "`skip` is no word that follows `# hier:`", None),
        ("# hier: ignore L495", "there is no finding `L495`", "did you mean `L405`?"),
        ("# hier: ignore E205", "`E205` is an error, and errors are never ignored", None),
    ],
)
def test_an_ignore_that_cannot_silence_anything(comment: str, message: str, help_: str | None) -> None:
    (finding,) = found(around(f'node "N" {{\n+ A1  {comment}\n}}'), "L492")
    assert (finding.message(), finding.help()) == (message, help_)


@pytest.mark.parametrize(
    "comment", ["# hier is a language", "# see hier: ignore L421", "# the hierarchy: ignore L421"]
)
def test_other_comments_are_comments(comment: str) -> None:
    text = around(f'node "N" {{\n+ A1  {comment}\n}}')
    assert read_directives(library(text).file) == ()
    assert found(text, "L49") == ()


def test_a_space_behind_the_colon_does_not_matter() -> None:
    assert genes(around('node "N" {\n+ SDPR  #hier:ignore L421\n}')) == []


def test_codes_of_syntax_are_known_before_there_is_a_mistake() -> None:
    script = (
        "from hierannot_dsl.lint.run import chosen\n"
        "from hierannot_dsl.lint.codes import codes\n"
        "chosen(ignore=['E0', 'E026', 'glued-sign'])\n"
        "assert 'E043' in codes() and 'L405' in codes() and 'X501' in codes()\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_silence_keeps_the_order_and_what_has_no_place() -> None:
    case = library(around('node "N" {\n+ SDPR  # hier: ignore L421\n}'))
    findings: tuple[Diagnostic, ...] = lint(case, select=["L405"])
    assert silence(findings, case.file) == findings
