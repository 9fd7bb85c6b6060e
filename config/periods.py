"""Lengths of time as ISO 8601 writes them: years, months, weeks, days and hours, nothing finer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator

_PERIOD = re.compile(r"P(?:(\d{1,3})Y)?(?:(\d{1,3})M)?(?:(\d{1,3})W)?(?:(\d{1,4})D)?(?:T(\d{1,4})H)?")


@dataclass(frozen=True, slots=True)
class Length:
    """The parts of a period."""

    years: int = 0
    months: int = 0
    weeks: int = 0
    days: int = 0
    hours: int = 0


def parse_period(text: str) -> Length:
    """The parts of an ISO 8601 period.

    >>> parse_period("P3W"), parse_period("PT72H").hours
    (Length(years=0, months=0, weeks=3, days=0, hours=0), 72)

    Raises:
        ValueError: the text is no such period, or an empty one.
    """
    match = _PERIOD.fullmatch(text)
    if not match or not any(match.groups()):
        raise ValueError(f"not a period: {text!r}")
    return Length(*(int(part or 0) for part in match.groups()))


def _checked(text: str) -> str:
    parse_period(text)
    return text


IsoPeriod = Annotated[str, AfterValidator(_checked)]
"""A period in a rule or setting, checked when it is read."""
