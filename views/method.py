"""The tab of the method: in which order things are done, by which formulas, when no test is made, and after whom."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from locales import written
from stories import Story
from transforms.before_after import DAYS, TRADING_YEAR
from transforms.day_zero import REACH
from transforms.event_study import WINDOWS
from transforms.known_then import RULE
from transforms.market_model import ESTIMATION, GAP
from transforms.overlaps import AFTER, BEFORE
from transforms.pass_through import DAYS as YEAR
from transforms.refusal import BAND, MINIMUM, STEP, STILL, STILL_SHARE
from views import listing, table
from views._evidence import span
from views._references import REFERENCES

Rows = Sequence[tuple[str, ...]]

ORDER = (
    "Lines are read as their publishers date and print them. Nothing is interpolated, filled or spliced.",
    "Aggregate to frequency, transform units, combine: in this order.",
    "Official rates are moved to the day they were set, so that one test never mixes two conventions of dating.",
    "A test of a line against oil uses the days the two have in common.",
    "Day 0 is found, then what moved, before and after, and the event study.",
)
FORMULAS: Rows = (
    ("Return", "r_t = ln(P_t / P_{t−1})", "A sum of returns is shown as 100 × (exp(Σ r) − 1), in percent."),
    ("A currency, both ways", "quote P, value 1 / P", "A dollar that costs 25 % more is a currency worth 20 % less."),
    ("Index", "100 × P_t / P_b", "b: the last observation on or before the base; its date and value are printed."),
    (
        "Before and after",
        f"days −{DAYS} to −1 against days 0 to {DAYS - 1}",
        (
            f"Trading days. Volatility: sd of returns × √{TRADING_YEAR}. The difference of the means has "
            "Newey–West errors [2, 3]."
        ),
    ),
    (
        "Market model",
        "AR_t = r_t − (a + b · x_t)",
        (
            f"x: the return of oil; oil itself is measured against its own mean. a and b come from the {ESTIMATION} "
            f"returns that end {GAP} days before day 0 [1]."
        ),
    ),
    (
        "CAR",
        "Σ AR_t",
        f"Over the windows {', '.join(map(span, WINDOWS))}; its variance holds the error of a and b [1].",
    ),
    (
        "Placebo rank",
        "share of windows with a larger |CAR|",
        (
            "Among all windows of the series that are as long, each with its own estimation window. With one event, "
            "normality is no argument."
        ),
    ),
    ("p, Holm", "p adjusted for all events tested together", "Holm’s step-down method [4]."),
    (
        "Pass-through",
        "Δln RUB_t = a + Σ_{k=0..2} b_k · Δln Oil_{t−k} + e_t",
        (
            f"Over {YEAR} trading days before the float, and as many from it on; Newey–West errors [2]. Share of the "
            "move: b · Δln Oil / Δln RUB. Compare [6]."
        ),
    ),
    (
        "Structural breaks",
        "sup-F",
        "On returns, on their size or on the coefficient of oil, never on a trending level [8, 9].",
    ),
    (
        "Rolling correlation",
        "of returns, with Fisher’s z band",
        "It rises with volatility, so a rise of it is not yet a closer tie [10].",
    ),
)
REFUSALS: Rows = (
    (
        "peg",
        (
            f"More than {100 * STILL_SHARE:.0f} % of the estimation window’s returns are below {100 * STILL:.2f} %, or "
            f"the rate, steps of {100 * STEP:.0f} % and more left out, stays in a band of ± {100 * BAND:.0f} % [5]."
        ),
    ),
    ("thin window", f"There are fewer than {MINIMUM} returns in the estimation window."),
    ("coarse date", "The event is known to the month or to the year only."),
    ("coarse frequency", "The line is weekly, monthly or annual."),
    ("no observation", f"There is no day 0 within {REACH} days of the event."),
    ("values not positive", "A logarithm would be needed of a value of 0 or less."),
    ("window not complete", "The series begins or ends inside the window."),
    ("no variation", "Oil did not move in the estimation window."),
    ("not in the cache", "There is no copy; a refresh fetches it."),
    ("not yet known", "The switch to what was known then hides it."),
)
DEFINITIONS: Rows = (
    (
        "Day 0",
        (
            "The first day from the event on, on which every series of a test has a value. A shift is printed in "
            "trading days."
        ),
    ),
    (
        "Overlap",
        (
            f"The window of another event, {BEFORE} weekdays before to {AFTER} after it, shares days with this one’s: "
            "what moved in them cannot be given to one of the two."
        ),
    ),
    ("Cited, context, after", "● The article says it. ○ We add it; it came before publication. □ It came later."),
    ("After", "The order of time, and nothing else: no number here says that one thing brought about another."),
)


def show(story: Story) -> None:
    """All of it, in the order in which it is done."""
    sections = {
        "Order of operations": listing(ORDER, ordered=True),
        "Formulas": _table(("What", "Formula", "In words"), FORMULAS),
        "When no test is made": f"<p>A refusal is a result: it is printed with its reason and its figures.</p>"
        f"{_table(('Reason', 'When'), REFUSALS)}",
        "Definitions": _table(("Word", "Meaning"), DEFINITIONS),
        "As known then": _known_then(story),
        "References": listing((reference.markup() for reference in REFERENCES), ordered=True),
    }
    body = "".join(f"<h3>{title}</h3>{content}" for title, content in sections.items())
    st.html(f'<div class="relations">{body}</div>')


def _table(columns: tuple[str, ...], rows: Rows) -> str:
    return table(columns, [tuple(map(escape, row)) for row in rows])


def _known_then(story: Story) -> str:
    """By which day and by which rules something counts as known."""
    rules = listing(f"{frequency}: {escape(rule)}" for frequency, rule in RULE.items())
    return (
        f"<p>The switch hides what could not be known on {written(story.article.known_until)}, when the article had "
        "appeared. Later revisions of what was out by then are not undone, except where our own records reach back "
        f"to that day [7].</p>{rules}"
    )
