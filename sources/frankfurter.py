"""Frankfurter: official rates of one central bank at a time, in any two currencies it quotes, dated as that bank does.

A code pins a bank: NBG/GEL is lari per dollar of the National Bank of Georgia, NBG/GEL/RUB lari per rouble. Without a
bank Frankfurter would answer with a blend of all. It is a second way to a bank, not a second source beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from relations.values import APPLIES, INSTANT, Dating, Rate, parse_licence
from sources import FetchFailed, Habits, Indicator, Rejected, Snapshot
from sources._fetch.answers import Row, day, number, parse_json, snapshot
from sources._fetch.codes import currency
from sources._fetch.http import connection

ADDRESS = "https://api.frankfurter.dev/v2/rates"
FIRST = date(1977, 1, 3)  # the first day of any bank below
_APART = 5  # days; a usual gap this long is no daily series


class Bank(NamedTuple):
    """A central bank as it is cited, its page, and what the dates of its rates stand for."""

    name: str
    page: str
    dating: Dating

    @property
    def called(self) -> str:
        """Its name within an English sentence."""
        return self.name if self.name in _WITHOUT_ARTICLE else f"the {self.name}"


_WITHOUT_ARTICLE = {"Danmarks Nationalbank", "Financial Benchmarks India", "Norges Bank", "Sveriges Riksbank"}


# Those whose dating we know, by their own descriptions (compared with other copies: CBR, NBK, NBU, ECB). Of another
# bank it would be a guess, which moves an event by a day. APPLIES: set on a business day for the next.
# NBP and the IMF are not here: `nbp` knows which of its tables a currency is in, `imf` is the IMF's own page.
_BANKS = {
    "BANXICO": Bank("Bank of Mexico", "https://www.banxico.org.mx/tipcamb/main.do?page=tip&idioma=en", INSTANT),
    "BCB": Bank("Central Bank of Brazil", "https://www.bcb.gov.br/en/currencyconversion", INSTANT),
    "BNR": Bank("National Bank of Romania", "https://www.bnr.ro/Exchange-rates-702.aspx", INSTANT),
    "BOC": Bank("Bank of Canada", "https://www.bankofcanada.ca/rates/exchange/daily-exchange-rates/", INSTANT),
    "BOE": Bank("Bank of England", "https://www.bankofengland.co.uk/boeapps/database/Rates.asp?into=GBP", INSTANT),
    "BOI": Bank("Bank of Israel", "https://www.boi.org.il/en/economic-roles/financial-markets/", INSTANT),
    "CBA": Bank("Central Bank of Armenia", "https://www.cba.am/en/SitePage/ExchangeArchive.aspx", INSTANT),
    "CBR": Bank("Bank of Russia", "https://www.cbr.ru/eng/currency_base/daily/", APPLIES),
    "CBU": Bank("Central Bank of Uzbekistan", "https://cbu.uz/en/arkhiv-kursov-valyut/", APPLIES),
    "CNB": Bank("Czech National Bank", "https://www.cnb.cz/en/financial-markets/foreign-exchange-market/", INSTANT),
    "DNB": Bank("Danmarks Nationalbank", "https://www.nationalbanken.dk/en/", INSTANT),
    "ECB": Bank("European Central Bank", "https://www.ecb.europa.eu/stats/", INSTANT),
    "FBIL": Bank("Financial Benchmarks India", "https://www.fbil.org.in/#/refrates", INSTANT),
    "HKMA": Bank("Hong Kong Monetary Authority", "https://www.hkma.gov.hk/eng/", INSTANT),
    "MNB": Bank("National Bank of Hungary", "https://www.mnb.hu/en/arfolyamok", INSTANT),
    "NB": Bank("Norges Bank", "https://www.norges-bank.no/en/topics/Statistics/exchange_rates/", INSTANT),
    "NBG": Bank("National Bank of Georgia", "https://nbg.gov.ge/en/monetary-policy/currency", APPLIES),
    "NBK": Bank("National Bank of Kazakhstan", "https://nationalbank.kz/en/exchangerates/", APPLIES),
    "NBKR": Bank("National Bank of the Kyrgyz Republic", "https://www.nbkr.kg/index1.jsp?item=1562&lang=ENG", APPLIES),
    "NBM": Bank("National Bank of Moldova", "https://www.bnm.md/en/content/official-exchange-rates", APPLIES),
    "NBRB": Bank("National Bank of Belarus", "https://www.nbrb.by/engl/statistics/rates/ratesdaily.asp", APPLIES),
    "NBU": Bank("National Bank of Ukraine", "https://bank.gov.ua/en/markets/exchangerates", APPLIES),
    "RB": Bank("Sveriges Riksbank", "https://www.riksbank.se/en-gb/statistics/", INSTANT),
    "RBA": Bank("Reserve Bank of Australia", "https://www.rba.gov.au/statistics/", INSTANT),
    "SARB": Bank("South African Reserve Bank", "https://www.resbank.co.za/en/home/what-we-do/statistics", INSTANT),
    "TCMB": Bank("Central Bank of Türkiye", "https://www.tcmb.gov.tr/", INSTANT),
}
#: The currency each bank issues, which is the one it is asked for where a story does not say.
_OWN = """
    AUD RBA; AMD CBA; BRL BCB; BYN NBRB; CAD BOC; CZK CNB; DKK DNB; EUR ECB; GBP BOE; GEL NBG; HKD HKMA; HUF MNB
    ILS BOI; INR FBIL; KGS NBKR; KZT NBK; MDL NBM; MXN BANXICO; NOK NB; RON BNR; RUB CBR; SEK RB; TRY TCMB; UAH NBU
    UZS CBU; ZAR SARB
