"""The literature the methods come from, with a DOI where there is one."""

from __future__ import annotations

from html import escape
from typing import NamedTuple

from relations.markup import link

DOI = "https://doi.org/"


class Reference(NamedTuple):
    """A work of the literature."""

    author: str
    title: str
    place: str
    url: str | None = None

    def markup(self) -> str:
        """One line of a list."""
        text = f"{self.author}. {self.title}. {self.place}."
        return f"{escape(text)} {link(self.url, self.url.removeprefix(DOI))}" if self.url else escape(text)


REFERENCES = (
    Reference(
        "Maynes and Rumsey (1993)",
        "Conducting event studies with thinly traded stocks",
        "Journal of Banking & Finance 17(1), 145–157",
    ),
    Reference(
        "Dimson (1979)",
        "Risk measurement when shares are subject to infrequent trading",
        "Journal of Financial Economics 7(2), 197–226",
        f"{DOI}10.1016/0304-405X(79)90013-8",
    ),
    Reference(
        "MacKinlay (1997)",
        "Event studies in economics and finance",
        "Journal of Economic Literature 35(1), 13–39",
        "https://www.jstor.org/stable/2729691",
    ),
    Reference(
        "Phipson and Smyth (2010)",
        "Permutation p-values should never be zero",
        "arXiv 1603.05766",
        "https://arxiv.org/abs/1603.05766",
    ),
    Reference(
        "Reinhart and Rogoff (2004)",
        "The modern history of exchange rate arrangements: a reinterpretation",
        "Quarterly Journal of Economics 119(1), 1–48",
        f"{DOI}10.1162/003355304772839515",
    ),
    Reference(
        "Feller (1951)",
        "The asymptotic distribution of the range of sums of independent random variables",
        "Annals of Mathematical Statistics 22(3), 427–432",
        f"{DOI}10.1214/aoms/1177729694",
    ),
    Reference(
        "Newey and West (1987)",
        "A simple, positive semi-definite, heteroskedasticity and autocorrelation consistent covariance matrix",
        "Econometrica 55(3), 703–708",
        f"{DOI}10.2307/1913610",
    ),
    Reference(
        "Dreger, Fidrmuc, Kholodilin and Ulbricht (2015)",
        "The ruble between the hammer and the anvil: oil prices and economic sanctions",
        "DIW Discussion Paper 1488",
    ),
    Reference(
        "Croushore and Stark (2001)",
        "A real-time data set for macroeconomists",
        "Journal of Econometrics 105(1), 111–130",
        f"{DOI}10.1016/S0304-4076(01)00072-0",
    ),
    Reference(
        "Holm (1979)",
        "A simple sequentially rejective multiple test procedure",
        "Scandinavian Journal of Statistics 6(2), 65–70",
        "https://www.jstor.org/stable/4615733",
    ),
)
