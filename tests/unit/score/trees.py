"""Small programs for tests, as they are read: ``tree(node("T", "CD3D CD3E*2 -MS4A1", node(...)))``."""

from dataclasses import dataclass, field

import numpy as np

from hierannot_dsl.program import ABSENT, NOT_SET, Program
from hierannot_dsl.score.expression import Expression


@dataclass(frozen=True)
class Branch:
    name: str
    markers: str
    children: tuple["Branch", ...]
    variants: dict[str, str]
    is_contrast: bool
    fields: dict[str, object] = field(default_factory=dict)


def node(name, markers="", *children, variants=None, **fields):
    return Branch(name, markers, children, variants or {}, False, fields)


def contrast(name, markers, *, variants=None, **fields):
    return Branch(name, markers, (), variants or {}, True, fields)


def tree(*roots, absent=()):
    """A program of these roots; genes of `absent` are not on its panel."""
    branches, parents = [], []

    def add(siblings, parent):
        for branch in sorted(siblings, key=lambda one: one.is_contrast):
            branches.append(branch)
            parents.append(parent)
            add(branch.children, len(branches) - 1)

    add(roots, ABSENT)
    numbers = {
        name: np.array([float(branch.fields.get(name, NOT_SET)) for branch in branches])
        for name in ("rescue", "penalty", "min_score", "min_margin", "min_raw", "min_markers")
    }
    sets, symbols, rows = [], [], []
    for index, branch in enumerate(branches):
        for variant, text in {"": branch.markers, **branch.variants}.items():
            sets.append((index, variant))
            for word in text.split():
                gene, _, weight = word.lstrip("-").partition("*")
                if gene not in symbols:
                    symbols.append(gene)
                sign = -1 if word.startswith("-") else 1
                rows.append((len(sets) - 1, symbols.index(gene), sign, float(weight or 1)))
    table = np.array(rows, dtype=np.float64).reshape(-1, 4)
    n_programs = len(branches)
    is_contrast = np.array([branch.is_contrast for branch in branches], dtype=bool)
    return Program(
        hierarchy="test",
        version="1.0.0",
        panel="",
        source_hash="",
        names=tuple(branch.name for branch in branches),
        cl_ids=tuple(str(branch.fields.get("cl", "")) for branch in branches),
        descriptions=("",) * n_programs,
        colors=("",) * n_programs,
        parent=np.array(parents, dtype=np.int64),
        is_contrast=is_contrast,
        callable=~is_contrast
        & np.array([branch.fields.get("callable", True) for branch in branches], dtype=bool),
        major=np.zeros(n_programs, dtype=bool),
        weight=np.array([float(branch.fields.get("weight", 1)) for branch in branches]),
        **numbers,
        set_program=np.array([program for program, _ in sets], dtype=np.int64),
        set_variant=tuple(variant for _, variant in sets),
        symbols=tuple(symbols),
        panel_symbols=tuple("" if symbol in absent else symbol for symbol in symbols),
        marker_set=table[:, 0].astype(np.int64),
        marker_symbol=table[:, 1].astype(np.int64),
        marker_sign=table[:, 2].astype(np.int64),
        marker_weight=table[:, 3],
    )


def matrix(genes, values, clusters=None):
    """An expression of these genes (names in one string, or a list); clusters are c0, c1 and so on."""
    genes = tuple(genes.split() if isinstance(genes, str) else genes)
    values = np.asarray(values, dtype=np.float64).reshape(len(genes), -1)
    return Expression(genes, tuple(clusters or (f"c{number}" for number in range(values.shape[1]))), values)
