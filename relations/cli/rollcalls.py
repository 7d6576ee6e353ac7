"""The command that takes in the roll calls a person has downloaded: rollcalls."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from relations.cli import EPILOG, answered, app


@app.command(epilog=EPILOG)
def rollcalls(
    file: Annotated[Path, typer.Argument(help="The CSV of https://digitallibrary.un.org/record/4060887.")],
) -> None:
    """Take the votes of the UN General Assembly into your own cache, from the UN Digital Library's CSV.

    The library turns programs away, so you download the file yourself. Its terms are non-commercial use with
    attribution: what is made of it lies among your private copies and is never passed on.
    """
    import csv

    from relations import cache
    from relations.refresh.lock import hold
    from sources import Rejected, now, publisher_of, tables

    (read,) = (one.read for one in tables().values() if one.read)
    with answered(), hold():
        try:
            with file.open(encoding="utf-8-sig", newline="") as lines:
                header, rows = read(lines, file.name, now())
        except (UnicodeDecodeError, csv.Error) as error:
            raise Rejected(f"{file.name} is no CSV in UTF-8 ({error}); download it again") from error
        found = cache.write_table(header, rows)
    typer.echo(
        f"{found.key}: {found.rows} roll calls from {found.first:%Y-%m} to {found.last:%Y-%m}; "
        f"{header['left out']} left out; `relations refresh --only {publisher_of(found.key)}/KAZ/RUS/agreement` "
        "computes the agreement of two members"
    )
