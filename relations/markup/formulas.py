"""The formulas of the methods, each beside its name and its meaning in words."""

from __future__ import annotations

from collections.abc import Iterator

from relations.evidence.before_after import BUSINESS_YEAR, COUNT
from relations.evidence.held import CORRIDOR, CRAWL, LONG, LONG_CORRIDOR, STILL
from relations.evidence.market_model import ESTIMATION, GAP
from relations.evidence.pass_through import COUNTS
from relations.evidence.placebo import LEAST, LEAST_FOR_VERY, UNUSUAL, VERY
from relations.evidence.windows import SLACK, WINDOWS
from relations.i18n import number, say
from relations.markup.numbers import span


def formulas() -> Iterator[tuple[str, str, str]]:
    """Name, formula and words, in the language spoken."""
    yield (
        say("Return"),
        "r_i = ln(P_i / P_{i−1}), k_i",
        say(
            "From one observation to the next, over k_i business days; its variance grows with k_i [1]. A sum of "
            "returns is shown as 100 × (exp(Σ r) − 1), in percent."
        ),
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
    yield from _around_an_event()
    yield from _of_a_line()


def _around_an_event() -> Iterator[tuple[str, str, str]]:
    yield (
        say("Event window"),
        "(s, e], K",
        say(
            "Windows {windows}, in business days about day 0. s: the line’s last observation before the window, e: its "
            "first on or after the window’s last day, K: business days between the two, at most {slack} more than the "
            "window asks for.",
            windows=", ".join(map(span, WINDOWS)),
            slack=SLACK,
        ),
    )
    yield (
        say("Market model"),
        "r_i = k_i·a + b₀·x_i + b₁·x′_i + e_i",
        say(
            "x: the factor that the story names, over the same two days; x′: the same, one observation of the factor "
            "earlier [2]. Weights 1 / k_i, over the last {count} returns that end {gap} business days before day 0. "
            "Without a factor, and for the factor itself, a alone: a constant mean [3]. "
            "A factor fixed before the line’s hour would need a later observation, which is not done.",
            count=ESTIMATION,
            gap=GAP,
        ),
    )
    yield (
        "CAR, t",
        "R − K·a − b₀·X − b₁·X′; σ²·(K + q′(Z′WZ)⁻¹q)",
        say(
            "What of a window’s move the model does not expect, and its variance, which holds the error of a, b₀ and "
            "b₁; q = (K, X, X′) [3]. Days of other events in the estimation window are kept, and the same is printed "
            "without them."
        ),
    )
    yield (
        say("Placebo rank"),
        "(1 + #{|t_j| ≥ |t|}) / (1 + m)",
        say(
            "Among the m windows of all business days that can be tested and hold none of this event’s days, nor those "
            "asked for by another’s [4]. Of windows of n days m / n do not overlap. “Unusual”: up to {unusual} %, and "
            "{least} that do not overlap; “very unusual”: up to {very} %, and {many}.",
            unusual=number(100 * UNUSUAL, 0),
            very=number(100 * VERY, 0),
            least=LEAST,
            many=LEAST_FOR_VERY,
        ),
    )
    yield (
        say("Before and after"),
        "D = Σ c_j·r_j, c_j = (n − |j|) / n; z = D / (σ·√(Σ c_j²·k_j))",
        say(
            "The mean of ln P over the {count} observations from day 0 on less that of the {count} before it, σ that "
            "of a constant mean; its rank is a placebo rank too. Volatility: sd of r / √k × √{year}.",
            count=COUNT,
            year=BUSINESS_YEAR,
        ),
    )


def _of_a_line() -> Iterator[tuple[str, str, str]]:
    yield (
        say("Held rate"),
        "z_i = r_i / √k_i; ρ = range(0, Σs) / (sd(s)·√N)",
        say(
            "s: the returns, those beyond six robust standard deviations set to 0. Held is a rate between currencies "
            "with a median |z| below {still} % (still), ρ below {corridor} for N = {count} or below {long_corridor} "
            "for N = {long} (corridor), or |Σs| / (sd(s)·√N) above {crawl} (crawl) [5, 6], or that the story declares "
            "as held. Not seen, unless declared: a corridor against a basket, one wide against its noise.",
            still=number(100 * STILL, 2),
            corridor=number(CORRIDOR, 2),
            long_corridor=number(LONG_CORRIDOR, 2),
            crawl=number(CRAWL, 0),
            count=ESTIMATION,
            long=LONG,
        ),
    )
    yield (
        say("Pass-through"),
        "b = b₀ + b₁",
        say(
            "Of the market model over the last {counts} returns before the event, and the first from it on; Newey–West "
            "errors [7]. The part that goes with the factor is b·Δln x, noise ± 1.96·σ·√K. Compare [8].",
            counts=", ".join(map(str, COUNTS)),
        ),
    )
