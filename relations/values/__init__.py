"""What a number means, as typed values: its unit, its dates, its licence, its currency, and what is said of it.

Every file of this room is one value with the one function that writes it as text and the one that reads it back. The
room imports nothing of ours and nothing slow, and no code outside it looks into the text of a unit, of what a date
means, or of a licence: it asks the value.
"""

from __future__ import annotations

from relations.spelt import spelt
from relations.values.calendar import Calendar, business_days, observed
from relations.values.compare import (
    Conversion,
    cross,
    currencies,
    difference,
    is_computed,
    is_level,
    is_percentage,
    may_be_added,
    says_wholly,
    sign,
    value_of,
)
from relations.values.country import Country, code_of
from relations.values.currency import (
    REDENOMINATIONS,
    Currency,
    CurrencyName,
    OfCurrency,
    Redenomination,
    Tender,
    redenominations,
    tender,
)
from relations.values.dating import (
    APPLIES,
    FREQUENCIES,
    INSTANT,
    Dating,
    Frequency,
    drawn,
    frequency_of,
    parse_dating,
    require_fit,
    span,
)
from relations.values.licence import Licence, parse_licence
from relations.values.message import Message, Parameter, by, capital, msgid, nested, points, small
from relations.values.number import (
    NO_BREAK,
    Number,
    Quantity,
    amount,
    bound,
    digits,
    exact,
    in_points,
    parting,
    signed,
)
from relations.values.parse_unit import parse_unit
from relations.values.printed import Printed, in_print, printed, printed_limit, times
from relations.values.publication import Publication, publication
from relations.values.unit import Change, Count, Index, Money, Other, Price, Rate, Score, Share, Since, Unit, Unstated
from relations.values.unknown import UnknownWord
from relations.values.when import When, parse_when
