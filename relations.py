"""The command line: `relations`. Its commands are in the room of that name; each calls what the page calls."""

from __future__ import annotations

import commands.cache  # noqa: F401 (to import a group of commands is to add them)
import commands.evidence
import commands.figures
from commands import app

__all__ = ["app", "main"]


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
