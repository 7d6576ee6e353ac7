"""The command line: `relations`. Its commands are in the room of that name; each calls what the page calls."""

from __future__ import annotations

from relations.cli import app, cache, evidence, figures, gallery, verify  # to import a group of commands is to add them

__all__ = ["app", "cache", "evidence", "figures", "gallery", "main", "verify"]


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
