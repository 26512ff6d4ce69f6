"""A list of findings that are known and accepted for now, so that old ones do not hide new ones.

A finding is remembered by what it is about: its code and the hierarchy, node and gene that it stands in.
Lines may move and files be renamed; as soon as the node or the gene changes, the finding is new again.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, astuple, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from hierannot_dsl.diagnostics.model import Diagnostic, Severity
from hierannot_dsl.lint.locate import Place, place_of
from hierannot_dsl.lint.rules import RULES
from hierannot_dsl.syntax.nodes import HierarchyDecl

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from hierannot_dsl.syntax.nodes import File

FORMAT_VERSION = 1

Entry: TypeAlias = tuple[str, Place]


@dataclass(frozen=True)
class UnusedBaselineEntry(Diagnostic, code="L493", severity=Severity.WARNING):
    """The baseline lists a finding that is not found any more.

    It was mended, or the node or gene that it is about has another name now. Write the baseline again, so
    that the finding cannot come back unseen. Nothing is said of hierarchies that are not linted, and of rules
    that do not run.

    There is no example: a baseline is written by ``hierc lint`` and not by hand.
    """

    listed: str
    place: Place
    count: int

    def message(self) -> str:
        place = " > ".join(part for part in astuple(self.place) if part)
        times = "" if self.count == 1 else f", {self.count} times"
        return f"the baseline lists `{self.listed}` of `{place}`{times}, which is not found any more"


@dataclass(frozen=True)
class ExpiredBaselineEntry(Diagnostic, code="L494", severity=Severity.NOTE):
    """The baseline lists a finding until a day that is over.

    From the day after, what it lists counts as any other finding. Mend it, or write the baseline again with a
    later day.

    There is no example: a baseline is written by ``hierc lint`` and not by hand.
    """

    listed: str
    place: Place
    until: str

    def message(self) -> str:
        place = " > ".join(part for part in astuple(self.place) if part)
        return f"the baseline listed `{self.listed}` of `{place}` until {self.until}"


@dataclass(frozen=True)
class Baselined:
    """What a baseline leaves: findings that are new or whose time is over, and entries without effect."""

    found: tuple[Diagnostic, ...]
    unused: tuple[UnusedBaselineEntry, ...]
    expired: tuple[ExpiredBaselineEntry, ...] = ()


def write_baseline(found: Iterable[Diagnostic], files: Iterable[File], *, until: date | None = None) -> str:
    """A baseline of findings, as JSON; errors are never part of it.

    Parameters
    ----------
    found
        What is accepted.
    files
        The sources that it was found in, as they are written.
    until
        The last day on which it is accepted; None: for ever.
    """
    ends = {} if until is None else {"until": until.isoformat()}
    counted = _counted(found, files)
    findings = [
        {"code": code, **asdict(place), "count": number, **ends}
        for (code, place), number in sorted(counted.items(), key=_order)
    ]
    return json.dumps({"format_version": FORMAT_VERSION, "findings": findings}, indent=2) + "\n"


def apply_baseline(
    found: Iterable[Diagnostic],
    baseline: str,
    files: Iterable[File],
    *,
    today: date,
    judged: Container[str] | None = None,
) -> Baselined:
    """Take out the findings that a baseline lists.

    Parameters
    ----------
    found
        Findings; errors pass whatever the baseline says.
    baseline
        What `write_baseline` wrote.
    files
        The sources that they were found in.
    today
        Entries whose last day is before it count no more, and are told.
    judged
        The codes of what was looked for; None: everything. Of what could not be found here, since another
        hierarchy or another code is meant, no entry is told.

    Raises
    ------
    ValueError
        If the baseline cannot be read.
    """
    files = tuple(files)
    left, expired = _read(baseline, today)
    looked_for = _looked_for([*left, *((entry.listed, entry.place) for entry in expired)], files, judged)
    kept = []
    for finding in found:
        key = (finding.code, _place(finding, files))
        if finding.severity is not Severity.ERROR and left[key] > 0:
            left[key] -= 1
        else:
            kept.append(finding)
    unused = [
        UnusedBaselineEntry(None, code, place, number)
        for (code, place), number in sorted(left.items(), key=_order)
        if number > 0 and (code, place) in looked_for
    ]
    told = tuple(entry for entry in expired if (entry.listed, entry.place) in looked_for)
    return Baselined(tuple(kept), tuple(unused), told)


def _looked_for(listed: Iterable[Entry], files: Iterable[File], judged: Container[str] | None) -> set[Entry]:
    """The entries that might have been found in these files."""
    listed = set(listed)
    names = {item.name.text for file in files for item in file.items if isinstance(item, HierarchyDecl)}
    elsewhere = {place.hierarchy for _, place in listed} - names - {""}
    # What stands in no hierarchy, or is found by comparing, is known where everything was looked at.
    whole = {rule.code for rule in RULES if rule.across}
    return {
        (code, place)
        for code, place in listed
        if (judged is None or code in judged)
        and place.hierarchy not in elsewhere
        and not (elsewhere and (not place.hierarchy or code in whole))
    }


def _counted(found: Iterable[Diagnostic], files: Iterable[File]) -> Counter[Entry]:
    files = tuple(files)
    return Counter((d.code, _place(d, files)) for d in found if d.severity is not Severity.ERROR)


def _place(found: Diagnostic, files: tuple[File, ...]) -> Place:
    span = found.span
    file = next((file for file in files if span and file.source.name == span.source), None)
    return place_of(span, file) if file else Place()


def _order(item: tuple[Entry, int]) -> tuple[str, ...]:
    (code, place), _ = item
    return (place.hierarchy, place.node, place.gene, code)


def _read(text: str, today: date) -> tuple[Counter[Entry], tuple[ExpiredBaselineEntry, ...]]:
    expired = []
    try:
        read: Any = json.loads(text)
        version = read["format_version"]
        listed: Counter[Entry] = Counter()
        for entry in read["findings"]:
            place = Place(*(str(entry[part]) for part in ("hierarchy", "node", "gene")))
            until = entry.get("until")
            if until is not None and date.fromisoformat(until) < today:
                expired.append(ExpiredBaselineEntry(None, str(entry["code"]), place, until))
            else:
                listed[str(entry["code"]), place] += int(entry["count"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
        msg = f"the baseline cannot be read: {type(problem).__name__}: {problem}"
        raise ValueError(msg) from None
    if version != FORMAT_VERSION:
        msg = f"the baseline has format version {version}, and {FORMAT_VERSION} is the one known here"
        raise ValueError(msg)
    return listed, tuple(expired)
