"""A story in a language: its author's words as their catalogue has them, those of its pair as ours has."""

from __future__ import annotations

from functools import lru_cache

from relations import story as stories
from relations.i18n import Locale, active, say
from relations.story import Story
from relations.story.standard import pair_words
from relations.values import Message, capital, small


def translated(story: Story, locale: Locale) -> Story:
    """The story in a language; what no catalogue has stays English."""
    return story if locale == "en" else _translated(_Itself(story), locale)


class _Itself:
    """A story that is like no other object: two that say the same are two."""

    def __init__(self, story: Story) -> None:
        self.story = story

    def __hash__(self) -> int:
        return id(self.story)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and other.story is self.story


@lru_cache(maxsize=8)  # every figure of a page asks; to translate anew took a fifth of the time to draw one
def _translated(one: _Itself, locale: Locale) -> Story:
    told = {**one.story.translations, locale: words(one.story, locale)}
    return stories.translated(one.story.model_copy(update={"translations": told}), locale)


def said(story: Story, message: Message | str) -> str:
    """A message in the language spoken, the words of a translated story among what it is filled with."""
    return say(message, None, story.translations.get(active(), {}))


def words(story: Story, locale: Locale) -> dict[str, str]:
    """What the story's texts and those of its pair are in a language, as far as the catalogues go."""
    found = ((text, say(message, locale)) for text, message in pair_words(story.pair).items())
    ours = {text: capital(said) if text == capital(text) else small(said) for text, said in found}
    return {text: said for text, said in ours.items() if said != text} | story.translations.get(locale, {})
