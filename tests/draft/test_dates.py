"""Times as English names them: the date and its precision, and none where the text does not say."""

from __future__ import annotations

from datetime import date

import pytest

from tests.draft.found import of_text

EARLIER = "On 3 May 2018 the two quarrelled. "


@pytest.mark.parametrize(
    ("sentence", "when", "precision"),
    [
        ("On 8 December 1999 the treaty was signed.", "1999-12-08", "day"),
        ("The treaty was signed on December 8, 1999.", "1999-12-08", "day"),
        ("The treaty was signed on 1999-12-08.", "1999-12-08", "day"),
        ("In June 2016 the price was cut.", "2016-06-01", "month"),
        ("In spring 2017 the pipe was shut.", "2017-03-01", "season"),
        ("In the second quarter of 2010 the gas was cut off.", "2010-04-01", "quarter"),
        ("In 1996 the two founded a union.", "1996-01-01", "year"),
        ("In April last year the plane was forced down.", "2020-04-01", "month"),
        ("On 6 May this year the plane was forced down.", "2021-05-06", "day"),
        ("Last October the border was closed.", "2020-10-01", "month"),
        ("Last month the border was closed.", "2021-05-01", "month"),
        ("Yesterday the border was closed.", "2021-06-29", "day"),
        ("On Monday the border was closed.", "2021-06-28", "day"),
        ("Last Wednesday the border was closed.", "2021-06-23", "day"),
        ("Five years ago this month the border was closed.", "2016-06-01", "month"),
        ("Two years ago the border was closed.", "2019-01-01", "year"),
        ("In May the border was closed.", "2021-05-01", "month"),
        ("In August the border was closed.", "2020-08-01", "month"),
        (EARLIER + "Nine days later the gas was cut off.", "2018-05-12", "day"),
        (EARLIER + "The next day the gas was cut off.", "2018-05-04", "day"),
        (EARLIER + "The gas was cut off in August.", "2018-08-01", "month"),
        (EARLIER + "The gas was cut off the following February.", "2019-02-01", "month"),
        (EARLIER + "The price was cut in 2019. The gas was cut off the following February.", "2020-02-01", "month"),
        (EARLIER + "A fortnight later, on the 17th, the gas was cut off.", "2018-05-17", "day"),
        (EARLIER + "On the 2nd, the gas was cut off.", "2018-06-02", "day"),
        (EARLIER + "That autumn the gas was cut off.", "2018-09-01", "season"),
        (EARLIER + "Fourteen months after the quarrel the gas was cut off.", None, None),
        (EARLIER + "Fourteen months after the two quarrelled the gas was cut off.", "2019-07-01", "month"),
        (EARLIER + "A week before, on 26 April, the gas was cut off.", "2018-04-26", "day"),
        (EARLIER + "On 1 June the gas was cut off.", "2018-06-01", "day"),
        (
            "On 3 May 2020 the two quarrelled. On 28 May the gas was cut off. On 1 June it came back.",
            "2020-05-03",
            "day",
        ),
        ("The two presidents shook hands on 20 November 2018.", "2018-11-20", "day"),
        (EARLIER + "The very next day the gas was cut off.", "2018-05-04", "day"),
        (EARLIER + "On the day after that it cut off the gas.", "2018-05-04", "day"),
        (EARLIER + "The two met in Minsk three days after.", "2018-05-06", "day"),
        (EARLIER + "On the 7th Minsk cut off the gas.", "2018-05-07", "day"),
        (EARLIER + "On the 5th floor the gas was cut off.", None, None),
        (EARLIER + "The next day Minsk ended the deal it had signed in 1996.", "2018-05-04", "day"),
        ("July 4 - The curbs take effect.", "2020-07-04", "day"),
        ("Aug. 22, 2018: Minsk says it will not renew the pact.", "2018-08-22", "day"),
        ("Dec 24 2021 – A summit takes place.", None, None),
        ("March 2019 — The envoys meet.", "2019-03-01", "month"),
        (EARLIER + "Half a year later the gas was cut off.", "2018-11-01", "month"),
        ("The visit in March 2019 changed nothing.", "2019-03-01", "month"),
        ("The canal was finished at the end of 2012.", "2012-01-01", "year"),
        ("The gas was cut off on 1 June and on 1 September 2018.", "2018-06-01", "day"),
        ("Not until 28 December 2018 was the gas cut off.", "2018-12-28", "day"),
    ],
)
def test_a_time_in_english_is_a_date(sentence: str, when: str | None, precision: str | None) -> None:
    found = [one for one in of_text(sentence) if one.kind == "event" and "2018 the two" not in one.words]
    first = found[0].when if found else None
    assert (first and first.day.isoformat(), first and first.precision) == (when, precision)


