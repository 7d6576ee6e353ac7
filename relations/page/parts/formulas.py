"""The formulas of the methods, each beside its name and its meaning in words."""

from __future__ import annotations

from collections.abc import Iterator

from relations.evidence.before_after import DAYS, TRADING_YEAR
from relations.evidence.event_study import WINDOWS
from relations.evidence.market_model import ESTIMATION, GAP
from relations.evidence.pass_through import DAYS as YEAR
from relations.i18n import say
from relations.page.parts.evidence import span


def formulas() -> Iterator[tuple[str, str, str]]:
    """Name, formula and words, in the language spoken."""
    yield (
        say("Return"),
        "r_t = ln(P_t / P_{t−1})",
        say("A sum of returns is shown as 100 × (exp(Σ r) − 1), in percent."),
    )
    yield (
        say("A currency, both ways"),
        say("quote P, value 1 / P"),
        say("A dollar that costs 25 % more is a currency worth 20 % less."),
    )
    yield (
        say("Index"),
        "100 × P_t / P_b",
        say("b: the last observation on or before the base; its date and value are printed."),
    )
    yield (
        say("Before and after"),
        say("days −{days} to −1 against days 0 to {last}", days=DAYS, last=DAYS - 1),
        say(
            "Trading days. Volatility: sd of returns × √{year}. The difference of the means has Newey–West errors "
            "[2, 3].",
            year=TRADING_YEAR,
        ),
    )
    yield from _around_an_event()
    yield from _between_lines()


def _around_an_event() -> Iterator[tuple[str, str, str]]:
    yield (
        say("Market model"),
        "AR_t = r_t − (a + b · x_t)",
        say(
            "x: the return of the factor that the story names; the factor itself, and every line of a story that names "
            "none, is measured against its own mean. a and b come from the {count} returns that end {gap} days before "
            "day 0 [1].",
            count=ESTIMATION,
            gap=GAP,
        ),
    )
    yield (
        "CAR",
        "Σ AR_t",
        say(
            "The cumulative abnormal return over the windows {windows}; its variance holds the error of a and b [1].",
            windows=", ".join(map(span, WINDOWS)),
        ),
    )
    yield (
        say("Placebo rank"),
        say("share of windows with a larger |CAR|"),
        say(
            "Among all windows of the series that are as long, each with its own estimation window. With one event, "
            "normality is no argument."
        ),
    )
    yield (
        say("p, Holm"),
        say("p adjusted for all events tested together"),
        say("Holm’s step-down method [4]."),
    )


def _between_lines() -> Iterator[tuple[str, str, str]]:
    yield (
        say("Pass-through"),
        "Δln y_t = a + Σ_{k=0..2} b_k · Δln x_{t−k} + e_t",
        say(
            "y: a line, x: a factor. Over {days} trading days before the event, and as many from it on; Newey–West "
            "errors [2]. Share of the move: b · Δln x / Δln y. Compare [6].",
            days=YEAR,
        ),
    )
