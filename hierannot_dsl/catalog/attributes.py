"""The contents of `.gitattributes` -> the same with the line by which git merges and shows `.hier` files."""

from __future__ import annotations

PATTERN = "*.hier"
ATTRIBUTES = ("merge=hier", "diff=hier", "text", "eol=lf")
LINE = " ".join((PATTERN, *ATTRIBUTES))


def with_line(content: bytes) -> bytes:
    """Add the line at the end, unless a line says the same; line ends stay what they are.

    Parameters
    ----------
    content
        Of the file; empty where there is none. Names of files in it may be in any encoding.

    Raises
    ------
    ValueError
        If a line says something else of `.hier` files; the message holds it.
    """
    wanted = {attribute.encode() for attribute in ATTRIBUTES}
    for pattern, *said in map(bytes.split, filter(None, map(_statement, content.splitlines()))):
        if pattern.strip(b'"') != PATTERN.encode():
            continue
        if wanted <= set(said):
            return content
        other = {one for one in said if _name(one) in map(_name, wanted)} - wanted
        if other:
            line = b" ".join((pattern, *said)).decode(errors="backslashreplace")
            msg = f"a line says otherwise: {line}"
            raise ValueError(msg)
    end = b"\r\n" if b"\r\n" in content else b"\n"
    gap = b"" if not content or content.endswith(b"\n") else end
    return b"".join((content, gap, LINE.encode(), end))


def _statement(line: bytes) -> bytes:
    line = line.strip()
    return b"" if line.startswith(b"#") else line


def _name(attribute: bytes) -> bytes:
    """The attribute that is set (``text``, ``eol=lf``), unset (``-text``) or left open (``!text``)."""
    return attribute.lstrip(b"-!").partition(b"=")[0]
