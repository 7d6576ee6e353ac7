"""Articles in Russian: dates and amounts as the text gives them, names in their cases, what is neither."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from relations.draft import read
from relations.draft.names import places
from tests.draft.found import of_article, of_text

EARLIER = "3 мая 2018 года стороны поссорились. "


@pytest.mark.parametrize(
    ("sentence", "when", "precision"),
    [
        ("Договор подписан 14 декабря 2014 года.", "2014-12-14", "day"),
        ("15.03.2019 министры встретились.", "2019-03-15", "day"),
        ("24—26 мая 2011 года министры встретились.", "2011-05-24", "day"),
        ("Границу закрыли в декабре 2014-го.", "2014-12-01", "month"),
        ("В августе прошлого года самолёт посадили.", "2020-08-01", "month"),
        ("В 2014 году стороны подписали договор.", "2014-01-01", "year"),
        ("Летом 2014 года границу закрыли.", "2014-06-01", "season"),
        ("Прошлым летом границу закрыли.", "2020-06-01", "season"),
        ("В первом квартале 2015 года газ отключили.", "2015-01-01", "quarter"),
        ("Во II квартале прошлого года газ отключили.", "2020-04-01", "quarter"),
        ("В прошлом году стороны подписали договор.", "2020-01-01", "year"),
        ("Пять лет назад границу закрыли.", "2016-01-01", "year"),
        ("В понедельник границу закрыли.", "2021-06-28", "day"),
        ("Накануне границу закрыли.", "2021-06-29", "day"),
        ("В августе границу закрыли.", "2020-08-01", "month"),
        (EARLIER + "Накануне газ отключили.", "2018-05-02", "day"),
        (EARLIER + "Девять дней спустя газ отключили.", "2018-05-12", "day"),
        (EARLIER + "Через девять дней газ отключили.", "2018-05-12", "day"),
        (EARLIER + "Тремя месяцами позже газ отключили.", "2018-08-01", "month"),
        (EARLIER + "Осенью того же года газ отключили.", "2018-09-01", "season"),
        ("Переворот 15 июля 2016 года всё изменил.", "2016-07-15", "day"),
        ("Выборы пройдут 4 марта 2022 года.", None, None),
        ("Договор должен был вступить в силу 1 января 2020 года.", None, None),
        ("Если бы стороны встретились в июне 2018 года, всё было бы иначе.", None, None),
        ("5 мая 2018 года стороны так и не встретились.", None, None),
        ("В 1654 году стороны подписали договор.", None, None),
        ("Он родился 5 мая 1995 года и вырос в Минске.", None, None),
        ("«5 мая 2018 года мы подписали договор», — заявил министр.", None, None),
    ],
)
def test_a_time_in_russian_is_a_date(sentence: str, when: str | None, precision: str | None) -> None:
    found = [one for one in of_text(sentence) if one.kind == "event" and "поссорились" not in one.words]
    first = found[0].when if found else None
    assert (first and first.day.isoformat(), first and first.precision) == (when, precision)


@pytest.mark.parametrize(
    ("sentence", "measure", "line", "number", "counted_in"),
    [
        ("За 2016 год импорт из России вырос на треть.", "growth", "imports", 33.3, "%"),
        ("Экспорт в Россию сократился вдвое.", "growth", "exports", 50, "%"),
        ("Экспорт в Россию вырос вдвое.", "growth", "exports", 2, "times"),
        ("В 2015 году экспорт упал на 50 процентов.", "growth", "exports", 50, "%"),
        ("Доля России в экспорте выросла на 5 процентных пунктов.", "shares", "exports-share", 5, "pp"),
        ("Доля России в экспорте выросла на 5 п.п.", "shares", "exports-share", 5, "pp"),
        ("На Россию приходится около половины товарооборота.", "shares", "share", 50, "%"),
        ("Экспорт составил $20 млрд.", "total", "exports", 20, "USD bn"),
        ("Экспорт составил 27,2 миллиарда долларов.", "total", "exports", 27.2, "USD bn"),
        ("Экспорт составил 15 000 тонн.", "total", "exports", 15000, "тонн"),
        ("Российский рубль подешевел на тридцать пять процентов.", "fall", "RUB", 35, "%"),
        ("Белорусский рубль потерял пятую часть стоимости.", "fall", "BYN", 20, "%"),
        ("Вероятно, белорусский рубль упадёт ещё на 10 %.", "first_fall", "BYN", 10, "%"),
        ("Товарооборот достиг рекордных 28 млрд долларов.", "extreme", "turnover", 28, "USD bn"),
        ("Россия остаётся вторым торговым партнёром Белоруссии.", "rank_among", "turnover", 2, "rank"),
        ("За резолюцию Генеральной Ассамблеи голосовали 100 стран.", "vote_on", "votes", 100, "votes"),
        ("Переговоры длились девять месяцев.", "days_between", None, 9, "months"),
        ("60 процентов белорусов поддерживают союз.", "untestable", None, 60, "%"),
        ("К 2025 году планируется увеличить товарооборот до 20 млрд долларов.", None, None, None, None),
        ("Если экспорт вырастет на 10 процентов, все будут рады.", None, None, None, None),
        ("«Экспорт вырос на 10 процентов», — заявил министр.", None, None, None, None),
    ],
)
def test_an_amount_in_russian_is_a_claim(
    sentence: str, measure: str | None, line: str | None, number: float | None, counted_in: str | None
) -> None:
    found = [(one.measure, one.line, one.number, one.counted_in) for one in of_text(sentence) if one.kind == "claim"]
    assert found[:1] == ([(measure, line, number, counted_in)] if measure else [])


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Казахстаном, Казахстане, казахстанского, Астаной", ["KAZ"] * 4),
        ("с Соединёнными Штатами, Белого дома, американские", ["USA"] * 3),
        ("Южной Кореей и Северной Кореи, варшавский, минская", ["KOR", "PRK", "POL", "BLR"]),
        ("в Саудовской Аравии, Новой Зеландией, Грузию, Турцией", ["SAU", "NZL", "GEO", "TUR"]),
        ("малина, рим, чадом, кубометров, китовый ус", []),
    ],
)
def test_a_country_is_known_in_all_cases(text: str, codes: list[str]) -> None:
    assert [code for _, code in places(text)] == codes


def test_a_russian_article_keeps_its_words_and_has_its_date(tmp_path: Path) -> None:
    prose = "14 мая 2016 года Россия и Белоруссия подписали договор, и тогда всё изменилось."
    top = "Минск и Москва\n\nАлеся Гринько, 20 апреля 2017 года\n\n"
    path = tmp_path / "a.txt"
    path.write_text(f"{top}{prose}\n\nОб авторе\n\nОна родилась 5 мая 2000 года.\n", encoding="utf-8")
    article = read(str(path))
    assert (article.published, len(article.paragraphs)) == (date(2017, 4, 20), 1)
    assert [one.words for one in of_article(article)] == ["14 мая 2016 года Россия и Белоруссия подписали договор"]


def test_an_article_in_the_encoding_of_old_russian_pages_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(("14 мая 2016 года Россия и Белоруссия подписали договор о границе. " * 3).encode("cp1251"))
    assert "Россия и Белоруссия" in read(str(path)).paragraphs[0].text


def test_a_rank_and_a_vote_in_russian_are_claims_and_a_likely_quarrel_is_no_event() -> None:
    told = "Доля России в торговле составляет 13 процентов: больше только у Китая. Новый спор вероятен уже весной. "
    vote = "В Генеральной Ассамблее ООН обе страны голосовали одинаково."
    assert [(one.kind, one.measure) for one in of_text(told + vote)] == [
        ("claim", "shares"),
        ("claim", "rank_among"),
        ("claim", "vote_on"),
    ]


def test_an_english_sentence_may_have_a_russian_name() -> None:
    found = of_text("On 3 May 2018 Газпром signed a contract with Minsk.")
    assert [one.when and one.when.day for one in found] == [date(2018, 5, 3)]
