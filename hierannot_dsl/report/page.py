"""Facts and a template -> one HTML page with its style and script inside."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from typing import TYPE_CHECKING, Any

from hierannot_dsl.resources import page_asset_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import Environment
    from markupsafe import Markup

# Shades of the heat map, and the branch score from which a cell has the strongest: that of a clear call.
SHADES = 8
FULL_SCORE = 1.2
NOTHING = "\N{EN DASH}"


def render_page(template: str, facts: Mapping[str, Any]) -> str:
    """Fill a template; the same facts give the same bytes.

    Parameters
    ----------
    template
        Name of a file in ``templates``.
    facts
        What the template shows. Texts may hold anything: they are escaped.

    Returns
    -------
    page
        A whole document that asks for nothing from a network: its policy forbids that, and every style and
        script but its own.
    """
    style, script = _asset("style.css"), _asset("page.js")
    policy = (
        "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; "
        f"style-src '{_digest(style)}'; script-src '{_digest(script)}'"
    )
    page = _environment().get_template(template)
    return page.render(**facts, style=style, script=script, policy=policy)


def shade(score: float | None) -> str:
    """Class of a cell of a heat map: ``h0`` (nothing, or below zero) to ``h7``; ``hx`` without a score."""
    if score is None:
        return "hx"
    step = int(max(score, 0.0) / FULL_SCORE * SHADES)
    return f"h{min(step, SHADES - 1)}"


def bar(part: float, largest: float) -> str:
    """Class of a bar, in twentieths of the largest."""
    return f"w{round(20 * abs(part) / largest) if largest > 0 else 0}"


def number(value: float | None, digits: int = 2) -> str:
    """A number for people; an en dash where there is none."""
    if value is None or value != value:
        return NOTHING
    return f"{round(value, digits) + 0.0:.{digits}f}"  # adding zero makes -0.0 a plain zero


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        loader=FunctionLoader(page_asset_text),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"number": number, "shade": shade}
    environment.globals["bar"] = bar
    return environment


@cache
def _asset(name: str) -> Markup:
    from markupsafe import Markup

    return Markup(page_asset_text(name))


def _digest(text: str) -> str:
    # The policy names the text between the tags, which the templates write without a character of their own.
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
