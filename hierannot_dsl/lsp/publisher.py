"""When documents are looked at, and what the editor is told: mistakes at once, lint after a pause."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from hierannot_dsl.lsp.analysis import own
from hierannot_dsl.lsp.features.diagnostics import carried, diagnostics, elsewhere
from hierannot_dsl.lsp.files import name_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lsprotocol import types

    from hierannot_dsl.lsp.workspace import Workspace

# What arrives in one burst, such as the edits of several cursors, is looked at once.
CHECK_AFTER = 0.005
LINT_AFTER = 0.2


class Timer(Protocol):
    """Something that will be called."""

    def cancel(self) -> None: ...


class Publisher:
    """Keeps the diagnostics of the client up to date.

    Parameters
    ----------
    workspace
        The documents.
    send
        Tells the client all diagnostics of a document; the version is None for one that is not open.
    later
        Calls something after so many seconds.
    """

    def __init__(
        self,
        workspace: Workspace,
        send: Callable[[str, list[types.Diagnostic], int | None], None],
        later: Callable[[float, Callable[[], None]], Timer],
    ) -> None:
        self._workspace, self._send, self._later = workspace, send, later
        self._changed: dict[str, None] = {}
        self._unlinted: dict[str, None] = {}
        self._check: Timer | None = None
        self._lint: Timer | None = None
        self._linted: dict[str, tuple[list[str], list[types.Diagnostic]]] = {}
        self._elsewhere: dict[str, dict[str, list[types.Diagnostic]]] = {}
        self._told_of: dict[str, str] = {}

    def changed(self, uris: Iterable[str]) -> None:
        """Look at documents soon."""
        self._changed |= dict.fromkeys(uris)
        if self._lint is not None:
            self._lint.cancel()
            self._lint = None
        if self._check is None:
            self._check = self._later(CHECK_AFTER, self.check)

    def opened(self, uri: str) -> None:
        """Take back what was said of the file while it was not open, if its URI was not written like this."""
        before = self._told_of.pop(name_of(uri), uri)
        if before != uri:
            self._send(before, [], None)

    def closed(self, uri: str) -> None:
        """Take back what was said of a document, unless others build on it."""
        self._changed.pop(uri, None)
        self._unlinted.pop(uri, None)
        self._linted.pop(uri, None)
        self._send(uri, [], None)
        self._publish_elsewhere(uri, {})
        self._send_elsewhere(name_of(uri))

    def check_now(self) -> None:
        """Do what was put off for a moment: mistakes are told before anything else that takes time."""
        if self._check is not None:
            self._check.cancel()
            self.check()

    def check(self) -> None:
        """Tell the mistakes of what has changed; what lint said of lines that are still there stays."""
        self._check = None
        changed, self._changed = tuple(self._changed), {}
        for uri in changed:
            document = self._workspace.documents.get(uri)
            if document is None:
                continue
            self._unlinted[uri] = None
            analysis = self._workspace.analysis(uri)
            old, linted = self._linted.get(uri, ([], []))
            lines = document.text.split("\n")
            kept = carried(linted, old, lines)
            self._linted[uri] = lines, kept
            shown = [*diagnostics(own(analysis.checked, analysis.source), analysis, self._workspace), *kept]
            self._send(uri, shown, document.version)
            self._publish_elsewhere(uri, dict(elsewhere(analysis, self._workspace)))
        if self._lint is None:
            self._lint = self._later(LINT_AFTER, self.lint)

    def lint(self) -> None:
        """Tell everything that is found in what has changed."""
        self._lint = None
        unlinted, self._unlinted = tuple(self._unlinted), {}
        for uri in unlinted:
            document = self._workspace.documents.get(uri)
            if document is None:
                continue
            analysis = self._workspace.analysis(uri)
            shown = diagnostics(analysis.linted, analysis, self._workspace)
            of_lint = [one for one in shown if str(one.code).startswith("L")]
            self._linted[uri] = document.text.split("\n"), of_lint
            self._send(uri, shown, document.version)

    def _publish_elsewhere(self, uri: str, found: dict[str, list[types.Diagnostic]]) -> None:
        """Tell what is wrong in files that are not open and that a document builds on."""
        before = self._elsewhere.pop(uri, {})
        if found:
            self._elsewhere[uri] = found
        for name in {**before, **found}:
            if before.get(name) != found.get(name):
                self._send_elsewhere(name)

    def _send_elsewhere(self, name: str) -> None:
        if self._workspace.files.document(name) is not None:
            return
        told: list[types.Diagnostic] = []
        for found in self._elsewhere.values():
            told += [one for one in found.get(name, ()) if one not in told]
        uri = self._told_of[name] = self._workspace.files.uri_of(name)
        self._send(uri, told, None)
