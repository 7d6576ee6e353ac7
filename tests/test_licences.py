"""Everything a user installs with this program may be used with it: no library is under the GPL or the AGPL.

The LGPL and the MPL are no hindrance: their libraries are imported as they are, and anybody can replace them.
"""

from __future__ import annotations

import re
from importlib.metadata import Distribution

import pytest

from relations.doctor.versions import closure

LIBRARIES = closure()
GPL = re.compile(r"(?<![LA-Za-z])A?GPL|GNU (Affero )?General Public|\bAffero\b")


def licence(library: Distribution) -> str:
    """What a library says of its licence: as an expression, in its classifiers, in a word, or in its licence file."""
    about = library.metadata

    def first(field: str) -> str:
        return str((about.get_all(field) or [""])[0])

    classified = [one.split(" :: ")[-1] for one in about.get_all("Classifier", []) if one.startswith("License ::")]
    named = first("License-Expression") or "; ".join(classified) or first("License").split("\n")[0]
    return named or next(
        (text for file in library.files or () if "LICEN" in file.name if (text := file.read_text())), ""
    )


def forbidden(said: str) -> bool:
    """Whether a licence leaves nothing but the GPL or the AGPL."""
    return all(GPL.search(choice) for choice in re.split(r"\bOR\b", said))


def test_the_list_has_what_is_needed_by_what_is_needed() -> None:
    assert {"streamlit", "starlette", "numpy", "pyarrow"} <= {*LIBRARIES}
    assert "pytest" not in LIBRARIES


@pytest.mark.parametrize("name", LIBRARIES)
def test_no_library_is_under_the_gpl(name: str) -> None:
    said = licence(LIBRARIES[name])
    assert said, "it names no licence"
    assert not forbidden(said)


@pytest.mark.parametrize(
    ("said", "is_forbidden"),
    [
        ("GPL-3.0-only", True),
        ("AGPL-3.0-or-later", True),
        ("MIT AND GPL-2.0-only", True),
        ("GNU General Public License v3 (GPLv3)", True),
        ("GNU Affero General Public License v3", True),
        ("GPL-2.0-only OR MIT", False),
        ("LGPL-2.1-only", False),
        ("GNU Lesser General Public License v2 (LGPLv2)", False),
        ("MPL-2.0", False),
    ],
)
def test_what_counts_as_gpl(said: str, is_forbidden: bool) -> None:
    assert forbidden(said) is is_forbidden
