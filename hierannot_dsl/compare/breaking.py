"""HierarchyDiff and its effects -> what breaks users, and the version that says so."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from hierannot_dsl.model.version import read_version

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from hierannot_dsl.compare.effects import LabelEffect, PanelEffect
    from hierannot_dsl.compare.model import HierarchyDiff, Path, ProgramChange
    from hierannot_dsl.model.hierarchy import Hierarchy

# What breaks users, by the name that a finding of it has; each takes a major version.
RULES = {
    "hierarchy-removed": "a hierarchy is gone",
    "name-changed": "a hierarchy has another name",
    "species-changed": "a hierarchy is of another species",
    "modality-changed": "a hierarchy is for another modality",
    "node-removed": "a node is gone, and no alias leads from its name to another one",
    "node-renamed": "a node has another name, and not the former one as an alias",
    "node-moved": "a node stands below another one",
    "cl-changed": "a node that had a Cell Ontology id has another one, or none",
    "sign-flipped": "a marker speaks against what it spoke for, or the reverse",
    "lost-on-panel": "a node could be a label on a panel of `--panel`, and cannot now",
    "labels-changed": "more clusters of a table of `--profiles` have another label than `--most-changed`",
}
# What is left where nothing breaks.
OTHERS = {
    "minor": "a node, contrast or marker comes or goes or counts otherwise, a field that counts changes",
    "patch": "texts, notes, evidence, and words by which a hierarchy is found",
}

# Fields that nobody computes with, and those that others find a hierarchy by.
TEXTS = {"title", "description", "authors", "license", "references", "color", "version"}
SEARCHED = {"keywords", "not_for", "tissue", "uberon", "category", "aliases"}


class Bump(IntEnum):
    """Which number of a semantic version a change has to raise."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3

    @property
    def word(self) -> str:
        return self.name.lower()


@dataclass(frozen=True)
class Breakage:
    """Something that users of a hierarchy will meet: a rule by name, and what it found."""

    rule: str
    told: str


@dataclass(frozen=True)
class Judgement:
    """What a change breaks, and which version it takes.

    Attributes
    ----------
    breakages
        What breaks users; empty where nothing does.
    required
        Which number of the version has to rise.
    needed
        The lowest version that says so; None where none is needed, or the former version says nothing.
    enough
        Whether the version was raised accordingly.
    """

    breakages: tuple[Breakage, ...]
    required: Bump
    needed: str | None
    enough: bool


def judge(
    diff: HierarchyDiff,
    after: Hierarchy | None,
    *,
    panels: tuple[PanelEffect, ...] = (),
    labels: tuple[LabelEffect, ...] = (),
    most_changed: float = 0.0,
    allow_removed: Collection[str] = (),
) -> Judgement:
    """Judge a change.

    Parameters
    ----------
    diff
        What changed.
    after
        The hierarchy afterwards, None where it is gone: a name that is gone and an alias of one of its nodes
        still leads somewhere.
    panels, labels
        What it does to named panels, and to the labels of data.
    most_changed
        Fraction of the clusters of a data set that may have another label.
    allow_removed
        Names of hierarchies that may go: they have no version that could say so.
    """
    known = {alias for _, node in after.walk() for alias in node.aliases} if after else set()
    found = [*_of_hierarchy(diff)]
    for change in diff.programs:
        found += (Breakage(rule, told) for rule, told in _of_program(change, known))
    found += _of_panels(panels)
    found += _of_labels(labels, most_changed)
    required = Bump.MAJOR if found else _of_rest(diff)
    needed = None if diff.whole else _raised(diff.before_version, required)
    enough = _enough(diff, needed, required) or (diff.whole == "removed" and diff.name in allow_removed)
    return Judgement(tuple(found), required, needed, enough)


def _enough(diff: HierarchyDiff, needed: str | None, required: Bump) -> bool:
    if diff.whole:
        return diff.whole == "added"
    before, after, least = map(read_version, (diff.before_version, diff.after_version, needed))
    if before is None:
        # Where there was no version, only what breaks users has to be said by a first one.
        return required < Bump.MAJOR or after is not None
    # What comes before the release of the version that is needed says so too.
    return after is not None and after >= before and (least is None or after.numbers >= least.numbers)


