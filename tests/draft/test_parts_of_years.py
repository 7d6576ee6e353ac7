"""A half, a quarter or a month of a year is not judged by the year: its claim is left open."""

from __future__ import annotations

import pytest

from tests.draft.found import claims_of, drafted, yearly


@pytest.mark.parametrize(
    "text",
    [
        "Exports to Russia rose by 20 per cent in the first quarter of 2015.",
        "Exports to Russia fell by 20 per cent in the first half of 2015.",
        "In the first six months of 2015 exports to Russia fell by 20 per cent.",
        "In early 2015 exports to Russia fell by 20 per cent.",
        "In summer 2015 exports to Russia fell by 20 per cent.",
        "Imports from Russia fell by 20 per cent between January and June 2015.",
        "In January and February 2015 imports from Russia fell by 20 per cent.",
        "В январе и феврале 2015 года экспорт в Россию упал на 20 процентов.",
        "From January to March 2015 exports to Russia fell by 20 per cent.",
        "By March 2015 exports to Russia had fallen by 20 per cent.",
        "Exports to Russia fell from 2 billion dollars to 1.5 billion in March 2015.",
        "In March 2015 trade with Russia fell by 20 per cent.",
        "Kazakhstan’s population grew to 18 million in March 2016.",
        "In March 2015 Russia took 20 per cent of all exports.",
        "March 2015 was the worst month for exports to Russia since 2009.",
        "Russian customs counts 12 billion dollars in March 2015, Kazakh customs 11.",
        "В первом полугодии 2015 года экспорт в Россию вырос на 20 процентов.",
        "За девять месяцев 2015 года экспорт в Россию упал на 20 процентов.",
        "В январе–июне 2015 года экспорт в Россию упал на 20 процентов.",
        "In the first nine months, exports to Russia fell by 20 per cent in 2015.",
        "In H1 2015 exports to Russia fell by 20 per cent.",
        "In 1H 2015 exports to Russia fell by 20 per cent.",
        "In 2015 H1 exports to Russia fell by 20 per cent.",
        "In Q3 2014 exports to Russia fell by 20 per cent.",
        "In 3Q 2014 exports to Russia fell by 20 per cent.",
        "In the last quarter of 2014 exports to Russia fell by 20 per cent.",
        "Half-way through 2014 exports to Russia had fallen by 20 per cent.",
        "За полгода 2015 года экспорт в Россию упал на 20 процентов.",
        "За шесть месяцев экспорт в Россию упал на 20 процентов в 2015 году.",
        "В I квартале 2015 года экспорт в Россию упал на 20 процентов.",
        "В первой половине 2015 года экспорт в Россию вырос на 15 %.",
        "За первую половину 2015 года экспорт вырос на 15 %.",
        "Во второй половине 2015 года импорт из России упал на треть.",
        "В первой трети 2015 года экспорт вырос на 15 %.",
        "В последней четверти 2015 года экспорт вырос на 15 %.",
        "За первые девять месяцев 2015 года экспорт вырос на 15 %.",
    ],
)
def test_a_part_of_a_year_is_not_judged_by_the_year(text: str) -> None:
    measure, lacks = drafted(text)
    assert measure["answer"] == "unfinished"
    assert "a line by month or quarter, for it tells of a part of a year" in lacks


@pytest.mark.parametrize(
    ("text", "number", "way"),
    [
        ("In the first half of 2015 exports rose by 15 per cent.", 15, 1),
        ("В первой половине 2015 года экспорт вырос на 15 %.", 15, 1),
        ("В первом полугодии 2015 года экспорт вырос на 15 %.", 15, 1),
        ("В половине прошлого года экспорт вырос на 15 %.", 15, 1),
        ("Во второй половине 2015 года импорт упал на треть.", 33.3, -1),
        ("За первую половину марта 2015 года импорт упал на треть.", 33.3, -1),
    ],
)
def test_half_of_a_year_is_a_time_and_no_share(text: str, number: float, way: int) -> None:
    (found,) = claims_of(text)
    assert (found.measure, found.number, found.way) == ("growth", number, way)


def test_half_of_what_is_sold_is_a_share_beside_half_of_a_year() -> None:
    (found,) = claims_of("В первой половине 2015 года половина экспорта пришлась на Россию.")
    assert (found.measure, found.number, found.line, found.in_part) == ("shares", 50, "exports-share", True)


@pytest.mark.parametrize(
    "text",
    [
        "In the first half of 2015 the tenge fell by 15 per cent.",
        "In the first nine months of 2015 the tenge fell by 15 per cent.",
        "In early March 2015 the tenge fell by 15 per cent.",
        "In January and February 2015 the tenge fell by 15 per cent.",
        "In March 2015 the tenge was 15 per cent weaker than in March 2014.",
        "В первом полугодии 2015 года тенге упал на 15 %.",
    ],
)
def test_a_part_of_a_year_is_not_judged_by_the_days_of_all_of_it(text: str) -> None:
    measure, lacks = drafted(text)
    assert (measure["answer"], lacks) == ("unfinished", ["the two days it is measured between"])


@pytest.mark.parametrize(
    "text",
    [
        "In 2015, after three months of talks, exports to Russia fell by 20 per cent.",
        "В 2015 году экспорт в Россию упал на 20 процентов.",
    ],
)
def test_a_whole_year_is_judged_by_the_year(text: str) -> None:
    assert drafted(text)[0] == yearly("falls", "exports", 2014, 2015, at_least=19.5)
