"""A number with its unit as a ledger prints it, in three languages."""

from __future__ import annotations

import pytest

from relations.claims.answer import BEST_RANK, told
from relations.evidence.worth import Worth
from relations.i18n import Locale, say
from relations.values import Change, Count, Message, Money, Rate, Score, Share, Unit, difference

SAID: list[tuple[float, Message | Unit, tuple[str, str, str]]] = [
    (78.67, Score(0, 100), ("78.67 on a scale from 0 to 100", "78,67 по шкале от 0 до 100", "78,67 балл (0–100)")),
    (2, Score(-2.5, 3), ("2 on a scale from −2.5 to 3", "2 по шкале от −2,5 до 3", "2 балл (−2,5–3)")),
    (-6.23, difference(Score(0, 100)), ("−6.23 points", "−6,23 пункта", "−6,23 пункт")),
    (-1, Change("points"), ("−1 point", "−1 пункт", "−1 пункт")),
    (1.26, difference(Share("exports")), ("1.26 percentage points", "1,26 п. п.", "1,26 пайыздық тармақ")),
    (6, BEST_RANK, ("rank 6", "6-е место", "6-орын")),
    (-50.9, Worth(Rate("RUB", "USD"), "RUB", "USD").of or Message("none"), (
        "−50.90 % of the value of the Russian rouble against the US dollar",
        "−50,90 % стоимости российского рубля относительно доллара США",
        "−50,90 % (Ресей рублі құны АҚШ доллары бағамына шаққанда)",
    )),
    (199, Count("days"), ("199 days", "199 дней", "199 күн")),
    (38_321, Money("USD", 10**6), ("US$ 38.3 billion", "38,3 млрд долларов США", "38,3 млрд АҚШ доллары")),
]  # fmt: skip


@pytest.mark.parametrize(("value", "of", "expected"), SAID)
def test_a_number_has_its_unit_as_an_editor_would_write_it(
    value: float, of: Message | Unit, expected: tuple[str, str, str]
) -> None:
    locales: tuple[Locale, ...] = ("en", "ru", "kk")
    spoken = tuple(say(told(value, of), locale).replace("\u00a0", " ") for locale in locales)
    assert spoken == expected
