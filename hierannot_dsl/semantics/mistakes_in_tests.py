"""E2: test blocks that cannot be run as they are written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Related

if TYPE_CHECKING:
    from hierannot_dsl.source import Span


@dataclass(frozen=True)
class NothingExpected(Diagnostic, code="E231"):
    """A test expects nothing."""

    test: str

    def message(self) -> str:
        return f"`{self.test}` expects nothing, so it could not fail"

    def help(self) -> str:
        return 'add `expect "NODE"` or `expect unknown`'


@dataclass(frozen=True)
class ExpressedTwice(Diagnostic, code="E232"):
    """A test gives one gene two values."""

    gene: str
    first: Span

    def message(self) -> str:
        return f"`{self.gene}` is expressed twice"

    def related(self) -> tuple[Related, ...]:
        return (Related(self.first, "first expressed here"),)


@dataclass(frozen=True)
class SecondProfile(Diagnostic, code="E233"):
    """A test names two profiles."""

    first: Span

    def message(self) -> str:
        return "a test has one profile"

    def related(self) -> tuple[Related, ...]:
        return (Related(self.first, "the first one is here"),)


@dataclass(frozen=True)
class HomelessTest(Diagnostic, code="E234"):
    """A test stands in a file without hierarchies and does not say which one it is of."""

    def message(self) -> str:
        return "this test is of no hierarchy"

    def help(self) -> str:
        return "write `for NAME` after its name, or call the file `NAME.test.hier`"


@dataclass(frozen=True)
class ForeignTest(Diagnostic, code="E235"):
    """A test inside one hierarchy says that it is for another, or says the same twice."""

    hierarchy: str
    owner: str

    def message(self) -> str:
        return f"a test inside `{self.owner}` is of it: `for {self.hierarchy}` has no meaning here"


@dataclass(frozen=True)
class NeverALabel(Diagnostic, code="E236"):
    """A test expects, or forbids, what no cluster is ever called."""

    program: str
    what: str

    def message(self) -> str:
        return f"`{self.program}` is {self.what}, and never a label"

    def help(self) -> str | None:
        return "where it wins at the root, write `expect unknown`" if self.what == "a contrast" else None


@dataclass(frozen=True)
class FileOutside(Diagnostic, code="E237"):
    """A test names a file that is not in the folder of its own file, or below it."""

    file: str

    def message(self) -> str:
        return f"`{self.file}` does not lead to a file beside this one or below"

    def help(self) -> str:
        return "a path starts at the folder of this file, without `..`"


@dataclass(frozen=True)
class OtherModality(Diagnostic, code="E238"):
    """A test expresses what its hierarchy does not score."""

    gene: str
    hierarchy: str
    modality: str

    def message(self) -> str:
        return f"`{self.gene}` is not {self.modality}, which is what `{self.hierarchy}` scores"


@dataclass(frozen=True)
class DuplicateTest(Diagnostic, code="E239"):
    """Two tests of one hierarchy share a name."""

    test: str
    hierarchy: str
    first: Span

    def message(self) -> str:
        return f"`{self.hierarchy}` has two tests `{self.test}`"

    def related(self) -> tuple[Related, ...]:
        return (Related(self.first, "the other one is here"),)
