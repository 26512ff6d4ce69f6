"""A client of the language server that speaks over the pipes of a process, message by message."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PATIENCE = 300  # seconds: a machine may be busy
CAPABILITIES = {
    "general": {"positionEncodings": ["utf-16"]},
    "textDocument": {"codeAction": {"resolveSupport": {"properties": ["edit"]}}},
    "workspace": {"inlayHint": {"refreshSupport": True}},
}


class Client:
    """A server and the two pipes to it."""

    def __init__(self) -> None:
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115  # open as long as the server
        self.process = subprocess.Popen(
            [sys.executable, "-m", "hierannot_dsl", "lsp"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])},
        )
        self.told: list[dict[str, Any]] = []
        self._messages: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._number = 0
        self._versions: dict[str, int] = {}
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        stream = self.process.stdout
        while header := stream.readline():
            length = int(header.split(b":")[1])
            while stream.readline().strip():
                pass
            self._messages.put(json.loads(stream.read(length)))
        self._messages.put(None)

    def _write(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def tell(self, method: str, params: Any = None) -> None:
        self._write({"method": method, "params": params})

    def next(self) -> dict[str, Any]:
        """The next message of the server; requests of it are granted."""
        message = self._messages.get(timeout=PATIENCE)
        assert message is not None, self.errors()
        if "id" in message and "method" in message:
            self._write({"id": message["id"], "result": None})
        if "method" in message:
            self.told.append(message)
        return message

    def ask(self, method: str, params: Any = None, *, refused: bool = False) -> Any:
        """Ask and wait for the answer; `refused`: for the error."""
        number = self.ask_later(method, params)
        while True:
            message = self.next()
            if message.get("id") == number and "method" not in message:
                return message["error" if refused else "result"]

    def ask_later(self, method: str, params: Any = None) -> int:
        """Ask and do not wait; the number that the answer will have."""
        self._number += 1
        self._write({"id": self._number, "method": method, "params": params})
        return self._number

    def start(self, folder: Path | None = None, options: Any = None, **capabilities: Any) -> Any:
        answer = self.ask(
            "initialize",
            {
                "processId": None,
                "rootUri": folder.as_uri() if folder else None,
                "capabilities": CAPABILITIES | capabilities,
                "initializationOptions": options,
            },
        )
        self.tell("initialized", {})
        return answer

    def open(self, uri: str, text: str) -> list[dict[str, Any]]:
        """Open a document and wait for all that is found in it."""
        self._versions[uri] = 1
        document = {"uri": uri, "languageId": "hier", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        self.found(uri)
        return self.found(uri)

    def change(self, uri: str, *changes: dict[str, Any]) -> None:
        self._versions[uri] += 1
        document = {"uri": uri, "version": self._versions[uri]}
        self.tell("textDocument/didChange", {"textDocument": document, "contentChanges": list(changes)})

    def found(self, uri: str) -> list[dict[str, Any]]:
        """What is found in the document as it is now, once the server tells it."""
        while True:
            message = self.next()
            if message.get("method") == "textDocument/publishDiagnostics":
                params = message["params"]
                if params["uri"] == uri and params.get("version") in (None, self._versions.get(uri)):
                    return params["diagnostics"]

    def stop(self) -> int:
        self.ask("shutdown")
        self.tell("exit")
        return self.process.wait(timeout=PATIENCE)

    def errors(self) -> str:
        """What the server has written to stderr."""
        self._errors.seek(0)
        return self._errors.read().decode()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        self._listener.join()
        for pipe in (self.process.stdin, self.process.stdout, self._errors):
            with contextlib.suppress(BrokenPipeError):
                pipe.close()
