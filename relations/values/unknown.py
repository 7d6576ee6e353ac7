"""The one error of this room: a word that means nothing here."""

from __future__ import annotations

from collections.abc import Iterable

from relations.spelt import spelt


class UnknownWord(ValueError):
    """A word was not understood; the error names the word, what it should be, and what is allowed."""

    def __init__(self, word: object, what: str, allowed: Iterable[str]) -> None:
        self.word, self.what, self.allowed = str(word), what, tuple(allowed)
        super().__init__(f"'{spelt(self.word)}' is no {what}; allowed: {'; '.join(self.allowed)}")

    def __reduce__(self) -> tuple[type[UnknownWord], tuple[str, str, tuple[str, ...]]]:
        """Pickled by its parts, for an error may come from another process."""
        return UnknownWord, (self.word, self.what, self.allowed)


def require_line(text: str, what: str) -> None:
    """Raise UnknownWord unless a text is one line, not empty, without space around it."""
    if not text or text != text.strip() or not text.isprintable():
        raise UnknownWord(text, what, ["one line of text, not empty, without space around it"])
