"""The calls of the article that describes the published tool, on small made-up cells."""

import json

import anndata
import numpy as np
import pandas as pd
import pytest
from scipy import sparse

import hierannot_dsl
from hierannot_dsl import get_builtin_hierarchy
from hierannot_dsl.api.trees import walk

TYPES = ["Goblet-like", "Fibroblast", "B cell", "Plasma cell", "Macrophage", "Mast cell"]
SEED_LISTING = """\
- Intestinal epithelial
  - Absorptive-like
  - Goblet-like
  - Stem/TA-like
- Fibroblast
- Endothelial
  - Capillary endothelial
- Mural
  - Pericyte
- Immune
  - T cell
    - CD4 T cell
    - CD8 T cell
    - Treg
  - B cell
    - Plasma cell
  - NK cell
  - Myeloid
    - Macrophage
    - Monocyte
    - Dendritic cell
  - Mast cell
  - Neutrophil"""


def paths(roots: list) -> dict[str, list]:
    """The programs from the root down to each program."""
    found, path = {}, []
    for depth, program in walk(roots):
        path = [*path[:depth], program]
        found[program.name] = path
    return found


@pytest.fixture(scope="module")
def adata() -> anndata.AnnData:
    """Thirty cells of each type: counts of its markers and its ancestors', above 400 genes of no meaning."""
    random = np.random.default_rng(0)
    programs = paths(get_builtin_hierarchy("colon_tme"))
    markers = sorted({gene for path in programs.values() for gene in path[-1].positive_markers})
    genes = [*markers, *(f"BG{at}" for at in range(400)), "NegPrb1"]
    # The long tail that counts have: few genes make most of a cell.
    rates = np.where(np.arange(len(genes)) < len(markers), 0.02, random.lognormal(-2.5, 2.0, len(genes)))
    counts = []
    for name in TYPES:
        on = {gene for program in programs[name] for gene in program.positive_markers}
        off = {gene for program in programs[name] for gene in program.negative_markers}
        rate = np.where([gene in on - off for gene in genes], 4.0, rates)
        counts.append(random.poisson(rate, (30, len(genes))))
    adata = anndata.AnnData(np.zeros((180, len(genes)), dtype=np.float32))
    adata.obs_names = [f"cell_{at}" for at in range(180)]
    adata.var_names = genes
    adata.layers["counts"] = sparse.csr_matrix(np.vstack(counts).astype(np.float32))
    adata.obs["leiden_standard"] = pd.Categorical(np.repeat([str(at) for at in range(6)], 30))
    return adata


def test_the_quick_start(adata, tmp_path):
    # The seed's 4.2 and 4.3.
    cluster_key = "leiden_standard"
    from hierannot_dsl import (
        HierAnnotPipeline,
        aggregate_anndata_to_cluster_means,
        expand_cluster_annotation_to_cells,
        get_builtin_hierarchy,
        make_cluster_annotation_export_summary,
    )

    root_programs = get_builtin_hierarchy("colon_tme")
    cluster_means = aggregate_anndata_to_cluster_means(
        adata,
        cluster_key=cluster_key,
        source="layer",
        source_key="counts",
        method="mean",
        uppercase_genes=True,
    )
    pipe = HierAnnotPipeline(
        root_programs=root_programs,
        preset="auto",
        input_type="raw_cluster_means",
    )
    result = pipe.fit_score(cluster_means)
    cluster_export = make_cluster_annotation_export_summary(
        result,
        label_with_cluster=True,
        unknown_on_low_confidence=True,
        unknown_branch_raw_threshold=0.1,
        mixed_on_parent_mixing=True,
        unresolved_candidate_min_score=1.0,
        unresolved_candidate_min_raw_score=0.2,
    )
    assert cluster_export["cluster_id"].tolist() == ["0", "1", "2", "3", "4", "5"]
    assert cluster_export["annot_export_label"].tolist() == TYPES
    assert cluster_export["annot_export_label_with_cluster"].tolist()[3] == "Plasma_cell_3"
    assert cluster_export.columns[:7].tolist() == [
        "cluster_id",
        "annot_label",
        "annot_export_label_with_cluster",
        "annot_export_label",
        "annot_export_status",
        "annot_confidence",
        "annot_final_call_margin",
    ]
    labelled = adata.copy()
    labelled.uns[f"hierannot_{cluster_key}"] = cluster_export
    cluster_export.to_csv(tmp_path / "cluster_export_leiden.csv", index=False)

    cell_labels = expand_cluster_annotation_to_cells(
        cluster_assignments=labelled.obs[cluster_key],
        cluster_summary=cluster_export,
        cluster_key=cluster_key,
        include_columns=[
            "annot_export_label",
            "annot_export_label_with_cluster",
        ],
        prefix="hierannot_leiden",
    )
    labelled.obs = labelled.obs.join(cell_labels.drop(columns=[cluster_key], errors="ignore"))
    result_column = "hierannot_leiden_export_label_with_cluster"
    assert (
        labelled.obs[result_column].tolist()[::30]
        == cluster_export["annot_export_label_with_cluster"].tolist()
    )

    labelled.write_h5ad(tmp_path / "labelled.h5ad")
    back = anndata.read_h5ad(tmp_path / "labelled.h5ad")
    assert back.obs[result_column].tolist() == labelled.obs[result_column].tolist()
    assert back.uns[f"hierannot_{cluster_key}"]["annot_export_label"].tolist() == TYPES


