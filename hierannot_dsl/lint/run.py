"""Library -> what the rules find in its source, but for what its comments ignore."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Severity
from hierannot_dsl.diagnostics.render import in_order
from hierannot_dsl.diagnostics.suggest import closest
from hierannot_dsl.lint.codes import codes
from hierannot_dsl.lint.fixes import with_fix
from hierannot_dsl.lint.ignores import heed_ignores, silence
from hierannot_dsl.lint.rules import RULES
from hierannot_dsl.lint.subject import Subject
from hierannot_dsl.semantics.load import load_all
from hierannot_dsl.symbols.table import builtin_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hierannot_dsl.diagnostics.model import Diagnostic
    from hierannot_dsl.lint.rule import Rule
    from hierannot_dsl.semantics.load import Library, Loader
    from hierannot_dsl.source import Source
    from hierannot_dsl.symbols.table import SymbolTable
    from hierannot_dsl.syntax.nodes import File

EVERYTHING = "all"


def lint(
    library: Library,
    *,
    found: Iterable[Diagnostic] = (),
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    symbols: SymbolTable | None = None,
    beside: Iterable[Library] = (),
) -> tuple[Diagnostic, ...]:
    """Look for what the language allows and a careful curator would not write.

    Parameters
    ----------
    library
        A source, resolved. Hierarchies with lines that could not be read are passed over.
    found
        What was found before. It is returned too, without the warnings that comments of the source or
        `ignore` silence.
    select, ignore
        Codes (``L405``), beginnings of codes (``L4``) or names (``only-child``) of rules. Without `select`
        the rules run that are on by default, with it only those; ``all`` selects every one.
    symbols
        Which symbols are no approved ones; the package's own table where it is None.
    beside
        The libraries of other sources of the same run, for rules that compare.

    Returns
    -------
    diagnostics
        Findings whose place is in the source itself, in the order of the text; those without a place come
        first. Each once, however many hierarchies share the line.

    Raises
    ------
    ValueError
        If something in `select` or `ignore` fits no rule.
    """
    ignored = tuple(ignore)
    rules = chosen(select=select, ignore=ignored)
    before = tuple(d for d in found if d.severity is Severity.ERROR or not _fits(d, ignored))
    subject = Subject(
        library,
        symbols or builtin_table(),
        tuple(beside),
        judged=frozenset(code for code in codes() if code[0] == "E") | {rule.code for rule in rules},
    )
    name = library.source.name
    findings = dict.fromkeys(
        diagnostic
        for rule in rules
        if not rule.last
        for diagnostic in rule.check(subject)
        if diagnostic.span is None or diagnostic.span.source == name
    )
    subject = replace(subject, found=(*before, *findings))
    last = dict.fromkeys(diagnostic for rule in rules if rule.last for diagnostic in rule.check(subject))
    left = silence((*before, *findings, *last), library.file)
    return in_order(with_fix(finding, library.file) for finding in left)


@dataclass(frozen=True)
class Linted:
    """What was found in several sources.

    Attributes
    ----------
    libraries
        The sources, resolved, in the order given.
    found
        All findings, those in what the sources build on included, each once.
    judged
        The codes of all that was looked for.
    """

    libraries: tuple[Library, ...]
    found: tuple[Diagnostic, ...]
    judged: frozenset[str]

    @property
    def files(self) -> tuple[File, ...]:
        return tuple(library.file for library in self.libraries)

    @property
    def sources(self) -> dict[str, Source]:
        return {name: source for library in self.libraries for name, source in library.sources.items()}


def lint_all(
    sources: Iterable[Source],
    loader: Loader,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    symbols: SymbolTable | None = None,
) -> Linted:
    """Load sources and lint each beside the others; arguments are those of `lint`."""
    selected, ignored = tuple(select), tuple(ignore)
    outcome = load_all(sources, loader)
    libraries = outcome.value or ()
    names = {library.source.name for library in libraries}
    elsewhere = [d for d in outcome.diagnostics if d.span is None or d.span.source not in names]
    found = [d for d in elsewhere if d.severity is Severity.ERROR or not _fits(d, ignored)]
    found = list(heed_ignores(found, libraries[0].files)) if libraries else found
    for library in libraries:
        found += lint(
            library,
            found=[d for d in outcome.diagnostics if d.span and d.span.source == library.source.name],
            select=selected,
            ignore=ignored,
            symbols=symbols,
            beside=[other for other in libraries if other is not library],
        )
    rules = {rule.code for rule in chosen(select=selected, ignore=ignored)}
    others = {code for code, kind in codes().items() if not any(_means(word, kind) for word in ignored)}
    others -= {rule.code for rule in RULES}
    return Linted(libraries, in_order(dict.fromkeys(found)), frozenset(rules | others))


def chosen(*, select: Iterable[str] = (), ignore: Iterable[str] = ()) -> tuple[Rule, ...]:
    """The rules that run.

    Raises
    ------
    ValueError
        If something in `select` or `ignore` fits no rule; the message suggests near ones.
    """
    selected, ignored = tuple(select), tuple(ignore)
    known = {rule.code for rule in RULES} | {rule.name for rule in RULES}
    for word in selected:
        if word != EVERYTHING and not any(_means(word, rule.diagnostic) for rule in RULES):
            raise ValueError(_no_rule(word, known))
    for word in ignored:
        if not any(_means(word, kind) for kind in codes().values()):
            raise ValueError(_no_rule(word, known))
    return tuple(
        rule
        for rule in RULES
        if (
            any(word == EVERYTHING or _means(word, rule.diagnostic) for word in selected)
            if selected
            else rule.default
        )
        and not any(_means(word, rule.diagnostic) for word in ignored)
    )


def _means(word: str, kind: type[Diagnostic]) -> bool:
    return bool(word) and (kind.code.startswith(word.upper()) or kind.name() == word.lower())


def _fits(diagnostic: Diagnostic, words: tuple[str, ...]) -> bool:
    return any(_means(word, type(diagnostic)) for word in words)


def _no_rule(word: str, known: Iterable[str]) -> str:
    near = closest(word, known, limit=1)
    return f"no rule {word!r}" + (f"; did you mean {near[0]!r}?" if near else "")
