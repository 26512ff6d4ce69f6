"""What changed between hierarchies, in the words that every page about it uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.compare.model import number_text

if TYPE_CHECKING:
    from hierannot_dsl.compare.breaking import Judgement
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


def title(comparison: Comparison) -> str:
    """A hierarchy by its name, its file where that alone tells which one it is, and its version."""
    file = f"({comparison.file})" if comparison.file else ""
    return " ".join(filter(None, (comparison.diff.name, file, version_step(comparison.diff))))


def version_step(diff: HierarchyDiff) -> str:
    """The version, or both where it changed; empty where there is none."""
    if diff.whole:
        return diff.after_version or diff.before_version or ""
    versions = (diff.before_version or "none", diff.after_version or "none")
    return " -> ".join(dict.fromkeys(versions)) if versions != ("none", "none") else ""


def signed(change: MarkerChange) -> str:
    """A marker in a list, such as ``+CD3D=2``."""
    sign, weight = change.after or change.before or (1, 1.0)
    return f"{SIGNS[sign]}{change.gene}" + (f"={number_text(weight)}" if weight != 1 else "")


def marker_written(change: MarkerChange) -> str:
    """A marker as a file has it, such as ``+ CD3D = 2``."""
    sign, weight = change.after or change.before or (1, 1.0)
    return f"{SIGNS[sign]} {change.gene}" + (f" = {number_text(weight)}" if weight != 1 else "")


def marker_fate(change: MarkerChange) -> str:
    """What became of a marker, to be read after it, such as ``, weight was 1``."""
    old = change.before
    match change.fate:
        case "removed":
            told = " removed"
        case "added":
            told = " added"
        case "sign changed" if old is not None:
            told = f", was {SIGNS[old[0]]}"
        case "weight changed" if old is not None:
            told = f", weight was {number_text(old[1])}"
        case _:
            told = ", note or evidence"
    return f"{told} (variant {change.variant})" if change.variant else told


def below_told(change: ProgramChange) -> str:
    """How many came or went with a program, to be read after its name; empty where none did."""
    return f", with {len(change.inside)} below it" if change.inside else ""


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


def version_told(judgement: Judgement, diff: HierarchyDiff) -> str:
    """Whether the version says what changed, in words."""
    if diff.whole == "removed":
        told = "its removal is allowed" if judgement.enough else f"--allow-removed {diff.name} lets it go"
        return f"none is left that could say so; {told}"
    if judgement.needed is None:
        if not judgement.enough and diff.before_version is not None:
            return f"it was {diff.before_version}, and is {diff.after_version or 'none'}: it may not fall"
        if judgement.required.value == 0:
            return "need not rise"
        told = f"a {judgement.required.word} change, and no version before that could rise"
        return told if judgement.enough else f"{told}, and none now: write one"
    told = f"a {judgement.required.word} change takes {judgement.needed}"
    now = diff.after_version or "none"
    return f"{told}, and it is {now}" if judgement.enough else f"{told}, but it is {now}: raise it"


def same_told(comparison: Comparison) -> str:
    """A hierarchy in which the same changed as in another, and what that takes of its version."""
    name, judgement = title(comparison), comparison.judgement
    return name if judgement is None else f"{name}: {version_told(judgement, comparison.diff)}"


def count(number: int, what: str) -> str:
    """``1 node``, ``2 nodes``."""
    return f"{number} {what}" + ("" if number == 1 else "s")
