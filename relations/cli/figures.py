"""Commands that show and write figures: figure, stories."""

from __future__ import annotations

import gc
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from relations.cli import EPILOG, OneStory, Then, answered, app, option, terminal
from relations.spelt import spelt

if TYPE_CHECKING:
    from relations.figures import Figure, Options

Words = Annotated[list[str] | None, typer.Option(help="png, svg, pdf, html, json: several with commas, or repeated.")]


@app.command(epilog=EPILOG)
def figure(
    story: OneStory,
    figures: Annotated[list[str] | None, typer.Argument(help="Figures of the story; all, if none is named.")] = None,
    out: Annotated[Path, typer.Option(help="Folder the files go into.")] = Path(),
    format: Words = None,  # noqa: A002
    size: Annotated[str, typer.Option(help="wide, column, square, slide, or WIDTHxHEIGHT in px.")] = "wide",
    scale: Annotated[float, typer.Option(help="Pixels of a PNG per px, 1 to 4.", min=1, max=4)] = 2,
    theme: Annotated[str, typer.Option(help="light or dark.")] = "light",
    transparent: Annotated[bool, typer.Option("--transparent", help="Without a background.")] = False,
    locale: Annotated[str, typer.Option(help="en, ru or kk.")] = "en",
    as_known_then: Then = False,
    window: Annotated[str | None, typer.Option(help="First and last day.", metavar="START..END")] = None,
    show: Annotated[str | None, typer.Option(help="level, index or change: what the lines show.")] = None,
    base: Annotated[str | None, typer.Option(help="Of an index or a change.", metavar="DAY|EVENT")] = None,
    events: Annotated[str | None, typer.Option(help="Only these events: ids, with commas.")] = None,
    roles: Annotated[str | None, typer.Option(help="Only events of these roles: cited,context,after.")] = None,
    kinds: Annotated[str | None, typer.Option(help="Only events of these kinds.")] = None,
    names: Annotated[int | None, typer.Option(help="How many events are named, if they have room.", min=0)] = None,
    publisher: Annotated[
        list[str] | None, typer.Option(help="The copy a line shows; may be repeated.", metavar="LINE=KEY")
    ] = None,
    block: Annotated[
        Path | None, typer.Option(help="A figure edited on the page, from the TOML file it gives.", metavar="FILE")
    ] = None,
    words: Annotated[bool, typer.Option("--words", help="Also write caption, alt text and citations.")] = False,
    package: Annotated[
        bool, typer.Option("--package", help="Write one zip with all that an article needs, instead of single files.")
    ] = False,
    address: Annotated[
        str | None, typer.Option(help="Where the figure can be seen, for the package's citation.", metavar="URL")
    ] = None,
) -> None:
    """Write figures of a story to files and print the path of each.

    A file has a passport that says how it was made; `relations verify` reads it.
    """
    gc.disable()  # a process of seconds: to search its libraries for garbage is a tenth of its time
    kinds_of_file = _formats(format)
    wanted = {
        **_size(size),
        "theme": theme,
        "transparent": transparent,
        "locale": locale,
        "known_then": as_known_then,
        "window": window and _window(window),
        "show": show,
        "base": base and _base(base),
        "events": _listed(events),
        "roles": _listed(roles),
        "kinds": _listed(kinds),
        "names": names,
        "publishers": tuple(map(_choice, publisher or ())),
        "block": _block(block),
    }

    def files(drawn: Figure) -> dict[str, bytes]:
        from relations.downloads.package import package_name, zipped_package
        from relations.figures.export import export, filename

        if package:
            return {package_name(drawn): zipped_package(drawn, address or "")}
        with option("--size"):
            pictures = {filename(drawn, kind, scale): export(drawn, kind, scale) for kind in kinds_of_file}
        return {**pictures, **(_words(drawn) if words else {})}

    problems = _write(story, figures or [], wanted, out, files)
    raise typer.Exit(1 if problems else 0)


