"""The built-in hierarchies: sizes, trees and names as published, and what every program owes its readers."""

import re
from functools import cache

import pytest

from benchmarks.catalog import read_libraries, read_model
from hierannot_dsl.catalog.builtins import list_builtins
from hierannot_dsl.model.hierarchy import Contrast, Hierarchy, Marker, Node, Program
from hierannot_dsl.resources import builtin_names, catalog_folder

read_list = cache(list_builtins)

FLAVORED = "{}-flavored tissue microenvironment hierarchy."
PUBLISHED = {  # category, tissue scope, description, roots, nodes
    "brain_core": ("brain", "brain", "Core neuro hierarchy for brain-like samples.", 6, 8),
    "immune_core": ("immune", "pan-tissue", "Pan-tissue immune hierarchy.", 6, 13),
    "solid_tissue_core": (
        "solid_tissue",
        "pan-solid-tissue",
        "Major non-immune solid tissue lineages.",
        4,
        8,
    ),
    "breast_tme": ("tme", "breast", FLAVORED.format("Breast"), 5, 23),
    "colon_tme": ("tme", "colon", FLAVORED.format("Colon"), 5, 23),
    "kidney_tme": ("tme", "kidney", FLAVORED.format("Kidney"), 5, 25),
    "liver_tme": ("tme", "liver", FLAVORED.format("Liver"), 5, 22),
    "lung_tme": ("tme", "lung", FLAVORED.format("Lung"), 5, 23),
    "pancreas_tme": ("tme", "pancreas", FLAVORED.format("Pancreas"), 5, 23),
    "skin_tme": ("tme", "skin", FLAVORED.format("Skin"), 5, 22),
    "tme_core": (
        "tme",
        "pan-solid-tissue",
        "Combined solid tissue plus immune hierarchy for mixed tissue microenvironments.",
        5,
        22,
    ),
    "tonsil_tme": ("tme", "tonsil", FLAVORED.format("Tonsil"), 5, 22),
}
# Nodes beyond the published ones; each file says why.
ADDED = {
    "liver_tme": {"Hepatic stellate cell"},
    "skin_tme": {"Adnexal epithelial", "Melanocyte"},
    "tonsil_tme": {"Squamous epithelial"},
}
IMMUNE = """
T cell
  CD4 T cell
  CD8 T cell
  Treg
B cell
  Plasma cell
NK cell
Myeloid
  Macrophage
  Monocyte
  Dendritic cell
Mast cell
Neutrophil
"""
STROMA = """
Fibroblast
Endothelial
  Capillary endothelial
Mural
  Pericyte
"""
EPITHELIAL = """
Epithelial
  Luminal epithelial
  Basal epithelial
"""
INTESTINAL = """
Intestinal epithelial
  Absorptive-like
  Goblet-like
  Stem/TA-like
"""
IMMUNE_ROOT = "\nImmune\n" + "".join(f"  {line}\n" for line in IMMUNE.strip().splitlines())
STROMA_AND_IMMUNE = STROMA + IMMUNE_ROOT
TREES = {
    "brain_core": """
Neuron
  Excitatory neuron
  Inhibitory neuron
Astrocyte
Oligodendrocyte
OPC
Microglia
Endothelial
""",
    "immune_core": IMMUNE,
    "solid_tissue_core": EPITHELIAL + STROMA,
    "tme_core": EPITHELIAL + STROMA_AND_IMMUNE,
    "breast_tme": """
Mammary epithelial
  Luminal epithelial
  Basal/myoepithelial
  Secretory/alveolar epithelial
"""
    + STROMA_AND_IMMUNE,
    "colon_tme": INTESTINAL + STROMA_AND_IMMUNE,
    "kidney_tme": """
Renal parenchymal
  Proximal tubule
  Distal/TAL-like
  Collecting duct
  Podocyte
"""
    + STROMA_AND_IMMUNE.replace("  Pericyte\n", "  Pericyte\n  Mesangial/pericyte\n"),
    "liver_tme": """
Hepatic parenchymal
  Hepatocyte-like
  Cholangiocyte-like
"""
    + STROMA_AND_IMMUNE.replace("Fibroblast\n", "Fibroblast\n  Hepatic stellate cell\n"),
    "lung_tme": """
Pulmonary parenchymal
  Alveolar epithelial
  Airway epithelial
  Basal epithelial
"""
    + STROMA_AND_IMMUNE,
    "pancreas_tme": """
Pancreatic parenchymal
  Ductal
  Acinar
  Endocrine
"""
    + STROMA_AND_IMMUNE,
    "skin_tme": """
Cutaneous epithelial
  Basal keratinocyte
  Differentiated keratinocyte
"""
    + STROMA_AND_IMMUNE
    + "Melanocyte\nAdnexal epithelial\n",
    "tonsil_tme": EPITHELIAL + "  Squamous epithelial\n" + STROMA_AND_IMMUNE,
}
LISTED = [builtin.name for builtin in read_list(include_deep=True)]
MAJOR_BELOW_THE_ROOTS = {
    *("T cell", "B cell", "Plasma cell", "NK cell", "Myeloid", "Macrophage", "Monocyte"),
    *("Dendritic cell", "Mast cell", "Neutrophil"),
}


