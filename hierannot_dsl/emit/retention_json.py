"""Retention report -> JSON: every node, the fate of every marker, every pair of siblings, the advice."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from hierannot_dsl.emit.retention_document import FORMAT, FORMAT_VERSION

if TYPE_CHECKING:
    from hierannot_dsl.emit.retention_document import (
        DecidedDocument,
        DesignDocument,
        MarkerDocument,
        MeasuredDocument,
        NodeDocument,
        PairDocument,
        PanelDocument,
        RetentionDocument,
        ShareDocument,
        SideDocument,
    )
    from hierannot_dsl.panel.compare import PanelComparison
    from hierannot_dsl.panel.contents import PanelContents
    from hierannot_dsl.panel.design import PanelDesign
    from hierannot_dsl.panel.measured import Decided, Measured
    from hierannot_dsl.panel.report import MarkerRetention, NodeRetention, RetentionReport, Share
    from hierannot_dsl.panel.separation import PairSeparation, Side


def retention_json(report: RetentionReport, design: PanelDesign | None = None) -> str:
    """The report as one JSON object, ending in a line feed."""
    return _text(retention_document(report, design))


def comparison_json(comparison: PanelComparison) -> str:
    """Reports on several panels as one JSON object, ending in a line feed."""
    return _text(
        {
            "format": "hierannot_dsl.panel_comparison",
            "format_version": FORMAT_VERSION,
            "hierarchy": comparison.hierarchy,
            "reports": [retention_document(report) for report in comparison.reports],
            "only": [list(genes) for genes in comparison.only],
        }
    )


def retention_document(report: RetentionReport, design: PanelDesign | None = None) -> RetentionDocument:
    """The report as plain dictionaries and lists."""
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "hierarchy": report.hierarchy,
        "panel": report.panel,
        "n_genes": report.n_genes,
        "policy": asdict(report.policy),
        "contents": _contents(report.contents),
        "symbols": {str(fate): count for fate, count in report.totals().items()},
        "nodes": [_node(row) for row in report.nodes],
        "contrasts": [_node(row) for row in report.contrasts],
        "pairs": [_pair(pair) for pair in report.pairs],
        "advice": [{"kind": a.kind.value, "nodes": list(a.nodes), "why": a.why} for a in report.advice],
        "measured": _measured(report.measured) if report.measured else None,
        "design": _design(design) if design else None,
    }


def _text(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _node(row: NodeRetention) -> NodeDocument:
    return {
        "name": row.name,
        "parent": row.parent or None,
        "level": row.level,
        "role": row.role or None,
        "status": row.status.value,
        "rule": str(row.rule),
        "reason": row.reason or None,
        "positive": _share(row.positive),
        "negative": _share(row.negative),
        "effective": _share(row.effective),
        "markers": [_marker(marker) for marker in row.markers],
    }


def _share(share: Share) -> ShareDocument:
    return {
        "present": share.present,
        "total": share.total,
        "present_weight": share.present_weight,
        "total_weight": share.total_weight,
    }


def _marker(marker: MarkerRetention) -> MarkerDocument:
    return {
        "gene": marker.gene,
        "modality": marker.modality,
        "sign": "+" if marker.sign > 0 else "-",
        "weight": marker.weight,
        "variant": marker.variant or None,
        "fate": str(marker.fate),
        "symbol": marker.symbol or None,
        "candidates": list(marker.candidates),
        "source": marker.source or None,
    }


def _pair(pair: PairSeparation) -> PairDocument:
    return {
        "parent": pair.parent or None,
        "competing": pair.competing,
        "first": _side(pair.first),
        "second": _side(pair.second),
    }


def _side(side: Side) -> SideDocument:
    return {
        "node": side.node,
        "markers": list(side.markers),
        "weight": side.weight,
        "total": side.total,
        "total_weight": side.total_weight,
    }


def _contents(held: PanelContents) -> PanelDocument:
    return {
        "name": held.name,
        "n_genes": held.n_genes,
        "species": held.species or None,
        "repeated": list(held.repeated),
        "left_out": list(held.left_out),
        "old_names": dict(held.old_names),
        "damaged": list(held.damaged),
        "other_species": list(held.other_species),
        "ensembl": held.ensembl,
        "note": held.note or None,
    }


def _measured(measured: Measured) -> MeasuredDocument:
    return {
        "profiles": measured.profiles,
        "truth": "labels" if measured.truth == "labels" else "all genes",
        "n_genes": measured.n_genes,
        "draws": measured.draws,
        "depth": measured.depth,
        "seed": measured.seed,
        "nodes": [
            {
                "name": row.name,
                "parent": row.parent or None,
                "clusters": list(row.clusters),
                "on_panel": _decided(row.on_panel),
                "on_all": _decided(row.on_all),
                "mistaken_for": dict(row.mistaken_for),
            }
            for row in measured.nodes
        ],
        "left_out": list(measured.left_out),
    }


def _decided(decided: Decided) -> DecidedDocument:
    return {"right": decided.right, "wrong": decided.wrong, "stopped": decided.stopped}


def _design(design: PanelDesign) -> DesignDocument:
    return {
        "n_nodes": design.n_nodes,
        "separation": design.separation,
        "whole": design.whole,
        "additions": [
            {
                "gene": addition.gene,
                "gain": addition.gain,
                "separation": addition.separation,
                "nodes": list(addition.nodes),
            }
            for addition in design.additions
        ],
    }
