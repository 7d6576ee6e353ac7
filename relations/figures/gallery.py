"""Every figure of a story in every size and theme: the pieces, how one is made, and the page that shows them all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby, product
from pathlib import Path

from relations.figures import draw
from relations.figures.options import SIZES, Options, size
from relations.figures.spoken_story import translated
from relations.figures.theme import THEMES, ThemeName
from relations.i18n import Locale, say, speaking
from relations.story import Story, StoryError
from sources import SourceError


@dataclass(frozen=True)
class Piece:
    """One file of a gallery, before it is made."""

    figure: str
    size: str
    theme: ThemeName
    format: str
    locale: Locale = "en"

    @property
    def options(self) -> Options:
        """What the figure is drawn with."""
        return Options(**size(self.size), theme=self.theme, locale=self.locale)


@dataclass(frozen=True)
class Made:
    """A piece, and the file that was written of it, or why none was."""

    piece: Piece
    problems: tuple[str, ...]
    file: str = ""  #: its name
    title: str = ""
    caption: str = ""
    alt: str = ""
    width: int = 0  #: px
    height: int = 0


def pieces(story: Story, format: str, locale: Locale = "en") -> list[Piece]:  # noqa: A002 (the command's word)
    """All files of a story's gallery, figure by figure."""
    names = (spec.id for spec in story.figures)
    return [Piece(name, one, theme, format, locale) for name, one, theme in product(names, SIZES, THEMES)]


def make(story: Story, piece: Piece, out: Path) -> Made:
    """Draw a piece and write its file into the folder `out`; what keeps it from that is told, not raised."""
    from relations.figures.export import export, filename, save, standing

    try:
        figure = draw(story, piece.figure, piece.options)
        path = out / filename(figure, piece.format)
        if left := standing(figure, path):
            return Made(piece, (left, *figure.missing))
        save(export(figure, piece.format), path)
    except (SourceError, StoryError, ValueError, OSError) as error:
        return Made(piece, (str(error),))
    width, height = (round(px * figure.options.magnified) for px in (figure.width, figure.height))
    return Made(piece, figure.missing, path.name, figure.title, figure.caption, figure.alt_short, width, height)


def page(story: Story, made: Sequence[Made], locale: Locale = "en") -> str:
    """The contact sheet: one file of HTML beside the pictures, without scripts, in the light the reader prefers."""
    from relations.figures.files.svg import faces

    with speaking(locale):
        told = translated(story, locale)
        sections = groupby((one for one in made if one.file), key=lambda one: one.piece.figure)
        body = "\n".join(_section(list(group)) for _, group in sections)
        problems = "".join(f"<li>{escape(problem)}</li>\n" for problem in complaints(made))
        return PAGE.format(
            language=locale,
            title=escape(say("Figures on {title}", title=told.title)),
            faces=faces(),
            body=body,
            problems=f"<ul>\n{problems}</ul>\n" if problems else "",
        )


def complaints(made: Sequence[Made]) -> list[str]:
    """What went wrong, each once."""
    return list(dict.fromkeys(f"{one.piece.figure}: {problem}" for one in made for problem in one.problems))


def _section(group: Sequence[Made]) -> str:
    first = group[0]
    sheet = "\n".join(_picture(one) for one in group)
    alternative = escape(say("Alternative text"))
    return (
        f'<section id="{escape(first.piece.figure)}">\n<h2>{escape(first.title)}</h2>\n'
        f"<p>{escape(first.caption)}</p>\n"
        f"<p><b>{alternative}:</b> {escape(first.alt)}</p>\n"
        f'<div class="sheet">\n{sheet}\n</div>\n</section>'
    )


def _picture(one: Made) -> str:
    file, label = escape(one.file), f"{one.piece.size}, {one.piece.theme}, {one.width} × {one.height}"
    return (
        f'<figure><a href="{file}"><img src="{file}" alt="{escape(one.alt)}" width="{one.width}" '
        f'height="{one.height}" loading="lazy"></a><figcaption>{escape(label)}</figcaption></figure>'
    )


PAGE = """\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{faces}
:root {{ color-scheme: light dark; font: 16px/1.5 "Relations Sans", sans-serif }}
body {{ max-width: 80rem; margin: 2rem auto; padding: 0 1rem }}
section {{ margin-block: 4rem }}
p {{ max-width: 48rem; overflow-wrap: anywhere }}
.sheet {{ display: grid; grid-template-columns: repeat(auto-fill, minmax(18rem, 1fr)); gap: 1.5rem; align-items: end }}
figure {{ margin: 0 }}
img {{ width: 100%; height: auto; outline: 1px solid color-mix(in srgb, currentcolor 25%, transparent) }}
figcaption {{ font-size: .875rem }}
</style>
</head>
<body>
<h1>{title}</h1>
{problems}{body}
</body>
</html>
"""
