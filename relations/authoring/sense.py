"""What a story's file may say and makes no sense: lines nobody has, days without a value, events in no figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date, timedelta
from itertools import product

from relations import cache
from relations.story import FIGURES, FigureSpec, Panel, Problem, Story
from relations.story.line import line, nobody_has
from relations.story.periods import observations_on
from relations.story.standard import words
from relations.values import Share, Unstated, capital, cross
from sources import NotCached, Rejected, Snapshot, SourceError, habits, indicator_of, publisher_of, source

LONGEST = 34  #: characters of an event's label, beyond which a figure cuts or drops it
AFTER = timedelta(days=31)  #: so long after a line's last value a measure may still ask for one


def sense(story: Story) -> Iterator[Problem]:
    """What is wrong with a story that can be read; errors name what was found, and all else is a warning."""
    article = story.article
    if article.known_until < (article.published.replace(day=1) if article.precision == "month" else article.published):
        yield Problem(
            "article.known_until", f"the article appeared later, on {article.published}; write no earlier day"
        )
    yield from _lines(story)
    yield from _figures(story)
    yield from _claims(story)
    yield from _events(story)
    yield from _works(story)


def _lines(story: Story) -> Iterator[Problem]:
    """Keys that no release has, and crosses that no publisher can make."""
    for name, one in story.lines.items():
        for i, key in enumerate(one.keys):
            if not _can_be_had(key):
                said = f"{key} cannot be had: {publisher_of(key)} is a release without it; take the key out"
                yield Problem(f"lines.{name}.keys[{i}]", said, key)
        if one.cross and not _solvable(story, *one.cross):
            said = "no publisher has both rates in one common currency; give both lines a key of the same publisher"
            yield Problem(f"lines.{name}.cross", said, name)


def _can_be_had(key: str) -> bool:
    """Whether there can be a copy of a key, as far as its publisher's module knows."""
    with suppress(SourceError):
        return habits(source(key)).has(key.split("/", 1)[1])
    return True


def _is_possible(story: Story, name: str) -> bool:
    """Whether a refresh may bring a line: some of its keys can be had, or all it is made of."""
    one = story.lines[name]
    return all(_is_possible(story, part) for part in one.parts) if one.parts else any(map(_can_be_had, one.keys))


def _solvable(story: Story, over: str, under: str) -> bool:
    """Whether some publisher has both rates, in units that share one currency, as far as is known offline."""
    for a, b in product(story.lines[over].keys, story.lines[under].keys):
        if publisher_of(a) == publisher_of(b):
            with suppress(SourceError):
                one, other = (indicator_of(key) for key in (a, b))
                if Unstated() in (one.unit, other.unit) or cross(one.unit, other.unit):
                    return True
    return False


def _span(key: str) -> tuple[date, date] | None:
    """The first and the last day of a copy; None if there is none that can be read."""
    with suppress(NotCached, Rejected):
        copy = cache.glance(key)
        return copy.first, copy.last
    return None


def _copy(story: Story, name: str) -> tuple[date, date] | None:
    """The first and the last day of what a line is drawn from now; None if there is nothing."""
    made = story.lines[name]
    spans = [_copy(story, part) for part in made.parts] if made.parts else [
        next((span for key in made.keys if (span := _span(key))), None)
    ]  # fmt: skip
    there = [span for span in spans if span]
    return (max(a for a, _ in there), min(b for _, b in there)) if len(there) == len(spans) else None


def _shown(story: Story, name: str) -> Snapshot | None:
    """What a line shows; None if it is not there or cannot be computed."""
    with suppress(NotCached, Rejected):
        return line(story, name)
    return None


def _figures(story: Story) -> Iterator[Problem]:
    """Panels without a value, days that fall off their lines, titles that are still those of the pair."""
    names = dict.fromkeys(name for figure in story.figures for panel in figure.panels for name in panel.lines)
    shown = {name: found for name in names if (found := _shown(story, name))}  # many panels show the same lines
    for i, figure in enumerate(story.figures):
        for j, panel in enumerate(figure.panels):
            there = {name: shown[name] for name in panel.lines if name in shown}
            yield from _panel(story, figure, panel, there, f"figures[{i}].panels[{j}]")
        if figure.id in FIGURES and figure.title == capital(str(words(story.pair, figure.id)[0])):
            said = (
                f"“{figure.id}” has no title of yours yet; write [[figures]] with its `id` and a `title`, your finding"
            )
            yield Problem(f"figures[{i}].title", said)


def _panel(
    story: Story, figure: FigureSpec, panel: Panel, there: Mapping[str, Snapshot], place: str
) -> Iterator[Problem]:
    for k, name in enumerate(panel.lines):
        span = _copy(story, name)
        if span is None:
            if not panel.optional and _is_possible(story, name):
                yield Problem(f"{place}.lines[{k}]", _not_here(story, name))
        elif span[1] < figure.window.start or span[0] > figure.window.end:
            said = f"'{name}' has no value in the figure's window: it goes from {span[0]} to {span[1]}; move the window"
            yield Problem(f"{place}.lines[{k}]", said)
    labels = [story.lines[name].label for name in panel.lines]
    for k, label in enumerate(labels):
        if label in labels[:k]:
            yield Problem(
                f"{place}.lines[{k}]", f"two lines of the panel are called “{label}”; give one another `label`"
            )
    yield from _units(panel, there, place)
    yield from _days(figure, panel, there, place)