def _write(
    story: str, figures: list[str], wanted: dict[str, Any], out: Path, files: Callable[[Figure], dict[str, bytes]]
) -> bool:
    """Draw and write; say what grew and what is missing. Whether anything is missing."""
    from relations import story as stories
    from relations.figures import draw
    from relations.figures.export import grown, save, standing
    from relations.figures.generated import told as made
    from relations.figures.options import edited

    remarks: list[str] = []
    problems: list[str] = []
    with answered():
        options = _options(wanted)
        told = edited(stories.load(story), options)
        names = [
            made(told, name, known_then=options.known_then).figure(name).id
            for name in figures or [one.id for one in told.figures]
        ]
        out.mkdir(parents=True, exist_ok=True)
        for name in terminal.progress(names, "Drawing"):
            drawn = draw(told, name, options)
            made_of_it = files(drawn)
            left = [one for file in made_of_it if (one := standing(drawn, out / file))]
            problems += left
            for file, data in made_of_it.items() if not left else ():
                save(data, out / file)
                typer.echo(out / file)
            remarks += [*drawn.untrue, *(f"{name}: {higher}" for higher in [grown(drawn)] if higher)]
            remarks += [f"{name}: {one}" for one in drawn.waiting]
            problems += [f"{name}: {problem}" for problem in drawn.missing]
    for line in (*remarks, *problems):
        typer.echo(spelt(line), err=True)
    return bool(problems)


def _words(drawn: Figure) -> dict[str, bytes]:
    """The files that go with the picture, by name."""
    from relations.figures.captions.accompanying import accompanying
    from relations.figures.export import stem

    return {f"{stem(drawn)}{suffix}": text.encode() for suffix, text in accompanying(drawn).items()}


def _options(wanted: dict[str, Any]) -> Options:
    from relations.figures.options import asked

    try:
        return asked(**wanted)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def _formats(named: list[str] | None) -> list[str]:
    """The formats of all --format, each once; a comma separates them as well."""
    from relations.figures.files import FORMATS

    chosen = list(dict.fromkeys(one for words in named or ["png"] for one in _listed(words) or ()))
    for one in chosen or [""]:
        if one not in FORMATS:
            raise typer.BadParameter(f"'{one}' is not one of {', '.join(FORMATS)}", param_hint="--format")
    return chosen


def _size(words: str) -> dict[str, Any]:
    from relations.figures.options import size

    with option("--size"):
        return size(words)


def _listed(words: str | None) -> tuple[str, ...] | None:
    """What commas separate; None if nothing was said."""
    return None if words is None else tuple(word.strip() for word in words.split(",") if word.strip())


def _window(words: str) -> dict[str, date]:
    start, _, end = words.partition("..")
    try:
        return {"start": date.fromisoformat(start), "end": date.fromisoformat(end)}
    except ValueError:
        raise typer.BadParameter(
            f"'{words}' is no window; one is START..END, as 2014-01-01..2015-12-31", param_hint="--window"
        ) from None


def _block(path: Path | None) -> str:
    """The text of a block's file."""
    try:
        return path.read_text(encoding="utf-8") if path else ""
    except (OSError, UnicodeDecodeError) as error:
        raise typer.BadParameter(f"{path} cannot be read: {error}", param_hint="--block") from None


def _base(words: str) -> date | str:
    """A day, or the id of an event."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        return words


def _choice(words: str) -> tuple[str, str]:
    line, found, key = words.partition("=")
    if not found:
        raise typer.BadParameter(f"'{words}' is no choice; one is LINE=KEY, as tenge=nbp/KZT", param_hint="--publisher")
    return line, key


@app.command("stories", epilog=EPILOG)
def list_stories() -> None:
    """List the stories with their figures."""
    from relations import story as stories
    from relations.figures.titles import headline

    failed = False
    for name in stories.names():
        try:
            told = stories.load(name)
        except stories.StoryError as error:
            failed = True
            typer.echo(spelt(str(error)), err=True)
            continue
        typer.echo(spelt(f"{name}: {told.title} ({told.article.name})"))
        for spec in told.figures:
            typer.echo(spelt(f"  {spec.id}: {headline(told, spec)}"))
    raise typer.Exit(1 if failed else 0)
