from benchmarks.catalog_index import index_tables, panel_tables
from benchmarks.hierarchy_page import Page, keys_of, render
from hierannot_dsl.compiler import compile_for_panel
from hierannot_dsl.curation.report import curate
from hierannot_dsl.model.hierarchy import Hierarchy
from hierannot_dsl.panel.panel import Panel
from tests.unit.curation.benches import profiles
from tests.unit.panel.trees import contrast, hierarchy, node

T_CELL = node("T cell", "CD3D CD3E", cl="CL:0000084", description="Has CD3.", aliases=("T lymphocyte",))
TREE = hierarchy(
    node("Immune", "PTPRC CD53", T_CELL, node("B cell", "CD79A MS4A1")),
    node("Epithelial", "EPCAM KRT8"),
    contrasts=(contrast("Erythroid", "HBB HBA1"),),
).model_copy(update={"title": "A toy.", "version": "1.2.0", "not_for": ("anything real",)})
DATA = profiles("one", "T1 B1", {"CD3D": [1.0, 0.0]})
PANEL = Panel("small", ("PTPRC", "CD53", "CD3D", "EPCAM", "KRT8"))


def page(tree: Hierarchy = TREE, **told: str) -> Page:
    keys = keys_of(tree)
    evidence = curate(tree, (DATA,), [], lambda term: frozenset())
    report = compile_for_panel(tree, PANEL).unwrap().report
    return Page(tree, evidence, (report,), {keys[name]: page for name, page in told.items()})


def test_a_page_says_what_the_hierarchy_is_and_has_a_table_for_every_program() -> None:
    text = render(page())
    assert text.startswith(
        "# toy\n\nA toy.\n\n|  |  |\n| --- | --- |\n| version | 1.2.0 |\n| content hash | `"
    )
    assert "| not for | anything real |\n" in text
    assert "- Immune (+2, -0, children=2)\n  - T cell (+2, -0, children=0)\n" in text
    assert "~ Erythroid (+2, -0)\n" in text
    assert (
        "### T cell\n\nImmune > T cell. Has CD3. CL:0000084. Also: T lymphocyte.\n\nMeasured on no cluster."
        in text
    )
    assert "### Erythroid (contrast)\n" in text
    assert "| + CD3D |  |  |  |  |  |  | no cluster |\n" in text


def test_what_another_page_tells_is_not_told_again() -> None:
    text = render(page(**{"T cell": "base"}))
    assert "As in [base](base.md): + CD3D CD3E\n" in text
    assert "| + CD3D |" not in text


def test_evidence_depends_on_the_program_and_on_what_stands_beside_it_below_a_node() -> None:
    other_root = TREE.model_copy(update={"roots": (TREE.roots[0], node("Neural", "SYT1"))})
    other_child = TREE.model_copy(update={"roots": (node("Immune", "PTPRC CD53", T_CELL), TREE.roots[1])})
    here = keys_of(TREE)
    assert keys_of(other_root)["T cell"] == here["T cell"]
    assert keys_of(other_root)["Immune"] == here["Immune"]
    assert keys_of(other_child)["T cell"] != here["T cell"]


def test_a_panel_supports_a_node_with_two_positive_markers() -> None:
    tables = panel_tables([page()])
    assert tables["supported"].splitlines()[2] == "| [toy](toy.md) | 2 of 4 |"
    assert tables["unsupported"].splitlines()[2:] == ["| [toy](toy.md) | small (5) | T cell, B cell |"]


def test_the_list_counts_markers_and_names_what_has_no_data() -> None:
    tables = index_tables([page()])
    assert tables["pages"].splitlines()[2].startswith("| [toy](toy.md) | 1.2.0 |  | 4 | 10 | 0 |")
    assert tables["without data"].splitlines()[2:] == [
        "| [toy](toy.md) | Immune, T cell, B cell, Epithelial |"
    ]
