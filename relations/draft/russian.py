"""What is Russian in an article: forms made from stems, and the names of countries and months in their cases."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

#: Letters that Russian has not, beside those it shares with its neighbours: Kazakh, Ukrainian, Belarusian, Serbian …
FOREIGN = frozenset("әғқңөұүһіїєґўђјљњћџѓќѕҳҷӣӯҙҫҡҗ")
_LATIN = dict(zip("абвгдезийклмнопрстуфыэё", "abvgdeziyklmnoprstufyee", strict=True)) | {
    **dict.fromkeys("ъь", ""),
    **dict(zip("жхцчшщюя", ("zh", "kh", "ts", "ch", "sh", "shch", "yu", "ya"), strict=True)),
}
CASED = {"its_share", "toward", "trade_with", "end", "times_as"}  #: patterns that tell capital letters
_ENDINGS = "[аяыиуюеой]|о[йюмвх]|е[йюмвх]|ою|ею|а[мх]|я[мх]|ами|ями|ы[хмй]|ыми|и[яюией]|ие[йм]|ия[мх]|ьей|ью"
#: Verbs of the past, by their endings, and participles: подписал, вступила, договорились; подписан, закрыта
PAST = (
    r"(?<!\w)(?-i:[а-я])\w+(?:л|ла|ло|ли)(?:с[ья])?(?!\w)|(?<!\w)[А-Я]\w+(?:ла|ло|ли)(?:с[ья])(?!\w)"
    r"|(?<!\w)(?-i:[а-я])\w{2,}(?:ан|ян|ен|ят|ыт)[аоы]?(?!\w)"
)
_ADJECTIVE = "ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их|ими|и"


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("russian.toml").read_text(encoding="utf-8"))


def listed(name: str) -> list[str]:
    """A list of `russian.toml`; none, if Russian needs no such words."""
    found: list[str] = _data()["lists"].get(name, [])
    return found


def pattern(name: str) -> str:
    """A pattern of `russian.toml`."""
    found: str = _data()["patterns"][name]
    return found


@cache
def table(name: str) -> dict[str, Any]:
    """All forms of the words of a table, each with its value."""
    return {form: value for key, value in _data().get(name, {}).items() for form in _forms(key)}


def _forms(key: str) -> list[str]:
    """All forms of "stem|ending ending": `_` is no ending, and @adj all that an adjective has."""
    stem, _, endings = key.partition("|")
    if endings.startswith("@"):
        endings = _data()["endings"][endings[1:]]
    return [stem + ending.replace("_", "") for ending in endings.split()]


def one_of(words: Iterable[str]) -> str:
    """A pattern's part for any of some plain words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@lru_cache(maxsize=1)
def number_words() -> str:
    """A pattern's part for a number in words or digits: сорок пять, 15 000, 27,2."""
    word = one_of(table("numbers"))
    digits = r"\d{1,3}(?: \d{3})+(?!\d)|\d+(?:[.,]\d+)?"
    return rf"(?:{digits}|(?:{word})(?: (?:{word})(?!\w))*(?!\w))"


@lru_cache(maxsize=1)
def months() -> dict[str, int]:
    """The months in all cases: январь, января, в январе."""
    from babel.dates import get_month_names

    names = {number: str(name).lower() for number, name in get_month_names("wide", "stand-alone", "ru").items()}
    stems = {name.rstrip("ьй"): number for number, name in names.items()}
    hard = {"март", "август"}
    return {
        stem + ending: number
        for stem, number in stems.items()
        for ending in (("", "а", "е", "у", "ом") if stem in hard else ("ь", "й", "я", "е", "ю", "ем"))
    }


@lru_cache(maxsize=1)
def weekdays() -> dict[str, int]:
    """The days of the week as "on Monday" has them; Monday is 0."""
    from babel.dates import get_day_names

    names = {number: str(name).lower() for number, name in get_day_names("wide", locale="ru").items()}
    return {re.sub("а$", "у", name): number for number, name in names.items()}


@lru_cache(maxsize=1)
def countries() -> dict[str, str]:
    """Stems of countries' names, adjectives and capitals, and the code of each."""
    import pycountry
    from babel import Locale

    names = Locale("ru").territories
    stems = {_stem(names[one.alpha_2]): one.alpha_3 for one in pycountry.countries if one.alpha_2 in names}
    listed_words = {word: code for code, words in _data()["places"].items() for word in words}
    of_capitals = {
        re.sub("ск$", "", word.lower()) + "ск": code for word, code in listed_words.items() if word.istitle()
    }
    return of_capitals | stems | {_stem(word): code for word, code in listed_words.items()}


def _stem(name: str) -> str:
    """A name without the ending that changes, of each of its words; ё is е."""
    plain = re.sub(r"\s*\(.*\)", "", name).replace("ё", "е")
    words = (
        word if len(word) < 4 or word.isupper() else re.sub("(?:ия|ая|ое|ые|ий|ый|[аяыьей])$", "", word)
        for word in plain.split()
    )
    return " ".join(words)


def places(text: str) -> list[tuple[int, str]]:
    """Where a text names countries in Russian, and which."""
    words = list(re.finditer(r"[А-Яа-я][\w-]*", text.replace("ё", "е")))
    found = ((words[i].start(), _code(*(one[0] for one in words[i : i + 2]))) for i in range(len(words)))
    return [(start, code) for start, code in found if code]


@lru_cache(maxsize=8192)
def _code(word: str, following: str = "") -> str | None:
    """The country that a word names, alone or with the next one."""
    known = countries()
    names = [f"{one} {other}" for one in _stems(word) for other in _stems(following)] + _stems(word)
    return next((known[name] for name in names if name in known), None)


def _stems(word: str) -> list[str]:
    """What may be a word's stem, the longest first; an adjective is written in small letters."""
    ends = (word[-size:] if size else "" for size in range(min(4, len(word))))
    stems = [word[: len(word) - len(end)] for end in ends if re.fullmatch(f"(?:{_ENDINGS}|{_ADJECTIVE})?", end)]
    return [*stems, *(stem.lower() for stem in stems if stem.lower().endswith("к"))]


@cache
def coins(code: str) -> list[str]:
    """Stems of a currency's everyday words: the noun of its name, as in доллар США, and what is listed."""
    from babel import Locale

    words = str(Locale("ru").currencies.get(code, code)).lower().replace("ё", "е").split()
    nouns = [word for word in words if not re.search("(?:[иы]й|ая|ое)$", word) or word.startswith("злот")]
    stems = [re.sub("(?:ый|[аяыьйе])$", "", noun) for noun in nouns[:1]]
    return [*stems, *(stem for stem, known in _data()["coins"].items() if code in known)]


COIN_ENDING = r"(?:[ьяюйаыуие]|е[мйв]|ями?|я[мх]|ам|ами|ах|ов|ом|ый|ого|ому|ым)?"


def latin(word: str) -> str:
    """A word in Latin letters, as an id has it; ъ and ь are dropped."""
    return "".join(_LATIN.get(letter, letter) for letter in word)


def is_russian(text: str) -> bool:
    """Whether a text is in Russian, by its letters: Cyrillic with ы, and next to none of its neighbours' own."""
    letters = re.findall(r"[^\W\d_]", text.lower())
    foreign = sum(letter in FOREIGN for letter in letters)
    cyrillic = sum("а" <= letter <= "ё" for letter in letters)
    has_own = "ы" in letters or len(letters) < 200
    return has_own and cyrillic > 0.6 * len(letters) and foreign < 0.005 * len(letters)
