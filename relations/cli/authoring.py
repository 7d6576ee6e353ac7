"""Commands for who writes a story: new, lines, import."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from relations.cli import EPILOG, Json, answered, app, end, terminal
from relations.cli.published import published as appeared

if TYPE_CHECKING:
    from relations.authoring.scaffold import Commission
    from relations.authoring.supply import Supply
    from relations.story import Story
    from relations.values import Country

Code = Annotated[str, typer.Argument(metavar="COUNTRY", help="A country's code of three letters in ISO 3166: TUR.")]


@app.command(epilog=EPILOG)
def new(
    one: Code,
    other: Code,
    title: Annotated[str | None, typer.Option(help="Of the article.")] = None,
    article: Annotated[str | None, typer.Option(help="Its address.", metavar="URL")] = None,
    author: Annotated[str | None, typer.Option(help="Who wrote it; if not said, the body whose address it is.")] = None,
    published: Annotated[
        str | None, typer.Option(help="When it appeared: 2018-09-01, 2018-09 or 2018; else today.")
    ] = None,
    name: Annotated[str | None, typer.Option(help="Of the story; if not said, made of its countries' names.")] = None,
    out: Annotated[Path, typer.Option(help="Folder its first figure goes into.")] = Path(),
    as_json: Json = False,
) -> None:
    """Begin a story of two countries: write its file, say of every line whether it is there, and draw a figure."""
    from relations.authoring.scaffold import Commission
    from relations.authoring.supply import of_pair, remarked, shown
    from sources import now

    gc.disable()  # a process of seconds: to search its libraries for garbage is a tenth of its time
    if not (author or article):
        raise end("who wrote the article? Say --article URL, --author NAME, or both", 2)
    told = Commission(*_countries(one, other), appeared(published or f"{now():%Y-%m-%d}"), title, article, author)
    with answered():
        path, story = _begun(told, name or _name(told))
        rows = remarked(story.pair, shown(of_pair(story.pair, tuple(story.lines))))
        drawn = _first_figure(story, rows, out)
    if as_json:
        terminal.as_json({"story": story.id, "file": path, "figure": drawn, "lines": [*map(asdict, rows)]})
        return
    typer.echo(path)
    _print(rows)
    typer.echo(drawn or f"Nothing of it is here yet: `relations refresh {story.id}` fetches what there is.")
    if drawn and any(row.state == "to fetch" for row in rows):
        typer.echo(f"Next: `relations refresh {story.id}` fetches what is not here yet.")
    typer.echo(f"Next: `relations draft ARTICLE --story {story.id}` proposes its events and claims.")


@app.command(epilog=EPILOG)
def lines(
    one: Code,
    other: Annotated[str | None, typer.Argument(metavar="[COUNTRY]", help="A second country.")] = None,
    as_json: Json = False,
) -> None:
    """List the series there are of a country, or of two: who has them, how far they go, what is cached."""
    from relations.authoring.supply import of_country, of_pair, remarked
    from relations.story import Pair
    from sources import now

    today = now().date()
    one_, other_ = _countries(one, other or ("USA" if one != "USA" else "CHN"))
    pair = Pair(one_, other_, date(today.year - 15, 1, 1), today)
    with answered():
        rows = remarked(pair, of_pair(pair) if other else of_country(one_, pair))
    if as_json:
        terminal.as_json(map(asdict, rows))
    else:
        _print(rows, licence=True)


@app.command("import", epilog=EPILOG)
def import_(
    file: Annotated[Path, typer.Argument(help="A CSV of two columns, date and value.")],
    key: Annotated[str, typer.Option(help="What the series is called, for example own/coal-to-ukraine.")],
    unit: Annotated[str, typer.Option(help="RUB per USD, US$ million, %, thousand tonnes …")],
    source: Annotated[str, typer.Option(help="Who says so, and where: 'Ministry of Energy, https://…'.")],
    title: Annotated[str | None, typer.Option(help="What is measured.")] = None,
    frequency: Annotated[str | None, typer.Option(help="daily, weekly, monthly, quarterly or annual.")] = None,
    licence: Annotated[str | None, typer.Option(help="CC BY 4.0 and the like; if not said, it is private.")] = None,
    accept: Annotated[bool, typer.Option("--accept", help="Take values that look wrong.")] = False,
) -> None:
    """Bring a series of your own into the cache, from a file; a story then names its key in a line."""
    from relations import refresh
    from relations.authoring.own import About, read

    with answered():
        found = read(file, About(key, unit, source, title, frequency, licence))
        outcome = refresh.bring(found, accept=accept)
    about = found.indicator
    typer.echo(
        f"{key}: {len(found.data)} values of {found.first} to {found.last}, {about.frequency}, {about.unit}: "
        f'{outcome.status}. In a story:\n\n[lines.{key.split("/")[1]}]\nlabel = "{about.title}"\nkeys = ["{key}"]'
    )


def _name(told: Commission) -> str:
    """A new story's name: that of the story of the two countries that comes with the program, or made of their names.

    Ends where there is a story of the two.
    """
    from relations import story as stories
    from relations.shipped import shipped

    pair = told.one.code, told.other.code
    if there := stories.about(*pair):
        names = ", ".join(f"{one} ({stories.file_of(one)})" for one in there)
        raise end(f"there is a story of {' and '.join(pair)}: {names}; write in it, or give the new one a --name", 1)
    return next(iter(stories.about(*pair, shipped("stories"))), told.name)


def _begun(told: Commission, name: str) -> tuple[Path, Story]:
    """The story's file, written now, and the story; nothing that is there is written over."""
    from relations import story as stories
    from relations.authoring.scaffold import SCHEMA, scaffold
    from relations.shipped import shipped

    path = stories.folder() / f"{name}.toml"
    if path.exists():
        raise end(f"{path}: there is such a story; give the new one another --name", 1)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(scaffold(told), encoding="utf-8")
    if not (beside := path.with_name(SCHEMA)).exists():
        beside.write_bytes((shipped("stories") / SCHEMA).read_bytes())
    try:
        return path, stories.load(path)
    except stories.StoryError:
        path.unlink()
        raise


