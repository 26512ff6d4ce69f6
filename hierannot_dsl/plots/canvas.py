"""What every plot shares: figures of the right size, colours that most eyes tell apart, quiet axes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hierannot_dsl.resources import MissingExtra

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ROW = 0.24  # inches that a line of text takes
MOST = 44  # characters of a name
CONFIDENCE = {"high": "#0072b2", "medium": "#56b4e9", "low": "#d55e00", "none": "#dddddd"}
STATUS_MARKS = {"resolved": "o", "mixed": "D", "unknown": "X"}
FIT = {"good": "#0072b2", "questionable": "#e69f00", "poor": "#d55e00"}
UNKNOWN = "#c9c9c9"
INK, SOFT = "#222222", "#666666"
# Okabe and Ito's colours, then their lighter and darker relatives.
PALETTE = (
    "#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#6a3d9a",
    "#8c564b", "#7fb2d6", "#00574a", "#b15928", "#b2df8a", "#fb9a99", "#4d4d4d", "#a6761d",
    "#1f78b4", "#984ea3", "#33a02c", "#999999",
)  # fmt: skip


def new_figure(width: float, height: float, columns: int = 1, **options: Any) -> tuple[Figure, Any]:
    """A figure of this size in inches, with its axes side by side.

    Raises
    ------
    MissingExtra
        If matplotlib is not installed; the message names the extra.
    """
    try:
        from matplotlib.figure import Figure
    except ImportError:
        needs = "plots need matplotlib"
        raise MissingExtra(needs, "plots") from None
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    figure = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(figure)
    return figure, figure.subplots(1, columns, **options)


def quiet(axes: Axes, *, grid: str | None = None) -> None:
    """Take away the lines that say nothing."""
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0, colors=INK)
    if grid is not None:
        axes.grid(axis=grid, color="#e3e3e3", linewidth=0.8)  # type: ignore[arg-type]
        axes.set_axisbelow(True)


def one_line_each(
    axes: Axes, texts: Sequence[str], *, size: float = 8.5, least: int = 1, most: int = MOST
) -> None:
    """Name the rows of horizontal axes, the first on top; there is room for `least` rows or more."""
    axes.set_yticks(range(len(texts)), [shortened(text, most) for text in texts], fontsize=size)
    axes.set_ylim(max(len(texts), least) - 0.5, -0.5)


def shortened(text: str, most: int = MOST) -> str:
    """The text as matplotlib shows it, cut where it is long; a dollar sign stays one."""
    return cut(text, most).replace("$", r"\$")


def in_legend(text: str, most: int) -> str:
    """The text as a legend shows it; matplotlib leaves out what starts with an underscore."""
    return f" {shortened(text, most)}" if text.startswith("_") else shortened(text, most)


def cut(text: str, most: int) -> str:
    """The text, or its beginning and its end: names often differ there."""
    end = most // 3
    return text if len(text) <= most else f"{text[: most - 1 - end].rstrip()}…{text[-end:].lstrip()}"


def need_columns(table: pd.DataFrame, columns: Iterable[str], *, origin: str) -> None:
    """Refuse a table that is not the one to be drawn.

    Raises
    ------
    ValueError
        If it lacks one of the columns.
    """
    missing = [column for column in columns if column not in table]
    if missing:
        msg = f"the table has no column {missing[0]!r}: give what {origin} returned"
        raise ValueError(msg)


def second_look(labels: Iterable[str], colors: Mapping[str, str]) -> set[str]:
    """Labels whose colour an earlier one has already: they need a pattern or another mark as well."""
    seen: set[str] = set()
    again = set()
    for label in labels:
        if colors[label] in seen:
            again.add(label)
        seen.add(colors[label])
    return again


def label_colors(labels: Iterable[str], given: Mapping[str, str] | None = None) -> dict[str, str]:
    """A colour for every label: the hierarchy's own where it has one, grey for what has no name."""
    colors: dict[str, str] = {}
    free = [color for color in PALETTE if color not in set((given or {}).values())]
    for label in dict.fromkeys(labels):
        own = (given or {}).get(label)
        if own:
            colors[label] = own
        elif label == "unknown" or label.startswith(("mixed_", "candidate_")):
            colors[label] = UNKNOWN
        else:
            taken = sum(color != UNKNOWN and name not in (given or {}) for name, color in colors.items())
            colors[label] = free[taken % len(free)]
    return colors
