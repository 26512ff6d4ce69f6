"""The terms of the catalog against the Cell Ontology, where a copy of it is installed."""

import pytest

from benchmarks.catalog import read_model, read_resolved
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
    "HSPC": "hematopoietic stem cell",
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
    "Portal fibroblast": "hepatic portal fibroblast",
    "Naive CD4 T cell": "naive thymus-derived CD4-positive, alpha-beta T cell",
    "Memory CD4 T cell": "CD4-positive, alpha-beta memory T cell",
    "Naive CD8 T cell": "naive thymus-derived CD8-positive, alpha-beta T cell",
    "Cytotoxic CD8 T cell": "CD8-positive, alpha-beta cytotoxic T cell",
    "Germinal centre B cell": "germinal center B cell",
    "Resting plasma cell": "plasma cell",
    "CD56-bright NK cell": "CD16-negative, CD56-bright natural killer cell, human",
    "CD56-dim NK cell": "CD16-positive, CD56-dim natural killer cell, human",
    "Classical monocyte": "CD14-positive, CD16-negative classical monocyte",
    "Non-classical monocyte": "CD14-low, CD16-positive monocyte",
    "Conventional dendritic cell 1": "CD141-positive myeloid dendritic cell",
    "Conventional dendritic cell 2": "CD1c-positive myeloid dendritic cell",
    "Monocyte-derived macrophage": "macrophage",
    "Interstitial macrophage": "lung interstitial macrophage",
    "Activated fibroblast": "myofibroblast cell",
    "Resident fibroblast": "fibroblast",
    "Venous endothelial": "vein endothelial cell",
    "Arterial endothelial": "endothelial cell of artery",
    "Sinusoidal endothelial": "endothelial cell of hepatic sinusoid",
    "Enteric glia": "enteroglial cell",
    "Surface colonocyte": "colonocyte",
    "Intestinal stem cell": "intestinal crypt stem cell",
    "Transit-amplifying": "transit amplifying cell of gut",
    "Tuft cell": "tuft cell of colon",
    "Alveolar type 1": "pulmonary alveolar type 1 cell",
    "Alveolar type 2": "pulmonary alveolar type 2 cell",
    "Ciliated": "lung multiciliated epithelial cell",
    "Club": "club cell",
    "Airway goblet": "lung goblet cell",
    "Ionocyte": "pulmonary ionocyte",
    "Thick ascending limb": "kidney loop of Henle thick ascending limb epithelial cell",
    "Distal convoluted tubule": "kidney distal convoluted tubule epithelial cell",
    "Ureteric bud": "ureteric bud cell",
    "Principal cell": "kidney collecting duct principal cell",
    "Intercalated cell": "kidney collecting duct intercalated cell",
    "Alpha cell": "pancreatic A cell",
    "Beta cell": "type B pancreatic cell",
    "Delta cell": "pancreatic D cell",
    "PP cell": "pancreatic PP cell",
    "Epsilon cell": "pancreatic epsilon cell",
    "Sweat gland": "epithelial cell of sweat gland",
    "Hair follicle": "hair follicle cell",
    "Luminal secretory progenitor": "luminal adaptive secretory precursor cell of mammary gland",
    "PVALB interneuron": "pvalb GABAergic interneuron",
    "SST interneuron": "sst GABAergic interneuron",
    "VIP interneuron": "VIP GABAergic interneuron",
    "LAMP5 interneuron": "lamp5 GABAergic interneuron",
    "Ependymal": "ependymal cell",
}
OF_A_TISSUE = {
    "breast_tme: Luminal epithelial": "luminal epithelial cell of mammary gland",
    "lung_tme: Basal epithelial": "respiratory basal cell",
    "breast_deep: Luminal epithelial": "luminal hormone-sensing cell of mammary gland",
}


def _programs() -> dict[str, Program]:
    """Each program once, though many hierarchies have it; the broad ones first."""
    found: dict[str, Program] = {}
    seen: set[tuple[str, str | None]] = set()
    for name in sorted(read_resolved(), key=lambda name: name.endswith("_deep")):
        hierarchy = read_model(name)
        nodes = [node for _, node in hierarchy.walk()]
        for program in (*nodes, *hierarchy.contrasts, *(c for node in nodes for c in node.contrasts)):
            if (program.name, program.cl) not in seen:
                seen.add((program.name, program.cl))
                found[f"{name}: {program.name}"] = program
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
    for name in read_resolved():
        for parent, node in read_model(name).walk():
            if parent is not None and parent.cl not in {node.cl, *TERMS.get_term_ancestors(node.cl)}:
                outside.add((parent.name, node.name))
    # The ontology's is_a is not the tree biologists stop in; these are known.
    assert outside == {
        ("Adnexal epithelial", "Hair follicle"),
        ("B cell", "Plasma cell"),
        ("Epithelial", "Basal epithelial"),
        ("Fibroblast", "Activated fibroblast"),
        ("Mural", "Smooth muscle"),
        ("Myeloid", "Dendritic cell"),
        ("Myeloid", "Promonocyte"),
        ("Plasma cell", "Plasmablast"),
        ("Pulmonary parenchymal", "Airway epithelial"),
        ("Pulmonary parenchymal", "Basal epithelial"),
        ("Secretory/alveolar epithelial", "Lactocyte"),
        ("Stem/TA-like", "Transit-amplifying"),
    }


@pytest.mark.parametrize("name", [name for name in read_resolved() if not name.endswith("_deep")])
def test_the_tissue_is_the_organ_of_its_term(name: str) -> None:
    hierarchy = read_model(name)
    assert (hierarchy.uberon is None) == (hierarchy.tissue in ("pan-tissue", "pan-solid-tissue"))
    if hierarchy.uberon is not None:
        assert not TERMS.is_term_deprecated(hierarchy.uberon)
        assert TERMS.get_term_label(hierarchy.uberon).removesuffix(" of body") == hierarchy.tissue
