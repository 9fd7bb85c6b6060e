"""Pieces that detectors' patterns are made of; every repetition is bounded."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from assemble.redact.sensitive import Hit, Strength

START = r"(?<![0-9A-Za-z])"
END = r"(?![0-9A-Za-z])"
GAP = r"[ \-./\n]{0,3}"
"""What may stand between two characters of a number, a line end among them."""
LINK = r"[^0-9A-Za-z+(\[\u3040-\u9fff\n]{0,6}(?:\n\s{0,8})?"
"""What stands between a label and its value: colon, blanks, one line end."""


class Label(str):
    """A pattern for any of some words, which knows the words."""

    __slots__ = ("words",)
    words: tuple[str, ...]
    """Folded."""


def label(*words: str) -> Label:
    """A pattern for any of the words; a Latin or Cyrillic word must not be the end of a longer one."""
    made = Label("(?:" + "|".join(_bounded(w) for w in words) + ")")
    made.words = tuple(word.casefold() for word in words)
    return made


def _bounded(word: str) -> str:
    if word[0].isascii():
        return rf"(?<![0-9A-Za-z]){re.escape(word)}"
    return rf"(?<![\u0400-\u04ff]){re.escape(word)}" if "\u0400" <= word[0] <= "\u04ff" else re.escape(word)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A pattern that needs one of some words; looking for those first costs a tenth of the pattern."""

    pattern: re.Pattern[str]
    words: tuple[str, ...]

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As of the pattern."""
        lower = _lower(text)
        return self.pattern.finditer(text) if any(word in lower for word in self.words) else iter(())


@lru_cache(maxsize=64)
def _lower(text: str) -> str:
    return text.casefold()


def labelled(words: Label, value: str, *, between: str = LINK) -> Labelled:
    """A value (group `v`) right after one of the words, with an optional `number`, `No.`, `ID` between."""
    number = r"(?i:[ \-]?(?:number|numbers|no|nr|num|id|code|номер|号码|番号|号|#)\b\.?|[ \-]?(?:号码|番号|号))?"
    pattern = re.compile(rf"(?i:{words}){number}(?:\s?\([^)\n]{{1,30}}\))?{between}{START}(?P<v>{value}){END}")
    return Labelled(pattern, words.words)


def digits_of(least: int, most: int) -> str:
    """A pattern of so many digits, in groups or not; over a line end only where the line does not hold enough."""
    times = f"{{{least - 1},{most - 1}}}"
    return rf"(?:\d(?:[ \-]?\d){times}|\d(?:[ \-]{{0,2}}(?:\n\s{{0,8}})?\d){times})"


def near(text: str, start: int, end: int, words: re.Pattern[str], reach: int = 48) -> bool:
    """Whether one of the words stands within `reach` characters before, or a third of that after, a span."""
    return bool(words.search(text, max(0, start - reach), start) or words.search(text, end, end + reach // 3))


def digits(text: str) -> str:
    """The ASCII digits of a text."""
    return "".join(c for c in text if "0" <= c <= "9")


def compact(text: str) -> str:
    """The ASCII letters and digits of a text, upper case."""
    return "".join(c for c in text if c.isascii() and c.isalnum()).upper()


def context_hits(pattern: Labelled, text: str, ok: Callable[[str], bool] | None = None) -> Iterator[Hit]:
    """The values (group `v`) of a labelled pattern that pass `ok`."""
    for match in pattern.finditer(text):
        if ok is None or ok(match["v"]):
            yield Hit(match.start("v"), match.end("v"), Strength.CONTEXT)
