"""The literature the methods come from, with a DOI where there is one."""

from __future__ import annotations

from html import escape
from typing import NamedTuple

from relations.page import link

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
        "MacKinlay (1997)",
        "Event studies in economics and finance",
        "Journal of Economic Literature 35(1), 13–39",
        "https://www.jstor.org/stable/2729691",
    ),
    Reference(
        "Newey and West (1987)",
        "A simple, positive semi-definite, heteroskedasticity and autocorrelation consistent covariance matrix",
        "Econometrica 55(3), 703–708",
        f"{DOI}10.2307/1913610",
    ),
    Reference(
        "Newey and West (1994)",
        "Automatic lag selection in covariance matrix estimation",
        "Review of Economic Studies 61(4), 631–653",
        f"{DOI}10.2307/2297912",
    ),
    Reference(
        "Holm (1979)",
        "A simple sequentially rejective multiple test procedure",
        "Scandinavian Journal of Statistics 6(2), 65–70",
        "https://www.jstor.org/stable/4615733",
    ),
    Reference(
        "Reinhart and Rogoff (2004)",
        "The modern history of exchange rate arrangements: a reinterpretation",
        "Quarterly Journal of Economics 119(1), 1–48",
        f"{DOI}10.1162/003355304772839515",
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
)
