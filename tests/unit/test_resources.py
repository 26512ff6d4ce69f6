from __future__ import annotations

from pathlib import Path

import pytest

from hierannot_dsl.resources import catalog_folder, grammar_text, read_text

ROOT = Path(__file__).parents[2]


def test_in_a_checkout_the_folders_stand_beside_the_package():
    assert grammar_text() == (ROOT / "grammar" / "hier.lark").read_text(encoding="utf-8")
    assert catalog_folder() == ROOT / "catalog"


def test_a_text_is_read_as_it_is(tmp_path):
    file = tmp_path / "a b.hier"
    file.write_bytes('\ufeffnode "γδ"\r\n\x85\n'.encode())
    assert read_text(file) == '\ufeffnode "γδ"\r\n\x85\n'


def test_what_is_not_utf_8_is_refused(tmp_path):
    file = tmp_path / "latin.hier"
    file.write_bytes("é".encode("latin-1"))
    with pytest.raises(UnicodeDecodeError):
        read_text(file)
    with pytest.raises(FileNotFoundError):
        read_text(tmp_path / "absent.hier")
