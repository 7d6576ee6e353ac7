"""The pages of `docs/` that follow from the program: a story's format, the measures of claims, and the publishers.

`python -m relations.authoring.reference` writes them; a test holds the shipped ones against this.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from relations import cache as copies
from relations.authoring.schema import schema
from relations.shipped import shipped
from relations.story.claims import MEASURES, kinds
from sources import Indicator, Rejected, comes, habits, indicator_of, publishers, source
from sources._well_known import OF

Part = Mapping[str, Any]
OF_EVERY_MEASURE = ("kind", "part", "by")
_MADE = "*Written by* `python -m relations.authoring.reference`"
_NAMED = {"currency": "KZT", "country": "KAZ", "partner": "RUS"}
#: Of measures no shipped story uses.
_EXAMPLES = (
    """[[claims]]
id = "exports-at-their-lowest"
paragraph = 4
claim = "In 2016 exports to Russia were the lowest since 2005."

[claims.measure]
kind = "extreme"
line = "exports"
which = "lowest"
start = 2016-01-01
since = 2005-12-31
until = 2016-12-31""",
    """[[claims]]
id = "both-report-alike"
paragraph = 1
claim = "Both countries report about the same trade."
measure = { kind = "mirror", exports = "exports", imports = "partner-imports", since = 2009, year = 2013 }""",
    """[[claims]]
id = "tenge-strengthened"
paragraph = 2
claim = "The tenge strengthened from 384 to 333 per dollar in 2016."
measure = { kind = "rise", line = "tenge", of = "KZT", start = 2016-01-21, end = 2016-12-30, at_least = 15 }""",
    """[[claims]]
id = "population-grew"
paragraph = 3
claim = "By 2017 Kazakhstan’s population had grown to 18 million."

[claims.measure]
kind = "rises"
channels = [{ line = "population-kaz", start = 2016-01-01, end = 2017-01-01, to = 18 }]""",
)


def pages() -> dict[str, str]:
    """The text of each page, by the name of its file."""
    return {"format.md": format_page(), "measures.md": measures_page(), "publishers.md": publishers_page()}


def format_page() -> str:
    """Every key of a story's file, part by part, as the schema has them."""
    parts = _parts()
    shown = [name for name in _reached(parts, "Story") if not name.startswith("measure-")]
    tables = "\n".join(line for name in shown for line in _part(name, parts[name]))
    return (
        f"# What a story's file may say\n\n{_MADE}\n\nA story is one file of TOML in `stories/`. What is in **bold** "
        "must be written, all else is optional; what follows from the pair need not be written at all "
        "(`relations lines TUR USA`). `relations check` says what is wrong, and editors complete from "
        f"`stories/schema.json`.\n{tables}\n"
    )


def measures_page() -> str:
    """Every measure of claims with its parameters, and a claim of a shipped story that uses it."""
    parts, lines = _parts(), []
    for kind in kinds():
        module = importlib.import_module(f"{MEASURES}.{kind}")
        own, *held = _reached(parts, f"measure-{kind}")
        lines += ["", f"## {kind}", "", *_sentences(module.__doc__ or ""), *_rows(parts[own], kind)]
        lines += [line for name in held for line in _part(name, parts[name], "###")]
        if example := _example(kind):
            lines += ["", "```toml", *example.splitlines(), "```"]
    return (
        f'# How claims are checked\n\n{_MADE}\n\nA claim names its measure: `measure = {{ kind = "fall", … }}`, or '
        "several `[[claims.measures]]`, each with the `part` of the sentence it answers and, if it is a stand-in, "
        "`by` what. The verdict follows from the answers alone; `relations claims STORY` prints it with its numbers.\n"
        + "\n".join(lines) + "\n"
    )  # fmt: skip


def publishers_page() -> str:
    """Every publisher: what it has, in which form its keys are, and on which terms."""
    rows = ["| keys | publisher | what it has | for every pair | licence |", "|---|---|---|---|---|"]
    for name in publishers():
        about = _described(name)
        if about or comes(f"{name}/"):  # of a new one, without an example, only what its file says
            offers = ", ".join(one.replace("_", " ") for one in OF if one in habits(source(f"{name}/")).offers)
            who, _, what = _sentences(source(f"{name}/").__doc__ or "")[0].partition(": ")
            known = (f"`{about.key}`", about.publisher, str(about.licence)) if about else (f"`{name}/…`", who, "")
            cells = (*known[:2], what, offers, known[2])
            rows.append("| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |")
    return (
        f"# Publishers and licences\n\n{_MADE}\n\nA key is `publisher/code`. What is “for every pair” is drawn in any "
        "story without being written; `relations lines TUR USA` says how far each copy goes. Your own series are "
        "`own/…` (`relations import`). Add a publisher: README.\n\n" + "\n".join(rows) + "\n"
    )


