"""What a story's fields are made of: a line of text, a name, a country, a link, and a part that nothing changes."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Day = date  #: the type, where a field is called date

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, pattern=r"^[^\r\n]+$")]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Link = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"']+$")]


class StoryError(Exception):
    """A story file cannot be used; the message names the file, the place, what was found and what is allowed."""


class Part(BaseModel):
    """A part of a story: frozen, and strict about what it holds."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
