"""A time as people and carriers write it in a table; what can mean two days is refused, never guessed.

>>> moment_in("2026-02-27 16:02 UTC"), moment_in("27.02.2026 16:02")
(datetime.datetime(2026, 2, 27, 16, 2, tzinfo=datetime.timezone.utc), datetime.datetime(2026, 2, 27, 16, 2))
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone

from assemble.days import days_in

_TIME = re.compile(r"(?<![\d:.])(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,6})?)?\s?(am|pm)?", re.I)
_ZONE = re.compile(
    r"\s?\(?(?:(?:(?:UTC|GMT)\s?)?(?P<sign>[+-])(?P<hours>0?\d|1[0-4]):?(?P<minutes>\d{2})?(?!\d)"
    r"|(?P<name>Z|UTC|GMT|MSK|МСК)(?!\w))",
    re.I,
)
"""What follows a time of day at once."""
_SLASHED = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})/(20\d\d)(?!\d)")
_HOURS = {"Z": 0, "UTC": 0, "GMT": 0, "MSK": 3, "МСК": 3}


def moment_in(text: str) -> datetime | None:
    """The time that a text states, with its zone where it names one; None for a text that names no day.

    Raises:
        ValueError: the text names a day that can be read in two ways, or a time of day that is none.
    """
    words = text.strip()
    day = _day(words)
    if day is None:
        return None
    rest = words.replace("T", " ", 1) if re.match(r"\d{4}-\d{2}-\d{2}T", words) else words
    clock = _TIME.search(rest)
    at = _clock(clock) if clock else time()
    return datetime.combine(day, at, _zone(rest[clock.end() :]) if clock else None)


def _day(text: str) -> date | None:
    for day, _ in days_in(text):
        return day
    if match := _SLASHED.search(text):
        first, second, year = map(int, match.groups())
        readings = {pair for pair in ((first, second), (second, first)) if pair[0] <= 12}
        if len(readings) != 1:
            raise ValueError(f"{match[0]} can be read as two days: write year-month-day")
        return date(year, *readings.pop())
    return None


def _clock(match: re.Match[str]) -> time:
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    if half := (match[4] or "").lower():
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute, second)


def _zone(text: str) -> timezone | None:
    match = _ZONE.match(text)
    if match is None:
        return None
    if match["name"]:
        return timezone(timedelta(hours=_HOURS[match["name"].upper()]))
    shift = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"] or 0))
    return timezone(shift if match["sign"] == "+" else -shift)
