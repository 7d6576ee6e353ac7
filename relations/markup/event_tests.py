"""How unusual an event was, line by line: the tests of its windows, their ranks, and the models behind them."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from relations.evidence.event_study import Fit, Without
from relations.evidence.found import EventEvidence, SeriesEvidence
from relations.evidence.placebo import Rank
from relations.evidence.worth import percent_both_ways
from relations.figures.spoken_story import said
from relations.i18n import number, say, together, written
from relations.markup import listing, wide
from relations.markup.numbers import both_ways, ranked, share, signed, span
from relations.story import Story
from relations.values import Message, Number, Rate, msgid, points

UNUSUAL = (
    msgid("Line"),
    msgid("Event window"),
    msgid("Abnormal change (CAR)"),
    msgid("Standard deviation, log points"),
    "t",
    msgid("Placebo rank"),
    msgid("Without the days ± 1 of other events"),
)
COMPARED = (msgid("Rank today"), msgid("Difference"))


def label_of(story: Story, one: SeriesEvidence) -> str:
    """What the story calls a line; markup."""
    return escape(story.lines[one.line].label)


def unusual(story: Story, one: EventEvidence, now: EventEvidence | None) -> str:
    """The event studies, and by which models."""
    later = {series.line: series for series in now.series} if now else {}
    rows = [row for series in one.series for row in _tests(story, series, later.get(series.line))]
    columns = [say(name) for name in (*UNUSUAL, *(COMPARED if now else ()))]
    models = [model for series in one.series for model in _models(story, series)]
    return wide(columns, rows) + listing(models) if rows else ""


def _models(story: Story, one: SeriesEvidence) -> Iterable[str]:
    """What was expected of a line, with what it was estimated from."""
    for fit in one.event_study.fits if one.event_study else ():
        yield f"<strong>{label_of(story, one)}</strong>: {escape(_model(story, fit))}"
    inside = one.event_study.events if one.event_study else ()
    if inside:
        names = ", ".join(story.event(name).label for name in inside)
        yield escape(
            say("{line}: other events in the estimation window, their days kept: {events}",
                line=story.lines[one.line].label, events=names)
        )  # fmt: skip
    for note in one.notes:
        yield f"{label_of(story, one)}: {escape(said(story, note))}"


def _model(story: Story, fit: Fit) -> str:
    """A model with its coefficients, their standard errors and its estimation window."""
    over = say(
        "σ {sigma} % a business day, {count} returns, {start} – {end}",
        sigma=number(100 * fit.sigma, 2),
        count=fit.count,
        start=written(fit.start),
        end=written(fit.end),
    )
    a = together(f"a {_with_error(100 * fit.alpha, 100 * fit.alpha_error, 3)} %")
    if fit.beta is None or fit.beta_lag is None or story.factor is None:
        return f"{say(fit.model)}, {a}, {over}"
    first, lag = _with_error(fit.beta, fit.beta_error, 2), _with_error(fit.beta_lag, fit.beta_lag_error, 2)
    factor = f"{story.lines[story.factor].label} ({fit.factor})"
    named = say("{model} with {factor}", model=say(fit.model), factor=factor)
    return f"{named}, {a}, b₀ {first}, b₁ {lag}, {over}"


def _with_error(value: float, error: float | None, decimals: int) -> str:
    return f"{number(value, decimals)} ({number(error or 0.0, decimals)})"


def _tests(story: Story, one: SeriesEvidence, now: SeriesEvidence | None) -> Iterable[tuple[str, ...]]:
    """A row per event window."""
    study = one.event_study
    if study is None:
        return
    ranks = {test.window: test.rank for test in now.event_study.tests} if now and now.event_study else {}
    for test in study.tests:
        quote, value = percent_both_ways(test.car)
        model = f"<br><small>{escape(say(test.model))}</small>"
        yield (
            label_of(story, one) + model,
            span(test.window),
            escape(both_ways(quote, value if isinstance(one.unit, Rate) else None, one.unit)),
            number(100 * test.sd, 2),
            number(test.t, 2),
            ranked(test.rank),
            _without(test.without),
            *(_compared(test.rank, ranks.get(test.window)) if now else ()),
        )


def _compared(then: Rank | None, now: Rank | None) -> tuple[str, str]:
    if then is None or now is None:
        return "–", "–"
    return share(now.share), escape(say(points(Number(100 * (then.share - now.share), 2, signed=True))))


def _without(found: Without | None) -> str:
    """The same test without other events' days, and a warning where it turns on them."""
    if found is None:
        return "–"
    events = say(Message.counted("without {count} other event", "without {count} other events", count=found.events))
    words = f"CAR {signed(percent_both_ways(found.car)[0])}, t {number(found.t, 2)}"
    warning = escape(say("depends on the days left out"))
    depends = f"<br><strong>△ {warning}</strong>" if found.depends else ""
    return f"{words}<br><small>{escape(events)}</small>{depends}"
