"""Countries and currencies by their ISO codes, or Rejected: what a publisher's module makes of a part of a code."""

from __future__ import annotations

from relations.values import Country, Currency, UnknownWord
from sources import Rejected


def country(code: str) -> Country:
    """A country or a group of countries; Rejected if there is no such code."""
    try:
        return Country(code)
    except UnknownWord as error:
        raise Rejected(str(error)) from error


def currency(code: str) -> Currency:
    """A currency, in use or withdrawn; Rejected if there is no such code."""
    try:
        return Currency(code)
    except UnknownWord as error:
        raise Rejected(str(error)) from error
