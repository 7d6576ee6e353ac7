"""What the pointer reads is what is drawn: its day against the axis of time, its values against the lines and bars."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from math import log
from typing import Any

import pytest
from playwright.sync_api import Page

from relations import figures
from relations import story as stories
from tests.browser.test_explore import OVERLAY, open_page
from tests.browser.test_page import CHART, desktop  # noqa: F401 (a fixture)

STORY = stories.load("kazakhstan-russia")
PLACES = [0.5 / 10 + share / 10 for share in range(10)]  #: shares of the axis of time
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

# All as Vega has drawn it, in px of the window: labels of the axes, the horizontal rules at their values, and per line
# its corners, or of bars their boxes.
DRAWN = """
svg => {
  const box = e => e.getBoundingClientRect()
  const at = e => { const m = e.getScreenCTM(); return [m.e, m.f] }
  const axes = [...svg.querySelectorAll('.role-axis')].map(axis => [...axis.querySelectorAll('.role-axis-label text')]
    .map(t => ({words: t.textContent, x: at(t)[0], y: (box(t).top + box(t).bottom) / 2})))
    .filter(axis => axis.length)
  const rules = [...svg.querySelectorAll('.mark-rule.role-mark line')].map(box)
    .filter(b => b.height < 2 && b.width > 50).map(b => b.top)
  const corners = path => {
    const m = path.getScreenCTM()
    const strokes = [...path.getAttribute('d').matchAll(/([MLHV])([^MLHVZ]*)/g)]
    let [x, y] = [0, 0]
    return strokes.map(([, kind, rest]) => {
      const [a, b] = rest.split(/[ ,]+/).filter(Boolean).map(Number);
      [x, y] = kind === 'H' ? [a, y] : kind === 'V' ? [x, a] : [a, b]
      return {x: x * m.a + m.e, y: y * m.d + m.f, moved: kind === 'M'}
    })
  }
  const boxes = path => { const b = box(path); return {left: b.left, right: b.right, top: b.top, bottom: b.bottom} }
  const lines = [...svg.querySelectorAll('[class*=" line_"]')].map(group => ({
    number: Number(/ line_(\\d+)_/.exec(group.getAttribute('class'))[1]),
    bars: group.classList.contains('mark-rect') ? [...group.querySelectorAll('path')].map(boxes) : [],
    corners: group.classList.contains('mark-line') ? [...group.querySelectorAll('path')].flatMap(corners) : [],
  })).filter(line => line.bars.length || line.corners.length)
  return {axes, rules, lines}
}
"""

ROWS = """card => [...card.querySelectorAll("div")].map(row => ({
  label: row.querySelector("b").textContent, value: row.querySelector("span").textContent, day: row.dataset.day}))"""


def number(words: str) -> float:
    return float(words.replace(",", "").replace("−", "-"))


def day_of(words: str, *, annual: bool) -> date:
    """The day a label of the axis of time stands at; of years alone the year's middle."""
    if words.isdigit():
        return date(int(words), 7 if annual else 1, 1)
    month, year = words.split()
    return date(int(year), MONTHS.index(month) + 1, 1)


def heights(axis: list[dict[str, Any]], rules: list[float]) -> list[tuple[float, float]]:
    """Per label of an axis of values the px of its rule, and its value."""
    return sorted((min(rules, key=lambda rule: abs(rule - one["y"])), number(one["words"])) for one in axis)


def px_of(value: float, scale: list[tuple[float, float]]) -> float:
    """Px of a value, by the first and the last label of its axis; one of rates may be logarithmic."""

    def by(of: Callable[[float], float], at: float) -> float:
        (top, most), (bottom, least) = scale[0], scale[-1]
        return top + (of(most) - of(at)) * (bottom - top) / (of(most) - of(least))

    px, middle = scale[len(scale) // 2]
    logarithmic = min(one for _, one in scale) > 0 and abs(by(log, middle) - px) < abs(by(float, middle) - px)
    return by(log if logarithmic else float, value)


def height_at(line: dict[str, Any], x: float) -> tuple[float, float]:
    """The highest and the lowest px at which a line passes within a pixel of a column, or a bar's upper edge."""
    if line["bars"]:
        tops = [bar["top"] for bar in line["bars"] if bar["left"] - 6 <= x <= bar["right"] + 6]
        return min(tops), max(tops)
    found = []
    for before, after in zip(line["corners"], line["corners"][1:], strict=False):
        if not after["moved"] and before["x"] - 1 <= x <= after["x"] + 1:
            inside = [min(max(place, before["x"]), after["x"]) for place in (x - 1, x, x + 1)]
            across = (after["x"] - before["x"]) or 1
            found += [before["y"] + (after["y"] - before["y"]) * (place - before["x"]) / across for place in inside]
    return min(found), max(found)


@pytest.mark.parametrize("name", ["money-and-oil", "tenge-per-rouble", "trade", "shares"])
def test_the_pointer_reads_what_is_drawn_at_ten_places(desktop: Page, page_address: str, name: str) -> None:  # noqa: F811
    shown = figures.draw(STORY, name).shown
    annual = all(snapshot.indicator.frequency == "annual" for _, snapshot in shown)
    open_page(desktop, page_address, f"figure={name}")
    drawn = desktop.locator(CHART).first.evaluate(DRAWN)
    *values, times = sorted(drawn["axes"], key=lambda axis: all(re.search(r"\d{4}$", one["words"]) for one in axis))
    labels = sorted((one["x"], day_of(one["words"], annual=annual)) for one in times)
    (left, first), (right, last) = labels[0], labels[-1]
    a_day = (right - left) / (last - first).days  #: px
    assert [left + a_day * (day - first).days for _, day in labels] == pytest.approx([x for x, _ in labels], abs=1)
    values.sort(key=lambda axis: axis[0]["y"])
    panels = [heights(axis, drawn["rules"]) for axis in values]
    box = desktop.locator(OVERLAY).bounding_box()
    assert box
    for share in PLACES:
        x = left + share * (right - left)
        desktop.mouse.move(x, box["y"] + box["height"] * 0.6)
        card = desktop.locator(".card").inner_text().split("\n")
        rows = desktop.locator(".card").evaluate(ROWS)
        read = next(date(int(y), MONTHS.index(m) + 1, int(d)) for d, m, y in [card[0].split()])
        assert abs((read - (first + timedelta(days=(x - left) / a_day))).days) <= 1 + 1 / a_day
        for line, (label, _) in zip(drawn["lines"], shown, strict=True):
            (row,) = (one for one in rows if one["label"] == label)
            value, said = number(row["value"].split()[0]), row["day"]
            at = date(int(said), 7, 1) if said.isdigit() else day_of_card(said)
            where = left + a_day * (at - first).days
            highest, lowest = height_at(line, where)
            scale = min(panels, key=lambda p: abs((p[0][0] + p[-1][0]) / 2 - (highest + lowest) / 2))
            drawn_at = px_of(value, scale)
            assert highest - 1.5 <= drawn_at <= lowest + 1.5, f"{label} {said}: {value}"


def day_of_card(words: str) -> date:
    day, month, year = words.split()
    return date(int(year), MONTHS.index(month) + 1, int(day))
