"""The command that opens the page: dashboard."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from relations.cli import EPILOG, app, end

TOKEN = "RELATIONS_REFRESH_TOKEN"  # noqa: S105 (where it stands)
LEAST = 12  #: letters of a token
Hosts = Annotated[
    list[str] | None,
    typer.Option(help="A name this server is called by, *.name for all below it; may be repeated.", metavar="NAME"),
]
Frames = Annotated[
    list[str] | None,
    typer.Option(help="A site that may show a figure alone in its frames; all, if none is named.", metavar="SITE"),
]


@app.command(epilog=EPILOG)
def dashboard(
    port: Annotated[int, typer.Option(help="Port of the page.", min=1, max=65535)] = 8501,
    host: Annotated[
        str, typer.Option(help="Address to listen at; 0.0.0.0 lets everybody on the network in.")
    ] = "127.0.0.1",
    allow_host: Hosts = None,
    frame_ancestors: Frames = None,
    headless: Annotated[bool, typer.Option("--headless", help="Do not open a browser.")] = False,
    served: Annotated[
        bool, typer.Option("--served", help="For strangers: show and hand out only numbers that may be passed on.")
    ] = False,
    allow_refresh: Annotated[
        bool, typer.Option("--allow-refresh", help="Let who has the token begin a refresh on the page.")
    ] = False,
    allow_edit: Annotated[
        bool, typer.Option("--allow-edit", help="Let whoever sees the page take a draft's blocks into its story.")
    ] = False,
) -> None:
    """Open the page with the stories' figures; it reads the cache and needs no network."""
    if served and allow_edit:
        raise end("--served is for strangers, and --allow-edit lets everybody change stories: choose one", 2)
    asked = {
        "RELATIONS_HOSTS": ",".join(allow_host or ()),
        "RELATIONS_FRAMES": ",".join(frame_ancestors or ()),
        "RELATIONS_SERVED": "1" if served else "",
        "RELATIONS_EDIT": "1" if allow_edit else "",
    }
    os.environ |= {name: value for name, value in asked.items() if value}
    if allow_refresh:
        _let_refresh()
    if os.environ.get("RELATIONS_LOG"):
        from relations import logs

        logs.servers_too()
    from relations import serving

    serving.serve(port, host, headless=headless)


def _let_refresh() -> None:
    """The token of whoever starts the page, or a new one, which is told to nobody else."""
    import secrets

    token = os.environ.get(TOKEN) or secrets.token_urlsafe(LEAST)
    if len(token) < LEAST:
        raise end(f"${TOKEN} is too short to be a secret: at least {LEAST} letters", 2)
    os.environ[TOKEN] = token
    typer.echo(f"Refreshing on the page asks for this token: {token}", err=True)