def _not_here(story: Story, name: str) -> str:
    why = nobody_has(story, name)
    return f"'{name}' is not in the cache{f': {why}' if why else f'; `relations refresh {story.id}` fetches it'}"


def _units(panel: Panel, there: Mapping[str, Snapshot], place: str) -> Iterator[Problem]:
    """Lines of one axis that measure different things; an index and the like make one unit of all."""
    units = {name: Share() if isinstance(unit := one.indicator.unit, Share) else unit for name, one in there.items()}
    if panel.show == "level" and len(set(units.values())) > 1:
        listed = ", ".join(f"{name} in {unit}" for name, unit in units.items())
        yield Problem(
            f"{place}.lines", f"a panel shows one unit, and here are {listed}; give each its own panel", listed
        )


def _days(figure: FigureSpec, panel: Panel, there: Mapping[str, Snapshot], place: str) -> Iterator[Problem]:
    """Days of values, changes and flags that no line has, or the figure does not show."""
    window = figure.window
    days: list[tuple[str, date, str | None]]
    days = [(f"values[{k}]", day, None) for k, day in enumerate(panel.values)]
    for k, one in enumerate(panel.changes):
        days += [(f"changes[{k}].{end}", getattr(one, end), one.line) for end in ("start", "end")]
    days += [(f"flags[{k}].date", one.date, one.line) for k, one in enumerate(panel.flags)]
    for field, day, whose in days:
        asked = [one for name, one in there.items() if whose in (None, name)]
        if asked and not any(_has(one, day, exactly=field.startswith("flags")) for one in asked):
            yield Problem(
                f"{place}.{field}", f"no line here has a value on {day}, so its label is left out; write another day"
            )
        elif not window.start <= day <= window.end:
            yield Problem(
                f"{place}.{field}",
                f"{day} lies outside the figure's window, so its label is left out; write another day",
            )
    for k, one in enumerate(panel.changes):
        ends = (one.start, one.end)
        found = [observations_on(shown, ends) for name, shown in there.items() if one.line in (None, name)]
        if any(len(both) == 2 and both[0][0] == both[1][0] for both in found):
            said = (
                f"both ends fall on the value of {found[0][0][0]}, so the change is left out; write days further apart"
            )
            yield Problem(f"{place}.changes[{k}]", said)


def _has(shown: Snapshot, day: date, *, exactly: bool) -> bool:
    found = observations_on(shown, [day])
    return bool(found) and (not exactly or found[0][0] == day)


def _claims(story: Story) -> Iterator[Problem]:
    """Lines of measures that are not there, days they do not reach, samples too small for what is said of them."""
    for i, claim in enumerate(story.claims):
        for j, measure in enumerate(claim.measures):
            place = f"claims[{i}].measures[{j}]"
            spans = {name: _copy(story, name) for name in measure.lines_used}
            yield from (
                Problem(place, _not_here(story, name))
                for name, span in spans.items()
                if span is None and _is_possible(story, name) and not measure.awaits_refresh
            )
            for parameter, name, day in measure.days_needed:
                if (span := spans[name]) and not span[0] <= day <= span[1] + AFTER:
                    said = f"its line has no value on {day}: it goes from {span[0]} to {span[1]}; write another day"
                    yield Problem(f"{place}.{parameter}", said)
            there = [span for span in spans.values() if span]
            if measure.least and there:
                first, last = max(one for one, _ in there), min(other for _, other in there)
                number = measure.sample(first, min(last, story.article.known_until))
                if number < measure.least:
                    said = f"{number} to compare with are too few to call it rare; {measure.least} are needed"
                    yield Problem(place, f"{said}, so the claim cannot be tested; take a shorter span or a longer line")


def _events(story: Story) -> Iterator[Problem]:
    """Events that no figure shows and no claim is about, and labels too long to stand in a figure."""
    shown = {event.id for figure in story.figures for event in story.events_of(figure)}
    shown |= {claim.event for claim in story.claims if claim.event}
    shown |= {name for claim in story.claims for measure in claim.measures for name in measure.events_used}
    for i, event in enumerate(story.events):
        if event.id not in shown:
            yield Problem(
                f"events[{i}]",
                f"“{event.id}” is in no figure, for none has a window it lies in, and in no claim; "
                "widen one, or take the event out",
            )
        if len(event.label) > LONGEST:
            yield Problem(
                f"events[{i}].label",
                f"a label of {len(event.label)} characters is left out where there is no room; write at most {LONGEST}",
            )


def _works(story: Story) -> Iterator[Problem]:
    """Sources nobody can follow."""
    for key, work in story.works.items():
        if not (work.url or work.locator or work.publisher):  # a title alone leads nowhere
            said = f"the work of {work.author} has no address; write its `url`, its `locator` or its `publisher`"
            yield Problem(f"works.{key}", said)