def test_the_list_and_the_tree():
    # The seed's 6, Table 2 and Listing 1; counts of markers are the catalog's own.
    from hierannot_dsl import format_hierarchy_tree, get_builtin_hierarchy, list_builtin_hierarchies

    table = list_builtin_hierarchies().set_index("name")
    sizes = {"immune_core": (6, 13), "solid_tissue_core": (4, 8), "tme_core": (5, 22), "colon_tme": (5, 23)}
    for name, size in sizes.items():
        assert tuple(table.loc[name, ["n_root_programs", "n_total_programs"]]) == size
    tree = format_hierarchy_tree(get_builtin_hierarchy("colon_tme"))
    assert [line.partition(" (+")[0] for line in tree.split("\n")] == SEED_LISTING.split("\n")
    assert tree.split("\n")[0].endswith(", children=3)")


def test_a_panel_report(adata):
    # The seed's 6.1.
    from hierannot_dsl import compile_builtin_hierarchy_for_panel, format_hierarchy_tree, hierarchy_to_dict

    panel_genes = set(adata.var_names.str.upper()[::2])
    compiled_roots, report = compile_builtin_hierarchy_for_panel(
        gene_list=panel_genes,
        builtin_name="colon_tme",
        panel_name="small_1K_panel",
        preserve_major_immune_subtypes=True,
    )
    assert "small_1K_panel" in str(report)
    assert format_hierarchy_tree(compiled_roots).startswith("- Intestinal epithelial (+")
    document = json.loads(json.dumps(hierarchy_to_dict(compiled_roots), indent=2))
    assert set(document["roots"][0]["positive_markers"]) <= panel_genes


def test_choosing_a_builtin(capsys):
    # The seed's 6 and its Table 3.
    from hierannot_dsl import (
        format_hierarchy_tree,
        get_builtin_hierarchy,
        list_builtin_hierarchies,
        match_builtin_hierarchy,
        suggest_builtin_hierarchies,
    )

    print(list_builtin_hierarchies())
    best = match_builtin_hierarchy("colon cancer")
    assert best == "colon_tme"
    ranked = suggest_builtin_hierarchies("colon cancer", top_k=5)
    print(ranked[["name", "score", "tissue_scope"]])
    assert ranked.iloc[0][["name", "score", "tissue_scope"]].tolist() == ["colon_tme", 3, "colon"]
    assert ranked["score"].tolist() == [3, 0, 0, 0, 0]
    print(format_hierarchy_tree(get_builtin_hierarchy(best)))
    assert "- Intestinal epithelial (+" in capsys.readouterr().out


@pytest.mark.parametrize("root", ["Epithelial", "Mammary epithelial"])
def test_one_branch_replaced(adata, root):
    # The seed's 6.2. Its loop names a root that breast_tme does not have: it runs, and replaces nothing.
    from hierannot_dsl import HierAnnotPipeline, MarkerProgram, get_builtin_hierarchy

    roots = get_builtin_hierarchy("breast_tme")
    breast_epithelial = MarkerProgram(
        name="breast epithelial",
        positive_markers=["EPCAM", "KRT8", "KRT18", "KRT19"],
        children=[
            MarkerProgram(
                name="luminal epithelial",
                positive_markers=["EPCAM", "KRT8", "KRT18", "ESR1", "PGR"],
            ),
            MarkerProgram(
                name="basal epithelial",
                positive_markers=["KRT5", "KRT14", "KRT17", "TP63"],
            ),
        ],
    )
    custom_roots = []
    for node in roots:
        if node.name == root:
            custom_roots.append(breast_epithelial)
        else:
            custom_roots.append(node)
    pipe_custom = HierAnnotPipeline(
        root_programs=custom_roots,
        preset="auto",
        input_type="raw_cluster_means",
    )
    means = hierannot_dsl.aggregate_anndata_to_cluster_means(
        adata, "leiden_standard", source="layer", source_key="counts"
    )
    names = set(pipe_custom.fit_score(means).program.names)
    contrasts = {contrast.name for contrast in roots[0].contrasts}
    assert contrasts
    assert contrasts <= names
    if root == "Epithelial":
        assert custom_roots == roots
        with pytest.raises(
            KeyError, match=r"no program is called 'Epithelial'; near: .*'Mammary epithelial'"
        ):
            hierannot_dsl.replace_branch(roots, root, breast_epithelial)
    else:
        assert {"breast epithelial", "luminal epithelial", "basal epithelial"} <= names
        by_function = hierannot_dsl.replace_branch(roots, root, breast_epithelial)
        assert hierannot_dsl.content_hash(by_function) == hierannot_dsl.content_hash(custom_roots)
