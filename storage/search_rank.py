"""How well cases match words, and the piece of text that shows it; pure, so that both databases rank alike.

All matches hold all words, so what tells them apart is how often and where: the weight of a word grows ever slower with
its count and falls with the length of the text, as in BM25 (Robertson and Zaragoza, 2009), and counts once more in
the first lines, where the subject stands. Equals stand newest first.

>>> patent = [pattern_of(Phrase(("patent",)))]
>>> ranked(["a patent case", "patent, patent", "x" * 500 + " patent"], patent)
[1, 0, 2]
>>> snippet("Long ago. " * 9 + "The Patent was infringed.", patent, 40)
Snippet(text='…Long ago. The Patent was infringed.', marks=((15, 21),))
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from storage.search_terms import Phrase, fold

SATURATION, BY_LENGTH = 1.2, 0.5
HEAD = 160
"""Characters in which a word counts once more."""
SNIPPET = 160
_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a text in one line, and where the words stand in it."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()
    """Begin and end of each, in characters."""


def pattern_of(phrase: Phrase) -> re.Pattern[str]:
    """Finds a phrase in folded text: pairs of a run put together again, and anything but letters between words."""
    found = re.escape(phrase.terms[0])
    for before, term in zip(phrase.terms, phrase.terms[1:], strict=False):
        joined = not term.isascii() and len(before) == 2 and before[-1] == term[0]
        found += re.escape(term[1:]) if joined else rf"[\W_]*{re.escape(term)}"
    return re.compile(found)


def ranked(texts: Sequence[str], words: Sequence[re.Pattern[str]]) -> list[int]:
    """The places of the texts, the best first; given newest first."""
    folded = [fold(text) for text in texts]
    usual = sum(map(len, folded)) / max(len(folded), 1) or 1.0
    scores = [_score(text, words, usual) for text in folded]
    return sorted(range(len(texts)), key=lambda place: (-scores[place], place))


def _score(text: str, words: Sequence[re.Pattern[str]], usual: float) -> float:
    damped = SATURATION * (1 - BY_LENGTH + BY_LENGTH * len(text) / usual)
    total = 0.0
    for word in words:
        count = len(word.findall(text)) + len(word.findall(text, 0, HEAD))
        total += count * (SATURATION + 1) / (count + damped)
    return total


def snippet(text: str, words: Sequence[re.Pattern[str]], size: int = SNIPPET) -> Snippet:
    """The piece of a text around the first word found in it, else its beginning."""
    line = _BLANK.sub(" ", text).strip()
    marks = _marks(line, words)
    start = max(0, marks[0][0] - size // 3) if marks else 0
    start = min(start, max(0, len(line) - size))
    if start and " " in line[start : start + 20]:
        start = line.index(" ", start) + 1
    shown = line[start : start + size]
    before, after = "…" if start else "", "…" if start + size < len(line) else ""
    shift = len(before) - start
    inside = tuple((a + shift, b + shift) for a, b in marks if a >= start and b <= start + len(shown))
    return Snippet(f"{before}{shown}{after}", inside)


def _marks(line: str, words: Sequence[re.Pattern[str]]) -> list[tuple[int, int]]:
    """Where the words stand in a line: found in its folded form, told in its own characters."""
    if not words:
        return []
    whole, origin = fold(line), None
    if len(whole) != len(line):  # some characters became several
        whole = "".join(map(fold, line))
        origin = [place for place, character in enumerate(line) for _ in fold(character)]
    found = {(m.start(), m.end()) for word in words for m in word.finditer(whole)}
    return sorted((a, b) if origin is None else (origin[a], origin[b - 1] + 1) for a, b in found)
