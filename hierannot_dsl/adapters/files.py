"""Files in and out: `.hier` sources read as they are, programs and results written whole or not at all."""

from __future__ import annotations

import codecs
import os
from typing import IO, TYPE_CHECKING

from hierannot_dsl.source import Source

if TYPE_CHECKING:
    from pathlib import Path

    from hierannot_dsl.program import Program

MAX_HIER_BYTES = 8 * 1024**2
MAX_BYTES = 64 * 1024**2
COMPILED = ".hierc.json"  # how names of compiled programs end
# Names of what this process has open: opened anew, a regular file would be written from its start.
STREAMS = {"/dev/stdout": 1, "/dev/stderr": 2}
STREAM_FOLDERS = ("/dev/fd", "/proc/self/fd")


def read_hier(path: Path) -> Source:
    """Read a `.hier` file, every character and line ending kept.

    Parameters
    ----------
    path
        The file. Messages call the source by this path, with ``/`` between folders.

    Raises
    ------
    OSError
        If the file cannot be read.
    ValueError
        If it is larger than 8 MiB or not UTF-8; the message says where.
    """
    with path.open("rb") as file:
        return Source(path.as_posix(), read_from(file, path, most=MAX_HIER_BYTES))


def read_text(path: Path) -> str:
    """Read any other text file that is read as a whole.

    Raises
    ------
    OSError
        If the file cannot be read.
    ValueError
        If it is larger than 64 MiB or not UTF-8.
    """
    with path.open("rb") as file:
        return read_from(file, path, most=MAX_BYTES)


def read_from(file: IO[bytes], path: Path, *, most: int) -> str:
    """Text of an open file, which has to be UTF-8 and of no more than so many bytes.

    Raises
    ------
    ValueError
        If it is not; the message calls it by the path.
    """
    content = file.read(most + 1)
    if len(content) > most:
        msg = f"{path.as_posix()} is larger than {most // 1024**2} MiB, the most that is read"
        raise ValueError(msg)
    return decode(content, path)


def decode(content: bytes, path: Path) -> str:
    """Text of a file's bytes, which have to be UTF-8.

    Raises
    ------
    ValueError
        If they are not; the message names the line and the byte.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        msg = f"{path.as_posix()} is UTF-16, as some programs call Unicode; save it as UTF-8"
        raise ValueError(msg)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        byte = content[problem.start]
        msg = f"{path.as_posix()} is not UTF-8: line {line} holds the byte 0x{byte:02x}"
        raise ValueError(msg) from None


def write_text(path: Path, text: str) -> None:
    """Write a file as UTF-8, line endings as they are; the rest as `write_bytes`."""
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file, so that a reader finds the old file or the whole new one.

    A link is followed, and a file that was there keeps its permissions. A device, a pipe or an open stream of
    the process, such as ``/dev/stdout``, is written to.

    Raises
    ------
    OSError
        If the folder is not there or may not be written; then nothing has changed.
    """
    try:
        stream = _stream(path)
        if stream is not None:
            with os.fdopen(os.dup(stream), "wb") as file:
                file.write(content)
        elif path.exists() and not path.is_file():
            path.write_bytes(content)
        else:
            _replace(path.resolve(), content)
    except OSError as problem:
        # By the name that was asked for, not by that of a draft.
        raise OSError(problem.errno, problem.strerror, path.as_posix()) from problem


def _stream(path: Path) -> int | None:
    """The number of an open stream, where that is what a path means."""
    if path.parent.as_posix() in STREAM_FOLDERS and path.name.isdecimal():
        return int(path.name)
    return STREAMS.get(path.as_posix())


def _replace(target: Path, content: bytes) -> None:
    import tempfile  # `hierc check` writes nothing, and should not wait for it

    handle, draft = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(draft, _permissions(target))  # mkstemp's own are for the user alone
        os.replace(draft, target)
    except BaseException:
        os.unlink(draft)
        raise


def _permissions(target: Path) -> int:
    if target.exists():
        return target.stat().st_mode & 0o777
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask


def save_program(program: Program, path: Path) -> None:
    """Write a compiled program to one file, ``NAME.hierc.json`` by custom: the same program, the same bytes.

    Raises
    ------
    OSError
        If the folder is not there or may not be written; then nothing has changed.
    """
    write_text(path, program.dumps())


def load_program(path: Path) -> Program:
    """Read a compiled program; it scores without the sources and without the compiler.

    Raises
    ------
    OSError
        If the file cannot be read.
    ValueError
        If it holds no program, or one of a format that this release does not read, or is larger than 64 MiB.
    """
    from hierannot_dsl.program import Program  # brings numpy, and reading a `.hier` file does without

    return Program.loads(read_text(path))
