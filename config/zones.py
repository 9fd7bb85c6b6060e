"""The operator's time zone by its IANA name, and times that a person types, read in it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

ALLOWED = "the IANA name of a time zone, like Europe/Berlin"


def zone_of(name: str) -> ZoneInfo:
    """The time zone of this name. Raises: ValueError (there is none)."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(ALLOWED) from error


def parse_when(text: str, zone: ZoneInfo, now: datetime) -> datetime:
    """The moment that ISO 8601 text means, in UTC: a time without an offset is of the zone.

    A day without a time means its end, or now if that comes first.

    >>> parse_when("2026-03-29 03:30", ZoneInfo("Europe/Berlin"), datetime(2026, 4, 1, tzinfo=UTC)).isoformat()
    '2026-03-29T01:30:00+00:00'

    Raises:
        ValueError: it is no time, or one that the zone's clocks skipped or showed twice; says what to write instead.
    """
    day = _day(text)
    if day is not None:
        end = datetime.combine(day, time(23, 59, 59), tzinfo=zone).astimezone(UTC)
        begin = datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)
        return now if begin <= now < end else end
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise ValueError(f"{text!r} is no time: write it like 2026-03-05T14:30 or 2026-03-05") from error
    return _in_zone(found, zone).astimezone(UTC) if found.tzinfo is None else found.astimezone(UTC)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _in_zone(bare: datetime, zone: ZoneInfo) -> datetime:
    """The clock time of a zone. Raises: ValueError (its clocks never showed it, or twice)."""
    first, second = bare.replace(tzinfo=zone, fold=0), bare.replace(tzinfo=zone, fold=1)
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != bare:
        raise ValueError(f"{bare.isoformat()} did not exist in {zone.key}: the clocks were put forward")
    if first.utcoffset() != second.utcoffset():
        raise ValueError(f"{bare.isoformat()} came twice in {zone.key}: write it with its offset, like +02:00")
    return first
