"""Deadline arithmetic: from a notice's own date and what it says to a moment. Pure, no clock, no holidays.

>>> from datetime import datetime, timezone
>>> add(datetime(2026, 2, 12, 13, 37, tzinfo=timezone.utc), "P14D", business=True).date().isoformat()
'2026-03-04'
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from config.periods import parse_period
from config.rules import PlatformRules
from config.words import AppealPath, Basis, Kind, Role
from extract.facts import Deadline
from extract.measures import DateMention, Issued, PeriodMention

END_OF_DAY = time(23, 59, 59)
LATEST = 9_000
"""Year beyond which nothing is counted."""
OFFERS = frozenset(
    {AppealPath.PLAN_OF_ACTION, AppealPath.DISPUTE, AppealPath.DOCUMENTS, AppealPath.RETRACTION, AppealPath.APPEAL_FORM}
)
"""Paths on which the seller can answer."""


def add(start: datetime, period: str, *, business: bool = False) -> datetime:
    """The moment a period after another; business days are Monday to Friday.

    Raises:
        ValueError: the period is not ISO 8601, or the moment lies beyond the calendar.
    """
    length = parse_period(period)
    if business and length.days:
        return _business(start, length.days)
    months = start.month - 1 + length.months + 12 * length.years
    year, month = start.year + months // 12, months % 12 + 1
    if year > LATEST:
        raise ValueError(f"beyond the calendar: {start.isoformat()} + {period}")
    day = min(start.day, monthrange(year, month)[1])
    moved = start.replace(year=year, month=month, day=day)
    return moved + timedelta(weeks=length.weeks, days=length.days, hours=length.hours)


def _business(start: datetime, days: int) -> datetime:
    weeks, rest = divmod(days, 5)
    moment = start
    while moment.weekday() > 4:  # a period that starts on a weekend starts counting on Monday
        moment -= timedelta(days=1)
    moment += timedelta(weeks=weeks)
    for _ in range(rest):
        moment += timedelta(days=3 if moment.weekday() == 4 else 1)
    return moment


def end_of_day(day: date, issued: Issued | None, at: time | None = None) -> datetime:
    """The last moment of a day (or a time of it) in the notice's own offset; UTC where it has none."""
    offset = issued.moment.tzinfo if issued else None
    return datetime.combine(day, at or END_OF_DAY, tzinfo=offset or UTC)


def period_end(issued: Issued | None, mention: PeriodMention) -> datetime | None:
    """When a period counted from the notice's date ends; None without that date."""
    if issued is None:
        return None
    try:
        end = add(issued.moment, mention.period, business=mention.business)
    except (ValueError, OverflowError):
        return None
    if not issued.exact and not parse_period(mention.period).hours:
        return end.replace(hour=23, minute=59, second=59)
    return end


def read_deadline(
    issued: Issued | None, periods: Iterable[PeriodMention], dates: Iterable[DateMention], also: str | None
) -> Deadline | None:
    """The earliest thing the seller must meet; a stated date counts before a period.

    A stated date before the notice's own day is no deadline.
    """
    stated = [
        Deadline(end_of_day(d.value, issued, d.time), Basis.STATED, d.text, also)
        for d in dates
        if d.role is Role.RESPONSE and (issued is None or d.value >= issued.moment.date())
    ]
    if stated:
        return min(stated, key=lambda d: d.at)
    ends = ((p, period_end(issued, p)) for p in periods if p.role is Role.RESPONSE)
    relative = [Deadline(end, Basis.RELATIVE, p.text, also) for p, end in ends if end is not None]
    return min(relative, key=lambda d: d.at) if relative else None


def target_deadline(
    issued: Issued | None, kind: Kind, paths: Iterable[AppealPath], platform: PlatformRules | None
) -> Deadline | None:
    """Our own working target, for notices that state no deadline and offer a way to answer."""
    if platform is None or issued is None or kind not in platform.target.kinds or not OFFERS & set(paths):
        return None
    try:
        moment = add(issued.moment, platform.target.period)
    except (ValueError, OverflowError):
        return None
    return Deadline(moment, Basis.RULE, platform.target.rule)
