"""Retention report -> JSON: every node, and the fate of every marker."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hierannot_dsl.panel.report import NodeRetention, RetentionReport

FORMAT = "hierannot_dsl.retention"
FORMAT_VERSION = 1


def retention_json(report: RetentionReport) -> str:
    """The report as one JSON object, ending in a line feed."""
    document = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "hierarchy": report.hierarchy,
        "panel": report.panel,
        "n_genes": report.n_genes,
        "policy": asdict(report.policy),
        "symbols": {str(fate): count for fate, count in report.totals().items()},
        "nodes": [_node(row) for row in report.nodes],
        "contrasts": [_node(row) for row in report.contrasts],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _node(row: NodeRetention) -> dict[str, Any]:
    return {
        "name": row.name,
        "parent": row.parent or None,
        "level": row.level,
        "role": row.role or None,
        "status": str(row.status),
        "reason": row.reason or None,
        "positive": asdict(row.positive),
        "negative": asdict(row.negative),
        "markers": [
            {
                "gene": marker.gene,
                "sign": "+" if marker.sign > 0 else "-",
                "weight": marker.weight,
                "variant": marker.variant or None,
                "fate": str(marker.fate),
                "symbol": marker.symbol or None,
                "candidates": list(marker.candidates),
            }
            for marker in row.markers
        ],
    }
