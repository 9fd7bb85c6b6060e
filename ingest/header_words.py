"""The words before the colon in forwarded headers, looked up as people write them: any case, any Unicode form."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from config.forwards import ForwardWords, HeaderField
from config.kept import kept


def fold(text: str) -> str:
    """A text for comparing: composed (NFC), without case; the Turkish dotted capital becomes a plain i.

    >>> fold("İleti") == fold("ileti")
    True
    """
    return unicodedata.normalize("NFC", text).replace("\u0130", "i").casefold().replace("\u2019", "'")


def field_of(word: str, words: ForwardWords) -> tuple[HeaderField, tuple[str, ...]] | None:
    """What field a word names, and in which languages; None when it names none."""
    known = _by_word(words)
    folded = fold(word).strip()
    return known.get(folded) or known.get("".join(folded.split()))


@kept
def _by_word(words: ForwardWords) -> Mapping[str, tuple[HeaderField, tuple[str, ...]]]:
    """Header word -> field and the languages that use it so; a word of two fields is the first one's."""
    entries = ((code, name, spelt) for code, fields in words.header_words.items() for name, spelt in fields.items())
    found: dict[str, tuple[HeaderField, tuple[str, ...]]] = {}
    for language, name, spelt in entries:
        for word in {form for one in spelt for form in (fold(one), "".join(fold(one).split()))}:
            before = found.get(word, (name, ()))
            found[word] = (before[0], (*before[1], language))
    return found
