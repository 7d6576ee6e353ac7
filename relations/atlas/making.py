"""What is made of one pair: its story, its numbers and its figures; all from the cache, in any process."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from relations import story as stories
from relations.atlas.comovement import comovement
from relations.atlas.measures import WITHHELD, Flags, trade
from relations.atlas.pairs import commission, story_text
from relations.atlas.row import Row
from relations.cache import is_private, one_version
from relations.figures import draw, inputs
from relations.figures.export import export
from relations.figures.files.passport import used
from relations.site.code import digest, made_by
from relations.site.making import public
from relations.story import FIGURES, Story, StoryError
from relations.values import Message
from sources import NotCached, SourceError

FORMAT = "1"  #: of what is kept of a pair


@dataclass(frozen=True)
class Task:
    """A pair to make, and the hash of what the folder has of it already."""

    one: str
    other: str
    published: date
    known: str = ""
    drawn: bool = True  #: whether its figures are wanted
    flags: Flags = field(default_factory=dict, hash=False)

    @property
    def pair(self) -> str:
        """Its name in the folder: KAZ-RUS."""
        return f"{self.one}-{self.other}"


@dataclass(frozen=True)
class Made:
    """A pair's story, rows and figures under the hash of all they are made of; without rows, the folder has them."""

    pair: str
    key: str
    name: str = ""  #: of its story
    text: str = ""  #: of its story's file
    rows: tuple[Row, ...] | None = None
    figures: dict[str, bytes] = field(default_factory=dict)  #: SVG by the figure's name
    problem: str = ""  #: what kept it from being made


@dataclass(frozen=True)
class Standard:
    """A standard figure of a pair; or why there is none, or what it lacks: in a word, and in a sentence."""

    svg: bytes = b""
    why: str = ""
    reason: object = ""


@one_version()
def made(task: Task) -> Made:
    """Make a pair, unless the folder has it; whatever goes wrong with one pair is said and stops no other."""
    try:
        told = commission(task.one, task.other, task.published)
        text = story_text(told)
        story = public(_loaded(told.name, text))
        key = digest([FORMAT, made_by("en", "atlas"), inputs(story), str(task.drawn), repr(sorted(task.flags.items()))])
        if key == task.known:
            return Made(task.pair, key)
        figures = dict(_figures(story)) if task.drawn else {}
        found = [*trade(story, task.flags), *comovement(story), *_figure_rows(task, story, figures)]
    except Exception as error:  # noqa: BLE001  (a pair that cannot be made leaves thousands that can)
        kind = "" if isinstance(error, StoryError | SourceError | OSError) else f"{type(error).__name__}: "
        return Made(task.pair, "", problem=f"{task.pair}: {kind}{error}")
    drawn = {name: one.svg for name, one in figures.items() if one.svg}
    return Made(task.pair, key, told.name, text, tuple(sorted(found, key=lambda row: row.place)), drawn)


def _loaded(name: str, text: str) -> Story:
    """The story as it is read from a file of its name."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.toml"
        path.write_text(text, encoding="utf-8")
        return stories.load(path)


def _figures(story: Story) -> Iterator[tuple[str, Standard]]:
    """Each standard figure the story has, by its name."""
    for spec in story.figures:
        try:
            figure = draw(story, spec.id)
            if private := [one.key for one in used(figure) if is_private(one.key)]:
                yield spec.id, Standard(why="withheld", reason=Message(WITHHELD, keys=", ".join(private)))
            else:
                lacks = ("incomplete", "; ".join(figure.missing)) if figure.missing else ()
                yield spec.id, Standard(export(figure, "svg"), *lacks)
        except NotCached as error:
            yield spec.id, Standard(why="not fetched", reason=error.message)
        except (SourceError, StoryError) as error:
            yield spec.id, Standard(why="refused", reason=str(error))


def _figure_rows(task: Task, story: Story, found: dict[str, Standard]) -> Iterator[Row]:
    """A row per standard figure: where it is, what it lacks, or why there is none."""
    if not task.drawn:
        return
    for name in FIGURES:
        place = Row(task.one, task.other, "figure", name)
        one = found.get(name) or Standard(why="cannot be", reason="; ".join(_reasons(story, name)))
        row = place.missing(one.why, one.reason) if one.why else place
        yield replace(row, file=f"figures/{task.pair}/{name}.svg") if one.svg else row


def _reasons(story: Story, figure: str) -> Iterator[str]:
    """Why two countries have no such standard figure: what is said of the lines it would need."""
    money = [name for country in (story.pair.one, story.pair.other) for name in story.pair.currencies(country)]
    needs = {"money": money, "cross": ["cross"], "trade": ["exports"], "shares": ["imports-share"], "votes": ["votes"]}
    yield from (str(found) for name in needs[figure] if isinstance(found := story.pair.line(name), Message))
