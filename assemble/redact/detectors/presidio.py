"""Values that Presidio's own pattern recognisers know, for what no detector of ours covers.

Presidio's recognisers are called one by one and not through its AnalyzerEngine: the engine tokenises every text with
spaCy first, which costs more than all recognisers together, and it needs the language of a text, which a packet's short
strings do not tell. What the engine would add, words around a value that raise its score, is done by `near` with the
recogniser's own context words. Its e-mail and URL recognisers are not used at all: they ask the network for a list of
domain endings. bench/detection.py measures both.
Source: https://microsoft.github.io/presidio/analyzer/ (MIT).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from assemble.redact.detectors.patterns import near
from assemble.redact.sensitive import Hit, Strength

SURE = 1.0
"""Presidio's score of a value whose check digit is right."""
REACH = 60
"""Characters before a value in which a word may stand that names it."""
WINDOW = 2 * REACH
"""Characters before and after such a word that are searched."""


@dataclass(frozen=True, slots=True)
class Recogniser:
    """One of Presidio's recognisers by its class name, and when it is believed."""

    name: str
    by_form: bool = False
    """Whether a right check digit is proof enough; else a word must name the value: a third of all ten-digit numbers
    pass some check digit by chance."""
    words: tuple[str, ...] = ()
    """More words that name the value, besides Presidio's."""


@lru_cache(maxsize=64)
def _words(recogniser: Recogniser) -> tuple[str, ...]:
    """The words that name the value, folded: looking for them costs less than the pattern of the value."""
    return tuple(sorted({word.casefold() for word in (*_context(recogniser), *recogniser.words) if len(word) > 2}))


def _context(recogniser: Recogniser) -> tuple[str, ...]:
    from presidio_analyzer import predefined_recognizers

    return tuple(getattr(predefined_recognizers, recogniser.name)().context or ())


@lru_cache(maxsize=64)
def _made(recogniser: Recogniser) -> tuple[Any, re.Pattern[str]]:
    from presidio_analyzer import predefined_recognizers

    made = getattr(predefined_recognizers, recogniser.name)()
    words = sorted(_words(recogniser), key=len, reverse=True)
    named = "|".join(rf"(?<![^\W\d_]){re.escape(word)}(?![^\W\d_])" for word in words)
    return made, re.compile(named or r"(?!)", re.I)


def recognised(text: str, recognisers: tuple[Recogniser, ...]) -> Iterator[Hit]:
    """The values that any of the recognisers finds and that can be believed."""
    lower = text.casefold()
    for recogniser in recognisers:
        made, words = _made(recogniser)
        if recogniser.by_form:
            places = [(0, len(text))]
        elif any(word in lower for word in _words(recogniser)):
            places = list(_around(text, words))
        else:
            continue
        for first, last in places:
            for result in made.analyze(text[first:last], made.supported_entities, None):
                start, end, sure = result.start + first, result.end + first, result.score >= SURE
                if (sure and recogniser.by_form) or near(text, start, end, words, REACH):
                    yield Hit(start, end, Strength.FORM if sure else Strength.CONTEXT)


def _around(text: str, words: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The spans of a text, from blank to blank, in which a value near one of the words can stand."""
    first = last = 0
    for match in words.finditer(text):
        if match.start() - WINDOW > last:
            if last:
                yield first, last
            first = _blank(text, match.start() - WINDOW)
        last = _blank(text, match.end() + WINDOW)
    if last:
        yield first, last


def _blank(text: str, at: int) -> int:
    """The place of a blank at or a little after a place."""
    found = re.compile(r"\s").search(text, max(0, at), max(0, at) + WINDOW)
    return found.start() if found and at > 0 else max(0, min(at, len(text)))
