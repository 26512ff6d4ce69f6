"""Letters that look like others: of Greek and Cyrillic alphabets, in full width, raised, joined."""

from __future__ import annotations

import re
import unicodedata

# Only those that no reader tells from the Latin letter.
_GREEK_CAPITALS = "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7"
_CYRILLIC_CAPITALS = "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0405\u0406\u0408"
_CYRILLIC_SMALL = "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0455\u0456\u0458"
_LATIN = dict(
    zip(
        _GREEK_CAPITALS + _CYRILLIC_CAPITALS + _CYRILLIC_SMALL,
        "ABEZHIKMNOPTYX" + "ABEKMHOPCTXSIJ" + "aeopcyxsij",
        strict=True,
    )
)
_BETWEEN = re.compile(r"[\s_/.,-]+")


def look_alikes(text: str) -> tuple[str, ...]:
    r"""Characters of `text` that look like ASCII ones and are not, in a text that has ASCII letters too.

    Examples
    --------
    >>> look_alikes("\u0421D3D") == ("\u0421",), look_alikes("\u03b3\u03b4 T"), look_alikes("CD3D")
    (True, (), ())
    """
    if text.isascii() or not re.search("[A-Za-z]", text):
        return ()
    return tuple(dict.fromkeys(character for character in text if _plain(character) != character))


def plain(text: str) -> str:
    """`text` with every look-alike as the ASCII character that it looks like."""
    return "".join(map(_plain, text))


def described(character: str) -> str:
    """A look-alike by number and name, for on the page it cannot be told from what it looks like."""
    name = unicodedata.name(character, "a character without a name").lower()
    return f"U+{ord(character):04X} ({name}), which looks like `{_plain(character)}`"


def folded(name: str) -> str:
    r"""What is left of a name when everything goes that readers overlook: equal for names that look alike.

    Case, spaces, hyphens, the plural, the alphabet, whether Greek letters are spelled out.

    Examples
    --------
    >>> folded("\u03b3\u03b4 T-cells") == folded("gamma-delta T cell")
    True
    """
    text = plain(unicodedata.normalize("NFKC", name)).casefold()
    text = "".join(map(_spelled, text))
    words = [word.removesuffix("s") if len(word) > 3 else word for word in _BETWEEN.split(text)]
    # Between two numbers a space is seen: "type 1 2" is not "type 12".
    return re.sub(r"(?<!\d) | (?!\d)", "", " ".join(word for word in words if word))


def _spelled(character: str) -> str:
    _, greek, name = unicodedata.name(character, "").rpartition("GREEK SMALL LETTER ")
    return f" {name.lower()} " if greek else character


def _plain(character: str) -> str:
    if character.isascii() or character.isspace():
        return character
    normal = unicodedata.normalize("NFKC", character)
    return _LATIN.get(character) or (normal if normal.isascii() and normal.strip() else character)
