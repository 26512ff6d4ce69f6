from hierannot_dsl import MarkerProgram, collect_positive_marker_genes, get_builtin_hierarchy, hierarchy_of

ROOTS = [
    MarkerProgram("T cell", ["TRAC", "CD3D"], ["MS4A1"], children=[MarkerProgram("CD8", ["CD8A", "CD3D"])]),
    MarkerProgram("B cell", ["CD79A", "PAX5", "protein:CD20"]),
]


def test_roots_come_first_and_every_gene_once():
    genes = ["CD8A", "CD3D", "TRAC", "CD79A", "MS4A1", "ACTB", "CD20"]
    assert collect_positive_marker_genes(ROOTS, genes) == ["TRAC", "CD3D", "CD79A", "CD20", "CD8A"]


def test_names_are_those_of_the_data():
    assert collect_positive_marker_genes(ROOTS, ["Cd8a", "Trac", "cd79A", "CD79a"]) == ["Trac", "Cd8a"]
    assert collect_positive_marker_genes(ROOTS, []) == []


def test_a_name_or_a_hierarchy_will_do():
    roots = get_builtin_hierarchy("immune_core")
    genes = [gene for root in roots for gene in root.positive_markers]
    expected = list(dict.fromkeys(genes))
    assert collect_positive_marker_genes(roots, genes) == expected
    assert collect_positive_marker_genes("immune_core", genes) == expected
    assert collect_positive_marker_genes(hierarchy_of(roots), genes) == expected