def _parts() -> dict[str, Part]:
    """What the schema says of a story, of each part it may hold, and of each measure."""
    made = schema()
    return {"Story": made} | {name: one for name, one in made["definitions"].items() if "properties" in one}


def _reached(parts: Mapping[str, Part], first: str) -> list[str]:
    """A part of a story, and those it holds in the order in which one meets them."""
    found = [first]
    for name in found:
        named = re.findall(r"#/definitions/([\w-]+)", str(parts[name]["properties"]))
        found += dict.fromkeys(one for one in named if one in parts and one not in found)
    return found


def _part(name: str, part: Part, heading: str = "##") -> Iterator[str]:
    yield from ("", f"{heading} {name}", "", *_sentences(part.get("description", "")))
    yield from _rows(part)


def _rows(part: Part, kind: str = "") -> list[str]:
    """A table of the keys of a part; of a measure without those that all have."""
    rows = ["", "| key | | |", "|---|---|---|"]
    for key, one in part["properties"].items():
        if not kind or key not in OF_EVERY_MEASURE:
            said = f"**{key}**" if key in part.get("required", ()) else key
            rows.append(f"| {said} | {_type(one)} | {one.get('description', '').replace('|', '/')} |")
    return rows


def _type(one: Part) -> str:
    """What may stand there, in words."""
    if ref := one.get("$ref"):
        name = ref.rpartition("/")[2]
        return f"[{name}](#{name.lower()})" if name != "Measure" else "[measure](measures.md)"
    if choices := one.get("enum", [one["const"]] if "const" in one else []):
        return ", ".join(f"`{choice}`" for choice in choices)
    if several := one.get("anyOf"):
        return " or ".join(dict.fromkeys(_type(each) for each in several if each.get("type") != "null"))
    if one.get("type") == "array":
        items = one["items"] if isinstance(one["items"], dict) else {"anyOf": one["items"]}  # a list of so many
        return f"list of: {_type(items)}"
    if one.get("type") == "object":
        return f"by name: {_type(one.get('additionalProperties') or next(iter(one['patternProperties'].values())))}"
    kind = str(one.get("format") or one.get("type"))
    return {"integer": "whole number", "boolean": "true or false", "string": "text", "date": "day"}.get(kind, kind)


def _sentences(text: str) -> list[str]:
    """A docstring with each paragraph on one line, and an empty line between two."""
    return [line for part in text.strip().split("\n\n") for line in (" ".join(part.split()), "")][:-1]


@cache
def _claims() -> tuple[str, ...]:
    """The claims of the shipped stories as they are written."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(Path(shipped("stories")).glob("*.toml"))]
    blocks = [block for text in texts for block in re.split(r"\n(?=\[\[(?!claims\.))|\n(?=# -)", text)]
    return tuple(block.strip() for block in blocks if block.startswith("[[claims]]"))


def _example(kind: str) -> str:
    """The shortest claim with a measure of that kind, of one alone if there is such; empty if no story has any."""
    found = [one for one in (*_claims(), *_EXAMPLES) if f'kind = "{kind}"' in one]
    return min(found, key=lambda one: (one.count("kind ="), len(one)), default="")


def _described(publisher: str) -> Indicator | None:
    """What the publisher says of a series it has, without a network; None if nothing tells of any."""
    own = habits(source(f"{publisher}/"))
    codes = [form.format(**_NAMED) for forms in own.offers.values() for form in forms]
    copied = [key.partition("/")[2] for key in copies.cached_keys() if key.startswith(f"{publisher}/")]
    for code in (*codes, *copied, habits(source(f"{publisher}/")).example):
        with suppress(Rejected):
            return indicator_of(f"{publisher}/{code}")
    return None


if __name__ == "__main__":
    for name, text in pages().items():
        (Path("docs") / name).write_text(text, encoding="utf-8")
