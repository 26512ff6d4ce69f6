from pathlib import Path

from benchmarks import colon_on_panels
from benchmarks.colon_on_panels import _part, main


def test_a_part_is_one_paragraph_or_runs_up_to_another() -> None:
    text = "head\n1\n\nMeasured: a\n  b\n\nContrasts c\n\nend\n"
    assert _part(text, "Measured", "") == "Measured: a\n  b"
    assert _part(text, "", "Contrasts") == "head\n1\n\nMeasured: a\n  b"
    assert _part(text, "", "") == "head\n1\n\nMeasured: a\n  b\n\nContrasts c\n\nend"


def test_a_folder_without_panels_is_told(tmp_path: Path, capsys) -> None:
    assert main([str(tmp_path)]) == colon_on_panels.CANNOT_RUN
    assert "lacks panels/cosmx_1k_nsclc.txt, panels/safetme_906.txt" in capsys.readouterr().err
