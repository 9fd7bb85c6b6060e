"""Lengths of time and dates on their way from text to facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from config.words import Role


@dataclass(frozen=True, slots=True)
class Issued:
    """The notice's own date."""

    moment: datetime
    """With the notice's offset; midnight UTC where only a day is known."""
    exact: bool
    """Whether the time of day is known."""


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A length of time as written."""

    period: str
    """ISO 8601; of a range the upper end."""
    business: bool
    text: str
    start: int
    """Offset in the folded text, half open."""
    end: int
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as written."""

    value: date
    text: str
    start: int
    end: int
    year_written: bool
    time: time | None = None
    role: Role | None = None
