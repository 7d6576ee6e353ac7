"""A story in a language: its author's words as their catalogue has them, those of its pair as ours has."""

from __future__ import annotations

from relations import story as stories
from relations.i18n import Locale, active, say
from relations.story import Story
from relations.story.standard import pair_words
from relations.values import Message, capital, small


def translated(story: Story, locale: Locale) -> Story:
    """The story in a language; what no catalogue has stays English."""
    if locale == "en":
        return story
    told = {**story.translations, locale: words(story, locale)}
    return stories.translated(story.model_copy(update={"translations": told}), locale)


def said(story: Story, message: Message | str) -> str:
    """A message in the language spoken, the words of a translated story among what it is filled with."""
    return say(message, None, story.translations.get(active(), {}))


def words(story: Story, locale: Locale) -> dict[str, str]:
    """What the story's texts and those of its pair are in a language, as far as the catalogues go."""
    found = ((text, say(message, locale)) for text, message in pair_words(story.pair).items())
    ours = {text: capital(said) if text == capital(text) else small(said) for text, said in found}
    return {text: said for text, said in ours.items() if said != text} | story.translations.get(locale, {})
