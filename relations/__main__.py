"""The command line: `relations`. Its commands are in the room of that name; each calls what the page calls."""

from __future__ import annotations

# To import a group of commands is to add them.
from relations.cli import (
    app,
    authoring,
    cache,
    dashboard,
    doctor,
    draft,
    evidence,
    figures,
    gallery,
    rollcalls,
    site,
    verify,
)

__all__ = [
    "app",
    "authoring",
    "cache",
    "dashboard",
    "doctor",
    "draft",
    "evidence",
    "figures",
    "gallery",
    "main",
    "rollcalls",
    "site",
    "verify",
]


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
