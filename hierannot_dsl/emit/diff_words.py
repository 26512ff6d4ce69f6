"""What changed between hierarchies, in the words that every page about it uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hierannot_dsl.compare.breaking import Verdict
    from hierannot_dsl.compare.comparison import Comparison
    from hierannot_dsl.compare.model import FieldChange, HierarchyDiff, MarkerChange, Path, ProgramChange

SIGNS = {1: "+", -1: "-"}
INTO = " > "


def summary(diff: HierarchyDiff) -> str:
    """How many programs changed in which way, in words."""
    if diff.whole:
        return f"{diff.whole}, {count(diff.n_nodes, 'node')}"
    kinds = {
        "added": sum(one.added for one in diff.programs),
        "removed": sum(one.removed for one in diff.programs),
        "renamed": sum(one.renamed for one in diff.programs),
        "moved": sum(one.moved for one in diff.programs),
        "changed inside": sum(bool(one.markers or one.fields) and _stays(one) for one in diff.programs),
    }
    told = ", ".join(f"{number} {kind}" for kind, number in kinds.items() if number)
    return told or ("fields of the hierarchy" if diff.fields else "the same meaning")


def version_step(diff: HierarchyDiff) -> str:
    """The version, or both where it changed; empty where there is none."""
    if diff.whole:
        return diff.after_version or diff.before_version or ""
    versions = (diff.before_version or "none", diff.after_version or "none")
    return " -> ".join(dict.fromkeys(versions)) if versions != ("none", "none") else ""


def signed(change: MarkerChange) -> str:
    """A marker in a list, such as ``+CD3D=2``."""
    sign, weight = change.after or change.before or (1, 1.0)
    return f"{SIGNS[sign]}{change.gene}" + (f"={weight:g}" if weight != 1 else "")


def marker_told(change: MarkerChange) -> str:
    """What became of a marker, such as ``+ CD3D = 2, was 1``."""
    new, old = change.after, change.before
    sign, weight = new or old or (1, 1.0)
    told = f"{SIGNS[sign]} {change.gene}" + (f" = {weight:g}" if weight != 1 else "")
    match change.fate:
        case "removed":
            told += " removed"
        case "added":
            told += " added"
        case "sign changed" if old is not None:
            told += f", was {SIGNS[old[0]]}"
        case "weight changed" if old is not None:
            told += f", weight was {old[1]:g}"
        case _:
            told += ", note or evidence"
    return f"{told} (variant {change.variant})" if change.variant else told


def _stays(change: ProgramChange) -> bool:
    return not (change.added or change.removed)


def headline(change: ProgramChange) -> str:
    """What happened to a program that stays, in words."""
    before, after = change.before or (), change.after or ()
    if change.renamed and change.moved:
        return f"{path_told(before)} renamed and moved: now {path_told(after)}"
    if change.renamed:
        return f"{path_told(before)} renamed to {after[-1]}"
    if change.moved:
        return f"{path_told(before)} moved: now {path_told(after)}"
    return path_told(after)


def path_told(path: Path | None) -> str:
    return INTO.join(path or ())


def field_told(field: FieldChange) -> str:
    """A field before and after, in words; of one that repeats, what came and went."""
    if field.gone or field.new:
        return f"{field.field}: " + ", ".join(
            [*(f"+ {one}" for one in field.new), *(f"{one} removed" for one in field.gone)]
        )
    if field.before is None:
        return f"{field.field}: {field.after} (was not written)"
    return f"{field.field}: {field.after if field.after is not None else 'gone'} (was {field.before})"


def version_verdict(verdict: Verdict, diff: HierarchyDiff) -> str:
    """Whether the version says what changed, in words."""
    if diff.whole == "removed":
        return "none is left that could say so"
    if verdict.needed is None:
        if not verdict.enough and diff.before_version is not None:
            return f"it was {diff.before_version}, and is {diff.after_version or 'none'}: it may not fall"
        if verdict.required.value == 0:
            return "need not rise"
        told = f"a {verdict.required.word} change, and no version before that could rise"
        return told if verdict.enough else f"{told}, and none now: write one"
    told = f"a {verdict.required.word} change takes {verdict.needed}"
    now = diff.after_version or "none"
    return f"{told}, and it is {now}" if verdict.enough else f"{told}, but it is {now}: raise it"


def same_told(comparison: Comparison) -> str:
    """A hierarchy in which the same changed as in another, and what that takes of its version."""
    diff, verdict = comparison.diff, comparison.verdict
    name = " ".join(filter(None, (diff.name, version_step(diff))))
    return name if verdict is None else f"{name}: {version_verdict(verdict, diff)}"


def count(number: int, what: str) -> str:
    """``1 node``, ``2 nodes``."""
    return f"{number} {what}" + ("" if number == 1 else "s")
