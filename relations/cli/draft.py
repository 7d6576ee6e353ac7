"""Commands that begin a story from its article: draft, take."""

from __future__ import annotations

import gc
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from relations.cli import EPILOG, Json, OneStory, answered, app, end, option, terminal
from relations.cli.published import published as appeared

if TYPE_CHECKING:
    from relations.draft import Article, Draft, Pair
    from relations.story import Story


@app.command(epilog=EPILOG)
def draft(
    article: Annotated[
        str, typer.Argument(metavar="ARTICLE", help="A .txt, .md or .html file, or - for standard input.")
    ],
    story: Annotated[
        str | None, typer.Option(help="The story to draft for; the article's file name, if none is named.")
    ] = None,
    published: Annotated[
        str | None, typer.Option(help="When the article appeared: YYYY-MM-DD, YYYY-MM or YYYY.")
    ] = None,
    countries: Annotated[
        tuple[str, str] | None, typer.Option(metavar="A B", help="Its two countries, as KAZ RUS.")
    ] = None,
    anew: Annotated[bool, typer.Option("--anew", help="Write over a draft that is there.")] = False,
    as_json: Json = False,
) -> None:
    """Propose the events and claims of an article as blocks of a story, in <story>.draft.toml beside it."""
    gc.disable()  # a process of seconds: to search its libraries for garbage is a tenth of its time
    from relations.draft import read, written
    from relations.story import draft_of

    with answered():
        read_article = read(article)
        name = story or ("draft" if article == "-" else Path(article).stem)
        read_article = _dated(read_article, name, published)
        found = _draft(read_article, name, countries)
        if as_json:
            terminal.as_json(one.as_json for one in found.blocks)
            return
        path = draft_of(name)
        if path.exists() and not anew:
            raise end(f"{path} is there already; take from it, or write over it with --anew", 2)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(written(found, name), encoding="utf-8")
    _tell(found, path)


@app.command(epilog=EPILOG)
def take(
    story: OneStory,
    ids: Annotated[list[str], typer.Argument(metavar="ID…", help="Blocks of its draft.")],
) -> None:
    """Move blocks of a story's draft into the story, if it may hold them."""
    from relations import draft as drafts

    with answered():
        done = drafts.take(story, ids)
    typer.echo(f"{done.story}: {', '.join(done.ids)}; {done.left} left in the draft")
    for name, what in done.lacking.items():
        typer.echo(f"{name} is unfinished; still missing: {', '.join(map(str, what))}", err=True)


def _dated(article: Article, name: str, told: str | None) -> Article:
    """The article with the date that is told; without one, with its own, else that of its story."""
    if told:
        when = appeared(told)
        return replace(article, published=when.start, precision=when.precision)
    if article.published is None and (story := _story(name)):
        return replace(article, published=story.article.published, precision=story.article.precision)
    return article


def _story(name: str) -> Story | None:
    """The story that is drafted for, if there is one yet."""
    from relations import story as stories

    is_there = name in stories.names() or (name.endswith(".toml") and Path(name).exists())
    return stories.load(name) if is_there else None


def _draft(article: Article, name: str, countries: tuple[str, str] | None) -> Draft:
    from relations.draft import draft as drafted
    from relations.draft import proposals

    pair = _pair(article, name, countries)
    return drafted(article, pair, proposals(article, pair))


def _pair(article: Article, name: str, countries: tuple[str, str] | None) -> Pair | None:
    """The countries that are asked for, else the story's, else those the article names."""
    from relations.draft import Pair, pair_of
    from relations.values import Country

    if countries:
        with option("--countries"):
            return Pair(*(Country(code.upper()).code for code in countries))
    if told := _story(name):
        return Pair(*told.countries)
    found = pair_of(article.title, " ".join(one.text for one in article.paragraphs))
    return Pair(*found) if found else None


def _tell(found: Draft, path: Path) -> None:
    if not found.article.published:
        typer.echo("The article has no date: --published gives it one, and “last month” a meaning.", err=True)
    if not found.pair:
        typer.echo("No two countries were found: --countries names them.", err=True)
    rows = [one.as_json for one in found.blocks]
    terminal.table(
        ("id", "¶", "block", "date", "number", "unit", "verdict", "words"),
        [
            (
                *(row["id"], row["paragraph"], row["measure"] or row["kind"]),
                row["date"] and row["date"][: _digits(row["precision"])],
                *(row["number"], row["unit"], row["verdict"] or _lacking(row), row["words"]),
            )
            for row in rows
        ],
    )
    typer.echo(f"{path}: {len(rows)} blocks proposed")


def _lacking(row: dict[str, Any]) -> str | None:
    """What a claim needs before it has a verdict."""
    return f"needs {', '.join(row['missing'])}" if row["missing"] else None


def _digits(precision: str) -> int:
    """How much of a date in ISO form is known."""
    return {"day": 10, "month": 7, "quarter": 7, "season": 7}.get(precision, 4)