def _of_hierarchy(diff: HierarchyDiff) -> Iterator[Breakage]:
    if diff.whole == "removed":
        nodes = f"{diff.n_nodes} node" + ("" if diff.n_nodes == 1 else "s")
        yield Breakage("hierarchy-removed", f"{diff.name} is gone, with {nodes}")
    for field in diff.fields:
        # What was not written held for nobody; what is written first is no other species.
        if field.field in {"name", "species", "modality"} and field.before is not None:
            told = f"{field.field} was {field.before}, is {field.after or 'gone'}"
            yield Breakage(f"{field.field}-changed", told)


def _of_program(change: ProgramChange, known: set[str]) -> Iterator[tuple[str, str]]:
    path = " > ".join(change.before or change.after or ())
    for gone in _gone_nodes(change):
        if gone[-1] not in known:
            yield "node-removed", f"{' > '.join(gone)} is gone, and no alias leads from it to another node"
    if change.kind == "node" and change.renamed and change.before is not None:
        former = change.before[-1]
        if former not in known:
            yield "node-renamed", f"{path} is called {change.name}, which has no alias {former}"
    if change.kind == "node" and change.moved and change.after is not None:
        yield "node-moved", f"{path} is now {' > '.join(change.after)}: labels of every level change"
    for field in change.fields:
        if field.field == "cl" and field.before is not None and change.kind == "node":
            yield "cl-changed", f"{path}: cl was {field.before}, is {field.after or 'gone'}"
    for marker in change.markers:
        if marker.fate == "sign changed" and marker.after is not None:
            sign = "for" if marker.after[0] > 0 else "against"
            where = f"{path}, variant {marker.variant}" if marker.variant else path
            yield "sign-flipped", f"{where}: {marker.gene} now speaks {sign} it"


def _gone_nodes(change: ProgramChange) -> Iterator[Path]:
    if change.before is None or change.after is not None:
        return
    if change.kind == "node":
        yield change.before
    yield from ((*change.before, *one.path) for one in change.inside if one.kind == "node")


def _of_panels(panels: tuple[PanelEffect, ...]) -> Iterator[Breakage]:
    for effect in panels:
        for node in effect.nodes:
            if node.lost:
                told = f"{node.name} is lost on panel {effect.panel}: was {node.before}, is {node.after}"
                yield Breakage("lost-on-panel", told)


def _of_labels(labels: tuple[LabelEffect, ...], most_changed: float) -> Iterator[Breakage]:
    for effect in labels:
        share = f"{len(effect.changed)} of {effect.n_clusters}"
        if len(effect.changed) > most_changed * effect.n_clusters:
            told = f"{share} clusters of {effect.data} have another label"
            yield Breakage("labels-changed", told)


def _of_rest(diff: HierarchyDiff) -> Bump:
    """What is left when nothing breaks: new or different evidence is minor, words are a patch."""
    if diff.whole:
        return Bump.NONE
    fields = [field.field for field in diff.fields]
    bump = Bump.NONE
    for change in diff.programs:
        fields += [field.field for field in change.fields]
        evidence = any(marker.fate != "note changed" for marker in change.markers)
        if change.added or change.removed or change.moved or change.renamed or evidence:
            return Bump.MINOR
        bump = max(bump, Bump.PATCH)
    for field in fields:
        bump = max(bump, Bump.PATCH if field in TEXTS | SEARCHED else Bump.MINOR)
    return Bump.NONE if fields == ["version"] and not diff.programs else bump


def _raised(written: str | None, bump: Bump) -> str | None:
    version = read_version(written)
    if version is None or bump is Bump.NONE:
        return None
    major, minor, patch = version.numbers
    # Before 1.0.0 the minor number says what the major one says afterwards.
    if major == 0 and bump is Bump.MAJOR:
        bump = Bump.MINOR
    match bump:
        case Bump.MAJOR:
            risen, numbers = minor == patch == 0, (major + 1, 0, 0)
        case Bump.MINOR:
            risen, numbers = patch == 0, (major, minor + 1, 0)
        case _:
            risen, numbers = True, (major, minor, patch + 1)
    # What comes before a release has raised the numbers already, as far as they end in zeros.
    return ".".join(map(str, version.numbers if risen and not version.is_release else numbers))
