"""The command that makes a static site of stories."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from relations.cli import EPILOG, Stories, answered, app
from relations.cli.processes import cores, workers
from relations.spelt import spelt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relations.i18n import Locale

NEEDS = "Without --base there are no canonical addresses, no sitemap, no oEmbed, no code to embed a figure."


@app.command(epilog=EPILOG)
def site(
    names: Stories = None,
    out: Annotated[Path, typer.Option(help="Folder of the site; what is published there stays.")] = Path("site"),
    base: Annotated[str, typer.Option(help="The address the site will have, for what needs one.", metavar="URL")] = "",
    locale: Annotated[str, typer.Option(help="Languages, with commas.")] = "en,ru,kk",
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes at work; as many as cores, if not said.")] = None,
) -> None:
    """Write stories as a site that needs no server; what did not change is not made again."""
    from relations import story as stories

    with answered(), workers(jobs or cores()) as spread:
        from relations.site import build

        found = build(out, names or stories.names(), languages(locale), _base(base), spread)
    for line in dict.fromkeys(line for one in found for line in (*one.remarks, *one.problems)):
        typer.echo(spelt(line), err=True)
    if not base:
        typer.echo(NEEDS, err=True)
    drawn, written = sum(one.drawn for one in found), sum(one.written for one in found)
    typer.echo(f"{out / 'index.html'}: {drawn} figures drawn, {written} files written")
    if any(one.problems for one in found):
        raise typer.Exit(1)


def _base(address: str) -> str:
    """An address of the web, or none."""
    if address and not address.startswith(("https://", "http://")):
        raise typer.BadParameter(f"'{address}' is no address, as https://example.org/ is", param_hint="--base")
    return address


def languages(words: str) -> Sequence[Locale]:
    """The languages named, in their usual order; a bad one is said in words."""
    from relations.i18n import LOCALES

    asked = [one.strip() for one in words.split(",")]
    if unknown := [one for one in asked if one not in LOCALES]:
        raise typer.BadParameter(f"'{unknown[0]}' is no language; allowed: {', '.join(LOCALES)}", param_hint="--locale")
    return [one for one in LOCALES if one in asked]
