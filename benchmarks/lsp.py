"""How long an editor waits for the language server: `python -m benchmarks.lsp`, over pipes to a process."""

from __future__ import annotations

import os
import random
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.lsp_client import Client
from hierannot_dsl.catalog.builtins import BuiltinLoader, builtin_source
from hierannot_dsl.catalog.uses import genes_of
from hierannot_dsl.resources import builtin_names
from hierannot_dsl.semantics.load import load_all

if TYPE_CHECKING:
    from collections.abc import Callable

URI = "file:///nowhere/large.hier"
NODES = 500
REPEATS = 20
PAUSE = 0.05  # seconds between two edits: somebody who types fast


def catalog_genes() -> list[str]:
    """The genes that the catalog names, sorted."""
    sources = [source for source in map(builtin_source, builtin_names()) if source]
    libraries = load_all(sources, BuiltinLoader()).unwrap()
    return sorted(genes_of(one for library in libraries for one in library.hierarchies.values()))


def large_document(n_nodes: int, seed: int = 0) -> str:
    """A hierarchy on top of a built-in, ten nodes to a branch, of genes that the catalog names."""
    genes = catalog_genes()
    chosen = random.Random(seed)
    lines = ["hier 1", "hierarchy large extends tme_core {", "  version 1.0.0", "  species human"]
    for branch in range(n_nodes // 10):
        for child in range(10):
            indent = "    " if child else "  "
            lines += [
                f'{indent}node "🧬 Type {branch}.{child}" {{',
                f"{indent}  cl CL:{10 * branch + child:07}",
            ]
            lines += [f"{indent}  + {gene}" for gene in sorted(chosen.sample(genes, 7))]
            lines += [f"{indent}}}"] if child else []
        lines.append("  }")
    return "\n".join([*lines, "}"]) + "\n"


@dataclass(frozen=True)
class Waits:
    """Milliseconds of several calls: what the client waits, and what the server computes for each."""

    times: list[float]
    computed: float


def cpu_seconds(process: int) -> float:
    """What a process has computed so far; NaN where the system does not say it in /proc."""
    path = Path(f"/proc/{process}/stat")
    if not path.exists():
        return float("nan")
    # After the name, which may hold spaces: user and system time are fields 14 and 15 of the line.
    fields = path.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def waits(client: Client, call: Callable[[], object], repeats: int = REPEATS) -> Waits:
    """Wait for a call again and again."""
    found = []
    before = cpu_seconds(client.process.pid)
    for _ in range(repeats):
        start = time.perf_counter()
        call()
        found.append(1000 * (time.perf_counter() - start))
        time.sleep(PAUSE)
    return Waits(found, 1000 * (cpu_seconds(client.process.pid) - before) / repeats)


def main() -> None:
    text = large_document(NODES)
    number = text.count("\n")
    client = Client()
    with tempfile.TemporaryDirectory() as folder:
        panel = Path(folder, "panel.txt")
        panel.write_text("\n".join(catalog_genes()[::2]))
        try:
            client.start(options={"panel": str(panel)})
            start = time.perf_counter()
            client.open(URI, text)
            opened = 1000 * (time.perf_counter() - start)
            found = _measured(client, text)
        finally:
            client.kill()
    print(f"{number:,} lines, {NODES} nodes, over stdio; milliseconds, of {REPEATS} times")
    print(f"{'':32}{'best':>8}{'median':>8}{'computed':>10}")
    for what, waited in found.items():
        shown = (min(waited.times), statistics.median(waited.times))
        print(f"{what:32}{shown[0]:8.0f}{shown[1]:8.0f}{waited.computed:10.0f}")
    print(f"{'opened, everything found':32}{opened:8.0f}")


def _measured(client: Client, text: str) -> dict[str, Waits]:
    markers = [at for at, line in enumerate(text.splitlines()) if line.lstrip().startswith("+")]
    first, middle, last = markers[0], markers[len(markers) // 2], markers[-1]

    def write(line: int, text: str = "x") -> None:
        place = {"line": line, "character": 10}
        client.change(URI, {"range": {"start": place, "end": place}, "text": text})

    def typed(line: int) -> Callable[[], object]:
        def call() -> object:
            write(line)
            return client.found(URI)

        return call

    def asked(method: str, **params: object) -> Callable[[], object]:
        return lambda: client.ask(f"textDocument/{method}", {"textDocument": {"uri": URI}, **params})

    place = {"line": middle, "character": 10}
    screen = {"start": place, "end": {"line": middle + 60, "character": 0}}
    hints = {"textDocument": {"uri": URI}, "range": screen}

    def typed_with_hints() -> object:
        write(middle)
        client.ask_later("textDocument/inlayHint", hints)
        return client.found(URI)

    def hinted() -> None:
        write(middle)
        assert client.ask("textDocument/inlayHint", hints), "a document with mistakes has no hints"

    found = {
        "edit on one of the first lines": waits(client, typed(first)),
        "edit in the middle": waits(client, typed(middle)),
        "the same, hints asked for": waits(client, typed_with_hints),
        "edit on one of the last lines": waits(client, typed(last)),
        "hints after an edit": waits(client, hinted),
    }
    write(middle, "\n{{ node\n")  # broken from here on
    client.found(URI)
    found["edit in the middle, broken"] = waits(client, typed(middle + 9))
    found["hover"] = waits(client, asked("hover", position=place))
    found["completion"] = waits(client, asked("completion", position=place))
    found["outline"] = waits(client, asked("documentSymbol"))
    found["tokens of a screen"] = waits(client, asked("semanticTokens/range", range=screen))
    return found


if __name__ == "__main__":
    main()
