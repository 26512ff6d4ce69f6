"""Rules of `hierc compile`: the floors that decide a status, and those under which it fails."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hierannot_dsl.panel.policy import Floors, RetentionPolicy
    from hierannot_dsl.panel.report import NodeRetention, RetentionReport

FLOORS = {
    "disabled_major": "Do not score a major node with a smaller share of its positive markers.",
    "disabled_optional": "The same for the other nodes.",
    "fallback_major": "Call a major node by its parent's name below this share.",
    "fallback_optional": "The same for the other nodes.",
}
ROLES = ("major", "optional")
UNDER = re.compile(rf"(?:(?P<role>{'|'.join(ROLES)})=)?(?P<number>\d+)(?P<percent>%)?")


def rule_options(command: click.decorators.FC) -> click.decorators.FC:
    """What decides a status: options that hold for panels of every size."""
    for name, told in reversed(FLOORS.items()):
        option = click.option(
            f"--{name.replace('_', '-')}", metavar="SHARE", type=click.FloatRange(0, 1), help=told
        )
        command = option(command)
    command = click.option(
        "--long-list",
        metavar="N",
        type=click.IntRange(0),
        help="Take shares of at most this many markers; 0: of all that a node lists. [default: 4]",
    )(command)
    command = click.option(
        "--min-positive",
        metavar="N",
        type=click.IntRange(1),
        help="Do not score a node with fewer positive markers. [default: 2]",
    )(command)
    return click.option(
        "--preserve-major-immune-subtypes",
        "preserve_major",
        is_flag=True,
        help="Score every node of `role major` that has enough markers, whatever its share. It matters with "
        "--long-list 0: by default two markers are enough for these anyway.",
    )(command)


def policy_of(
    floors: dict[str, float | None],
    *,
    preserve_major: bool,
    min_positive: int | None,
    long_list: int | None,
) -> RetentionPolicy:
    """The rules of the command line: the default ones, where it does not say otherwise."""
    from hierannot_dsl.panel.policy import RetentionPolicy

    given = {name: floor for name, floor in floors.items() if floor is not None}
    rules = RetentionPolicy(preserve_major=preserve_major)
    if min_positive is not None:
        rules = replace(rules, min_positive=min_positive)
    if long_list is not None:
        rules = replace(rules, long_list=long_list)

    def changed(size: Floors) -> Floors:
        return replace(size, **given)

    return replace(
        rules, small=changed(rules.small), medium=changed(rules.medium), large=changed(rules.large)
    )


@dataclass(frozen=True)
class Under:
    """What ``--fail-under`` asks of the nodes of a role (``""``: of all): a count of markers, or a share."""

    role: str
    number: int
    percent: bool

    def failing(self, report: RetentionReport) -> Iterable[NodeRetention]:
        """The nodes that keep less; groups have nothing to keep."""
        for row in report.nodes:
            if row.positive.total and self.role in ("", row.role):
                kept = 100 * row.positive.fraction if self.percent else row.effective.present
                if round(kept, 9) < self.number:
                    yield row

    def said(self) -> str:
        share = "%" if self.percent else ""
        return f"{self.role}={self.number}{share}" if self.role else f"{self.number}{share}"


class UnderType(click.ParamType):  # type: ignore[type-arg]  # no type argument in older releases
    """``3``, ``major=3``, ``optional=40%``."""

    name = "[ROLE=]N[%]"

    def convert(self, value: str | Under, param: click.Parameter | None, ctx: click.Context | None) -> Under:
        if isinstance(value, Under):
            return value
        match = UNDER.fullmatch(value)
        if match is None:
            self.fail(f"{value!r} is not a whole number such as 3, major=3 or optional=40%", param, ctx)
        if match["percent"] and int(match["number"]) > 100:
            self.fail(f"{value!r} asks for more than there is: at most 100%", param, ctx)
        return Under(match["role"] or "", int(match["number"]), bool(match["percent"]))
