"""The command that says whether this installation is well: doctor."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from relations.cli import EPILOG, Json, app, terminal


@app.command(epilog=EPILOG)
def doctor(
    network: Annotated[
        bool, typer.Option("--network", help="Also send each publisher one request; it may take minutes.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Say whether this installation is well: versions, folders, copies, typeface, clock, stories; a line per finding.

    Each line has the way out. Warnings alone do not fail.
    """
    from relations.doctor import examined

    found = []
    for one in examined(ask=network):
        found.append(one)
        if not as_json:
            typer.echo(one)
    if as_json:
        terminal.as_json(map(asdict, found))
    raise typer.Exit(1 if any(one.severity == "error" for one in found) else 0)