def _first_figure(story: Story, rows: Sequence[Supply], out: Path) -> Path | None:
    """The first of its figures with all it needs, else the first with something, in a file; None if none has any."""
    if not any(one.state == "cached" for one in rows):
        return None
    from relations.figures import draw
    from relations.figures.export import export, filename, save
    from sources import SourceError

    best = None
    for spec in story.figures:
        with suppress(SourceError):
            drawn = draw(story, spec.id)
            best = drawn if drawn.shown and not (best and drawn.missing) else best
            if not drawn.missing:
                break
    if best is None:
        return None
    out.mkdir(parents=True, exist_ok=True)
    path = out / filename(best, "svg")
    save(export(best, "svg"), path)
    return path


def _print(rows: Sequence[Supply], *, licence: bool = False) -> None:
    columns = ("line", "key", "publisher", "frequency", "from", "to", "state", "licence")[: 8 if licence else 7]
    found = ((one, one.line or one.label) for one in rows)
    cells = [(name, one.key, one.publisher, one.frequency, one.first, one.last, _state(one), one.licence)
             for one, name in found]  # fmt: skip
    terminal.table(columns, [row[: len(columns)] for row in cells])


def _state(one: Supply) -> str:
    """How a key stands, in words: there, to be had by a refresh, or why not."""
    if one.state == "absent":
        return f"cannot be: {one.note}"
    if one.state == "failed":
        return f"was asked for in vain: {one.note}"
    return "; ".join(filter(None, (one.state, one.note)))


def _countries(*codes: str) -> tuple[Country, Country]:
    from relations.values import Country, UnknownWord

    try:
        one, other = (Country(code.upper()) for code in codes)
    except UnknownWord as error:
        raise end(str(error), 2) from error
    if one == other or "aggregate" in (one.kind, other.kind):
        raise end(f"{one} and {other}: a story is about two countries", 2)
    return one, other
