"""AnnotationResult and the name of a cluster -> its Explanation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.suggest import closest
from hierannot_dsl.explain.advice import advise
from hierannot_dsl.explain.evidence import node_evidence
from hierannot_dsl.explain.forks import explain_fork, forks_on_the_way, rivals
from hierannot_dsl.explain.model import Explanation
from hierannot_dsl.export.rules import ExportRules, export_label, strongest_leaves
from hierannot_dsl.export.stability import label_stability
from hierannot_dsl.route.result import Confidence, Stop

if TYPE_CHECKING:
    from hierannot_dsl.export.result import AnnotationResult

LISTED = 10
RAW_MEANS = "raw_cluster_means"


def explain_cluster(result: AnnotationResult, cluster: str) -> Explanation:
    """Tell why a cluster has its label.

    Parameters
    ----------
    result
        A fit, by any method.
    cluster
        Name of the cluster, as in ``cluster_id``.

    Returns
    -------
    explanation
        Every fork on the way with its numbers, every marker with its part of R, and the label as it is
        exported under the default rules.

    Raises
    ------
    KeyError
        If there is no such cluster; the message has names that are near.
    """
    index = _index_of(result.scores.clusters, str(cluster))
    program, routes = result.program, result.routes
    rules = ExportRules(mixed_margin_threshold=result.settings.mixed_margin)
    exported = export_label(result, index, rules, leaf=int(strongest_leaves(result, rules)[index]))
    rows = forks_on_the_way(result, index)
    path = [int(step) for step in routes.path[index] if step >= 0]
    contenders = [
        node for row in rows for node in (int(routes.winner[row, index]), *rivals(result, row, index))
    ]
    shown = dict.fromkeys(node for node in contenders if node >= 0)
    label = int(routes.label[index])
    settings = result.settings
    scaled = settings.input_type == RAW_MEANS
    return Explanation(
        cluster=result.scores.clusters[index],
        hierarchy=program.hierarchy,
        method=settings.method,
        input_type=settings.input_type,
        scale_factor=getattr(settings, "scale_factor", None) if scaled else None,
        label=exported.label,
        status=exported.status,
        reason=exported.reason,
        called=program.names[label] if label >= 0 else "",
        confidence=Confidence(int(routes.confidence[index])).slug,
        confidence_score=float(routes.confidence_score[index]),
        stability=float(label_stability(result, cluster=index)[0]),
        stop=Stop(int(routes.stop[index])).slug,
        backed_off=bool(routes.backed_off[index]),
        path=tuple(program.names[step] for step in path),
        forks=tuple(explain_fork(result, row, index) for row in rows),
        evidence=tuple(node_evidence(result, node, index) for node in shown),
        advice=tuple(advise(result, exported, index)),
    )


def _index_of(clusters: tuple[str, ...], cluster: str) -> int:
    if cluster in clusters:
        return clusters.index(cluster)
    near = closest(cluster, clusters)
    if near:
        hint = f"did you mean {' or '.join(map(repr, near))}?"
    else:
        more = f" and {len(clusters) - LISTED} more" if len(clusters) > LISTED else ""
        hint = f"there are {', '.join(map(repr, clusters[:LISTED]))}{more}"
    msg = f"no cluster {cluster!r}: {hint}"
    raise KeyError(msg)
