"""Every Markdown file below this folder, and the specification, says what the language does."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.golden import stages
from tests.golden.documents import cases_of, documents_in, updated

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
STAGES = {
    "syntax": stages.parsed,
    "semantics": stages.outcome_of,
    "format": stages.outcome_of,
    "testing": stages.tested,
    "lint": stages.linted,
    "document": stages.documented,
    "spec": stages.outcome_of,
}
DOCUMENTS = [
    pytest.param(folder, path, id=f"{folder}/{path.stem}")
    for folder in STAGES
    for path in documents_in(ROOT / "docs/spec" if folder == "spec" else HERE / folder)
]


@pytest.mark.parametrize(("folder", "path"), DOCUMENTS)
def test_document(folder: str, path: Path, request: pytest.FixtureRequest) -> None:
    document = path.read_text(encoding="utf-8")
    stage = STAGES[folder]
    cases = list(cases_of(document))
    assert cases, "a document without a case tests nothing"
    found = [(case, stage(case)) for case in cases]
    if request.config.getoption("--update-golden"):
        path.write_text(
            updated(document, ((c.expected, text) for c, text in found if c.expected)), encoding="utf-8"
        )
        return
    for case, text in found:
        assert text == (case.expected.text if case.expected else "")
