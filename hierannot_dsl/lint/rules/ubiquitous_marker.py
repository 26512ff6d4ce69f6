"""L406: a marker that every cell expresses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.diagnostics.model import Diagnostic, Severity
from hierannot_dsl.lint.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.lint.subject import Subject

# Genes that references for expression are made of, or that lead every cell's list of counts.
UBIQUITOUS = frozenset(
    [
        "ACTB",
        "ACTG1",
        "B2M",
        "EEF1A1",
        "EEF1B2",
        "EEF2",
        "FAU",
        "FTH1",
        "FTL",
        "GAPDH",
        "H3-3A",
        "H3-3B",
        "HNRNPA1",
        "HPRT1",
        "HSP90AB1",
        "HSPA8",
        "MALAT1",
        "NACA",
        "NEAT1",
        "OAZ1",
        "PABPC1",
        "PGK1",
        "PPIA",
        "PTMA",
        "RACK1",
        "TBP",
        "TMSB10",
        "TMSB4X",
        "TPT1",
        "TUBA1B",
        "UBA52",
        "UBB",
        "UBC",
        "YWHAZ",
    ]
)
RIBOSOMAL = re.compile(r"RP[LS]\d+[AXY]?\d?|RPLP[012]|RPSA|MRP[LS]\d+")
MITOCHONDRIAL = re.compile(r"MT-(?:ATP[68]|CO[123]|CYB|ND[1-6]|ND4L|RNR[12])")


@dataclass(frozen=True)
class UbiquitousMarker(Diagnostic, code="L406", severity=Severity.WARNING):
    """A marker is a gene that every cell expresses.

    Housekeeping, ribosomal and mitochondrial genes follow the depth and the quality of a cell, not its type.
    As a positive marker such a gene helps whichever cluster is deepest, as a negative one it hurts every node
    alike.

    Example
    -------
    .. code-block:: hier

        node "Fibroblast" {
          + COL1A1
          + DCN
          + GAPDH
          + LUM
        }

    Instead
    -------
    .. code-block:: hier

        node "Fibroblast" {
          + COL1A1
          + DCN
          + LUM
        }

    Source
    ------
    A table of this project: reference genes of quantitative PCR, ribosomal proteins, genes of the
    mitochondrion, and what leads the counts of any cell.
    """

    gene: str
    program: str
    sign: int

    def message(self) -> str:
        says = "says nothing for" if self.sign > 0 else "speaks against every cell, not for"
        return f"every cell expresses `{self.gene}`, so it {says} `{self.program}`"


def check(subject: Subject) -> Iterator[UbiquitousMarker]:
    for marker in subject.markers:
        symbol = marker.gene.upper()  # mouse symbols differ from human ones in case alone here
        known = symbol in UBIQUITOUS or RIBOSOMAL.fullmatch(symbol) or MITOCHONDRIAL.fullmatch(symbol)
        if known and marker.modality == "rna":
            yield UbiquitousMarker(marker.span, marker.gene, marker.owner, marker.line.sign)


RULE = Rule(UbiquitousMarker, check)
