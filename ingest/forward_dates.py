"""The date line of a forwarded mail, as mail programs write it in the language of their user.

Formats: `Fri, Feb 27, 2026 at 5:12 PM` (Gmail), `Donnerstag, 12. März 2026 18:02` (Outlook), `March 31, 2026 at 7:26:40
PM PDT` (Apple), `2026年8月19日(星期三) 凌晨2:08` (QQ), `2026-04-01 17:25` (Foxmail), and RFC 5322 dates.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache

from config.forwards import ForwardWords
from ingest import header_text

LONGEST = 200
MARKS = re.compile(r"[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
NO_TIME = "no time of day"
NO_OFFSET = "no offset in the forwarded header: UTC is assumed"
YEAR_FIRST = re.compile(r"(\d{4})\s{0,3}[年년./-]\s{0,3}(\d{1,2})\s{0,3}[月월./-]\s{0,3}(\d{1,2})(?!\d)")
VIETNAMESE = re.compile(r"(?<!\d)(\d{1,2}) (?:tháng|thg) (\d{1,2}),?(?: năm)? (\d{4})(?!\d)", re.I)
NUMERIC = re.compile(r"(?<!\d)(\d{1,2})\s?([./-])\s?(\d{1,2})\s?[./-]\s?(\d{4}|\d{2})(?!\d)")
TIME = re.compile(
    r"(?<![\d:])(\d{1,2})\s?[:\uff1ahH\u6642\u65f6\u70b9]\s?(\d{2})(?:\s?[:\uff1a\u5206]\s?(\d{2}))?(?!\d)"
)
DOTTED_TIME = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{2})(?:\.(\d{2}))?(?![\d.]\d)")
"""As Danes, Norwegians and Finns write it; looked for once the day is taken out."""
OFFSET = re.compile(r"(?:UTC|GMT)?\s?([+\u2212-])\s?(\d{1,2}):?(\d{2})?(?!\d)")
YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
BUDDHIST_YEAR = re.compile(r"(?<!\d)(25[4-9]\d)(?!\d)")
"""As Thai programs write it."""
BUDDHIST = 543
"""What the year of the Buddhist era is ahead."""
DAY = re.compile(r"(?<![\d:])(\d{1,2})(?:st|nd|rd|th|er|º|ª)?(?![\d:])")
WORDED_TIME = re.compile(
    r"(\d{1,2})\s?[\uc2dc\u6642\u65f6\u70b9]\s?(\d{1,2})\s?[\ubd84\u5206](?:\s?(\d{1,2})\s?[\ucd08\u79d2])?"
)
MONTH_FIRST = frozenset({"en"})
"""Languages in which 3/4/2026 is read as March 4, save where the clock has 24 hours."""


@dataclass(frozen=True, slots=True)
class Written:
    """A date as read."""

    at: datetime
    """With the offset that was written; UTC where none was."""
    assumed: str
    """What had to be assumed, for people; empty when nothing had."""


def read_date(value: str, language: str, words: ForwardWords) -> Written | None:
    """The date in a line; None when there is none that can be read."""
    text = _plain(value[:LONGEST])
    if re.match(r"(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d(?::\d\d)? [+-]\d{4}", text):
        strict = header_text.date(text)
        if strict is not None:
            return Written(strict, "")
    day, rest, guessed = _day(text, language, words)
    if day is None:
        return None
    return _with_time(day, rest, guessed, words)


def _plain(text: str) -> str:
    """The text with plain digits and spaces, without marks of direction (Arabic and Hebrew programs put them)."""
    kept = MARKS.sub("", text).replace("\u202f", " ").replace("\xa0", " ")
    return " ".join("".join(str(int(sign)) if sign.isdecimal() else sign for sign in kept).split())


def _day(text: str, language: str, words: ForwardWords) -> tuple[datetime | None, str, str]:
    """The day, the text without it, and what was assumed about it."""
    if match := YEAR_FIRST.search(text):
        year, month, day = (int(part) for part in match.groups())
        return _made(year, month, day), _without(text, match), ""
    if match := VIETNAMESE.search(text):
        day, month, year = (int(part) for part in match.groups())
        return _made(year, month, day), _without(text, match), ""
    if match := _numbers(text):
        found, assumed = _numeric(match, text, language, words)
        return found, _without(text, match), assumed
    return (*_worded(text, language, words), "")


def _numbers(text: str) -> re.Match[str] | None:
    """A day in numbers; beside a whole year, three pairs of digits are a time (`18.02.00`)."""
    found = [match for match in NUMERIC.finditer(text) if len(match.group(4)) == 4 or not YEAR.search(text)]
    return found[0] if found else None


def _numeric(match: re.Match[str], text: str, language: str, words: ForwardWords) -> tuple[datetime | None, str]:
    first, second, year = int(match.group(1)), int(match.group(3)), int(match.group(4))
    year += 2000 if year < 100 else 0
    if match.group(2) == "." or second > 12 or first > 12:
        month_first = match.group(2) != "." and second > 12
        return _made(year, *((first, second) if month_first else (second, first))), ""
    month_first = (
        language in MONTH_FIRST and _any(words.morning + words.afternoon).search(text) is not None
    ) or language == "zh"
    assumed = f"{match.group()} read as {'month/day' if month_first else 'day/month'}" if first != second else ""
    return _made(year, *((first, second) if month_first else (second, first))), assumed


def _worded(text: str, language: str, words: ForwardWords) -> tuple[datetime | None, str]:
    """A day with the name of its month, in any language: headers mix them.

    The name that stands nearest to a number is the month's; of two as near the later, since a weekday stands before the
    day (`mar 3 gen 2026`, where the first word is a Tuesday). The header's own language decides what is left open.
    """
    year = YEAR.search(text) or BUDDHIST_YEAR.search(text)
    if year is None:
        return None, text
    ahead = BUDDHIST if int(year.group()) >= 2540 else 0
    rest = _without(text, year)
    found = [
        (*_near(rest, name), -name.start(), code != language, name, _number(name.group(), words.months[code]))
        for code in words.months
        for name in _months(words.months[code]).finditer(rest)
        if DAY.search(rest)
    ]
    if not found:
        return None, text
    _, day, _, _, name, month = min(found, key=lambda one: (one[0], one[2], one[3]))
    return _made(int(year.group()) - ahead, month, int(day.group(1))), _without(_without(rest, name), day)


def _near(text: str, name: re.Match[str]) -> tuple[int, re.Match[str]]:
    """How many characters lie between a month's name and the number nearest to it, and that number."""
    days = ((max(day.start() - name.end(), name.start() - day.end()), day) for day in DAY.finditer(text))
    return min(days, key=lambda one: one[0])