def programs(hierarchy: Hierarchy) -> list[Program]:
    """Every node and every contrast."""
    nodes = [node for _, node in hierarchy.walk()]
    return [*nodes, *hierarchy.contrasts, *(contrast for node in nodes for contrast in node.contrasts)]


def outline(hierarchy: Hierarchy) -> str:
    def lines(node: Node, depth: int) -> list[str]:
        return [
            "  " * depth + node.name,
            *(line for child in node.children for line in lines(child, depth + 1)),
        ]

    return "\n".join(line for root in hierarchy.roots for line in lines(root, 0))


def test_the_catalog_has_no_finding() -> None:
    assert read_libraries().diagnostics == ()


def test_every_file_declares_the_hierarchy_of_its_name_last() -> None:
    declared = {each.source.name: [*each.hierarchies][-1] for each in read_libraries().unwrap()}
    assert declared == {f"built-in/{name}.hier": name for name in builtin_names()}


@pytest.mark.parametrize("name", PUBLISHED)
def test_what_the_list_says_is_as_published(name: str) -> None:
    (listed,) = (builtin for builtin in read_list() if builtin.name == name)
    category, tissue, description, n_roots, n_nodes = PUBLISHED[name]
    assert (listed.category, listed.tissue_scope, listed.description) == (category, tissue, description)
    hierarchy = read_model(name)
    added = ADDED.get(name, set())
    assert added <= {node.name for _, node in hierarchy.walk()}
    assert listed.n_root_programs == n_roots + len(added & {root.name for root in hierarchy.roots})
    assert listed.n_total_programs == n_nodes + len(added)


def test_the_twelve_are_there_and_no_other() -> None:
    assert {builtin.name for builtin in read_list()} == set(PUBLISHED)


@pytest.mark.parametrize("name", TREES)
def test_the_tree_has_the_published_names_in_their_order(name: str) -> None:
    expected = "\n".join(line for line in TREES[name].splitlines() if line)
    assert outline(read_model(name)) == expected


def test_modules_are_not_listed() -> None:
    modules = {
        "contrasts",
        "epithelial_identities",
        "immune_lineages",
        "immune_subtypes",
        "marrow_subtypes",
        "neural_identities",
        "peripheral_glia",
        "stromal_identities",
        "tissue_lineages",
        "tissue_subtypes",
    }
    assert modules == set(builtin_names()) - set(LISTED)


@pytest.mark.parametrize("name", LISTED)
def test_every_program_has_a_term_and_says_what_it_is(name: str) -> None:
    said: dict[str, str] = {}
    for program in programs(read_model(name)):
        assert re.fullmatch(r"CL:\d{7}", program.cl or ""), program.name
        description = program.description or ""
        assert description[:1].isupper(), program.name
        assert description.endswith("."), program.name
        assert description not in said, f"{program.name} and {said.get(description)} say the same"
        said[description] = program.name


@pytest.mark.parametrize("name", LISTED)
def test_every_hierarchy_says_what_it_is_for_and_what_not(name: str) -> None:
    hierarchy = read_model(name)
    assert hierarchy.version == "1.0.0"
    assert hierarchy.keywords
    assert hierarchy.not_for


@pytest.mark.parametrize("name", LISTED)
def test_every_program_has_enough_markers_for_a_panel(name: str) -> None:
    for program in programs(read_model(name)):
        assert 8 <= len(program.positives) <= 25, f"{program.name} has {len(program.positives)}"
        for variant in program.variants:
            assert len(variant.markers) >= 8, f"{program.name}, {variant.name}"


@pytest.mark.parametrize("name", LISTED)
def test_nothing_has_two_names_or_one_name_twice(name: str) -> None:
    every = programs(read_model(name))
    names = [program.name for program in every]
    assert len(set(names)) == len(names)
    owners = {name.casefold(): name for name in names}
    for program in every:
        for alias in program.aliases:
            assert owners.setdefault(alias.casefold(), program.name) == program.name, alias


