"""Calendar dates in eight languages; the order of day and month in numbers is the marketplace's.

Rules of our own, not dateparser: beside them it finds 7 of 10 stated dates and 6 of 10 periods of the scored notices
(in Japanese no date), reads three times as many that are none, and takes 13 times as long (bench/dates.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time, timedelta

from config.cue_rules import TimeRules
from extract.measures import DateMention

OLDEST, NEWEST = 2000, 2100
_ISO = re.compile(r"(?<![\d/.-])(?P<y>20\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?![\d/]|[-.]\d)")
_WIDE = re.compile(r"(?:(?<!\d)(?P<y>20\d\d)\s?年\s?)?(?<!\d)(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?[日号]")
_NUMBERS = re.compile(
    r"(?<![\d/.,-])(?P<a>\d{1,2})(?P<sep>[/.-])\s?(?P<b>\d{1,2})(?P=sep)\s?(?P<y>20\d\d|\d\d)(?![\d/]|[-.]\d)"
)
_NO_YEAR = re.compile(r"(?<![\d/.,-])(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.(?!\d|\s?\d{2,4})")
_TIME = re.compile(
    r"[\s,]{0,2}(?:(?:at|um|à|alle(?: ore)?|a las|в|ore|by)\s)?"
    r"(?P<h>\d{1,2})[:.時时](?P<min>\d{2})分?(?::\d{2})?(?:\s?(?P<half>[ap])\.?m\.?)?"
    r"|[\s,]{0,2}(?:at\s)?(?P<h2>\d{1,2})\s?(?P<half2>[ap])\.?m\.?(?!\w)"
)
_WEEKDAY = r"(?:[a-zà-ÿа-я]{2,12}\.?,?\s)?"
_FAR = timedelta(days=60)


def dates_in(
    lower: str, rules: TimeRules, languages: tuple[str, ...], marketplace: str | None, anchor: date | None
) -> Iterator[DateMention]:
    """Every date of a folded text in lower case, without roles.

    `anchor` is the notice's own day: a date without year is the one that lies nearest after it.
    """
    taken: list[tuple[int, int]] = []
    for match, parts in _matches(lower, rules, languages, marketplace):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        value = _date(*parts, anchor)
        if value is None:
            continue
        taken.append(match.span())
        clock = _TIME.match(lower, match.end())
        yield DateMention(value, match[0], match.start(), match.end(), parts[0] is not None, _time(clock))


def _matches(
    lower: str, rules: TimeRules, languages: tuple[str, ...], marketplace: str | None
) -> Iterator[tuple[re.Match[str], tuple[int | None, int, int]]]:
    for pattern in (_ISO, _WIDE):
        for match in pattern.finditer(lower):
            yield match, (int(match["y"]) if match["y"] else None, int(match["m"]), int(match["d"]))
    for match in _NUMBERS.finditer(lower):
        year = int(match["y"]) + (2000 if len(match["y"]) == 2 else 0)
        yield match, (year, *_month_and_day(int(match["a"]), int(match["b"]), match["sep"], rules, marketplace))
    months = {w: n for language in languages for w, n in rules.months.get(language, {}).items()}
    if months:
        for pattern in _worded("|".join(sorted(map(re.escape, months), key=len, reverse=True))):
            for match in pattern.finditer(lower):
                yield match, (int(match["y"]) if match["y"] else None, months[match["m"]], int(match["d"]))
    if "de" in languages:
        for match in _NO_YEAR.finditer(lower):
            yield match, (None, int(match["m"]), int(match["d"]))


_worded_cache: dict[str, tuple[re.Pattern[str], ...]] = {}


def _worded(months: str) -> tuple[re.Pattern[str], ...]:
    if months not in _worded_cache:
        year = r"(?:,?\s(?:de\s|del\s)?(?P<y>20\d\d))?(?!\d)"
        _worded_cache[months] = (
            re.compile(
                rf"(?<![\w.])(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|\.|º|°)?\s(?:of\s|de\s)?(?P<m>{months})\.?{year}(?![\w])"
            ),
            re.compile(rf"(?<!\w)(?P<m>{months})\.?\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?{year}(?!\w)"),
        )
    return _worded_cache[months]


def _month_and_day(a: int, b: int, sep: str, rules: TimeRules, marketplace: str | None) -> tuple[int, int]:
    month_first = marketplace in rules.month_first and sep != "."
    if a > 12:
        month_first = False
    elif b > 12:
        month_first = True
    return (a, b) if month_first else (b, a)


def _date(year: int | None, month: int, day: int, anchor: date | None) -> date | None:
    if year is not None:
        return _valid(year, month, day) if OLDEST <= year <= NEWEST else None
    if anchor is None:
        return None
    near = _valid(anchor.year, month, day)
    if near and near < anchor - _FAR:
        return _valid(anchor.year + 1, month, day)
    return near


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _time(match: re.Match[str] | None) -> time | None:
    if match is None:
        return None
    hour, minute = int(match["h"] or match["h2"]), int(match["min"] or 0)
    half = match["half"] or match["half2"]
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