@pytest.mark.parametrize(
    "sentence",
    [
        "Elections will be held on 4 March 2022.",
        "The treaty was to enter into force on 1 January 2020.",
        "If the two had met in June 2018, nothing would have changed.",
        "Since March 2014 no minister has visited Moscow.",
        "On 5 May 2018 the two did not meet.",
        "In 1783 the treaty was signed.",
        "He was born in May 2001.",
        "“In May 2018 we closed the border,” he said.",
        "When was the border closed, in May 2018?",
        "The budget of 2014 was the talk of the town.",
        "By 2025 the union may have closed the gap.",
    ],
)
def test_what_did_not_happen_or_is_told_in_passing_is_no_event(sentence: str) -> None:
    assert [one for one in of_text(sentence) if one.kind == "event"] == []


@pytest.mark.parametrize("sentence", ["Last month the border was closed.", "In May the border was closed."])
def test_without_a_date_of_the_article_a_relative_one_stays_open(sentence: str) -> None:
    (found,) = of_text(sentence, published=None)
    assert found.when is None


def test_a_relative_date_moves_with_the_date_of_the_article() -> None:
    early, late = (of_text("Last month the border was closed.", published=date(year, 3, 9))[0] for year in (2014, 2018))
    assert early.when is not None
    assert late.when is not None
    assert late.when.day == early.when.day.replace(year=2018)


def test_a_time_that_is_told_with_another_gives_one_event() -> None:
    (found,) = of_text("A year before, on 8 December 1999, three months after the summit, the treaty was signed.")
    assert found.when is not None
    assert found.when.day == date(1999, 12, 8)


def test_what_is_counted_from_a_date_and_has_a_verb_of_its_own_is_an_event() -> None:
    found = of_text("The minister came in May 2015 and returned three years later, to sign the treaty.")
    assert [str(one.when.day) for one in found if one.when] == ["2015-05-01", "2018-01-01"]
    (closed,) = of_text("Minsk said on Tuesday that it had no choice, a day after Moscow closed the border.")
    assert (closed.words, closed.when and str(closed.when.day)) == (
        "a day after Moscow closed the border",
        "2021-06-28",
    )


def test_the_event_of_a_noun_is_told_in_the_words_around_it() -> None:
    (found,) = of_text(
        "The two were as close as ever in the months that went by before the Russian raid of 9 May 2019."
    )
    assert "raid of 9 May 2019" in found.words


def test_two_times_of_one_verb_are_two_events() -> None:
    found = of_text("The envoys met in Minsk in March 2018 and in June 2018.")
    assert [one.when and one.when.day.month for one in found] == [3, 6]


@pytest.mark.parametrize(
    ("second", "day", "precision"),
    [
        ("Within hours Russia prolonged its own ban.", date(2019, 8, 2), "day"),
        ("A few hours later Russia prolonged its own ban.", date(2019, 8, 2), "day"),
        ("Within days Russia prolonged its own ban.", date(2019, 8, 1), "month"),
    ],
)
def test_hours_after_a_day_are_that_day_and_days_after_it_its_month(second: str, day: date, precision: str) -> None:
    found = [one for one in of_text(f"On 2 August 2019 Belarus banned the pears. {second}") if one.kind == "event"]
    assert [(one.when and one.when.day, one.when and one.when.precision) for one in found[1:]] == [(day, precision)]


def test_hours_after_nothing_stay_open() -> None:
    assert [one.when for one in of_text("Within hours Russia prolonged its own ban.") if one.kind == "event"] == [None]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "On 12 January 2020 the gas was cut off. In June it came back. On 2 May the border was closed.",
            date(2021, 5, 2),
        ),
        ("On 12 January 2020 the gas was cut off. In June it came back. On 2 March talks were held.", date(2020, 3, 2)),
        (
            "On 3 May 2018 it shut. The next day it ended what it had made in 1996, and on the day after that it left.",
            date(2018, 5, 5),
        ),
    ],
)
def test_a_day_is_near_the_article_or_near_what_was_told_last_but_for_what_had_been_before(
    text: str, day: date
) -> None:
    last = [one.when for one in of_text(text) if one.kind == "event"][-1]
    assert last is not None
    assert last.day == day


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        (
            "The presidents met in Minsk in August 2014, and again in Moscow in March 2016.",
            ["2014-08-01", "2016-03-01"],
        ),
        ("The market was closed in March 2016, and a second time in May 2019.", ["2016-03-01", "2019-05-01"]),
        ("The market was closed on 27 March 2016, then its ports on 5 May 2016.", ["2016-03-27", "2016-05-05"]),
        ("The ban came in March 2016, and another in May 2019.", ["2016-03-01", "2019-05-01"]),
        ("Президенты встретились в августе 2014 года, а затем снова в марте 2016 года.", ["2014-08-01", "2016-03-01"]),
        ("No summit was held in August 2014, and again in March 2016.", []),
        ("Ministers want to meet in August 2019, and again in March 2020.", []),
        ("Moscow’s share of exports rose to 8 per cent in 2012, and again in 2014.", []),
    ],
)
def test_a_second_event_may_leave_out_its_verb(sentence: str, days: list[str]) -> None:
    found = [one for one in of_text(sentence) if one.kind == "event"]
    assert [str(one.when.day) for one in found if one.when] == days
    assert len(found) == len(days)
    if days:
        assert found[1].told == sentence[:-1]
