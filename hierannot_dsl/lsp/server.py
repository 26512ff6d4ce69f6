"""The server: what of the protocol is spoken, and who answers."""

from __future__ import annotations

import asyncio
import gc
import logging
import time
import traceback
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from hierannot_dsl.lsp.features import actions, rename, tokens
from hierannot_dsl.lsp.features import completion as completion_
from hierannot_dsl.lsp.features.actions import code_actions, resolve_action
from hierannot_dsl.lsp.features.completion import completion
from hierannot_dsl.lsp.features.definition import definition, references
from hierannot_dsl.lsp.features.folding import folding_ranges
from hierannot_dsl.lsp.features.formatting import formatting
from hierannot_dsl.lsp.features.hints import inlay_hints
from hierannot_dsl.lsp.features.hover import hover
from hierannot_dsl.lsp.features.symbols import document_symbols, workspace_symbols
from hierannot_dsl.lsp.files import name_of
from hierannot_dsl.lsp.publisher import Publisher
from hierannot_dsl.lsp.settings import Settings
from hierannot_dsl.lsp.workspace import Workspace
from hierannot_dsl.source import Source
from hierannot_dsl.syntax.incremental import Reparser

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable
    from typing import BinaryIO

    from hierannot_dsl.lsp.publisher import Timer

NAME = "hierc"
# Seconds without an edit before something is done that takes long and nobody waits for.
PAUSE = 0.1

# Requests: the method, who answers, and what the client is told of it.
REQUESTS: tuple[tuple[str, Callable[[Workspace, Any], Any], Any], ...] = (
    (types.TEXT_DOCUMENT_HOVER, hover, None),
    (types.TEXT_DOCUMENT_COMPLETION, completion, completion_.OPTIONS),
    (types.TEXT_DOCUMENT_DEFINITION, definition, None),
    (types.TEXT_DOCUMENT_REFERENCES, references, None),
    (types.TEXT_DOCUMENT_PREPARE_RENAME, rename.prepare_rename, None),
    (types.TEXT_DOCUMENT_RENAME, rename.rename, rename.OPTIONS),
    (types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, document_symbols, None),
    (types.WORKSPACE_SYMBOL, workspace_symbols, None),
    (types.TEXT_DOCUMENT_FOLDING_RANGE, folding_ranges, None),
    (types.TEXT_DOCUMENT_FORMATTING, formatting, None),
    (types.TEXT_DOCUMENT_CODE_ACTION, code_actions, actions.OPTIONS),
    (types.CODE_ACTION_RESOLVE, resolve_action, None),
    (types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, tokens.semantic_tokens, tokens.LEGEND),
    (types.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE, tokens.semantic_tokens_in, tokens.LEGEND),
)


