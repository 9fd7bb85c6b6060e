"""Times that people type are read in their time zone, and clock changes are no trap."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from config.zones import parse_when, zone_of

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-05T14:30", "2026-03-05T13:30:00+00:00"),
        ("2026-07-05 14:30", "2026-07-05T12:30:00+00:00"),
        ("2026-07-05 14:30:05", "2026-07-05T12:30:05+00:00"),
        ("2026-07-05T14:30-08:00", "2026-07-05T22:30:00+00:00"),
        ("2026-07-05T14:30Z", "2026-07-05T14:30:00+00:00"),
        ("2026-03-29 01:59", "2026-03-29T00:59:00+00:00"),
        ("2026-03-29 03:00", "2026-03-29T01:00:00+00:00"),
        ("2026-10-25T02:30+02:00", "2026-10-25T00:30:00+00:00"),
        ("2026-10-25T02:30+01:00", "2026-10-25T01:30:00+00:00"),
        ("2026-10-25", "2026-10-25T22:59:59+00:00"),
        ("2026-11-02", "2026-11-02T09:00:00+00:00"),
        ("2026-11-03", "2026-11-03T22:59:59+00:00"),
    ],
)
def test_times_are_read_in_the_zone(text: str, expected: str) -> None:
    """A time without an offset is of the zone, summer and winter; a day means its end, or now when it is today."""
    assert parse_when(text, BERLIN, NOW).isoformat() == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2026-03-29 02:30", "did not exist"),
        ("2026-10-25 02:30", "came twice"),
        ("yesterday", "is no time"),
        ("2026-13-01", "is no time"),
        ("", "is no time"),
    ],
)
def test_times_that_mean_nothing_or_two_things(text: str, words: str) -> None:
    """A time that clocks skipped, one they showed twice, and what is no time are refused with what to write."""
    with pytest.raises(ValueError, match=words):
        parse_when(text, BERLIN, NOW)


@pytest.mark.parametrize("name", ["Berlin", "", "../etc/passwd", "/etc/localtime", "Europe/", "a\0b"])
def test_only_names_of_zones_are_zones(name: str) -> None:
    """What is not in the time zone database is refused, and never read as a path."""
    with pytest.raises(ValueError, match="IANA"):
        zone_of(name)
