"""Hierarchies ranked by fit -> a table for a terminal, and what there is to say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

HEADER = ("rank", "name", "fit", "score", "resolved", "out of scope", "labels")
LEFT = {"name", "fit"}


def fit_text(records: Sequence[Mapping[Any, Any]]) -> str:
    """One row each, in their order: rows of `compare_hierarchy_fit`."""
    rows = [HEADER, *map(_row, records)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "".join(f"{_line(row, widths)}\n" for row in rows)


def summary_of(records: Sequence[Mapping[Any, Any]]) -> Iterator[str]:
    """Yield what the table alone does not say: ties for the first rank, and that nothing fits well."""
    best = records[0]
    if best["resolved_fraction"] == 0:
        yield "no hierarchy fits: none of them names a cluster"
        return
    if best["tied_with"]:
        yield (
            f"equal: {best['name']}, {best['tied_with']}; these data cannot tell them apart, "
            "and the tissue decides"
        )
    if best["hierarchy_fit_status"] != "good":
        outside = round(best["out_of_scope_fraction"] * best["n_clusters"])
        resolved = round(best["resolved_fraction"] * best["n_clusters"])
        yield (
            f"no hierarchy fits well: {best['name']} names {resolved} of {best['n_clusters']} clusters, and "
            f"{outside} look{'s' if outside == 1 else ''} like something it has no node for"
        )


def _row(record: Mapping[Any, Any]) -> tuple[str, ...]:
    clusters = record["n_clusters"]
    return (
        str(record["fit_rank"]),
        str(record["name"]),
        str(record["hierarchy_fit_status"]),
        f"{record['fit_rank_score']:.2f}",
        f"{round(record['resolved_fraction'] * clusters)}/{clusters}",
        f"{round(record['out_of_scope_fraction'] * clusters)}/{clusters}",
        str(round(record["named_apart_fraction"] * clusters)),
    )


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    shown = (
        f"{text:<{width}}" if name in LEFT else f"{text:>{width}}"
        for name, text, width in zip(HEADER, row, widths, strict=True)
    )
    return "  ".join(shown).rstrip()
