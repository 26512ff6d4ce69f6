"""The code of the guides to plots and reports -> the pictures on these pages.

``python -m benchmarks.pictures`` runs the examples of both pages in a scratch folder, photographs the HTML
pages that they write in a headless Chromium (``CHROMIUM`` names one that is not on the path), and keeps each
picture with few colours.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import warnings
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import Image

from tests.golden.documents import blocks_of
from tests.spec.sessions import Session, transcript_of

if TYPE_CHECKING:
    from collections.abc import Iterator

GUIDE = Path(__file__).parents[1] / "docs/guide"
PICTURES = GUIDE / "pictures"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
COLORS = 128
LARGEST = 150_000
# Page, width and height of the window, colours that the reader's system asks for.
SHOTS: dict[str, tuple[str, int, int, str]] = {
    "labels-light": ("labels.html", 1200, 900, "light"),
    "labels-dark": ("labels.html", 1200, 900, "dark"),
    "labels-narrow": ("labels.html", 420, 900, "light"),
    "panel-light": ("panel.html", 1200, 900, "light"),
    "panel-dark": ("panel.html", 1200, 900, "dark"),
    "panel-narrow": ("panel.html", 420, 900, "light"),
}


def pictures() -> Iterator[tuple[str, bytes]]:
    """Every picture of both pages, by its name."""
    with tempfile.TemporaryDirectory() as scratch:
        session = Session.in_folder(Path(scratch))
        start = session.folder
        for page in ("plots.md", "reports.md"):
            session.folder = start
            _run(GUIDE / page, session)
        for path in sorted(start.glob("*.png")):
            yield path.name, _few_colors(path.read_bytes())
        for name, data in _photographs(start):
            yield f"{name}.png", _few_colors(data)


def _run(page: Path, session: Session) -> None:
    for block in blocks_of(page.read_text(encoding="utf-8")):
        if block.kind == "python":
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                session.python(block, page.name)
        elif block.kind == "console":
            for command, _ in transcript_of(block.text):
                session.shell(command)


def _photographs(folder: Path) -> Iterator[tuple[str, bytes]]:
    from playwright.sync_api import sync_playwright

    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        sys.exit("there is no Chromium on the path, and CHROMIUM does not name one")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=["--no-sandbox"])
        for name, (page, width, height, scheme) in SHOTS.items():
            options: dict[str, Any] = {
                "viewport": {"width": width, "height": height},
                "color_scheme": scheme,
                "reduced_motion": "reduce",
            }
            tab = browser.new_page(**options)
            tab.goto((folder / page).as_uri())
            yield name, tab.screenshot()
            tab.close()
        browser.close()


def _few_colors(picture: bytes) -> bytes:
    reduced = Image.open(BytesIO(picture)).convert("RGB").quantize(COLORS, dither=Image.Dither.NONE)
    written = BytesIO()
    reduced.save(written, format="png", optimize=True)
    return written.getvalue()


def main() -> None:
    """Write the pictures."""
    PICTURES.mkdir(exist_ok=True)
    for name, data in pictures():
        if len(data) > LARGEST:
            sys.exit(f"{name} has {len(data):,} bytes, and may have {LARGEST:,}")
        (PICTURES / name).write_bytes(data)


if __name__ == "__main__":
    main()
