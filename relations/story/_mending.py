"""A story's file with its mistakes set aside, place by place, so that the rest of it can still be read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import reduce
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from annotated_types import Ge
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from relations.story.allowed import model_at, part_at
from relations.story.claims import Measure, kinds, lines_in, spec_of
from relations.story.fields import DAYS
from relations.values import Country, UnknownWord, code_of

Place = tuple[str | int, ...]  #: ("events", 3, "date")

BESIDE = {"paragraphs": "role", "end": "start", "base": "show", "scale": "chart"}  #: the key that another must fit
HOLE = object()  #: where one of a list is left out: the others keep their numbers
#: Countries to read a file by whose own are none: nothing is said that follows from them.
OTHERS = ("CHE", "JPN", "BRA")


def parts_of_place(place: str) -> Place:
    """The parts of a place as one writes it: events[3].date."""
    return tuple(int(one) if one.isdigit() else one for one in re.findall(r"[^.\[\]]+", place))


def without(value: Any) -> Any:
    """What is written, but what is left out."""
    if isinstance(value, list):
        return [without(one) for one in value if one is not HOLE]
    if isinstance(value, dict):
        return {name: without(one) for name, one in value.items()}
    return value


class Mending:
    """A story's file while its mistakes are set aside: what is written of it, and the places that are mended."""

    def __init__(self, written: dict[str, Any]) -> None:
        self.written = {**written, **_several(written)}
        self.twofold = [
            number
            for number, claim in enumerate(written["claims"] if isinstance(written.get("claims"), list) else ())
            if isinstance(claim, dict) and {"measure", "measures"} <= claim.keys()
        ]
        self.done: set[Place] = set()
        self.sound: set[Place] = set()  #: of those where a day or a number stands in, which contradicts no other key
        self.lost: set[str] = set()  #: names of what is left out, and those that are made up
        self.nameless: set[str | int] = set()  #: of what kind there are some whose names cannot be read

    def place(self, parts: Sequence[str | int]) -> Place:
        """A place of what is left, in the file: counted with what is left out, and no deeper than the file goes."""
        here: Any = self.written
        found: list[str | int] = []
        for part in parts:
            if isinstance(here, list) and isinstance(part, int):
                kept = [number for number, one in enumerate(here) if one is not HOLE]
                at = kept[part] if part < len(kept) else len(here) + part - len(kept)
                here = here[at] if at < len(here) else None
                found.append(at)
                continue
            if here is not None and not isinstance(here, dict | Measure):  # of a value pydantic names the alternatives
                break
            here = here.get(str(part)) if isinstance(here, dict) else None
            found.append(part)
        return tuple(found)

    def mend(self, kind: str, place: Place) -> bool:
        """Set what is wrong at a place aside: leave it out, or let something stand in; whether that could be done."""
        if place[:1] == ("countries",):
            return self._countries()
        if kind == "too_short" and without(self._at(place)):
            return True  # it was short of what could not be read, and now has it mended or set aside
        if not place or not (holder := self._at(place[:-1])):
            return False
        last = place[-1]
        if isinstance(holder, list):
            if not isinstance(last, int) or last >= len(holder) or holder[last] is HOLE:
                return False
            self._lose(holder[last], place[0])
            holder[last] = _aside(holder[last]) if place[-2] == "measures" else HOLE
        elif not self._in_table(holder, kind, place):
            return self.mend("left out", place[:-1])
        self.done.add(place)
        return True

    def _in_table(self, holder: dict[str, Any], kind: str, place: Place) -> bool:
        """Mend a key of a table; False if then the whole table has to go."""
        model, name = model_at(place[:-1], self.written), str(place[-1])
        known = model.model_fields.get(name) if model else None
        if model is None or known is None or kind == "extra_forbidden":
            holder.pop(name, None)
            self.lost |= {name, name.casefold().replace(" ", "-")}  # as it should have been written
            return name != "[key]"
        if name not in holder and not known.is_required():  # then it is wrong to have none, beside another key
            return name in BESIDE and self.mend(kind, (*place[:-1], BESIDE[name]))
        was = holder.pop(name, None)
        if name == "id":
            self._lose({"id": was}, place[0])
        if not known.is_required() or (place == ("figures",) and was is not None):  # then those of the pair are there
            return True
        if place in self.done or (stands := self._stand_in(known.annotation, name)) is None:
            return False
        if isinstance(stands, date | int | float):
            self.sound.add(place)
        holder[name] = max([stands, *(one.ge for one in known.metadata if isinstance(one, Ge))])
        return True

    def _countries(self) -> bool:
        """Two countries: those that are meant, or where that is not clear, any."""
        if ("countries",) in self.done:
            return False
        told = self.written.get("countries")
        codes = list(dict.fromkeys(filter(None, map(_code, told if isinstance(told, list) else ()))))
        if len(codes) != 2:
            self.done.add(("countries",))
        self.written["countries"] = [*codes, *(one for one in OTHERS if one not in codes)][:2]
        return True

    def _stand_in(self, annotation: Any, name: str) -> Any:
        """Something that may stand for a value that is not there, and of which nothing is said; None if nothing may."""
        origin, (of, *_) = get_origin(annotation), (*get_args(annotation), None)
        if name == "measures":
            return [Measure(kind="?")]
        if origin in (Annotated, Union, UnionType):
            return self._stand_in(of, name)
        if origin is tuple:
            one = self._stand_in(of, name)
            return None if one is None or isinstance(one, dict) else [one]
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            return self._table(annotation.model_fields)
        if annotation is str:
            self.lost.add(f"unreadable-{len(self.lost)}")
            return f"unreadable-{len(self.lost) - 1}"
        day = {"start": DAYS[0], "end": DAYS[1]}.get(name, date(2000, 1, 1))
        last = get_args(annotation)[-1] if origin is Literal else None  # of roles the one that no paragraph goes with
        return {Literal: last, dict: {}, date: day, int: 1, float: 1.0}.get(origin or annotation)

    def _table(self, fields: dict[str, FieldInfo]) -> dict[str, Any] | None:
        made = {name: self._stand_in(one.annotation, name) for name, one in fields.items() if one.is_required()}
        return None if None in made.values() else made

    def _at(self, place: Place) -> Any:
        """The table or list that is written at a place; None if there is none."""
        here = reduce(part_at, map(str, place), self.written)
        return here if isinstance(here, (dict, list)) else None

    def _lose(self, value: Any, kind: str | int) -> None:
        """Remember by what name the rest of the file may call what is left out, or that nobody can tell."""
        name = value.get("id") if isinstance(value, dict) else None
        if isinstance(name, str):
            self.lost.add(name)
        else:
            self.nameless.add(kind)


