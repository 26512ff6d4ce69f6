import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from hierannot_dsl.adapters import files
from hierannot_dsl.adapters.files import load_program, read_hier, save_program, write_text
from hierannot_dsl.compiler import program_for_genes
from hierannot_dsl.panel.panel import Panel
from tests.unit.panel.trees import contrast, hierarchy, node


def test_a_source_keeps_every_character(tmp_path):
    path = tmp_path / "mein Gewebe é.hier"
    path.write_bytes("\ufeffhier 1\r\n# ß\n\r".encode())
    source = read_hier(path)
    assert source.name == path.as_posix()
    assert source.text == "\ufeffhier 1\r\n# ß\n\r"


def test_what_is_not_utf8_is_told_with_its_line(tmp_path):
    path = tmp_path / "latin.hier"
    path.write_bytes(b"hier 1\n# caf\xe9\n")
    with pytest.raises(ValueError) as caught:
        read_hier(path)
    assert str(caught.value) == f"{path.as_posix()} is not UTF-8: line 2 holds the byte 0xe9"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_what_some_programs_call_unicode_is_called_by_its_name(tmp_path, encoding):
    path = tmp_path / "case.hier"
    path.write_bytes("\ufeffhierarchy a {\n}\n".encode(encoding))
    with pytest.raises(ValueError, match="is UTF-16, as some programs call Unicode; save it as UTF-8"):
        read_hier(path)


def test_a_file_over_the_limit_is_refused_and_one_at_the_limit_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MAX_HIER_BYTES", 2 * 1024**2)
    path = tmp_path / "large.hier"
    path.write_bytes(b"#" * 2 * 1024**2)
    assert len(read_hier(path).text) == 2 * 1024**2
    path.write_bytes(b"#" * (2 * 1024**2 + 1))
    with pytest.raises(ValueError, match=r"large\.hier is larger than 2 MiB"):
        read_hier(path)


def test_a_missing_file_is_an_os_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        read_hier(tmp_path / "no.hier")


def test_text_is_written_as_it_is_and_nothing_else_is_left(tmp_path):
    path = tmp_path / "out.csv"
    write_text(path, "a\r\né\n")
    assert path.read_bytes() == "a\r\né\n".encode()
    write_text(path, "new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failed_write_changes_nothing(tmp_path, monkeypatch):
    path = tmp_path / "out.csv"
    write_text(path, "old")
    with pytest.raises(UnicodeEncodeError):
        write_text(path, "\ud800")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor() as reader:
        read = reader.submit(pipe.read_text)
        write_text(pipe, "page")
    assert read.result() == "page"
    assert pipe.is_fifo()
    assert list(tmp_path.iterdir()) == [pipe]


@pytest.mark.skipif(not os.path.exists("/dev/fd"), reason="names of open files")
def test_an_open_file_goes_on_where_it_is(tmp_path):
    path = tmp_path / "out.txt"
    with path.open("wb") as file:
        file.write(b"page\n")
        file.flush()
        write_text(Path(f"/dev/fd/{file.fileno()}"), "report\n")
        file.write(b"end\n")
    assert path.read_text() == "page\nreport\nend\n"


@pytest.mark.parametrize("name", ["none/out.csv", "."])
def test_what_cannot_be_written_is_called_by_the_name_that_was_asked_for(tmp_path, name):
    path = tmp_path / name
    with pytest.raises(OSError) as caught:
        write_text(path, "a")
    assert caught.value.filename == path.as_posix()


@pytest.mark.skipif(os.name == "nt", reason="permissions and links of POSIX")
def test_permissions_and_links_stay(tmp_path):
    path, link = tmp_path / "out.csv", tmp_path / "link.csv"
    write_text(path, "a")
    umask = os.umask(0)
    os.umask(umask)
    assert path.stat().st_mode & 0o777 == 0o666 & ~umask
    path.chmod(0o640)
    link.symlink_to(path)
    write_text(link, "b")
    assert link.is_symlink()
    assert path.read_text() == "b"
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_program_survives_its_file_byte_for_byte(tmp_path):
    tree = hierarchy(node("T", "CD3E=2 -LYZ", cl="CL:0000084"), contrasts=(contrast("Erythroid", "HBB"),))
    program = program_for_genes(tree, Panel("toy", ("CD3E", "HBB")))
    path = tmp_path / "toy.hierc.json"
    save_program(program, path)
    first = path.read_bytes()
    save_program(load_program(path), path)
    assert path.read_bytes() == first
    assert load_program(path).content_hash == program.content_hash


def test_a_file_that_holds_no_program_is_told(tmp_path):
    path = tmp_path / "toy.hierc.json"
    path.write_text("{}")
    with pytest.raises(ValueError, match="not a compiled program"):
        load_program(path)
