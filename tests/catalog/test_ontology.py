"""The terms of the catalog against the Cell Ontology, where a copy of it is installed."""

import pytest

from hierannot_dsl.catalog.builtins import list_builtins, load_builtin
from hierannot_dsl.model.hierarchy import Program

ontology = pytest.importorskip(
    "cellxgene_ontology_guide.ontology_parser", reason="the Cell Ontology comes with cellxgene-ontology-guide"
)
TERMS = ontology.OntologyParser()
# Names that say less, more or otherwise than their term, which was chosen for its definition.
LABELS = {
    "Immune": "leukocyte",
    "Treg": "CD4-positive, CD25-positive, alpha-beta regulatory T cell",
    "Myeloid": "myeloid leukocyte",
    "Epithelial": "epithelial cell",
    "Luminal epithelial": "epithelial cell",
    "Basal epithelial": "basal cell",
    "Endothelial": "endothelial cell",
    "Capillary endothelial": "capillary endothelial cell",
    "Lymphatic endothelial": "endothelial cell of lymphatic vessel",
    "Venous/arterial endothelial": "blood vessel endothelial cell",
    "Mural": "mural cell",
    "Smooth muscle": "smooth muscle cell",
    "CD4 T cell": "CD4-positive, alpha-beta T cell",
    "CD8 T cell": "CD8-positive, alpha-beta T cell",
    "NK cell": "natural killer cell",
    "Absorptive-like": "enterocyte",
    "Goblet-like": "intestine goblet cell",
    "Stem/TA-like": "intestinal crypt stem cell",
    "Enteroendocrine": "intestinal enteroendocrine cell",
    "Intestinal epithelial": "intestinal epithelial cell",
    "Intestinal epithelium": "intestinal epithelial cell",
    "Erythroid": "erythroid lineage cell",
    "Megakaryocyte/platelet": "megakaryocyte",
    "HSPC": "hematopoietic precursor cell",
    "Schwann/enteric glia": "glial cell",
    "Striated muscle": "striated muscle cell",
    "Mesothelial": "mesothelial cell",
    "Germ": "germ cell",
    "Neural/neuroendocrine": "neuroendocrine cell",
    "Hepatocyte-like": "hepatocyte",
    "Acinar": "pancreatic acinar cell",
    "Endocrine": "pancreatic endocrine cell",
    "Proximal tubule": "epithelial cell of proximal tubule",
    "Alveolar epithelial": "pulmonary alveolar epithelial cell",
    "Differentiated keratinocyte": "suprabasal keratinocyte",
    "OPC": "oligodendrocyte precursor cell",
    "Excitatory neuron": "glutamatergic neuron",
    "Inhibitory neuron": "GABAergic neuron",
    "Microglia": "microglial cell",
    "Glioma/neural progenitor": "malignant cell",
    "Mammary epithelial": "mammary gland epithelial cell",
    "Basal/myoepithelial": "basal-myoepithelial cell of mammary gland",
    "Secretory/alveolar epithelial": "luminal adaptive secretory precursor cell of mammary gland",
    "Renal parenchymal": "kidney epithelial cell",
    "Distal/TAL-like": "nephron tubule epithelial cell",
    "Collecting duct": "kidney collecting duct epithelial cell",
    "Mesangial/pericyte": "mesangial cell",
    "Hepatic parenchymal": "epithelial cell",
    "Cholangiocyte-like": "cholangiocyte",
    "Pulmonary parenchymal": "epithelial cell of lung",
    "Airway epithelial": "respiratory tract epithelial cell",
    "Pancreatic parenchymal": "epithelial cell of pancreas",
    "Ductal": "pancreatic ductal cell",
    "Cutaneous epithelial": "keratinocyte",
    "Basal keratinocyte": "basal cell of epidermis",
    "Adnexal epithelial": "epithelial cell",
    "Squamous epithelial": "squamous epithelial cell",
}
OF_A_TISSUE = {
    "breast_tme: Luminal epithelial": "luminal epithelial cell of mammary gland",
    "lung_tme: Basal epithelial": "respiratory basal cell",
}


def _programs() -> dict[str, Program]:
    found: dict[str, Program] = {}
    for builtin in list_builtins(include_deep=True):
        hierarchy = load_builtin(builtin.name)
        nodes = [node for _, node in hierarchy.walk()]
        for program in (*nodes, *hierarchy.contrasts, *(c for node in nodes for c in node.contrasts)):
            found.setdefault(f"{builtin.name}: {program.name}", program)
    return found


PROGRAMS = _programs()


@pytest.mark.parametrize("key", PROGRAMS)
def test_the_term_is_current_and_means_the_node(key: str) -> None:
    program = PROGRAMS[key]
    assert not TERMS.is_term_deprecated(program.cl)
    expected = OF_A_TISSUE.get(key) or LABELS.get(program.name, program.name)
    assert TERMS.get_term_label(program.cl).lower() == expected.lower()


def test_a_node_lies_below_its_parent_in_the_ontology() -> None:
    outside = set()
    for builtin in list_builtins(include_deep=True):
        for parent, node in load_builtin(builtin.name).walk():
            if parent is not None and parent.cl not in {node.cl, *TERMS.get_term_ancestors(node.cl)}:
                outside.add((parent.name, node.name))
    # The ontology's is_a is not the tree biologists stop in; these are known.
    assert outside == {
        ("B cell", "Plasma cell"),
        ("Epithelial", "Basal epithelial"),
        ("Myeloid", "Dendritic cell"),
        ("Pulmonary parenchymal", "Airway epithelial"),
        ("Pulmonary parenchymal", "Basal epithelial"),
    }


@pytest.mark.parametrize("name", [builtin.name for builtin in list_builtins()])
def test_the_tissue_is_the_organ_of_its_term(name: str) -> None:
    hierarchy = load_builtin(name)
    assert (hierarchy.uberon is None) == (hierarchy.tissue in ("pan-tissue", "pan-solid-tissue"))
    if hierarchy.uberon is not None:
        assert not TERMS.is_term_deprecated(hierarchy.uberon)
        assert TERMS.get_term_label(hierarchy.uberon).removesuffix(" of body") == hierarchy.tissue
