"""Files in memory: `CHILD` builds on `BASE` in one file, `MINE` on the file of `BASE`."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from hierannot_dsl.diagnostics.outcome import Outcome
from hierannot_dsl.refactor.change import Changed
from hierannot_dsl.semantics.load import Found, Library, load
from hierannot_dsl.source import Source

BASE = """\
hier 1
# What others build on.
hierarchy base {
  markers keratins {
    + KRT18 = 0.5
    + KRT8
  }

  # What lines things.
  node "Epithelial" {  # a root
    + EPCAM
    - PTPRC

    node "Basal" {
      + KRT5
    }

    # Of the lumen.
    node "Luminal" {
      include keratins

      variant "secretory" {
        + MUC1
      }
    }  # Luminal
  }

  node "Immune" {
    + PTPRC

    node "B cell" {
      + MS4A1
    }
  }

  contrast "Erythroid" {
    + HBB
  }

  test "luminal" {
    express KRT8 = 2
    express SLPI = 1
    expect "Epithelial" > "Luminal"
  }
}
"""
CHILD = """\

hierarchy child extends base {
  in "Epithelial" > "Luminal" {
    + KRT19
  }

  rename "Basal" to "Basal cell"

  node "Other" {
    contrast use base > "Immune" > "B cell"
  }

  drop "B cell"
}

test "basal" for child {
  express KRT5 = 2
  express TP63 = 1
  expect "Epithelial" > "Basal cell" or above
}
"""
MINE = """\
hierarchy mine extends base {
  # More of them.
  in "Luminal" {
    + KRT19  # seen

    # A new one.
    node "Goblet" {
      + MUC2
    }
  }

  node "Mural" {
    + RGS5
  }
}
"""


class Files:
    """A loader of the files given."""

    def __init__(self, **texts: str) -> None:
        self.sources = {name: Source(f"{name}.hier", text) for name, text in texts.items()}

    def find(self, name: str, importing: Source) -> Found | None:
        return Found(self.sources[name]) if name in self.sources else None

    def names(self, importing: Source) -> Iterable[str]:
        return self.sources


FILES = Files(base=BASE)


def done(
    text: str, refactor: Callable[[Library, Files], Outcome[Changed]], name: str = "case.hier"
) -> Outcome[Changed]:
    """Run a refactor of one text beside `base.hier`."""
    return refactor(load(Source(name, text), FILES).unwrap(), FILES)


def changes(before: str, after: str) -> list[str]:
    """Lines that went and came, signed, in the order of the text."""
    from difflib import ndiff

    lines = ndiff(before.splitlines(), after.splitlines())
    return [f"{line[0]} {line[2:].strip()}" for line in lines if line[0] in "-+" and line[2:].strip()]
