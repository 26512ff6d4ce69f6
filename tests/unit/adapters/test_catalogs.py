from pathlib import Path

import pytest

from hierannot_dsl.adapters.catalogs import read_catalog

NOSE = 'hier 1\nhierarchy nose {\n  tissue "nose"\n}\n'


def test_a_folder_is_read_by_the_names_of_its_files(tmp_path: Path) -> None:
    (tmp_path / "b.hier").write_text(NOSE)
    (tmp_path / "a.hier").write_text(NOSE.replace("nose", "ear"))
    (tmp_path / "c.txt").write_text(NOSE)
    (tmp_path / "d.hier").mkdir()
    assert [each.name for each in read_catalog(tmp_path)] == ["ear", "nose"]


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "outside.hier").write_text(NOSE)
    folder = tmp_path / "catalog"
    folder.mkdir()
    (folder / "nose.hier").symlink_to(tmp_path / "outside.hier")
    with pytest.raises(ValueError, match="leads out of its folder"):
        read_catalog(folder)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "nose.hier").write_bytes(b'hier 1\nhierarchy nose {\n  tissue "n\xe9z"\n}\n')
    with pytest.raises(ValueError, match="line 3"):
        read_catalog(tmp_path)
    with pytest.raises(OSError, match="missing"):
        read_catalog(tmp_path / "missing")