@pytest.mark.parametrize("name", LISTED)
def test_a_child_is_marked_by_more_than_its_parent(name: str) -> None:
    # What is left after the parent's markers must still be scorable, in the node or in one of its variants.
    for parent, node in read_model(name).walk():
        shared = {marker.gene for marker in parent.positives} if parent else set()
        sets: list[tuple[Marker, ...]] = [node.positives, *(variant.markers for variant in node.variants)]
        assert max(len({marker.gene for marker in markers} - shared) for markers in sets) >= 5, node.name


@pytest.mark.parametrize("name", LISTED)
def test_roots_and_the_major_immune_subtypes_survive_small_panels(name: str) -> None:
    hierarchy = read_model(name)
    major = {node.name for _, node in hierarchy.walk() if node.role == "major"}
    below = {node.name for parent, node in hierarchy.walk() if parent is not None}
    assert {root.name for root in hierarchy.roots} <= major
    assert major & below == MAJOR_BELOW_THE_ROOTS & below


def test_contrasts_are_scored_and_never_counted() -> None:
    for builtin in read_list(include_deep=True):
        hierarchy = read_model(builtin.name)
        assert hierarchy.contrasts, builtin.name
        nodes = [node for _, node in hierarchy.walk()]
        assert builtin.n_total_programs == len(nodes)
        assert not any(isinstance(node, Contrast) for node in nodes)


def test_what_a_tree_leaves_out_of_a_fork_competes_there() -> None:
    beside = {
        node.name: {contrast.name for contrast in node.contrasts}
        for _, node in read_model("colon_tme").walk()
        if node.contrasts
    }
    assert beside == {
        "Intestinal epithelial": {"Enteroendocrine"},
        "Endothelial": {"Lymphatic endothelial", "Venous/arterial endothelial"},
        "Mural": {"Smooth muscle"},
        "B cell": {"Mature B cell"},
    }


@pytest.mark.parametrize("name", LISTED)
def test_what_a_hierarchy_calls_it_does_not_contrast(name: str) -> None:
    # Every lineage of the backbones is a node or a contrast, except that a tissue's own epithelium stands for
    # all epithelium, and microglia for the phagocytes of the brain.
    hierarchy = read_model(name)
    everything = {program.name for program in programs(hierarchy)}
    lineages = {"T cell", "B cell", "Plasma cell", "NK cell", "Mast cell", "Neutrophil"}
    lineages.add("Microglia" if name.startswith("brain_") else "Myeloid")
    assert everything >= lineages | {
        "Fibroblast",
        "Endothelial",
        "Mural",
        "Erythroid",
        "Megakaryocyte/platelet",
    }


@pytest.mark.parametrize("name", builtin_names())
def test_the_sources_are_laid_out_canonically(name: str) -> None:
    text = (catalog_folder() / f"{name}.hier").read_text(encoding="utf-8")
    assert text.startswith("hier 1\n")
    assert text.endswith("}\n")
    assert not re.search(r"[ \t]+$|\t|\n\n\n|\r", text, re.MULTILINE)
    depth = 0
    paragraph: list[tuple[bool, str]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        at = f"{name}.hier:{number}"
        depth -= line.strip() == "}"
        assert not line or line.index(line.strip()) == 2 * depth, at
        depth += line.endswith(" {")
        marker = re.match(r" *([+-]) (\S+)", line)
        if marker:
            paragraph.append((marker[1] == "-", marker[2]))
            assert paragraph == sorted(paragraph), at
        else:
            paragraph = []


def test_evidence_names_only_data_sets_that_the_catalog_explains() -> None:
    readme = (catalog_folder() / "README.md").read_text(encoding="utf-8")
    explained = set(re.findall(r"^\| (\w+) \| [\w ,]+ \|", readme, re.MULTILINE))
    cited = {
        reference
        for path in catalog_folder().glob("*.hier")
        for reference in re.findall(r"@(\w+:\S+)", path.read_text(encoding="utf-8"))
    }
    assert {reference.partition(":")[0] for reference in cited} == {"dataset"}
    assert {reference.partition(":")[2] for reference in cited} <= explained


def test_the_readme_lists_every_broad_hierarchy_as_it_is() -> None:
    readme = (catalog_folder() / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \| ([\w-]+) \| (\d+) \| ([\d.]+) \|", readme, re.MULTILINE)
    listed = [
        (each.name, each.category, each.tissue_scope, str(each.n_total_programs), each.version)
        for each in read_list()
    ]
    assert sorted(rows) == sorted(listed)
    deep = [each.n_total_programs for each in read_list(include_deep=True) if each.name.endswith("_deep")]
    assert f"| {min(deep)} to {max(deep)} | 1.0.0 |" in readme
