"""A public name -> its part of a page: signature, and its numpydoc docstring as Markdown."""

from __future__ import annotations

import inspect
import re
from functools import cached_property
from typing import TYPE_CHECKING

from numpydoc.docscrape import NumpyDocString

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LISTS = ("Parameters", "Attributes", "Returns", "Yields", "Raises", "Warns")
TEXTS = ("Notes", "References")


def summary(thing: object) -> str:
    """The first sentence of a docstring, as Markdown."""
    return _code(" ".join(NumpyDocString(inspect.getdoc(thing) or "")["Summary"]), {})


def section(name: str, thing: object, links: Mapping[str, str]) -> str:
    """All that is said of a public name: heading, signature, docstring, and members of a class."""
    parts = [f"## `{name}`", *_body(name, thing, links)]
    if inspect.isclass(thing):
        members = list(_members(thing))
        for member, value in members:
            if inspect.getdoc(value):
                parts += [f"### `{name}.{member}`", *_body(member, value, links)]
        bare = [f"`{member}`" for member, value in members if not inspect.getdoc(value)]
        if bare:
            parts.append(f"Also: {', '.join(bare)}.")
    return "\n\n".join(parts)


def anchor(name: str) -> str:
    """Where a heading can be linked to."""
    return re.sub(r"[^\w-]", "", name.lower())


def _body(name: str, thing: object, links: Mapping[str, str]) -> Iterator[str]:
    doc = NumpyDocString(inspect.getdoc(thing) or "")
    if inspect.isfunction(thing) or inspect.ismethod(thing) or doc["Parameters"]:
        yield f"```py\n{_signature(name, thing)}\n```"
    for text in ("Summary", "Extended Summary"):
        if doc[text]:
            yield _code("\n".join(doc[text]), links)
    for title in LISTS:
        if doc[title]:
            yield f"**{title}**"
            yield "\n".join(_item(each, links) for each in doc[title])
    for title in TEXTS:
        if doc[title]:
            text = doc[title] if isinstance(doc[title], str) else "\n".join(doc[title])
            yield f"**{title}**"
            yield _code(text, links)
    if doc["Examples"]:
        yield "**Examples**"
        yield "```pycon\n{}\n```".format("\n".join(doc["Examples"]).strip())


def _item(each: object, links: Mapping[str, str]) -> str:
    label, text = each.name or each.type, _code("\n".join(each.desc), links)  # type: ignore[attr-defined]
    names = ", ".join(f"`{name}`" for name in label.split(", "))
    return f"- {names}: {text}".replace("\n", "\n  ").replace("\n  \n", "\n\n")


def _signature(name: str, thing: object) -> str:
    """A parameter a line where one line is too long for all."""
    shown = inspect.signature(thing)  # type: ignore[arg-type]
    parameters = list(shown.parameters.values())
    if not inspect.isclass(thing) and parameters and parameters[0].name == "self":
        parameters = parameters[1:]
    words, kind = [], None
    for each in parameters:
        if each.kind is each.KEYWORD_ONLY and kind is not each.KEYWORD_ONLY:
            words.append("*")
        kind = each.kind
        words.append(str(each.replace(annotation=_plain(each.annotation))).replace("'", ""))
        if each.default is not each.empty and isinstance(each.default, str):
            words[-1] = words[-1].rpartition("=")[0] + f'= "{each.default}"'
    returned = "" if inspect.isclass(thing) else f" -> {_plain(shown.return_annotation)}"
    line = f"{name}({', '.join(words)}){returned}"
    if len(line) <= 100:
        return line
    return "{}(\n{}\n){}".format(name, "\n".join(f"    {word}," for word in words), returned)


def _plain(annotation: object) -> object:
    return annotation if isinstance(annotation, str) else inspect.formatannotation(annotation)


def _members(thing: type) -> Iterator[tuple[str, object]]:
    for name, value in vars(thing).items():
        if name.startswith("_") or name.startswith("model_"):
            continue
        if isinstance(value, classmethod | staticmethod):
            yield name, getattr(thing, name)
        elif inspect.isfunction(value) or isinstance(value, property | cached_property):
            yield name, value


def _code(text: str, links: Mapping[str, str]) -> str:
    """Literals as code, and public names as links to where they are described."""
    text = re.sub(r"``(.+?)``", "\0\\1\0", text, flags=re.DOTALL)

    def linked(match: re.Match[str]) -> str:
        target = links.get(match[1].partition(".")[0])
        return f"[`{match[1]}`]({target})" if target else f"`{match[1]}`"

    return re.sub(r"`([^`]+)`", linked, text).replace("\0", "`").strip()
