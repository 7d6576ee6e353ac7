"""The shipped copies hold what their publishers published, on the days it is of."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from relations.cache import read
from relations.values import APPLIES
from sources import habits, source

#: By key, days and values, each checked with a second source before it came here.
SPOTS: dict[str, dict[str, float]] = {
    "fred/DCOILBRENTEU": {
        "1990-09-27": 41.45,
        "2008-07-03": 143.95,
        "2014-06-30": 111.03,
        "2014-12-16": 60.26,
        "2015-01-30": 47.52,
        "2016-01-20": 26.01,
        "2020-04-21": 9.12,
        "2026-08-18": 95.29,
    },
    "fred/DCOILWTICO": {"2014-06-19": 107.08, "2015-01-30": 47.79, "2016-01-20": 26.68, "2020-04-20": -36.98},
    "imf/RUB": {"2014-06-30": 33.8434, "2014-12-16": 61.15, "2014-12-17": 67.79, "2015-01-30": 68.929},
    "imf/KZT": {
        "2014-02-10": 155.56,
        "2014-02-11": 163.9,
        "2014-02-12": 184.5,
        "2015-08-19": 188.38,
        "2015-08-20": 255.26,
        "2015-08-21": 252.47,
    },
    "imf/CNY": {"2015-08-10": 6.1162, "2015-08-13": 6.401, "2019-08-06": 7.0354},
    "nbp/RUB": {"2014-06-30": 33.9721, "2014-11-28": 49.7115, "2014-12-16": 65.8585, "2016-01-21": 84.2918},
    "nbp/RUB/weekly": {"2022-08-31": 60.7179},
    "nbp/TRY": {"2018-08-13": 6.8553, "2021-12-20": 17.4945},
    "nbp/AUD": {"2020-03-19": 1.7452},
    "nbp/CNY": {"2015-08-12": 6.3838},
    "nbp/EUR": {"2015-01-02": 0.8293},
    "nbp/LTL": {"2014-12-31": 2.8412},
    "nbp/UAH": {"2013-12-31": 8.1274, "2019-12-31": 23.706, "2025-12-31": 42.322},
    "nbp/KZT": {"2014-12-31": 182.3627},
    "nbp/GEL": {"2014-12-31": 1.8728},
    "nbp/KGS": {"2014-12-31": 58.8456},
    "nbp/BYR": {"2014-12-31": 10994.357},
    "nbp/AZN": {"2015-12-30": 1.5594},
    "nbp/BYN": {"2018-10-31": 2.1229},
    "nbp/AMD": {"2014-12-31": 463.24},
    "national_bank_ukraine/RUB": {"2014-03-18": 36.6508, "2014-12-17": 61.1514, "2014-12-18": 67.7865},
    "national_bank_ukraine/KZT": {"2014-02-12": 163.9007, "2015-08-20": 188.3808, "2021-12-31": 437.5995},
    "national_bank_ukraine/UAH": {"2014-02-06": 7.993, "2015-02-05": 17.9998, "2015-02-06": 23.1306},
    "national_bank_ukraine/BYN": {"2016-08-31": 1.9578, "2020-08-31": 2.6643},
    "imf_ifs/BYN": {"2000-12-31": 0.118, "2014-12-31": 1.185},
    "imf_ifs/GEL": {"2014-12-31": 1.8636},
    "imf_ifs/KZT": {"2015-08-31": 237.66},
    "imf_ifs/RUB": {"1998-12-31": 20.65, "2014-12-31": 56.2584},
    "imf_ifs/UAH": {"2014-12-31": 15.7686},
    "imf_ifs/TRY": {"2014-12-31": 2.32095},
    "pink_sheet/CRUDE_BRENT": {"2014-06-01": 111.87, "2015-01-01": 48.07},
    "pink_sheet/NGAS_EUR": {"2022-03-01": 42.39},
    "pink_sheet/COAL_AUS": {"2015-01-01": 61.44},
    "pink_sheet/ALUMINUM": {"2014-06-01": 1838.95},
    "pink_sheet/COPPER": {"2024-11-01": 9075.73},
    "wits/KAZ/RUS/imports": {"2012-01-01": 17110.46, "2016-01-01": 9129.77},
    "wits/BLR/RUS/imports": {"2014-01-01": 21868.62},
    "wits/UKR/RUS/imports": {"2013-01-01": 23243.99},
    "wits/GEO/RUS/exports": {"2005-01-01": 153.72},
    "wits/ARM/RUS/imports": {"2014-01-01": 1069.29},
    "wits/KGZ/RUS/imports": {"2014-01-01": 1839.93},
    "wits/TUR/RUS/imports": {"2014-01-01": 25411.7},
    "wits/LTU/RUS/exports": {"2014-01-01": 6755.12, "2015-01-01": 3479.31},
    "wits/AUS/CHN/exports": {"2014-01-01": 81413.61},
    "wits/USA/CHN/imports": {"2018-01-01": 563203.12},
    "wits/CHN/USA/exports": {"2018-01-01": 479278.75},
    "wits/ECU/USA/exports": {"2014-01-01": 11239.61},
    "wits/TUR/USA/exports": {"2019-01-01": 8978.31},
    "stat_kz/KZ/pop": {"2014-01-01": 17160855},
    "stat_kz/KZ-59/pop": {"2014-01-01": 575945},
    "stat_kz/KZ-39/pop": {"2014-01-01": 880968},
    "stat_kz/KZ-55/pop": {"2014-01-01": 752914},
    "stat_kz/KZ-11/pop": {"2014-01-01": 735612},
    "stat_kz/KZ-71/pop": {"2014-01-01": 814419},
    "stat_kz/KZ-63/pop": {"2014-01-01": 1394388},
}
#: Days that a copy must not have: what its publisher lacks, or had wrong.
ABSENT = {
    "imf/RUB": ["2014-03-17", "2014-09-01", "2014-11-27", "2014-11-28"],
    "nbp/RUB": ["2014-11-11", "2022-03-09"],
    "national_bank_ukraine/RUB": ["2014-08-25", "2014-12-30", "2016-01-22"],
    "imf_ifs/BYN": ["1999-12-31"],
    "imf_ifs/RUB": ["1994-12-31"],
    "nbp/BYN": ["2022-03-02"],
    "wits/RUS/BLR/exports": ["2012-01-01"],
}


def values(key: str) -> pd.Series[float]:
    return read(key).data.set_index("date")["value"]


@pytest.mark.parametrize("key", SPOTS)
def test_a_copy_holds_the_published_values(key: str) -> None:
    found = values(key)[[pd.Timestamp(day) for day in SPOTS[key]]]
    assert found.tolist() == pytest.approx([*SPOTS[key].values()], rel=5e-5, abs=0.005)


@pytest.mark.parametrize("key", ABSENT)
def test_a_gap_is_a_gap(key: str) -> None:
    assert not {*map(pd.Timestamp, ABSENT[key])} & {*values(key).index}


def test_the_regions_of_kazakhstan_add_up_to_it() -> None:
    """In every year, before and after Shymkent and the regions of 2022."""
    from sources.stat_kz import REGIONS

    parts = pd.concat([values(f"stat_kz/{code}/pop") for code in REGIONS if code != "KZ"], axis="columns", sort=True)
    assert parts.sum(axis="columns").equals(values("stat_kz/KZ/pop"))


def test_an_official_rate_is_dated_a_day_after_the_market() -> None:
    """To 2019 the bank's rouble is the Bank of Russia's, set on the business day before it applies."""
    official, market = read("national_bank_ukraine/RUB"), values("imf/RUB")
    assert official.indicator.dating == APPLIES
    first, last = pd.Timestamp(2014, 1, 1), pd.Timestamp(2018, 12, 31)
    applied = official.data[official.data["date"].between(first, last)].set_index("date")["value"]
    applied.index = pd.DatetimeIndex(np.busday_offset(applied.index.to_numpy("datetime64[D]"), -1, roll="forward"))
    both = pd.concat([applied, market], axis="columns", join="inner")
    off = (both.iloc[:, 0] / both.iloc[:, 1] - 1).abs()
    assert off.median() < 1e-4
    assert (off < 2e-4).mean() > 0.95


def test_a_series_that_has_ended_is_not_asked_for_again() -> None:
    assert habits(source("nbp/RUB")).complete("RUB", read("nbp/RUB").last)
    assert not habits(source("nbp/RUB")).complete("RUB/weekly", read("nbp/RUB/weekly").last)
