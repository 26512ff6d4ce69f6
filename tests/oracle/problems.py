"""Random small problems: a hierarchy, a matrix that holds some of its genes, and settings."""

from hypothesis import strategies as st

from tests.unit.score.trees import contrast, matrix, node, tree

GENES = tuple(f"G{number}" for number in range(14))
OTHERS = tuple(f"H{number}" for number in range(16))


@st.composite
def markers(draw):
    genes = draw(st.lists(st.sampled_from(GENES), unique=True, max_size=6))
    words = []
    for gene in genes:
        sign = draw(st.sampled_from(["", "", "", "-"]))
        weight = draw(st.sampled_from(["", "", "*2", "*0.5"]))
        words.append(f"{sign}{gene}{weight}")
    return " ".join(words)


@st.composite
def branches(draw, depth, names):
    fields = {}
    for name, values in (("penalty", [0.0, 1.0]), ("rescue", [0.0, 0.5, 1.0]), ("min_markers", [1, 3])):
        if draw(st.integers(0, 3)) == 0:
            fields[name] = draw(st.sampled_from(values))
    variants = {f"v{k}": draw(markers()) for k in range(draw(st.integers(0, 2)))}
    if draw(st.integers(0, 4)) == 0:
        fields.pop("rescue", None)
        return contrast(next(names), draw(markers()), variants=variants, **fields)
    children = [draw(branches(depth - 1, names)) for _ in range(draw(st.integers(0, 2)) if depth else 0)]
    return node(next(names), draw(markers()), *children, variants=variants, **fields)


@st.composite
def programs(draw):
    names = (f"P{number}" for number in range(1000))
    roots = [node(next(names), draw(markers()))]
    roots += [draw(branches(2, names)) for _ in range(draw(st.integers(0, 2)))]
    return tree(*roots, absent=draw(st.sets(st.sampled_from(GENES), max_size=2)))


@st.composite
def expressions(draw, *, highest=40):
    """Quarters, so that sums are exact, and many zeros and ties."""
    missing = draw(st.sets(st.sampled_from(GENES), max_size=3))
    genes = [gene for gene in GENES + OTHERS if gene not in missing]
    genes = draw(st.permutations(genes))[: draw(st.integers(3, len(genes)))]
    n_clusters = draw(st.integers(1, 5))
    cells = st.integers(0, highest).map(lambda quarters: quarters / 4)
    rows = st.lists(cells | st.just(0.0), min_size=n_clusters, max_size=n_clusters)
    return matrix(genes, draw(st.lists(rows, min_size=len(genes), max_size=len(genes))))