class _Aside(Measure):
    """A measure that is set aside, of which only the lines are known, each with the parameter that names it."""

    named: tuple[tuple[str, str], ...] = ()

    @property
    def lines_named(self) -> tuple[tuple[str, str], ...]:
        """The lines it named."""
        return self.named


def _aside(written: Any) -> Measure:
    """What stands in for a measure that contradicts itself: it still names its lines, which may be none."""
    kind = written.get("kind") if isinstance(written, dict) else None
    named = {one: written[one] for one in spec_of(kind).naming if one in written} if kind in kinds() else {}
    return _Aside(kind="?", named=tuple(lines_in(named)))


def _several(written: dict[str, Any]) -> dict[str, Any]:
    """The claims with a list of measures each, also where a claim has one, or both: then it is the last of them."""
    claims = written.get("claims")
    return {"claims": [_listed(claim) for claim in claims]} if isinstance(claims, list) else {}


def _listed(claim: Any) -> Any:
    others = claim.get("measures", []) if isinstance(claim, dict) and "measure" in claim else None
    if not isinstance(others, list):
        return claim
    return {name: one for name, one in claim.items() if name != "measure"} | {"measures": [*others, claim["measure"]]}


def _code(told: Any) -> str:
    """The code of what is told for a country, if it is clear which is meant."""
    try:
        found = Country(str(told))
    except UnknownWord:
        return code_of(str(told))
    return "" if found.kind == "aggregate" else found.code