"""
HABITS = Habits(
    first=FIRST,
    offers={"rate": tuple(f"{bank}/{issued}" for issued, bank in re.findall(r"(\w+) (\w+)", _OWN))},
    place=2,  # a second way to a bank that another module may ask itself
)
_TERMS_READ = {"CBR", "NBK", "NBU"}  # the others' count as unknown, and their copies stay private


def indicator(code: str) -> Indicator:
    """A currency per dollar, or per another, as one bank says; Rejected unless BANK/CURRENCY or BANK/CURRENCY/PER."""
    key, quote, base = _parts(code)
    bank, name = _BANKS[key], currency(quote).name
    currency(base)
    terms = f"Reuse with attribution to {bank.called}"
    return Indicator(
        key=f"frankfurter/{code}",
        title=f"{name}, rate of {bank.called}",
        unit=Rate(quote, base),
        frequency="daily",
        publisher=f"{bank.name}, through Frankfurter",
        url=bank.page,
        licence=parse_licence(terms if key in _TERMS_READ else f"Terms of {bank.called} (redistribution: unknown)"),
        dating=bank.dating,
    )


def fetch(indicator: Indicator, since: date | None = None) -> Snapshot:
    """Units of the one currency per unit of the other; the newest may be dated tomorrow; FetchFailed."""
    bank, quote, base = _parts(indicator.code)

    def rates() -> Iterator[Row]:
        question = {"providers": bank, "base": base, "quotes": quote, "from": str(since or FIRST)}
        with connection("frankfurter.dev") as get:
            yield from _daily(parse(get(ADDRESS, **question), quote, base))

    # A range that opens on a silent day begins with the row before it: `snapshot` drops what is older than `since`.
    return snapshot(indicator, rates(), since)


def parse(body: bytes, quote: str, base: str) -> Iterator[Row]:
    """Units of `quote` per `base` by day; nothing if the bank is unknown, or has not one of the two."""
    answer = parse_json(body)
    try:
        rows = [(row["date"], row["base"], row["quote"], row["rate"]) for row in answer]
    except (LookupError, TypeError) as error:
        raise FetchFailed(f"Frankfurter's answer is of another form: {answer!r:.80}") from error
    for when, one, other, rate in rows:
        if (one, other) != (base, quote):
            raise FetchFailed(f"row {when!r:.20}: of {other!r:.10} per {one!r:.10}, not of {quote} per {base}")
        yield day(when, "%Y-%m-%d"), number(rate)


def _daily(rows: Iterable[Row]) -> list[Row]:
    """The rows, unless most of them are a week apart: some banks quote some currencies once a week."""
    found = list(rows)
    gaps = [(later - earlier).days for earlier, later in pairwise(sorted({when for when, _ in found}))]
    if len(gaps) > 3 and median(gaps) >= _APART:
        raise FetchFailed(f"these rates are usually {median(gaps):g} days apart, not daily; name another bank")
    return found


def _parts(code: str) -> tuple[str, str, str]:
    """Bank, currency and the one it is counted per, which is the dollar if none is named; Rejected."""
    parts = code.split("/")
    parts = [*parts, "USD"] if len(parts) == 2 else parts if parts[2:] != ["USD"] else []  # one name a series
    if len(parts) != 3 or parts[0] not in _BANKS or parts[1] == parts[2]:
        raise Rejected(
            f"frankfurter/{code}: allowed is BANK/CURRENCY for a rate per dollar, BANK/CURRENCY/PER for one per "
            f"another currency, for example NBG/GEL and NBG/GEL/RUB; banks: {', '.join(_BANKS)}"
        )
    return parts[0], parts[1], parts[2]
