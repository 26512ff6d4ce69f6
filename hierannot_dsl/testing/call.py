"""One fit of one cluster -> what it is called, how clearly, and which genes spoke."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.export.rules import ExportRules, export_label, strongest_leaves
from hierannot_dsl.route.result import Confidence
from hierannot_dsl.score.contributions import marker_contributions

if TYPE_CHECKING:
    from hierannot_dsl.export.result import AnnotationResult
    from hierannot_dsl.export.rules import Status


@dataclass(frozen=True)
class Voice:
    """What the markers of one program say.

    Attributes
    ----------
    score
        The branch score; None where the program could not be scored.
    spoke
        Genes with what each adds to the raw score, the strongest first; those that add nothing are left out.
    n_high, n_markers
        How many of the positive markers that were weighed stand out at all (by ranks: above the median gene),
        and how many were weighed.
    """

    program: str
    score: float | None
    spoke: tuple[tuple[str, float], ...]
    n_high: int
    n_markers: int


@dataclass(frozen=True)
class Call:
    """What one cluster is called.

    Attributes
    ----------
    label
        The exported label: a node, ``unknown``, or ``mixed_a.b``.
    status
        Which of these it is.
    path
        The nodes from the root to the label; empty where it is no node.
    reason
        Why it is no node, or goes no deeper; may be empty.
    confidence
        ``none``, ``low``, ``medium``, ``high``.
    leader, runner_up
        The two best programs at the fork that decided; empty where there is none.
    margin
        Lead of the one over the other; None where there is no such fork.
    """

    label: str
    status: Status
    path: tuple[str, ...]
    reason: str
    confidence: str
    leader: str
    runner_up: str
    margin: float | None


def call_of(result: AnnotationResult) -> Call:
    """The call of the first cluster of a fit, by the default rules of export."""
    routes, program = result.routes, result.program
    rules = ExportRules(mixed_margin_threshold=result.settings.mixed_margin)
    exported = export_label(result, 0, rules, leaf=int(strongest_leaves(result, rules)[0]))
    label, fork = int(routes.label[0]), int(routes.stop_fork[0])
    leader, rival, margin = label, int(routes.rival[0]), float(routes.final_margin[0])
    if label < 0 and fork >= 0:
        leader, rival = int(routes.winner[fork, 0]), int(routes.runner_up[fork, 0])
        margin = float(routes.margin[fork, 0])
    path: tuple[str, ...] = ()
    if exported.status == "resolved":
        step = label
        while step >= 0:
            path = (program.names[step], *path)
            step = int(program.parent[step])
    return Call(
        label=exported.label,
        status=exported.status,
        path=path,
        reason=exported.reason,
        confidence=Confidence(int(routes.confidence[0])).slug,
        leader=program.names[leader] if leader >= 0 else "",
        runner_up=program.names[rival] if rival >= 0 else "",
        margin=margin if margin == margin else None,  # NaN is not itself
    )


def voice_of(result: AnnotationResult, name: str) -> Voice:
    """What the markers of a program say in the first cluster of a fit."""
    program, evidence = result.program, result.scores.evidence
    node = program.names.index(name)
    told = marker_contributions(program, evidence, node=node, cluster=0)
    weighed = told.expression == told.expression
    positive = weighed & (program.marker_sign[told.marker] > 0)
    spoke = [
        (program.symbols[program.marker_symbol[marker]], float(share))
        for marker, share, level in zip(told.marker, told.contribution, told.expression, strict=True)
        if share != 0 and level > 0
    ]
    score = float(result.scores.branch[node, 0])
    return Voice(
        program=name,
        score=score if score == score else None,
        spoke=tuple(sorted(spoke, key=lambda gene: (-abs(gene[1]), gene[0]))),
        n_high=int((told.expression[positive] > 0).sum()),
        n_markers=int(positive.sum()),
    )
