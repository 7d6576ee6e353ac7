"""Items of CSL-JSON as BibTeX, and as text for a list of references; both by the libraries that know how."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from relations.figures.captions.citations import Item
from relations.i18n import Locale, speaking, written
from relations.values import capital

if TYPE_CHECKING:
    from bibtexparser.model import Entry

STYLE = "harvard-cite-them-right"  #: author and year; the style that comes with the processor
LANGUAGES: dict[Locale, str] = {"en": "en-GB", "ru": "ru-RU", "kk": "en-GB"}  #: no terms of CSL exist in Kazakh

#: What means something else to TeX. A brace becomes a word, as BibTeX counts braces, escaped or not.
ESCAPES = {
    "\\": r"{\textbackslash}", "{": r"{\textbraceleft}", "}": r"{\textbraceright}", "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}", "`": r"{\textasciigrave}",
} | {sign: f"\\{sign}" for sign in "&%$#_"}  # fmt: skip
LIGATURES = re.compile(r"([-',<>!?])(?=[-'`,<>])")  #: pairs a font would draw as one other sign
#: Of CSL in BibTeX, in the order they are written in; a `container-title` is a journal or the way of publishing.
FIELDS = {"title": "title", "container-title": "howpublished", "publisher": "publisher", "version": "version",
          "number": "number", "note": "note"}  # fmt: skip


def csl_json(items: Sequence[Item]) -> str:
    """The items as a file of CSL-JSON."""
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def references(items: Sequence[Item], locale: Locale) -> list[str]:
    """Every item as a line of a list of references, in their order; a note stands at its end."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
    from citeproc.source.json import CiteProcJSON

    with speaking(locale):
        source = CiteProcJSON([_printed(item) for item in items])
    bibliography = CitationStylesBibliography(_style(LANGUAGES[locale]), source, formatter.plain)
    for item in items:
        bibliography.register(Citation([CitationItem(item["id"])]))
    lines = dict(zip(bibliography.keys, map(str, bibliography.bibliography()), strict=True))
    return [_ended(lines[item["id"]], item.get("note", "")) for item in items]


def _printed(item: Item) -> Item:
    """An item as it is printed: a publisher who is the author is named once, a day is one of the CLDR's."""
    repeated = item.get("author") == [{"literal": item.get("publisher")}]
    told = {name: value for name, value in item.items() if not (repeated and name == "publisher")}
    if "accessed" in item:
        told["accessed"] = {"literal": written(date(*item["accessed"]["date-parts"][0]))}
    return told


def _ended(line: str, note: str) -> str:
    """A line with a note as its last sentence."""
    sentence = capital(note)
    return f"{line} {sentence}".strip() if not note or note.endswith(".") else f"{line} {sentence}."


@lru_cache
def _style(language: str) -> Any:
    from citeproc import CitationStylesStyle

    return CitationStylesStyle(STYLE, locale=language, validate=False)


def bibtex(items: Sequence[Item]) -> str:
    """The items as a .bib file in UTF-8; a body as author and every title are in braces of their own."""
    from bibtexparser.entrypoint import write_string
    from bibtexparser.library import Library
    from bibtexparser.middlewares import MonthAbbreviationMiddleware
    from bibtexparser.writer import BibtexFormat

    look = BibtexFormat()  # type: ignore[no-untyped-call]
    look.indent, look.block_separator = "  ", "\n"
    library = Library([_entry(item) for item in items])
    return write_string(library, prepend_middleware=[MonthAbbreviationMiddleware()], bibtex_format=look)


def _entry(item: Item) -> Entry:
    from bibtexparser.model import Entry, Field

    fields = {"author": _author(**item["author"][0])}
    fields |= {ours: _escaped(item[name]) for name, ours in FIELDS.items() if name in item}
    if "title" in fields:
        fields["title"] = f"{{{fields['title']}}}"  # no style changes the capitals of names in it
    fields |= _dates(item)
    if "URL" in item:
        fields["url"] = item["URL"].translate({ord(sign): f"%{ord(sign):X}" for sign in "{}\\"})
    kind = "misc"
    if item["type"] == "article-magazine" and {"title", "howpublished"} <= set(fields):
        kind, fields["journal"] = "article", fields.pop("howpublished")
    return Entry(kind, item["id"], [Field(*field) for field in fields.items()])


def _author(literal: str = "", family: str = "", given: str = "") -> str:
    return f"{{{_escaped(literal)}}}" if literal else f"{_escaped(family)}, {_escaped(given)}"


def _dates(item: Item) -> dict[str, str]:
    (issued,), (accessed,) = (item.get(name, {"date-parts": [[]]})["date-parts"] for name in ("issued", "accessed"))
    dates = dict(zip(("year", "month", "day"), map(str, issued), strict=False))
    if accessed:
        dates["urldate"] = "-".join(f"{part:02d}" for part in accessed)
    return dates


def _escaped(text: str) -> str:
    escaped: str = _encoder().unicode_to_latex(" ".join(text.split()))
    return escaped


@lru_cache
def _encoder() -> Any:
    """Escapes what TeX would take for itself and leaves all letters as they are."""
    from pylatexenc.latexencode import RULE_DICT, RULE_REGEX, UnicodeToLatexConversionRule, UnicodeToLatexEncoder

    signs = UnicodeToLatexConversionRule(RULE_DICT, {ord(sign): escape for sign, escape in ESCAPES.items()})
    pairs = UnicodeToLatexConversionRule(RULE_REGEX, [(LIGATURES, r"\1{}")])
    return UnicodeToLatexEncoder(
        conversion_rules=[signs, pairs],
        replacement_latex_protection="none",
        unknown_char_policy="keep",
        unknown_char_warning=False,
    )
