"""What the files of the catalog claim of data sets, against what was measured on them.

    python -m benchmarks.evidence DATA [--write]

DATA holds cluster means and what is known of the clusters, as `hierc curate` reads them. Prints the claims
that are not true and ends with 1 where there are some; with --write the files are put right: false claims go,
and true ones are added until a marker has two.
"""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.catalog import read_model, read_resolved
from hierannot_dsl.adapters.ontology import cell_ontology
from hierannot_dsl.adapters.profile_folder import read_profiles
from hierannot_dsl.curation.evidence import Bench, marker_evidence
from hierannot_dsl.resources import catalog_folder, how_to_install

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from hierannot_dsl.curation.evidence import MarkerEvidence
    from hierannot_dsl.curation.placing import Known
    from hierannot_dsl.curation.profiles import Profiles
    from hierannot_dsl.semantics.entries import MarkerEntry, Resolved

CANNOT_RUN, NOT_TRUE = 2, 1
MOST = 2
DATASET = "dataset"
_MARKER = re.compile(r"(?P<marker>^ *[+-] (?P<gene>\S+)(?: = \S+)?)(?P<evidence>(?: @\S+)*)", re.MULTILINE)


@dataclass
class Measured:
    """What was measured of one line of the catalog, over all hierarchies that have its marker."""

    marker: MarkerEntry
    holds: set[str] = field(default_factory=set)
    fails: set[str] = field(default_factory=set)

    @property
    def claimed(self) -> list[str]:
        return [name for kind, name in self.marker.evidence if kind == DATASET]

    @property
    def true(self) -> set[str]:
        """Data sets that may be named: it holds there wherever it is measured, and is measured somewhere."""
        return self.holds - self.fails if self.marker.sign > 0 else set()

    @property
    def kept(self) -> list[str]:
        """What the line should name: what it does as far as it is true, and up to two by name."""
        kept = [name for name in self.claimed if name in self.true]
        more = sorted(self.true - set(kept))
        return sorted([*kept, *more[: max(0, MOST - len(kept))]])


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="evidence", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--write", action="store_true", help="put the files right")
    asked = parser.parse_args(arguments)
    try:
        profiles, known = read_profiles(asked.data)
    except (OSError, ValueError) as problem:
        print(f"evidence: {problem}", file=sys.stderr)
        return CANNOT_RUN
    if cell_ontology() is None:
        print(f"evidence: needs the Cell Ontology: {how_to_install('ontology')}", file=sys.stderr)
        return CANNOT_RUN
    measured = measure(read_resolved(), profiles, known)
    false = list(untrue(measured))
    for line in false:
        print(line)
    print(f"{sum(len(each.claimed) for each in measured)} claims, {len(false)} not true")
    if not asked.write:
        return NOT_TRUE if false else 0
    changed = [path for path in sorted(catalog_folder().glob("*.hier")) if _rewrite(path, measured)]
    print(f"wrote {', '.join(path.name for path in changed) or 'nothing'}")
    return 0


def measure(
    names: Iterable[str], profiles: Sequence[Profiles], known: Sequence[Known]
) -> tuple[Measured, ...]:
    """Measure every marker of some hierarchies of the catalog, by the line that it is written in."""
    found: dict[tuple[str, int], Measured] = {}
    told: dict[object, tuple[MarkerEvidence, ...]] = {}
    ancestors = cell_ontology() or (lambda term: frozenset())
    for name in names:
        resolved = read_resolved()[name]
        bench = Bench.of(read_model(name), profiles, known, ancestors)
        written = _written(resolved)
        for program in bench.tree.programs:
            # Most programs stand in many hierarchies, and their clusters mostly among the same others.
            key = (program, bench.tree.programs[program].marker_sets(), _standing(bench, program))
            if key not in told:
                told[key] = marker_evidence(bench, program)
            for row in told[key]:
                marker = written[program, row.variant, row.gene, row.sign]
                at = (marker.span.source, marker.span.start)
                here = found.setdefault(at, Measured(marker))
                here.holds.update(row.holds_in)
                here.fails.update(row.fails_in)
    return tuple(found.values())


def untrue(measured: Iterable[Measured]) -> Iterator[str]:
    """A line of text for every claim that is not true, by file."""
    for each in sorted(measured, key=lambda each: each.marker.span):
        for name in each.claimed:
            if name not in each.true:
                why = "fails there" if name in each.fails else "is not measured there"
                yield f"{each.marker.span.source}: {each.marker.gene} @{DATASET}:{name}: {why}"


def rewritten(text: str, named: Mapping[int, Sequence[str]]) -> str:
    """A file with other data sets named; all else stays, comments and notes among it.

    Parameters
    ----------
    text
        The file.
    named
        Which data sets a marker names, by the place of its symbol; what is not there names none.
    """

    def with_evidence(line: re.Match[str]) -> str:
        others = [each for each in line["evidence"].split() if not each.startswith(f"@{DATASET}:")]
        ours = [f"@{DATASET}:{name}" for name in named.get(line.start("gene"), ())]
        return "".join((line["marker"], *(f" {each}" for each in (*ours, *others))))

    return _MARKER.sub(with_evidence, text)


def _rewrite(path: Path, measured: Iterable[Measured]) -> bool:
    named = {
        each.marker.span.start: each.kept
        for each in measured
        if Path(each.marker.span.source).name == path.name
    }
    text = path.read_text(encoding="utf-8")
    changed = rewritten(text, named)
    if changed != text:
        path.write_text(changed, encoding="utf-8", newline="\n")
    return changed != text


def _written(resolved: Resolved) -> Mapping[tuple[str, str, str, int], MarkerEntry]:
    """Every marker of a hierarchy by its program, variant, gene and sign."""
    found = {}
    for entry in resolved.walk():
        holders = [] if entry.kind == "variant" else [("", entry)]
        holders += [(variant.name.text, variant) for variant in entry.of_kind("variant")]
        for variant, holder in holders:
            for marker in holder.markers:
                found[entry.name.text, variant, marker.gene, int(marker.sign)] = marker
    return found


def _standing(bench: Bench, program: str) -> tuple[object, ...]:
    """What its clusters are to a program, in every data set that has some."""
    return tuple(
        (
            each.dataset,
            roles.root,
            roles.own.tobytes(),
            roles.others.tobytes(),
            tuple(sibling.tobytes() for sibling in roles.siblings),
        )
        for each, roles in bench.roles(program)
    )


if __name__ == "__main__":
    sys.exit(main())
