"""Words of a list found in a text: whole words where a script has spaces, whatever their case."""

from __future__ import annotations

from collections.abc import Iterable


def first_word(text: str, words: Iterable[str]) -> str | None:
    """The first of the words that stands in the text as a whole word, whatever its case."""
    folded = text.casefold()
    return next((word for word in words if _stands_in(folded, word.casefold())), None)


def _stands_in(folded: str, needle: str) -> bool:
    at = folded.find(needle)
    while at >= 0:
        if _is_whole(folded, at, at + len(needle)):
            return True
        at = folded.find(needle, at + 1)
    return False


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether no letter or digit of an alphabet continues the word; scripts without spaces have no such ends."""
    return not (_joins(text[start - 1 : start], text[start]) or _joins(text[end - 1], text[end : end + 1]))


def _joins(left: str, right: str) -> bool:
    return bool(left and right) and left.isalnum() and right.isalnum() and max(left, right) < "\u2e80"
