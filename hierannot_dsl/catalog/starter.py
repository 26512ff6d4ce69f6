"""A name and a hierarchy to build on -> a first file that teaches the language by its comments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hierannot_dsl.syntax.format import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hierannot_dsl.semantics.entries import Resolved

VERSION = "0.1.0"


@dataclass(frozen=True)
class Addition:
    """A node that hierarchies leave out, for one to add below `parent`, and a cell that it should name.

    `genes` hold one that counts double first; `others` are what such cells express beside their markers.
    """

    parent: str
    name: str
    cl: str
    description: str
    genes: tuple[str, ...]
    against: tuple[str, ...]
    others: tuple[str, ...]


ADDITIONS = (
    Addition(
        "T cell",
        "Gamma-delta T cell",
        "CL:0000798",
        "T cell whose receptor is made of gamma and delta chains.",
        ("TRDC", "TRDV1", "TRDV2", "TRGC1", "TRGC2", "TRGV9"),
        ("CD4", "FOXP3"),
        ("CD3D", "CD3E", "CD2", "TRAT1", "NKG7"),
    ),
    Addition(
        "Epithelial",
        "Ciliated epithelial",
        "CL:0000067",
        "Epithelial cell with motile cilia.",
        ("FOXJ1", "CFAP53", "DNAH5", "DNAH9", "RSPH1", "TPPP3"),
        ("KRT5", "TP63"),
        ("EPCAM", "CDH1", "KRT8", "KRT18", "KRT19", "SLPI"),
    ),
    Addition(
        "Neuron",
        "Dopaminergic neuron",
        "CL:0000700",
        "Neuron that makes dopamine.",
        ("SLC6A3", "DDC", "NR4A2", "PITX3", "SLC18A2", "TH"),
        ("GAD1", "SLC17A7"),
        ("SNAP25", "SYT1", "STMN2", "ENO2"),
    ),
)


def starter_text(name: str, base: Resolved, *, tissue: str = "") -> str:
    """The file of a hierarchy called `name`, laid out canonically.

    What it adds is what the first of `ADDITIONS` does whose parent the base has. A base without any of these
    is built on as it is. Where no tissue is said, it is that of the base.
    """
    tissue = " ".join(tissue.split()) or value_of(base, "tissue") or "tissue"
    return "".join(f"{line}\n" for line in _lines(name, base, tissue))


def addition_for(base: Resolved) -> Addition | None:
    """The node that a first file adds to a hierarchy, if any."""
    names = {entry.name.text for entry in base.walk() if entry.kind == "node"}
    return next((each for each in ADDITIONS if each.parent in names and each.name not in names), None)


def value_of(base: Resolved, field: str) -> str:
    """The first value of a field of a hierarchy, ``""`` where it has none."""
    entry = base.fields.get(field)
    return str(entry.values[0]) if entry else ""


def _lines(name: str, base: Resolved, tissue: str) -> Iterator[str]:
    addition = addition_for(base)
    yield "hier 1"
    yield "# Behind `#` stands a comment. It is for people, and nothing else reads it."
    yield "#"
    yield f"#   hierc check {name}.hier   finds every mistake, with its place"
    yield f"#   hierc lint {name}.hier    finds what is allowed and hardly meant"
    yield f"#   hierc fmt {name}.hier     lays the file out; comments stay"
    yield f"#   hierc tree {name}.hier    shows all nodes, the inherited ones too"
    yield f"#   hierc test {name}.hier    runs the tests at the end"
    yield f"hierarchy {name} extends {base.name.text} {{"
    yield from _fields(base, tissue)
    if addition is not None:
        yield from _added(addition)
    yield from _more()
    if addition is not None:
        yield from _test(addition)
    yield "}"


def _fields(base: Resolved, tissue: str) -> Iterator[str]:
    yield "  # Fields are one word and one value. Those of the base are not inherited."
    yield f"  title {quoted(f'Cells of {tissue}, after {base.name.text}')}"
    yield f"  version {VERSION}"
    for field in ("species", "category"):
        if value_of(base, field):
            yield f"  {field} {value_of(base, field)}"
    yield f"  tissue {quoted(tissue)}"
    yield f"  keyword {quoted(tissue)}  # by which it is found; one line for each"
    yield '  not_for "what it was not made for"'
    yield ""


def _added(addition: Addition) -> Iterator[str]:
    first, *others = addition.genes
    yield f"  # Everything of {addition.parent} is inherited; `in` adds to it."
    yield f'  in "{addition.parent}" {{'
    yield f'    node "{addition.name}" {{'
    yield f"      cl {addition.cl}  # its id in the Cell Ontology"
    yield f'      description "{addition.description}"'
    yield ""
    yield "      # A plus before a gene that speaks for it, a minus before one that speaks against it."
    yield "      # This one counts double; behind it may stand where it was seen, @dataset:NAME, and a note."
    yield f'      + {first} = 2 "a note"'
    yield ""
    yield from (f"      + {gene}" for gene in sorted(others))
    yield from (f"      - {gene}" for gene in sorted(addition.against))
    yield "    }"
    yield "  }"
    yield ""


def _more() -> Iterator[str]:
    yield "  # There is more to say, each on a line of its own:"
    yield "  #"
    yield '  #   drop "A"                    without a node and all below it'
    yield '  #   rename "A" to "B"           the old name stays as an alias'
    yield '  #   move "A" under "B"'
    yield '  #   replace "A" with node "B" {'
    yield '  #   contrast "C" {              competes, and is never a label'


def _test(addition: Addition) -> Iterator[str]:
    yield ""
    yield "  # What such a cell expresses, in ln(CP10K + 1), over the profile of a cell of any kind."
    yield "  # Not its markers alone: these would find it whatever they are."
    yield f'  test "a {addition.name[0].lower()}{addition.name[1:]}" {{'
    yield from (f"    express {gene} = 3" for gene in sorted({*addition.others, *addition.genes}))
    yield f'    expect "{addition.name}"'
    yield "  }"
