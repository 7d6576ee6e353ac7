"""A figure as a small picture to choose it by: its lines and bars, no words. A few hundred bytes, and no converter."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from relations.figures import Figure
from relations.figures.art.ranking import Ranking
from relations.figures.generated.ranked import ranking_of
from relations.figures.panel import DrawnPanel, Series
from relations.figures.theme import THEMES, Colors

WIDTH, HEIGHT, GAP = 120, 68, 4  #: px
MOST = 60  #: points of a line


def thumbnail(figure: Figure) -> str:
    """An SVG of 120 × 68 px; its panels share the height as they share it in the figure."""
    colors = THEMES[figure.options.theme]
    if figure.panels[0].spec.chart == "rank" and figure.panels[0].series:
        return _framed([_ranks(ranking_of(figure.panels[0]), colors)])
    start, end = (np.datetime64(day).astype(float) for day in (figure.window.start, figure.window.end))
    weights = [panel.spec.weight for panel in figure.panels]
    room = HEIGHT - GAP * (len(weights) - 1)
    top, marks = 0.0, []
    for panel, weight in zip(figure.panels, weights, strict=True):
        height = room * weight / sum(weights)
        shapes = "".join(_shape(panel, series, colors, start, end, height) for series in panel.series)
        marks.append(f'<g transform="translate(0,{top:.0f})">{shapes}</g>')
        top += height + GAP
    return _framed(marks)


def _framed(marks: list[str]) -> str:
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} aria-hidden="true">{"".join(marks)}</svg>'


def _ranks(ranking: Ranking, colors: Colors) -> str:
    """A bar for each of those ranked, in full for the one that is asked about."""
    rows = ranking.order
    row, most = HEIGHT / len(rows), rows[0].value
    fills = [(colors.fill if one.asked else colors.tint)(one.hue) for one in rows]
    return "".join(
        f'<path fill="{fill}" d="M0 {(at + 0.15) * row:.1f}h{WIDTH * one.value / most:.1f}v{0.7 * row:.1f}H0z"/>'
        for at, (fill, one) in enumerate(zip(fills, rows, strict=True))
    )


def _shape(panel: DrawnPanel, series: Series, colors: Colors, start: float, end: float, height: float) -> str:
    data = series.shown.data
    step = max(len(data) // MOST, 1)
    days = data["date"].to_numpy().astype("datetime64[D]").astype(float)[::step]
    y = panel.scale.y(data["value"].to_numpy()[::step], height)
    x = WIDTH * (days - start) / (end - start)
    if panel.spec.chart == "bar":
        floor = float(panel.scale.y(0.0, height))
        wide = max(WIDTH * 250 / (end - start), 1.5)
        bars = "".join(
            f"M{at:.1f} {floor:.1f}h{wide:.1f}V{high:.1f}h{-wide:.1f}z" for at, high in zip(x, y, strict=True)
        )
        return f'<path fill="{colors.fill(series.hue)}" d="{bars}"/>'
    points = (f"L{at:.1f} {high:.1f}" for at, high in zip(x, y, strict=True))
    joined = "".join(_steps(x, y) if panel.spec.chart == "step" else points)
    return f'<path fill="none" stroke-width="1.5" stroke="{colors.line(series.hue)}" d="M{joined[1:]}"/>'


def _steps(x: np.ndarray, y: np.ndarray) -> Iterator[str]:
    ends = [*x[1:], x[-1] + (x[-1] - x[0]) / max(len(x) - 1, 1)]
    return (f"L{at:.1f} {high:.1f}H{end:.1f}" for at, end, high in zip(x, ends, y, strict=True))
