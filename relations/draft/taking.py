"""Moving blocks of a draft into its story: checked by the story's own models first, and nothing is lost on the way."""

from __future__ import annotations

import tempfile
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from relations.cache.whole import write_whole
from relations.draft.article import DraftError
from relations.draft.lacking import needed
from relations.story import Story, draft_of, file_of, load
from relations.story._writing import _tables
from relations.story.completed import ARTICLE
from relations.values import Message
from relations.values.nearest import listed

_EVENT = ("id", "date", "precision", "label", "sentence")
_CLAIM = ("id", "paragraph", "claim", "measure", "measures", "event", "causal", "caveat")
_PRECISIONS = {"quarter": "year", "season": "year"}  #: a story knows days, months and years


@dataclass(frozen=True)
class Taken:
    """What was moved: the ids, and the file they are now in."""

    ids: tuple[str, ...]
    story: Path
    left: int  #: blocks still in the draft
    lacking: dict[str, tuple[Message | str, ...]]  #: by id what the measure of a claim still needs


def waiting(story: str) -> list[Named]:
    """What the draft of a story still proposes: "events" or "claims", and the block. DraftError if there is none."""
    return list(_read(draft_of(story))[1].values())


def take(story: str, ids: Sequence[str]) -> Taken:
    """Move blocks of a story's draft into its file, with the lines and the work they need.

    Raises DraftError if there is no such draft or block, and StoryError, as `load` does, for what the story may not
    hold; then neither file has changed.
    """
    told, path, source = load(story), file_of(story), draft_of(story)
    text, blocks = _read(source)
    unknown = [name for name in ids if name not in blocks]
    if unknown:
        known = listed(unknown[0], blocks, "that file") or "none"
        raise DraftError(f"{source} has no block '{unknown[0]}'; blocks: {known}")
    chosen = [blocks[name] for name in dict.fromkeys(ids)]
    added = _added(told, chosen)
    whole = f"{path.read_text(encoding='utf-8').rstrip()}\n\n{added}"
    _require_valid(path, whole)
    rest = _without(text, {str(block["id"]) for _, block in chosen})
    write_whole(path, whole.encode())
    write_whole(source, rest.encode())
    lacking = {str(block["id"]): tuple(map(needed, block["missing"])) for _, block in chosen if block.get("missing")}
    return Taken(tuple(dict.fromkeys(ids)), path, len(blocks) - len(chosen), lacking)


Named = tuple[str, dict[str, Any]]  #: "events" or "claims", and a block


def _read(source: Path) -> tuple[str, dict[str, Named]]:
    """A draft's text, and its blocks by their ids."""
    try:
        text = source.read_text(encoding="utf-8")
        found = tomllib.loads(text)
        named = [(kind, block) for kind in ("events", "claims") for block in found.get(kind, [])]
        return text, {str(block["id"]): (kind, block) for kind, block in named}
    except FileNotFoundError:
        raise DraftError(f"{source}: no such file; `relations draft ARTICLE --story …` writes it") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, AttributeError) as error:
        raise DraftError(f"{source} is no draft: {error}; mend it, or make it anew") from error


def _added(story: Story, chosen: list[Named]) -> str:
    """What a story's file gets."""
    import tomlkit

    document, work = tomlkit.document(), _work(story)
    events = [_event(block, work) for kind, block in chosen if kind == "events"]
    claims = [{name: block[name] for name in _CLAIM if name in block} for kind, block in chosen if kind == "claims"]
    for kind, blocks in (("events", events), ("claims", claims)):
        if blocks:
            document[kind] = _tables(blocks)
    return tomlkit.dumps(document)


def _work(story: Story) -> str:
    """What the article is called among the story's works."""
    article = story.article
    told = (article.author, article.title, article.url)
    return next((key for key, work in story.works.items() if (work.author, work.title, work.url) == told), ARTICLE)


def _event(block: dict[str, Any], work: str) -> dict[str, Any]:
    """An event as a story has it; DraftError if its date is not known, or not to the year."""
    precision = block.get("precision", "day")
    if "date" not in block or precision == "decade":
        raise DraftError(f"'{block['id']}' has no date; write `date` and `precision` into the draft first")
    own = {name: block[name] for name in _EVENT if name in block} | {"precision": _PRECISIONS.get(precision, precision)}
    note = {"note": f"The article says “{block['said']}”."} if precision in _PRECISIONS and "said" in block else {}
    return {**own, "role": "cited", "paragraphs": [block["paragraph"]], "sources": [work], **note}


def _require_valid(path: Path, text: str) -> None:
    """Raise StoryError if a story of that name may not read so."""
    with tempfile.TemporaryDirectory() as folder_:
        copy = Path(folder_) / path.name
        copy.write_text(text, encoding="utf-8")
        load(copy)


def _without(text: str, ids: set[str]) -> str:
    """The draft's text without these blocks; comments and order stay."""
    import tomlkit

    document = tomlkit.parse(text)
    for kind in ("events", "claims"):
        blocks = document.get(kind, [])
        for i in reversed(range(len(blocks))):
            if str(blocks[i]["id"]) in ids:
                del blocks[i]
        if kind in document and not blocks:
            del document[kind]
    return tomlkit.dumps(document)