@lru_cache(maxsize=128)
def _months(months: tuple[str, ...]) -> re.Pattern[str]:
    names = sorted((name for month in months for name in month.split()), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)\.?", re.I)


def _number(name: str, months: tuple[str, ...]) -> int:
    folded = name.casefold().rstrip(".")
    return next(number for number, month in enumerate(months, 1) if folded in month.casefold().split())


@lru_cache(maxsize=16)
def _any(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(_one(word) for word in words))


def _one(word: str) -> str:
    """One word; those in capitals as written, so that `SA` is no Saturday (`Sa.`). Chinese ones touch their numbers."""
    text = re.escape(word) if word.isupper() else f"(?i:{re.escape(word)})"
    return text if word[0] > "\u1100" else rf"(?<![^\W\d_]){text}(?![^\W\d_])"


def _with_time(day: datetime, rest: str, guessed: str, words: ForwardWords) -> Written:
    match = TIME.search(rest) or DOTTED_TIME.search(rest) or WORDED_TIME.search(rest)
    zone = _zone(rest[match.end() :], words) or _named_zone(rest) if match else None
    hour, minute, second = (int(part or 0) for part in match.groups()) if match else (0, 0, 0)
    if match:
        hour = _on_24(hour, rest, words)
    assumed = [guessed] if guessed else []
    if match is None or hour > 23 or minute > 59:
        return Written(day.replace(tzinfo=zone or UTC), "; ".join([*assumed, NO_TIME]))
    if zone is None:
        assumed.append(NO_OFFSET)
    at = day.replace(hour=hour, minute=minute, second=min(second, 59), tzinfo=zone or UTC)
    return Written(at, "; ".join(assumed))


def _on_24(hour: int, text: str, words: ForwardWords) -> int:
    if _any(words.afternoon).search(text):
        return hour if hour >= 12 else hour + 12
    if hour == 12 and _any(words.morning).search(text):
        return 0
    return hour


def _named_zone(text: str) -> tzinfo | None:
    """An offset that says what it counts from (`GMT+8`), wherever it stands."""
    match = re.search(r"(?:UTC|GMT)\s?[+\u2212-]\s?\d{1,2}(?::?\d{2})?", text)
    return _offset(match.group()) if match else None


def _offset(text: str) -> tzinfo | None:
    match = OFFSET.search(text)
    minutes = int(match.group(2)) * 60 + int(match.group(3) or 0) if match else None
    if match is None or minutes is None or minutes > 14 * 60:
        return None
    return timezone(timedelta(minutes=minutes if match.group(1) == "+" else -minutes))


def _zone(after: str, words: ForwardWords) -> tzinfo | None:
    """The offset written after the time; None when there is none."""
    if found := _offset(after):
        return found
    for name in re.findall(r"(?<!\w)[^\W\d_]{1,5}(?!\w)", after):
        if name in words.zones:
            return timezone(timedelta(minutes=words.zones[name]))
    return None


def _made(year: int, month: int, day: int) -> datetime | None:
    try:
        return datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None


def _without(text: str, match: re.Match[str]) -> str:
    return text[: match.start()] + " " * (match.end() - match.start()) + text[match.end() :]
