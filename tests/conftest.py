import os

import pytest
from hypothesis import settings

# Elsewhere every run searches anew; a run that decides about a change has to decide the same each time.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="rewrite the expected blocks of the Markdown files, to be read in the diff",
    )
