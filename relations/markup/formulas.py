"""The formulas of the methods, each beside its name and its meaning in words; and the literature they come from."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from relations.evidence.before_after import BUSINESS_YEAR, COUNT
from relations.evidence.held import CORRIDOR, CRAWL, LONG, LONG_CORRIDOR, STILL
from relations.evidence.market_model import ESTIMATION, GAP
from relations.evidence.pass_through import COUNTS
from relations.evidence.placebo import LEAST, LEAST_FOR_VERY, UNUSUAL, VERY
from relations.evidence.windows import SLACK, WINDOWS
from relations.i18n import number, say
from relations.markup import link
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
        say("Adjusted rank"),
        "max_{j≤i} min(1, (m − j + 1)·p_(j))",
        say(
            "Of a line’s m ranks p over one window, one for each day 0 of the story, the smallest first: many events "
            "are many chances [10]. Only the JSON of relations events has it."
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


DOI = "https://doi.org/"
WORKS = """
Maynes and Rumsey (1993). Conducting event studies with thinly traded stocks.
Journal of Banking & Finance 17(1), 145–157.

Dimson (1979). Risk measurement when shares are subject to infrequent trading.
Journal of Financial Economics 7(2), 197–226.
https://doi.org/10.1016/0304-405X(79)90013-8

MacKinlay (1997). Event studies in economics and finance.
Journal of Economic Literature 35(1), 13–39.
https://www.jstor.org/stable/2729691

Phipson and Smyth (2010). Permutation p-values should never be zero.
arXiv 1603.05766.
https://arxiv.org/abs/1603.05766

Reinhart and Rogoff (2004). The modern history of exchange rate arrangements: a reinterpretation.
Quarterly Journal of Economics 119(1), 1–48.
https://doi.org/10.1162/003355304772839515

Feller (1951). The asymptotic distribution of the range of sums of independent random variables.
Annals of Mathematical Statistics 22(3), 427–432.
https://doi.org/10.1214/aoms/1177729694

Newey and West (1987). A simple, positive semi-definite, heteroskedasticity and autocorrelation consistent covariance
matrix. Econometrica 55(3), 703–708.
https://doi.org/10.2307/1913610

Dreger, Fidrmuc, Kholodilin and Ulbricht (2015). The ruble between the hammer and the anvil: oil prices and economic
sanctions. DIW Discussion Paper 1488.

Croushore and Stark (2001). A real-time data set for macroeconomists.
Journal of Econometrics 105(1), 111–130.
https://doi.org/10.1016/S0304-4076(01)00072-0

Holm (1979). A simple sequentially rejective multiple test procedure.
Scandinavian Journal of Statistics 6(2), 65–70.
https://www.jstor.org/stable/4615733
"""  #: cited by their places in this list; the last line of each is its address, if it has one


def literature() -> Iterator[str]:
    """Each work as a line of a list; markup."""
    for work in WORKS.strip().split("\n\n"):
        text, _, rest = work.replace("\n", " ").partition(" https://")
        url = f"https://{rest}"
        yield f"{escape(text)} {link(url, url.removeprefix(DOI))}" if rest else escape(text)
