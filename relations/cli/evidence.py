"""Commands that tell what the data say: events, claims."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from relations.cli import EPILOG, InLocale, Json, OneStory, Then, answered, app, terminal
from relations.spelt import spelt

if TYPE_CHECKING:
    from relations.claims import Verdict
    from relations.downloads.sheets import Cell
    from relations.story import Story
    from relations.values.plain import Say


Ledger = Literal["table", "json", "csv", "jsonld"]  #: what the ledger of claims can be printed as


@app.command(epilog=EPILOG)
def events(story: OneStory, as_known_then: Then = False, as_json: Json = False, locale: InLocale = "en") -> None:
    """Say for every event what each line did around it and how unusual that was, or why no test is made."""
    from relations import story as stories
    from relations.downloads.events import COLUMNS, rows
    from relations.evidence.events import events as around_events
    from relations.evidence.found import nothing_around, tallies
    from relations.values import Message, Number

    with answered():
        told = stories.load(story)
        found = around_events(told, known_then=as_known_then)
    say = _speaker(told, locale)
    if as_json:
        terminal.as_json(one.as_json(say) for one in found)
        return
    if none := nothing_around(found):
        typer.echo(say(none))
        return
    terminal.table(COLUMNS, [tuple(map(_two, row)) for row in rows(found)])
    for tally in tallies(found):
        said = Message(
            "{line} {window}: {unusual} of {tests} distinct tests ≤ 5 %; chance alone {chance}",
            line=told.lines[tally.line].label,
            window="[−1,+1]",
            unusual=tally.unusual,
            tests=tally.tests,
            chance=Number(tally.by_chance, 1),
        )
        typer.echo(say(said))
    for one in found:
        for series in one.series:
            if series.refused:
                typer.echo(f"{one.id}, {series.line}: {say(series.refused)} ({say(series.detail or '')})")
            for refused in series.refusals:
                window = f" {list(refused.window)}" if refused.window else ""
                what = f"{say(refused.statistic)}{window}: {say(refused.reason)}"
                typer.echo(spelt(f"{one.id}, {series.line}: {what} ({say(refused.detail)})"))


@app.command(epilog=EPILOG)
def claims(
    story: OneStory,
    as_known_then: Then = False,
    format: Annotated[Ledger, typer.Option(help="table, json, csv, or jsonld: reviews of schema.org.")] = "table",  # noqa: A002
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    locale: InLocale = "en",
) -> None:
    """Check every claim of a story's article: the verdict, the number it turns on, the sentence and the rule."""
    from relations import story as stories
    from relations.claims import claims as checked_claims

    with answered():
        told = stories.load(story)
        found = checked_claims(told, known_then=as_known_then)
    say = _speaker(told, locale)
    if as_json or format == "json":
        terminal.as_json(one.as_json(say) for one in found)
    elif format == "table":
        _as_table(found, say)
    else:
        from relations.downloads.ledger import written_as

        typer.echo(written_as(format, told, found, say, locale, known_then=as_known_then), nl=False)


def _as_table(found: list[Verdict], say: Say) -> None:
    from relations.claims import NO_CLAIMS

    if not found:
        typer.echo(say(NO_CLAIMS))
        return
    terminal.table(
        ("claim", "¶", "verdict", "value", "unit"),
        [(one.id, one.paragraph, _badge(one, say), _number(one.value), _unit(one, say)) for one in found],
    )
    for one in found:
        rule, rules = say("Rule"), "; ".join(map(say, one.rule))
        answers = "\n".join(f"- {say(found.label).removesuffix('.')}: {say(found.answer)}" for found in one.answers)
        typer.echo(spelt(f"\n{one.id}: {say(one.claim)}\n{answers}\n{one.told(say)}\n{rule}: {rules}."))


def _badge(one: Verdict, say: Say) -> str:
    return f"{one.headline.mark} {say(one.headline.badge)}"


def _speaker(story: Story, locale: str) -> Say:
    """What says a message in a language, the words of the story and of its pair among what it is filled with."""
    from relations.figures.spoken_story import words as words_of
    from relations.i18n import LOCALES, say

    known = {str(one): one for one in LOCALES}
    if locale not in known:
        raise typer.BadParameter(f"'{locale}' is no language; allowed: {', '.join(known)}", param_hint="--locale")
    words = words_of(story, known[locale])
    return lambda message: words.get(str(message)) or say(message, known[locale], words)


def _unit(verdict: Verdict, say: Say) -> str | None:
    """What the number is in, or of."""
    from relations.values import Message

    return say(verdict.of or Message("{unit}", unit=verdict.unit)) if verdict.unit else None


def _number(value: float | None) -> str | None:
    """A claim's number: a count as a count, another with the digits that count."""
    from relations.values import digits

    return None if value is None else f"{value:.{0 if float(value).is_integer() else digits(value)}f}"


def _two(cell: Cell) -> Cell:
    """A number with two decimals; whatever else stands in a cell as it is."""
    return f"{round(cell, 2) + 0.0:.2f}" if isinstance(cell, float) else cell
