"""The libraries this program runs with, as they are installed: those it names, and those that these need."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def required(program: Distribution) -> list[Requirement]:
    """What a distribution needs on this machine, its extras left out."""
    needs = map(Requirement, program.requires or ())
    return [need for need in needs if need.marker is None or need.marker.evaluate({"extra": ""})]


def closure(name: str = "relations") -> dict[str, Distribution]:
    """Every library a program runs with, by its name: what it needs, what that needs, and so on; none that lacks."""
    found: dict[str, Distribution] = {}
    waiting = [name]
    while waiting:
        for need in _needs(waiting.pop()):
            if (key := canonicalize_name(need.name)) not in found and (there := installed(key)):
                found[key] = there
                waiting.append(key)
    return found


def _needs(name: str) -> Iterator[Requirement]:
    return iter(required(there) if (there := installed(name)) else [])


def installed(name: str) -> Distribution | None:
    """A distribution, if it is installed."""
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None
