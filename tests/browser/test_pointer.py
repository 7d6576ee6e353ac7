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
from tests.browser.test_explore import OVERLAY, open_page
from tests.browser.test_page import CHART, desktop  # noqa: F401 (a fixture)
from tests.found import STORY

PLACES = [0.5 / 10 + share / 10 for share in range(10)]  #: shares of the axis of time
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

# All as it is drawn, in px of the window: labels of the axes of values, the horizontal rules at their values, the
# ticks of time at the foot with what is written below them, and per line its corners, or of bars their boxes.
DRAWN = """
svg => {
  const box = e => e.getBoundingClientRect()
  const at = e => {
    const m = e.getScreenCTM()
    return [m.e + m.a * e.getAttribute('x'), m.f + m.d * e.getAttribute('y')]
  }
  const axes = [...svg.querySelectorAll('.role-axis')].map(axis => [...axis.querySelectorAll('.role-axis-label text')]
    .map(t => ({words: t.textContent, x: at(t)[0], y: (box(t).top + box(t).bottom) / 2})))
    .filter(axis => axis.length)
  const rules = [...svg.querySelectorAll('.mark-rule.role-mark line')].map(box)
    .filter(b => b.height < 2 && b.width > 50).map(b => b.top)
  const small = [...svg.querySelectorAll('.mark-rule.role-mark line')].map(box)
    .filter(b => b.width < 1 && Math.abs(b.height - 4) < 0.5)
  const foot = Math.max(...small.map(b => b.top))
  const centred = [...svg.querySelectorAll('.role-mark text[text-anchor=middle]')]
    .map(t => ({words: t.textContent, x: at(t)[0], y: at(t)[1]}))
  const times = small.filter(b => foot - b.top < 0.5).map(b => ({
    x: b.left,
    words: centred.filter(t => Math.abs(t.x - b.left) < 1 && t.y > foot && t.y < foot + 45)
      .sort((a, b) => a.y - b.y).map(t => t.words).join(' '),
  })).sort((a, b) => a.x - b.x)
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
  const boxes = bar => { const b = box(bar); return {left: b.left, right: b.right, top: b.top, bottom: b.bottom} }
  const parts = [...svg.querySelectorAll('[class*=" line-"]')]  // of then and now a line is in two: the first is whole
  const named = parts.map(group => group.getAttribute('class'))
  const lines = parts.filter((_, i) => named.indexOf(named[i]) === i).map(group => ({
    number: Number(/ line-(\\d+)-/.exec(group.getAttribute('class'))[1]),
    bars: group.classList.contains('mark-bar') ? [...group.querySelectorAll('rect')].map(boxes) : [],
    corners: group.classList.contains('mark-line') ? [...group.querySelectorAll('path')].flatMap(corners) : [],
  })).filter(line => line.bars.length || line.corners.length)
  return {axes, rules, times, lines}
}
"""

ROWS = """card => [...card.querySelectorAll("div")].map(row => ({
  label: row.querySelector("b").textContent, value: row.querySelector("span").textContent, day: row.dataset.day}))"""


def number(words: str) -> float:
    return float(words.replace(",", "").replace("−", "-"))


def days_of(labels: list[str], *, annual: bool) -> list[date]:
    """The days that labels of the axis of time stand at, from the left; of annual lines the years' middles.

    A month without its year is of the year written last.
    """
    found: list[date] = []
    for words in labels:
        *months, last = words.split()
        if not last.isdigit():
            months, last = [last], str(found[-1].year)
        month = MONTHS.index(months[0]) + 1 if months else 7 if annual else 1
        found.append(date(int(last), month, 1))
    return found


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


def bar_at(line: dict[str, Any], x: float) -> dict[str, float]:
    (bar,) = (bar for bar in line["bars"] if bar["left"] <= x <= bar["right"])
    return dict(bar)


def height_at(line: dict[str, Any], x: float) -> tuple[float, float]:
    """The highest and the lowest px at which a line passes within a pixel of a column."""
    found = []
    for before, after in zip(line["corners"], line["corners"][1:], strict=False):
        if not after["moved"] and before["x"] - 1 <= x <= after["x"] + 1:
            inside = [min(max(place, before["x"]), after["x"]) for place in (x - 1, x, x + 1)]
            across = (after["x"] - before["x"]) or 1
            found += [before["y"] + (after["y"] - before["y"]) * (place - before["x"]) / across for place in inside]
    return min(found), max(found)


@pytest.mark.parametrize("name", ["money-and-oil", "tenge-per-rouble", "trade", "shares", "then-and-now"])
def test_the_pointer_reads_what_is_drawn_at_ten_places(desktop: Page, page_address: str, name: str) -> None:  # noqa: F811
    shown = figures.draw(STORY, name).shown
    annual = all(snapshot.indicator.frequency == "annual" for _, snapshot in shown)
    open_page(desktop, page_address, f"figure={name}")
    drawn = desktop.locator(CHART).first.evaluate(DRAWN)
    times = drawn["times"]
    days = days_of([one["words"] for one in times], annual=annual)
    labels = [(one["x"], day) for one, day in zip(times, days, strict=True)]
    assert len(labels) > 4
    (left, first), (right, last) = labels[0], labels[-1]
    a_day = (right - left) / (last - first).days  #: px
    assert [left + a_day * (day - first).days for _, day in labels] == pytest.approx([x for x, _ in labels], abs=1)
    panels = [heights(axis, drawn["rules"]) for axis in drawn["axes"]]
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
            value, said = number(row["value"].removeprefix("US$ ").split()[0]), row["day"]
            where = left + a_day * (day_of_card(said) - first).days
            if line["bars"]:
                bar = bar_at(line, where)
                highest = lowest = bar["top"]
            else:
                highest, lowest = height_at(line, where)
            scale = min(panels, key=lambda panel: outside(panel, (highest + lowest) / 2))
            drawn_at = px_of(value, scale)
            if line["bars"]:  # of two in a panel one stands upon the other
                floors = [px_of(0, scale)]
                floors += [bar_at(other, where)["top"] for other in drawn["lines"] if other["bars"] and other != line]
                assert min(abs(floor - bar["bottom"]) for floor in floors) <= 1
                drawn_at += bar["bottom"] - floors[0]
            assert highest - 1.5 <= drawn_at <= lowest + 1.5, f"{label} {said}: {value}"


def outside(panel: list[tuple[float, float]], y: float) -> float:
    """How far a px is outside of a panel's labelled values."""
    return max(panel[0][0] - y, y - panel[-1][0], 0)


def day_of_card(words: str) -> date:
    """The day a card names for a value, of a year its middle: 18 Aug 2014, 2012, average of Jul 2012."""
    if re.fullmatch(r"(average of )?\d{4}", words):
        return date(int(words[-4:]), 7, 1)
    day, month, year = words.split()
    return date(int(year), MONTHS.index(month) + 1, int(day))
