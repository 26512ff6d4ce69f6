"""Program -> a color for every label, the same in every data set: a stretch of hues for each branch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from hierannot_dsl.program import Floats, Program

CHROMA = 0.13
# Neighbours in hue differ in lightness, which every eye tells apart.
LIGHTNESS = (0.72, 0.50, 0.84)
START = 25.0
# OKLab to linear sRGB (Ottosson 2020).
LAB_TO_CONES = np.array(
    [
        [1.0, 0.3963377774, 0.2158037573],
        [1.0, -0.1055613458, -0.0638541728],
        [1.0, -0.0894841775, -1.2914855480],
    ]
)
CONES_TO_RGB = np.array(
    [
        [4.0767416621, -3.3077115913, 0.2309699292],
        [-1.2684380046, 2.6097574011, -0.3413193965],
        [-0.0041960863, -0.7034186147, 1.7076147010],
    ]
)


def label_colors(program: Program) -> dict[str, str]:
    """Give every node a color: its own where the hierarchy has one, else one of its branch.

    Returns
    -------
    colors
        Label to ``#rrggbb``, contrasts excluded. Hues are shared out from the roots down by the number of
        nodes below; what follows in the order of the document differs in lightness too.
    """
    weight = np.where(program.is_contrast, 0.0, 1.0)
    for node in range(program.n_programs - 1, -1, -1):
        if program.parent[node] >= 0:
            weight[program.parent[node]] += weight[node]
    start = np.zeros(program.n_programs)
    width = np.zeros(program.n_programs)
    colors = {}
    for at, node in enumerate(np.flatnonzero(~program.is_contrast).tolist()):
        parent = int(program.parent[node])
        siblings = [child for child in program.children(parent) if not program.is_contrast[child]]
        before = sum(weight[child] for child in siblings if child < node)
        whole, first = (360.0, START) if parent < 0 else (width[parent], start[parent])
        share = whole / sum(weight[child] for child in siblings)
        start[node], width[node] = first + before * share, weight[node] * share
        hue = start[node] + width[node] / 2
        made = _hex(_rgb(LIGHTNESS[at % len(LIGHTNESS)], CHROMA, hue))
        colors[program.names[node]] = program.colors[node] or made
    return colors


def _rgb(lightness: float, chroma: float, hue: float) -> Floats:
    angle = np.deg2rad(hue)
    lab = np.array([lightness, chroma * np.cos(angle), chroma * np.sin(angle)])
    linear = np.clip(CONES_TO_RGB @ (LAB_TO_CONES @ lab) ** 3, 0, 1)
    bright = 1.055 * linear ** (1 / 2.4) - 0.055
    rgb: Floats = np.where(linear <= 0.0031308, 12.92 * linear, bright)
    return rgb


def _hex(rgb: Floats) -> str:
    return "#" + "".join(f"{round(255 * value):02x}" for value in np.clip(rgb, 0, 1))
