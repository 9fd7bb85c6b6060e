"""Check on the age of the papers: each lies in the time that the notice, or else the usual rule of its kind, sets."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from assemble.answers import EvidenceClaim
from assemble.case import newest
from assemble.claims import Request, meets, requests_to_meet
from assemble.lack import Lack
from assemble.review import Review
from config.periods import Length, parse_period
from config.words import Role
from extract.facts import Period


@dataclass(frozen=True, slots=True)
class Window:
    """How old a paper may be."""

    first: date
    """The earliest day on which it may have been issued."""
    words: str
    """The notice's own, or that it is the usual rule."""


def old_papers(review: Review) -> Iterator[Lack]:
    """Every paper with a time window has a date, and the date lies in it."""
    for claim in review.answers.evidence:
        window = _window(review, claim)
        if window is None or not claim.file:
            continue
        if claim.dated is None:
            yield review.lack("NP-EVIDENCE-UNDATED", claim.file, file=claim.file, window=window.words)
        elif claim.dated < window.first:
            shown = {"date": claim.dated.isoformat(), "first": window.first.isoformat(), "window": window.words}
            yield review.lack("NP-EVIDENCE-OLD", claim.file, file=claim.file, **shown)


def _window(review: Review, claim: EvidenceClaim) -> Window | None:
    """The window of a claim, counted back from the day of the newest notice; None where there is none."""
    issued = newest(review.case).issued
    if issued is None:
        return None
    requests = [one for one in requests_to_meet(review.case, review.answers, review.rules) if meets(claim, one)]
    if period := _stated(review, requests):
        return Window(back(issued.date(), parse_period(period.period)), f"the notice: “{period.text}”")
    days = review.checks.papers[claim.paper].days if claim.paper else None
    return Window(issued.date() - timedelta(days=days), f"usual: {days} days") if days else None


def _stated(review: Review, requests: list[Request]) -> Period | None:
    """The evidence period that stands in the words of a request."""
    periods = [p for j in reversed(review.case.notices) for p in j.facts.periods if p.role is Role.EVIDENCE]
    return next((p for p in periods if any(p.text.casefold() in one.text.casefold() for one in requests)), None)


def back(day: date, length: Length) -> date:
    """The day a length before another, by the calendar: a month before 31 March is the last day of February."""
    months = day.year * 12 + day.month - 1 - length.years * 12 - length.months
    year, month = divmod(months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    shorter = timedelta(weeks=length.weeks, days=length.days, hours=length.hours)
    return date(year, month + 1, min(day.day, last)) - shorter
