"""The JSON Schema of a story's file, from which editors complete and mark mistakes as one types.

`python -m relations.authoring.schema` writes it beside the stories; a test holds the shipped one against this.
"""

from __future__ import annotations

import inspect
import json
import re
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

from relations.story import Story
from relations.story.allowed import HIDDEN, parts_of
from relations.story.claims import kinds, spec_of

#: What a file need not write, for it follows from the rest (`relations.story.completed`).
FOLLOWS = {"Story": {"works", "lines", "figures"}, "Article": {"known_until"}}
#: What a figure or line need not write if it is one of the pair's.
OF_THE_PAIR = {"FigureSpec": {"title", "subtitle", "window", "panels"}, "Line": {"label"}}


def schema() -> dict[str, Any]:
    """The schema, in draft 7's words as far as editors of TOML know them."""
    made, parts = _made(Story)
    for kind in kinds():
        one, held = _made(spec_of(kind))
        parts |= held
        one["properties"]["kind"] = {"const": kind, "type": "string"}
        parts[f"measure-{kind}"] = {**one, "title": kind}
    parts["Measure"] = {"oneOf": [{"$ref": f"#/definitions/measure-{kind}"} for kind in kinds()]}
    claim = parts["Claim"]
    claim["properties"]["measures"]["description"] = "what checks its parts"
    claim["properties"]["measure"] = {"$ref": "#/definitions/Measure", "description": "what checks it"}
    claim["required"].remove("measures")
    made["properties"] = {name: part for name, part in made["properties"].items() if name not in HIDDEN}
    for name, free in ({"Story": FOLLOWS["Story"] | HIDDEN, "Article": FOLLOWS["Article"]} | OF_THE_PAIR).items():
        part = made if name == "Story" else parts[name]
        part["required"] = [one for one in part.get("required", []) if one not in free]
    return {"$schema": "http://json-schema.org/draft-07/schema#", **made, "definitions": dict(sorted(parts.items()))}


def text() -> str:
    """The schema as its file has it."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def _made(model: type[BaseModel]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The schema of a part of a story, and by name those of all parts it holds, with what the comments say."""
    whole = model.model_json_schema(schema_generator=_Plain, ref_template="#/definitions/{model}")
    parts = whole.pop("$defs", {})
    for one in _models(model):
        _explain(whole if one is model else parts[one.__name__], one)
    return whole, parts


def _models(model: type[BaseModel]) -> list[type[BaseModel]]:
    """A part of a story and all parts it holds, each once."""
    found = [model]
    for one in found:
        held = (part for field in one.model_fields.values() for part in parts_of(field.annotation))
        found += dict.fromkeys(part for part in held if part not in found)
    return found


def _explain(part: dict[str, Any], model: type[BaseModel]) -> None:
    """Give every key of a part what the comment behind its field says."""
    for name, said in comments(model).items():
        if name in part["properties"]:
            part["properties"][name]["description"] = re.sub("[Nn]one: ", "if left out, ", said)


def comments(model: type[BaseModel]) -> dict[str, str]:
    """What the `#:` behind each field of a model says, those of what it comes from first."""
    found: dict[str, str] = {}
    for one in reversed(model.__mro__):
        name = ""
        for line in inspect.getsource(one).splitlines() if one.__module__.startswith("relations.") else ():
            name = field[1] if (field := re.match(r"    (\w+): ", line)) else name
            if name in model.model_fields and (said := re.search(r"#: (.+)$", line)):
                found[name] = said[1]
    return found


class _Plain(GenerateJsonSchema):
    """Tuples are arrays, and units are texts: what a TOML file holds."""

    def tuple_schema(self, schema: Any) -> dict[str, Any]:
        """An array of one kind, or of so many; draft 7 has no prefixItems."""
        found = super().tuple_schema(schema)
        if prefix := found.pop("prefixItems", None):
            found["items"] = prefix
        return found

    def function_plain_schema(self, schema: Any) -> dict[str, Any]:  # noqa: ARG002 - the signature of the library
        """What only a function can read is a text."""
        return {"type": "string"}


if __name__ == "__main__":
    from relations.story import folder

    (folder() / "schema.json").write_text(text(), encoding="utf-8")
