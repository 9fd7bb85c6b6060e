"""From text to the terms that searches compare, the same on every database; pure.

Words are folded (width, case, accents of Latin, Greek and Cyrillic letters). Runs of scripts that are written without
spaces give each pair of neighbouring characters, and their last character alone, so that any part of a run is found:
one character as the beginning of a term, more as neighbouring terms. Facts are terms of their own, `asin:b0cxyz1234`;
no word holds a colon, so no text can pass for a fact.

>>> terms("Café №7: 商标侵权!")
['cafe', 'no7', '商标', '标侵', '侵权', '权']
>>> phrase_of("商标")
Phrase(terms=('商标',), begins=False)
>>> fact("Policy", "Anti Counterfeiting")
'policy:anti_counterfeiting'
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

MOST_TERMS = 16_000
"""Terms kept of one case: PostgreSQL counts the places of terms no further."""
LONGEST_TERM, LONGEST_FACT = 40, 80  # characters
FIRST_YEAR, LAST_YEAR = 1990, 2099

_DENSE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
"""Thai, Lao, Burmese, Khmer, kana, Han and Hangul: written without spaces, or with endings that no space parts."""
_RUN = re.compile(f"[{_DENSE}]+|[^\\W_{_DENSE}]+")
_IS_DENSE = re.compile(f"[{_DENSE}]")
_ACCENTED = re.compile("[\u00c0-\u052f\u1e00-\u1fff]")
_NOT_IN_FACTS = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Terms that stand beside each other; the last may be the beginning of one."""

    terms: tuple[str, ...]
    begins: bool = False


def fold(text: str) -> str:
    """Text without differences of width, case and accents."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKC", text).casefold()
    return _ACCENTED.sub(lambda m: unicodedata.normalize("NFD", m[0])[0], plain)


def terms(text: str) -> list[str]:
    """The terms of a text, in their order."""
    return list(_terms(fold(text)))


def phrase_of(text: str, *, begins: bool = False) -> Phrase | None:
    """What finds a text as a part of others; None when it holds no letter or digit."""
    found = terms(text)
    if not found:
        return None
    if len(found[-1]) == 1 and _IS_DENSE.match(found[-1]):
        if len(found) > 1 and found[-2].endswith(found[-1]) and _IS_DENSE.match(found[-2]):
            return Phrase(tuple(found[:-1]))  # the end of a run here may be the middle of one there
        return Phrase(tuple(found), begins=True)
    return Phrase(tuple(found), begins)


def fact(kind: str, value: str) -> str:
    """The term of a fact."""
    return f"{kind.lower()}:{_NOT_IN_FACTS.sub('_', fold(value))[:LONGEST_FACT]}"


def day_facts(day: date) -> tuple[str, str, str]:
    """The terms of a day: its year, month and itself."""
    text = day.isoformat()
    return f"year:{text[:4]}", f"month:{text[:7]}", f"day:{text}"


def range_facts(since: date | None, until: date | None) -> list[str]:
    """The fewest terms of which every day from `since` to `until`, both included, has one, and no other day."""
    day = max(since or date.min, date(FIRST_YEAR, 1, 1))
    last = min(until or date.max, date(LAST_YEAR, 12, 31))
    found = []
    while day <= last:
        year, month, own = day_facts(day)
        after_year, after_month = date(day.year + 1, 1, 1), (day.replace(day=28) + timedelta(days=4)).replace(day=1)
        if (day.month, day.day) == (1, 1) and after_year - timedelta(days=1) <= last:
            found.append(year)
            day = after_year
        elif day.day == 1 and after_month - timedelta(days=1) <= last:
            found.append(month)
            day = after_month
        else:
            found.append(own)
            day += timedelta(days=1)
    return found


def _terms(folded: str) -> Iterator[str]:
    for run in _RUN.findall(folded):
        if not _IS_DENSE.match(run):
            yield run[:LONGEST_TERM]
            continue
        yield from (run[at : at + 2] for at in range(len(run) - 1))
        yield run[-1]