class HierServer(LanguageServer):
    """A language server for `.hier` documents."""

    def __init__(self) -> None:
        super().__init__(NAME, version("hierannot_dsl"))
        self.hier_workspace = Workspace()  # pygls has a `workspace` of its own
        self.publisher = Publisher(self.hier_workspace, self._send, self._later)
        self._complained = ""
        self._changed_at = -PAUSE
        # pygls keeps texts too, and cuts lines where editors do not: at form feeds, at U+2028.
        for method in (
            types.TEXT_DOCUMENT_DID_OPEN,
            types.TEXT_DOCUMENT_DID_CHANGE,
            types.TEXT_DOCUMENT_DID_CLOSE,
        ):
            self.protocol.fm.builtin_features.pop(method)
        notifications: dict[str, Callable[[Any], None]] = {
            types.INITIALIZE: self._initialize,
            types.INITIALIZED: self._initialized,
            types.TEXT_DOCUMENT_DID_OPEN: self._open,
            types.TEXT_DOCUMENT_DID_CHANGE: self._change,
            types.TEXT_DOCUMENT_DID_CLOSE: self._close,
            types.WORKSPACE_DID_CHANGE_CONFIGURATION: self._configure,
            types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS: self._folders_changed,
            types.WORKSPACE_DID_CHANGE_WATCHED_FILES: self._files_changed,
        }
        for method, told in notifications.items():
            self.feature(method)(self._guarded(told))
        for method, feature, options in REQUESTS:
            self.feature(method, options)(self._guarded(partial(self._answer, feature)))
        hints = self._guarded(partial(self._answer, inlay_hints))
        self.feature(types.TEXT_DOCUMENT_INLAY_HINT)(self._in_a_pause(hints))

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Tell the client's log what went wrong on the way; the user can do nothing about it."""
        if not isinstance(error, JsonRpcInvalidParams):  # which is the answer to a request
            self._log(f"{type(error).__name__}: {error}")

    def _answer(self, feature: Callable[[Workspace, Any], Any], params: Any) -> Any:
        self.publisher.check_now()
        return feature(self.hier_workspace, params)

    def _in_a_pause(self, answer: Callable[[Any], Any]) -> Callable[[Any], Awaitable[Any]]:
        """The same, once nobody types: so that what is asked at every letter is answered once."""

        async def handle(params: Any) -> Any:
            while (left := self._changed_at + PAUSE - time.monotonic()) > 0:
                await asyncio.sleep(left)
            return answer(params)

        return handle

    def _guarded(self, answer: Callable[[Any], Any]) -> Callable[[Any], Any]:
        """The same, and a bug of ours is told to the client's log, not to the user."""

        def handle(params: Any) -> Any:
            try:
                return answer(params)
            except rename.Refused as refusal:
                raise JsonRpcInvalidParams(str(refusal)) from None
            except Exception:
                self._log(traceback.format_exc())
                return None

        return handle

    def _log(self, message: str) -> None:
        self.window_log_message(types.LogMessageParams(types.MessageType.Error, message))

    def _later(self, seconds: float, call: Callable[[], None]) -> Timer:
        guarded = self._guarded(lambda _: call())
        return asyncio.get_running_loop().call_later(seconds, guarded, None)

    def _send(self, uri: str, found: list[types.Diagnostic], of: int | None) -> None:
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, of))

    def _initialize(self, params: types.InitializeParams) -> None:
        known = self.hier_workspace
        known.encoding = str(
            getattr(self.workspace.position_encoding, "value", self.workspace.position_encoding)
        )
        uris = [folder.uri for folder in params.workspace_folders or ()]
        uris = uris or [uri for uri in [params.root_uri] if uri]
        text = params.capabilities.text_document
        action = text.code_action if text else None
        resolves = action.resolve_support.properties if action and action.resolve_support else ()
        known.resolves_actions = "edit" in resolves
        known.set(Settings().changed(params.initialization_options), _paths(uris))

    def _initialized(self, _: types.InitializedParams) -> None:
        self._tell_about_panel()
        Reparser().parse(Source("", "hier 1"))  # the parser is made while nobody waits for it
        gc.freeze()  # what was imported stays: no search for garbage has to go through it

    def _configure(self, params: types.DidChangeConfigurationParams) -> None:
        known = self.hier_workspace
        self._set(known.settings.changed(params.settings), known.folders)

    def _folders_changed(self, params: types.DidChangeWorkspaceFoldersParams) -> None:
        known = self.hier_workspace
        added, removed = (
            _paths(folder.uri for folder in folders) for folders in (params.event.added, params.event.removed)
        )
        kept = [folder for folder in known.folders if folder not in removed]
        self._set(known.settings, tuple(dict.fromkeys([*kept, *added])))

    def _set(self, settings: Settings, folders: tuple[Path, ...]) -> None:
        """Look at everything anew, unless nothing is other than it was."""
        known = self.hier_workspace
        if (settings, folders) == (known.settings, known.folders):
            return
        known.set(settings, folders)
        self._tell_about_panel()
        self.publisher.changed(known.documents)
        workspace = self.client_capabilities.workspace
        if workspace and workspace.inlay_hint and workspace.inlay_hint.refresh_support:
            self.workspace_inlay_hint_refresh(None)

    def _tell_about_panel(self) -> None:
        known = self.hier_workspace
        problem = known.panels.problem if known.settings.panel and not known.panel else ""
        if problem and problem != self._complained:
            shown = types.ShowMessageParams(types.MessageType.Warning, f"hier: no panel: {problem}")
            self.window_show_message(shown)
        self._complained = problem

    def _open(self, params: types.DidOpenTextDocumentParams) -> None:
        document = params.text_document
        self.hier_workspace.open(document.uri, document.text, document.version)
        self.publisher.opened(document.uri)
        self.publisher.changed(self.hier_workspace.documents)

    def _change(self, params: types.DidChangeTextDocumentParams) -> None:
        self._changed_at = time.monotonic()
        uri = params.text_document.uri
        others = self.hier_workspace.depending_on(name_of(uri))
        self.hier_workspace.change(uri, params.content_changes, params.text_document.version)
        self.publisher.changed((uri, *others))

    def _close(self, params: types.DidCloseTextDocumentParams) -> None:
        self.hier_workspace.close(params.text_document.uri)
        self.publisher.closed(params.text_document.uri)
        self.publisher.changed(self.hier_workspace.documents)

    def _files_changed(self, _: types.DidChangeWatchedFilesParams) -> None:
        self.hier_workspace.forget()
        self.publisher.changed(self.hier_workspace.documents)


def _paths(uris: Iterable[str]) -> tuple[Path, ...]:
    """The folders of the disk among these."""
    paths = map(to_fs_path, uris)
    return tuple(Path(path) for path in paths if path)


class Pipe:
    """The way to the client; calls `gone` once nobody reads any more."""

    def __init__(self, stream: BinaryIO, gone: Callable[[], None]) -> None:
        self._stream, self._gone = stream, gone

    def write(self, content: bytes) -> None:
        try:
            self._stream.write(content)
            self._stream.flush()
        except (BrokenPipeError, ValueError):
            self._gone()

    def flush(self) -> None:
        """Do nothing: what was written has gone out."""

    def close(self) -> None:
        self._stream.close()


def serve(stdin: BinaryIO, stdout: BinaryIO, *, gone: Callable[[], None]) -> None:
    """Speak the protocol until the client says goodbye or closes its end; `gone`: it no longer listens."""
    # What goes wrong is told to the client, and its log is the place to look.
    logging.getLogger("pygls").setLevel(logging.CRITICAL)
    HierServer().start_io(stdin, Pipe(stdout, gone))  # type: ignore[arg-type]  # all that pygls asks of it
