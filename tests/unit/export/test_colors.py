"""Colors of labels: the hierarchy's own, and one for every other node that no data set changes."""

from itertools import pairwise

from hierannot_dsl.catalog.builtins import load_builtin
from hierannot_dsl.compiler import program_for_genes
from hierannot_dsl.export.colors import label_colors
from hierannot_dsl.panel.panel import Panel


def colors_of(name: str, color: str | None = None) -> dict[str, str]:
    hierarchy = load_builtin(name)
    if color is not None:
        first = hierarchy.roots[0].model_copy(update={"color": color})
        hierarchy = hierarchy.model_copy(update={"roots": (first, *hierarchy.roots[1:])})
    return label_colors(program_for_genes(hierarchy, Panel("any", ("CD3D",), "rna")))


def lightness(color: str) -> float:
    red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def test_every_node_has_its_own_and_neighbours_differ_in_lightness():
    colors = colors_of("colon_tme")
    assert len(colors) == 23
    assert len(set(colors.values())) == 23
    assert all(abs(lightness(one) - lightness(other)) > 20 for one, other in pairwise(colors.values()))


def test_the_hierarchy_decides_where_it_says_something():
    plain, told = colors_of("immune_core"), colors_of("immune_core", "#123456")
    assert told.pop("T cell") == "#123456"
    assert plain.pop("T cell") != "#123456"
    assert told == plain
