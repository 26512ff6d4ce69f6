"""Explanation -> a page for a terminal: the label, the decisions on the way to it, the markers behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.emit.layout import Layout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.explain.model import Candidate, Explanation, Fork, MarkerPart, NodeEvidence

COLORS = {"resolved": "1", "mixed": "33", "unknown": "31"}
FAILED = "31"
ARROW = " > "
SHOWN = 6
LETTERS = {
    "R": "how far the markers of a type stand above their controls, less what speaks against it",
    "B": "R, or more where a type below has strong support; the largest B of a fork wins",
    "contrast": "a type that the hierarchy has no label for; where one wins, the way ends",
}
PLACES = (
    "place of a gene, and of genes of like abundance, within the cluster: 0 up to the median gene, 0.7 for "
    "the top tenth, 1.7 for the top hundredth"
)
UNUSED = {
    "absent": "absent",
    "of the parent": "not counted, because the parent has them",
}


def explanation_text(explanation: Explanation, layout: Layout | None = None) -> str:
    """The explanation as lines that end in a line feed each."""
    look = layout or Layout()
    parts = [list(_head(explanation, look)), list(_legend(explanation, look))]
    parts += [list(_fork(number, fork, look)) for number, fork in enumerate(explanation.forks, start=1)]
    parts += [list(_evidence(node, look)) for node in explanation.evidence]
    if explanation.advice:
        told = (line for one in explanation.advice for line in look.wrapped("  - ", one.text, indent=4))
        parts.append(["What to try", *told])
    return "\n".join("".join(f"{line}\n" for line in part) for part in parts)


def _head(explanation: Explanation, look: Layout) -> Iterator[str]:
    sure = f", {explanation.confidence} confidence" if explanation.called else ""
    label, status = explanation.label, explanation.status
    told = f" ({status}{sure})" if label != status else ""
    for line in look.wrapped(f"Cluster {explanation.cluster}: ", f"{label}{told}", indent=4):
        yield look.paint(line, COLORS[status])
    if explanation.reason:
        yield from look.wrapped("  because: ", explanation.reason, indent=4)
    yield from look.wrapped("  path: ", ARROW.join(explanation.path) or "none", indent=4)
    called = explanation.called
    if called and (status != "resolved" or explanation.backed_off):
        why = ", backed off for want of raw support" if explanation.backed_off else ""
        yield from look.wrapped("  called: ", f"{called}{why}", indent=4)
    yield from look.wrapped("  trust: ", _trust(explanation), indent=4)
    yield f"  hierarchy {explanation.hierarchy}, method {explanation.method}"


def _legend(explanation: Explanation, look: Layout) -> Iterator[str]:
    for letter, told in {**LETTERS, "expression, control": _unit(explanation)}.items():
        yield from look.wrapped(f"  {letter}: ", told, indent=4)


def _unit(explanation: Explanation) -> str:
    if explanation.method == "default":
        return PLACES
    if explanation.scale_factor is None:
        return "the values as they were given, of a gene and of genes of like abundance"
    return f"ln(1 + counts per {explanation.scale_factor:,g}), of a gene and of genes of like abundance"


def _trust(explanation: Explanation) -> str:
    stable = f"{explanation.stability:.0%} of 100 resamples of the markers"
    if not explanation.called:
        return f"no call in {stable}"
    chance = f"the call is right with a chance of {explanation.confidence_score:.1%}, as measured; "
    return f"{chance if explanation.method == 'default' else ''}it stays in {stable}"


def _fork(number: int, fork: Fork, look: Layout) -> Iterator[str]:
    where = f"below {fork.parent}" if fork.parent else "at the root"
    passed = fork.verdict == "passed"
    told = f"{fork.winner} is entered" if passed else f"the way ends ({fork.verdict})"
    for line in look.wrapped(f"{number}. {where}: ", told, indent=4):
        yield line if passed else look.paint(line, FAILED)
    shown = [one for one in fork.candidates if one.branch is not None][:SHOWN]
    width = max((len(_name(one)) for one in shown), default=0)
    yield f"       {'':<{width}}       B       R"
    for candidate in shown:
        mark = {fork.winner: ">", fork.runner_up: "2"}.get(candidate.name, " ")
        line = f"     {mark} {_name(candidate):<{width}}  {_cell(candidate.branch)}  {_cell(candidate.raw)}"
        if candidate.ranked != candidate.branch:
            line += f"  ranked as {candidate.ranked:.2f}"
        yield line
    yield from _others(fork, look)
    for gate in fork.gates:
        mark = "ok" if gate.passed else look.paint("NO", FAILED)
        first, *others = look.wrapped("   xx ", gate.told, indent=6)
        yield first.replace("xx", mark, 1)
        yield from others
    for told in fork.otherwise:
        yield from look.wrapped("   else: ", told, indent=6)


def _others(fork: Fork, look: Layout) -> Iterator[str]:
    """Candidates without a row: those far behind, and those without a score."""
    behind = [_name(one) for one in fork.candidates if one.branch is not None][SHOWN:]
    if behind:
        yield f"       and {len(behind)} below these"
    missing = [one for one in fork.candidates if one.branch is None]
    if len(missing) > SHOWN:
        yield from look.wrapped("       not scored: ", ", ".join(map(_name, missing)), indent=9)
        return
    for one in missing:
        yield from look.wrapped(f"       {_name(one)} is not scored: ", one.unscorable, indent=9)


def _evidence(node: NodeEvidence, look: Layout) -> Iterator[str]:
    kind = " (contrast)" if node.kind == "contrast" else ""
    variant = f", as {node.variant}" if node.variant else ""
    if node.raw is None:
        yield from look.wrapped(f"{node.name}{kind}: ", f"no R: {node.unscorable}", indent=4)
    else:
        yield from look.wrapped(f"{node.name}{kind}{variant}: ", _scores(node), indent=4)
    counted = [part for part in node.markers if part.fate in ("used", "not counted")]
    if counted:
        width = max(max(len(part.gene) for part in counted), 4)
        yield f"      {'gene':<{width}}   share  expression  control  part of R"
        for part in sorted(counted, key=lambda one: -one.sign):
            yield _row(part, width)
        total = sum(part.contribution for part in node.markers)
        yield f"      {'sum':<{width}}{total:40.4f}"
    for fate, told in UNUSED.items():
        genes = [_signed(part) for part in node.markers if part.fate == fate]
        if genes:
            yield from look.wrapped(f"    {told}: ", " ".join(genes), indent=6)


def _scores(node: NodeEvidence) -> str:
    # Without D and Z, the local score is R.
    local = None if node.decision is None else node.local
    values = {"R": node.raw, "B": node.branch, "L": local, "D": node.decision, "Z": node.z}
    told = [f"{name} {value:.2f}" for name, value in values.items() if value is not None]
    if node.detection is not None:
        told.append(f"{node.detection:.0%} of its markers detected")
    if node.scale != 1:
        told.append(f"parts times {node.scale:.2f} for the number of markers")
    if any(part.sign < 0 and part.fate == "used" for part in node.markers):
        told.append(f"negative ones times {node.penalty:g}")
    return ", ".join(told)


def _row(part: MarkerPart, width: int) -> str:
    sign = "+" if part.sign > 0 else "-"
    note = "  cut" if part.clipped else "  none of these counts" if part.fate == "not counted" else ""
    levels = f"{part.expression:10.2f}  {part.control:7.2f}"
    return f"    {sign} {part.gene:<{width}}   {part.share:5.2f}  {levels}  {part.contribution:9.4f}{note}"


def _name(candidate: Candidate) -> str:
    return f"{candidate.name} (contrast)" if candidate.kind == "contrast" else candidate.name


def _cell(value: float | None) -> str:
    return f"{'-':>6}" if value is None else f"{value:6.2f}"


def _signed(part: MarkerPart) -> str:
    return f"{'+' if part.sign > 0 else '-'}{part.gene}"
