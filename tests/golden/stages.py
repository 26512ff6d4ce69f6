"""What each stage makes of a case: text in, text out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from hierannot_dsl.api.hier_tests import run_tests
from hierannot_dsl.diagnostics.render import render
from hierannot_dsl.lint.run import lint
from hierannot_dsl.model.hierarchy import Hierarchy, Marker, Node, Program
from hierannot_dsl.semantics.document import read_document
from hierannot_dsl.semantics.load import Found, load
from hierannot_dsl.semantics.lower import lower
from hierannot_dsl.semantics.select import select
from hierannot_dsl.source import Source
from hierannot_dsl.syntax.parse import parse
from hierannot_dsl.syntax.rewrite import rewrite
from tests.golden.documents import Case

# An excerpt has few markers, ids and descriptions by nature.
OF_WHOLE_HIERARCHIES = ("few-positive-markers", "missing-cl-id", "missing-description")


class Blocks:
    """A loader that finds hierarchies in the `hier NAME.hier` blocks of a document."""

    def __init__(self, case: Case) -> None:
        named = (block for block in case.context if block.kind == "hier" and block.argument)
        self.sources = {
            block.argument.removesuffix(".hier"): Source(block.argument, block.text) for block in named
        }

    def find(self, name: str, importing: Source) -> Found | None:
        return Found(self.sources[name]) if name in self.sources else None

    def names(self, importing: Source) -> Iterable[str]:
        return self.sources


def outcome_of(case: Case) -> str:
    """What the kind of the expected block asks for; diagnostics where there is no such block."""
    kind = case.expected.kind if case.expected else "expect"
    return {"expect": diagnostics, "tree": tree, "fmt": formatted, "test": tested}[kind](case)


def parsed(case: Case) -> str:
    """Diagnostics of the syntax alone; `<U+200B>` in the text is that character, as in what is rendered."""
    text = re.sub(r"<U\+([0-9A-F]{4,6})>", lambda match: chr(int(match[1], 16)), case.hier.text)
    source = Source("case.hier", text)
    return _rendered(parse(source).diagnostics, {source.name: source})


def diagnostics(case: Case) -> str:
    outcome = load(Source("case.hier", case.hier.text), Blocks(case))
    assert outcome.value is not None
    return _rendered(outcome.diagnostics, outcome.value.sources)


def linted(case: Case) -> str:
    """What the rules find, those for whole hierarchies left out; `<U+00A0>` in the text is that character."""
    text = re.sub(r"<U\+([0-9A-F]{4,6})>", lambda match: chr(int(match[1], 16)), case.hier.text)
    outcome = load(Source("case.hier", text), Blocks(case))
    assert outcome.value is not None
    found = lint(outcome.value, found=outcome.diagnostics, ignore=OF_WHOLE_HIERARCHIES)
    return _rendered(found, outcome.value.sources)


def documented(case: Case) -> str:
    """What is wrong with a JSON document."""
    source = Source("case.json", case.hier.text)
    return _rendered(read_document(source).diagnostics, {source.name: source})


def tested(case: Case) -> str:
    """What running the tests of the case finds."""
    report, sources = run_tests([Source("case.hier", case.hier.text)], Blocks(case))
    return _rendered(report.findings, sources)


def tree(case: Case) -> str:
    library = load(Source("case.hier", case.hier.text), Blocks(case))
    resolved = library.then(select).unwrap()
    return "".join(f"{line}\n" for line in tree_lines(lower(resolved)))


def formatted(case: Case) -> str:
    text = rewrite(Source("case.hier", case.hier.text)).value
    assert text is not None
    return text


def _rendered(found: Iterable, sources: Mapping[str, Source]) -> str:
    ordered = sorted(
        found,
        key=lambda d: (d.span.source, d.span.start, d.span.end, d.code) if d.span else ("", 0, 0, d.code),
    )
    return "\n\n".join(render(diagnostic, sources).rstrip("\n") for diagnostic in ordered) + (
        "\n" if ordered else ""
    )


def tree_lines(hierarchy: Hierarchy) -> Iterator[str]:
    for root in hierarchy.roots:
        yield from _program_lines(root, "")
    for contrast in hierarchy.contrasts:
        yield from _program_lines(contrast, "", "~ ")


def _program_lines(program: Program, indent: str, mark: str = "") -> Iterator[str]:
    aliases = f" ({', '.join(program.aliases)})" if program.aliases else ""
    yield f"{indent}{mark}{program.name}{aliases}{_markers(program.markers)}"
    for variant in program.variants:
        yield f"{indent}  | {variant.name}{_markers(variant.markers)}"
    if isinstance(program, Node):
        for child in program.children:
            yield from _program_lines(child, indent + "  ")
        for contrast in program.contrasts:
            yield from _program_lines(contrast, indent + "  ", "~ ")


def _markers(markers: tuple[Marker, ...]) -> str:
    words = []
    for marker in markers:
        prefix = "protein:" if marker.modality == "protein" else ""
        weight = f"={marker.weight:g}" if marker.weight != 1 else ""
        words.append(f"{'+' if marker.sign > 0 else '-'}{prefix}{marker.gene}{weight}")
    return f": {' '.join(words)}" if words else ""
