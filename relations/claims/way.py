"""Which of two ways a measure asks about, down or up: the sign of such a move, and the words of it."""

from __future__ import annotations

from dataclasses import dataclass

from relations.values import msgid


@dataclass(frozen=True)
class Way:
    """A fall or a rise: its sign, and what is said of it."""

    sign: int  #: of a change of this way
    moved: str  #: the rule of one line, of several, and of several with a share or a score among them
    moved_by: str
    lines: str
    lines_by: str
    points_by: str
    beyond_mean: str  #: the rule of what still goes on
    few_larger: str  #: the rule of what is rare
    none_larger: str
    too_few: str  #: why that cannot be told
    formula: str
    formula_of: str
    larger_id: str  #: ids and labels of numbers
    larger: str
    larger_since: str
    extreme_id: str
    extreme: str
    at_extreme: str  #: sentences
    off_extreme: str
    off_extreme_on: str
    off_extreme_from: str
    larger_ones: str
    no_larger: str
    next_largest: str
    since_larger: str
    since_largest: str


FALL = Way(
    -1,
    moved=msgid("it fell"),
    moved_by=msgid("it fell by at least {share} %"),
    lines=msgid("the line fell"),
    lines_by=msgid("the line fell by at least {share} %"),
    points_by=msgid("the line fell by at least {share} % (a share or a score: points)"),
    beyond_mean=msgid("at the end it was below the mean of the {number} observations before"),
    few_larger=msgid("no more than {number} deeper falls of that length had ended by publication"),
    none_larger=msgid("no deeper fall of that length had ended by publication"),
    too_few=msgid("{number} windows are too few to call a fall rare; {least} are needed"),
    formula=msgid("100 × (later / earlier − 1); deeper falls over {length}, none of which share a day"),
    formula_of=msgid(
        "100 × (later / earlier − 1) of the value of the {currency} against the {other}; deeper falls over "
        "{length}, none of which share a day"
    ),
    larger_id="deeper-episodes",
    larger=msgid("deeper episodes up to publication"),
    larger_since=msgid("deeper episodes since"),
    extreme_id="above-the-low",
    extreme=msgid("at the end above the lowest"),
    at_extreme=msgid("That day was its lowest."),
    off_extreme=msgid("It was {change} above its lowest, of {day}."),
    off_extreme_on=msgid("On {first} it was {change} above its lowest, of {day}."),
    off_extreme_from=msgid("From {first} to {last} it was {change} above its lowest, of {day}."),
    larger_ones=msgid(
        "Deeper falls of that length from {day} to publication ({number} windows that do not overlap): {moves}."
    ),
    no_larger=msgid(
        "No fall of that length was deeper from {day} to publication ({number} windows that do not overlap)."
    ),
    next_largest=msgid("The next deepest: {moves}."),
    since_larger=msgid("Since then deeper: {moves}."),
    since_largest=msgid("Since then the deepest: {moves}."),
)
RISE = Way(
    1,
    moved=msgid("it rose"),
    moved_by=msgid("it rose by at least {share} %"),
    lines=msgid("the line rose"),
    lines_by=msgid("the line rose by at least {share} %"),
    points_by=msgid("the line rose by at least {share} % (a share or a score: points)"),
    beyond_mean=msgid("at the end it was above the mean of the {number} observations before"),
    few_larger=msgid("no more than {number} larger rises of that length had ended by publication"),
    none_larger=msgid("no larger rise of that length had ended by publication"),
    too_few=msgid("{number} windows are too few to call a rise rare; {least} are needed"),
    formula=msgid("100 × (later / earlier − 1); larger rises over {length}, none of which share a day"),
    formula_of=msgid(
        "100 × (later / earlier − 1) of the value of the {currency} against the {other}; larger rises over "
        "{length}, none of which share a day"
    ),
    larger_id="larger-episodes",
    larger=msgid("larger episodes up to publication"),
    larger_since=msgid("larger episodes since"),
    extreme_id="below-the-high",
    extreme=msgid("at the end against the highest"),
    at_extreme=msgid("That day was its highest."),
    off_extreme=msgid("It was {change} below its highest, of {day}."),
    off_extreme_on=msgid("On {first} it was {change} below its highest, of {day}."),
    off_extreme_from=msgid("From {first} to {last} it was {change} below its highest, of {day}."),
    larger_ones=msgid(
        "Larger rises of that length from {day} to publication ({number} windows that do not overlap): {moves}."
    ),
    no_larger=msgid(
        "No rise of that length was larger from {day} to publication ({number} windows that do not overlap)."
    ),
    next_largest=msgid("The next largest: {moves}."),
    since_larger=msgid("Since then larger: {moves}."),
    since_largest=msgid("Since then the largest: {moves}."),
)
