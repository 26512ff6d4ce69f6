"""Small programs for tests, as they are read: ``tree(node("T", "CD3D CD3E*2 -MS4A1", node(...)))``."""

from dataclasses import dataclass, field

import numpy as np

from hierannot_dsl.program import ABSENT, NOT_SET, Program
from hierannot_dsl.score.expression import Expression
from hierannot_dsl.score.result import Evidence, Scores


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


def scored(program, branch, *, raw=None, detection=1.0, silent=()):
    """Scores as if they had been computed: one row of `branch` per program, NaN for one without evidence."""
    branch = np.array(branch, dtype=np.float64).reshape(program.n_programs, -1)
    raw = branch if raw is None else np.array(raw, dtype=np.float64).reshape(branch.shape)
    n_clusters, n_sets = branch.shape[1], len(program.set_variant)
    own_set = np.array([list(program.set_program).index(index) for index in range(program.n_programs)])
    known = ~np.isnan(raw)
    evidence = Evidence(
        clusters=tuple(f"c{number}" for number in range(n_clusters)),
        genes=(),
        expression=np.empty((0, n_clusters)),
        used_marker=np.empty(0, dtype=np.int64),
        used_gene=np.empty(0, dtype=np.int64),
        used_set=np.empty(0, dtype=np.int64),
        used_share=np.empty(0),
        control=np.empty((0, n_clusters)),
        clip=np.full((n_sets, n_clusters), np.inf),
        set_markers=np.full(n_sets, 5),
        set_scale=np.ones(n_sets),
        set_penalty=np.zeros(n_sets),
        set_negative=np.zeros((n_sets, n_clusters)),
        set_raw=np.zeros((n_sets, n_clusters)),
        raw=raw,
        best_set=np.where(known, own_set[:, np.newaxis], -1),
        detection=np.where(known, detection, np.nan),
        unscorable=tuple("" if row.any() else "no markers" for row in known),
        silent=np.isin(np.arange(n_clusters), silent),
    )
    nothing = np.full(branch.shape, np.nan)
    return Scores(evidence, z=nothing, decision=nothing, local=raw, branch=branch, branch_raw=branch.copy())
