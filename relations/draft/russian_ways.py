"""The ways in which a Russian text names times and amounts."""

from __future__ import annotations

from relations.draft import words
from relations.draft.russian import months, number_words, one_of, table, weekdays


def times() -> dict[str, list[str]]:
    """How Russian names a time: patterns by the ways that `dates` knows."""
    day, upto = r"(?P<d>[12]\d|3[01]|0?[1-9])(?!\d)", r"(?:\s?(?:–|-|—|и|по)\s?\d{1,2})?"
    of_year = r"(?:-?(?:го|м|й))?(?: год\w{0,2}| г\.?)?"
    year = rf"(?P<y>1[5-9]\d\d|20\d\d)(?![\d%]|[,.]\d){of_year}"
    name = one_of(months())
    month, season = rf"(?P<m>{name})", rf"(?P<s>{one_of(table('seasons'))})"
    weekday, unit = one_of(weekdays()), one_of(table("steps"))
    rel, way = (
        rf"(?P<rel>{one_of(table('seen'))})(?: же)?",
        rf"(?P<dir>{one_of(table('ways'))})",
    )
    much = rf"(?:(?P<n>{number_words()}) )?(?P<u>{unit})(?P<half> с половиной)?"
    ordinal = rf"(?:(?P<q>{one_of(table('ordinals'))})|(?P<q4>IV|I{{1,3}}|[1-4])(?:-м|-й|-го)?) квартал\w{{0,2}}"
    whole = r"год(?:а|у|ом)?"
    return {
        "day": [
            rf"{day}{upto} {month} {year}",
            r"(?P<d>\d\d)\.(?P<k>\d\d)\.(?P<y>\d{4})",
            r"(?P<y>\d{4})-(?P<k>\d\d)-(?P<d>\d\d)",
        ],
        "month": [rf"{month} {year}"],
        "season": [rf"{season} {year}"],
        "quarter": [rf"{ordinal}(?: (?:{year}|{rel} {whole}))?"],
        "decade": [r"(?P<y>\d{3})0-(?:х|е|ые|ых)(?: год\w*)?", r"нулевы(?:е|х)(?: год\w*)?"],
        "day of the year": [rf"{day}{upto} {month}(?! \d{{4}})"],
        "month of the year": [rf"(?<!\d ){month}(?! \d)"],
        "month of a year": [rf"(?:{day}{upto} )?(?:{month}|{season}) {rel} {whole}"],
        "soon": [
            r"(?:через|спустя|за) (?:несколько|считанные) (?P<u>час|дн)(?:ов|ы|ей|и)",
            r"(?:в течение|за) (?P<u>час)ов",
        ],
        "ago": [rf"{much} (?:тому )?назад"],
        "anchored": [rf"(?:через|спустя) {much} (?P<dir>после) (?P<what>[а-я]\w+ \w+)"],
        "offset": [
            rf"(?P<dir>через|спустя) {much}(?! после)",
            rf"{much} {way}",
            rf"за {much} (?P<dir>до этого)",
            rf"(?P<half>пол)(?P<u>года) {way}",
            r"(?P<dir>через) (?P<half>пол)(?P<u>года)",
        ],
        "eve": [r"(?P<dir>накануне)(?: вечером)?(?! \w+(?:ов|ия|ий|да|та))"],
        "relative": [
            rf"{rel} (?:{month}|{season}|(?P<w>{weekday})|(?P<u>{unit}))",
            r"на (?P<rel>следующий|другой) (?P<u>день)",
            "(?P<s>весной|летом|осенью|зимой)",
        ],
        "weekday": [rf"(?<=\b[Вв] )(?P<w>{weekday})", rf"(?<=\b[Вв]о )(?P<w>{weekday})"],
        "word": ["(?P<word>вчера)"],
        "year": [rf"{words.RANGE}{year}(?!/\d)", rf"(?:{name})\s?[–—-]\s?(?:{name}) {year}"],
    }


def amounts() -> dict[str, list[str]]:
    """How Russian says an amount: patterns by the ways that `quantities` knows."""
    n, scale = (
        rf"(?P<n>{number_words()})(?P<half> с половиной)?",
        rf"(?P<scale>{one_of(table('scales'))})",
    )
    money, time = (rf"(?P<{name}>{one_of(table(key))})" for name, key in (("money", "money"), ("time", "steps")))
    sign = rf"(?P<money>{words.one_of(sign for sign in words.table('money') if not sign.isalpha())})"
    things = rf"(?P<thing>{words.any_of('stuff').russian}|{words.any_of('crowd').russian})"
    no_half = "".join(f"(?<!{word} )" for word in ("вторую", "первую", "второй", "первой", "с"))
    of_time = rf"| (?:1[5-9]|20)\d\d| (?:\w+ )?(?:год|месяц|недел)\w*| (?:{one_of(months())})"  # половина 2015 года
    two = one_of(word for word, value in table("numbers").items() if 2 <= value <= 9)
    beside = "(?:назад|спустя|позже|позднее|раньше|ранее|до|тому)"
    return {
        "fold": [rf"(?P<word>{one_of(table('folds'))})", rf"в {n} раза?"],
        "percent": [rf"{n}(?:\s?(?:–|-|—)\s?\d[\d,]*)?\s?(?:процент(?:а|ов|ам|е|ами|ах|у|ом)?(?!\w)|%)"],
        "points": [rf"{n} (?:процентн\w+ пункт\w*|п\. ?п\.?|пп)"],
        "part": [
            rf"{no_half}(?:(?P<n>{two}) )?(?P<part>{one_of(table('fractions'))})(?! (?:век|час|столети)\w*{of_time})",
            rf"(?P<of>{one_of(table('ordinals'))}) част(?:ь|и|ью)",
        ],
        "ratio": [
            rf"(?P<n>{two})(?: случа\w+| раз\w*| голосовани\w+)? из (?P<of>{one_of(table('numbers'))})",
            rf"кажд\w+ (?P<of>{one_of(table('ordinals'))})",
        ],
        "money": [
            rf"{sign}\s?{n}(?:\s?{scale})?",
            rf"{scale} {money}",
            rf"(?!один доллар){n}(?: {scale})?(?: (?P<whose>\w+[сц]к\w+))? {money}",
        ],
        "time": [
            rf"(?<!через )(?<!спустя )(?<!за )(?!(?:1[5-9]|20)\d\d ){n} {time}(?! {beside})",
            rf"(?<=за ){n} {time}(?! до)",
        ],
        "count": [
            rf"{n}(?: {scale})?(?: \w+[ыи]х)? {things}",
            rf"(?:{n} )?{scale} (?P<people>\w{{3,}}(?:ян|цев|русов|хов|зов|жиков|беков|менов|ков|инов))",
            rf"{n} {scale}",
        ],
    }
