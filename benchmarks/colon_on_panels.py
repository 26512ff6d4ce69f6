"""The colon hierarchy on three panels, as a page of transcripts.

    python -m benchmarks.colon_on_panels DATA [--page FILE]

DATA has panels/ and profiles/. The commands run in DATA, and the page shows what they print.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path

from benchmarks.data import BadFolder
from hierannot_dsl.cli.main import status_of

CANNOT_RUN = 2
PANELS = ("cosmx_1k_nsclc", "safetme_906", "cosmx_6k_brain")
SMALL = PANELS[0]
TEXT = """\
# The colon hierarchy on three panels

Made by `python -m benchmarks.colon_on_panels DATA --page docs/catalog/colon-on-three-panels.md`, where DATA
is a folder of development data: CosMx panels of 960 genes (as used on lung cancer) and of 6,277 (brain; its
list has a line more, `MHC I`, which is no gene), and the 906 genes of safeTME, a set for the immune and
stromal cells of tumours. None was made for the colon. The commands ran in that folder; the transcripts are
what they printed. [The guide](../guide/panels.md) says how to read a report.

## Side by side

{compare}

## On 960 genes

{report}

## What would help

{add}

## Measured

Means of the rectal epithelium of Wang et al. (2019), as the library of CosMx cell profiles has them; what the
clusters are is written in a table of the folder. Paneth and enteroendocrine cells have no node here.

{measure}

## Without what cannot be scored

{prune}
"""
FOLDER = "--panel-path panels"
COMMANDS = {
    "compare": f"hierc compile colon_tme {' '.join(f'--panel {name}' for name in PANELS)} {FOLDER}",
    "report": f"hierc compile colon_tme --panel {SMALL} {FOLDER}",
    "add": f"hierc compile colon_tme --panel {SMALL} {FOLDER} --add 10",
    "measure": (
        f"hierc compile colon_tme --panel {SMALL} {FOLDER} "
        "--profiles profiles/Rectum_Wang.parquet --labels truth.csv"
    ),
    "prune": f"hierc compile colon_tme --panel {PANELS[1]} {FOLDER} --prune {{out}}/on_safetme.hier",
}
PARTS = {"report": ("", "Contrasts"), "add": ("Genes to add", ""), "measure": ("Measured", "")}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="colon_on_panels", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("data", type=Path, metavar="DATA", help="folder with panels/ and profiles/")
    parser.add_argument("--page", type=Path, metavar="FILE", help="write the page here; default: print it")
    parser.add_argument("--out", type=Path, metavar="DIR", default=Path("output"), help="for what is written")
    asked = parser.parse_args(arguments)
    try:
        page = _page(asked.data, asked.out.resolve())
    except BadFolder as problem:
        print(f"colon_on_panels: {problem}", file=sys.stderr)
        return CANNOT_RUN
    if asked.page:
        asked.page.write_text(page, encoding="utf-8")
    else:
        print(page)
    return 0


def _page(data: Path, out: Path) -> str:
    needed = [*(f"panels/{name}.txt" for name in PANELS), "profiles/Rectum_Wang.parquet", "truth.csv"]
    absent = [name for name in needed if not (data / name).is_file()]
    if absent:
        msg = f"{data} lacks {', '.join(absent)}"
        raise BadFolder(msg)
    out.mkdir(parents=True, exist_ok=True)
    os.environ["COLUMNS"] = "80"
    shown = {}
    with chdir(data):
        for name, command in COMMANDS.items():
            printed = _ran(command.format(out=out.as_posix()))
            shown[name] = _block(command.format(out="output"), _part(printed, *PARTS.get(name, ("", ""))))
    pruned = (out / "on_safetme.hier").read_text(encoding="utf-8")
    shown["prune"] = _block(COMMANDS["prune"].format(out="output"), "") + f"\n\n```hier\n{pruned}```"
    return TEXT.format(**shown)


def _ran(command: str) -> str:
    # With an encoding, as a terminal has one: marks and bars are those of a terminal.
    printed = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with redirect_stdout(printed), redirect_stderr(io.StringIO()):
        status = status_of(command.split()[1:])
    if status == CANNOT_RUN:
        msg = f"`{command}` could not run"
        raise BadFolder(msg)
    printed.seek(0)
    return printed.read()


def _part(text: str, first: str, end: str) -> str:
    """From the paragraph that opens with `first` up to the one that opens with `end`, or one paragraph."""
    paragraphs = text.strip("\n").split("\n\n")
    start = next((at for at, paragraph in enumerate(paragraphs) if first and paragraph.startswith(first)), 0)
    stop = next((at for at, paragraph in enumerate(paragraphs) if end and paragraph.startswith(end)), None)
    if stop is None:
        stop = start + 1 if first else len(paragraphs)
    return "\n\n".join(paragraphs[start:stop])


def _block(command: str, printed: str) -> str:
    return f"```text\n$ {command}\n{printed}{chr(10) if printed else ''}```"


if __name__ == "__main__":
    sys.exit(main())
