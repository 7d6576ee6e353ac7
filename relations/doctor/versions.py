"""Python and the libraries: which this version needs, all that they need, and what it was tested with."""

from __future__ import annotations

import platform
from collections.abc import Iterator, Mapping
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from relations.doctor.finding import Finding
from relations.shipped import shipped

NAMED = 6  #: libraries of other versions that are named; the rest is counted
AREA = "versions"


def examined() -> Iterator[Finding]:
    """Whether Python and every library are what this version needs; then whether they are those it was tested with."""
    program = installed("relations")
    if program is None:
        said = "relations is not installed; `pip install -c constraints.txt -e .` in its folder installs it"
        yield Finding(AREA, "error", said)
        return
    python, asked = platform.python_version(), program.metadata["Requires-Python"]
    if not SpecifierSet(asked).contains(python, prereleases=True):
        yield Finding(AREA, "error", f"Python is {python}; this program needs {asked}: install it in another Python")
    lacking = [said for need in required(program) if (said := _lacking(need))]
    yield from (Finding(AREA, "error", said) for said in lacking)
    libraries = {name: there.version for name, there in closure().items()}
    if not lacking:
        yield Finding(AREA, "ok", f"Python {python}, relations {program.version}, {len(libraries)} libraries")
    if others := _others(libraries, tested()):
        yield Finding(AREA, "warning", f"{others}; `pip install -c constraints.txt` takes the versions tested")


def tested() -> dict[str, str]:
    """The version of every library that the tests were run with; nothing if the list was not shipped."""
    try:
        lines = shipped("constraints.txt").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    pairs = (line.split("==") for line in lines if "==" in line and not line.startswith("#"))
    return {canonicalize_name(name): version for name, version in pairs}


def _lacking(need: Requirement) -> str:
    """What is wrong with a library that is needed; nothing if it is there as asked."""
    there = installed(need.name)
    if there is None:
        return f"{need.name} is not installed; `pip install '{need.name}{need.specifier}'`"
    if need.specifier.contains(there.version, prereleases=True):
        return ""
    asked = f"{need.name}{need.specifier}"
    return f"{need.name} is {there.version}; this version needs {asked}: `pip install '{asked}'`"


def _others(libraries: Mapping[str, str], tested: Mapping[str, str]) -> str:
    """The libraries of other versions than those tested, in words; nothing if there is none."""
    other = [f"{name} {is_} ({tested[name]})" for name, is_ in libraries.items() if tested.get(name, is_) != is_]
    more = f" and {len(other) - NAMED} more" if len(other) > NAMED else ""
    return f"not of the versions tested: {', '.join(sorted(other)[:NAMED])}{more}" if other else ""


def required(program: Distribution) -> list[Requirement]:
    """What a distribution needs on this machine, its extras left out."""
    needs = map(Requirement, program.requires or ())
    return [need for need in needs if need.marker is None or need.marker.evaluate({"extra": ""})]


def closure() -> dict[str, Distribution]:
    """Every library this program runs with, by name: what it needs, what that needs, and so on; none that lacks."""
    found: dict[str, Distribution] = {}
    programs = [one for one in (installed("relations"),) if one]
    for program in programs:  # it grows: what a library needs is looked at too
        for need in required(program):
            if (key := canonicalize_name(need.name)) not in found and (there := installed(key)):
                found[key] = there
                programs.append(there)
    return found


def installed(name: str) -> Distribution | None:
    """A distribution, if it is installed."""
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None
