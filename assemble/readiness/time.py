"""Checks on the deadline: there is one, it is the notice's own, and it has not passed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from assemble.case import in_utc, newest
from assemble.lack import Lack
from assemble.review import Review
from assemble.standing import case_deadline
from assemble.wording import moment
from config.words import ACTIONABLE, Basis


def no_deadline(review: Review) -> Iterator[Lack]:
    """A case that asks for something has a deadline, and a person knows when it is only our own working target."""
    if newest(review.case).kind not in ACTIONABLE:
        return
    deadline = case_deadline(review.case)
    if deadline is None:
        yield review.lack("NP-DEADLINE-NONE", "deadline")
    elif deadline.basis is Basis.RULE:
        yield review.lack("NP-DEADLINE-RULE", "deadline", at=moment(deadline.at))


def near_deadline(review: Review) -> Iterator[Lack]:
    """The deadline has not passed and is not close; a working target of ours that has passed stops nothing."""
    deadline = case_deadline(review.case)
    if deadline is None or newest(review.case).kind not in ACTIONABLE:
        return
    left = in_utc(deadline.at) - in_utc(review.now)
    if left < timedelta(0) and deadline.basis is Basis.RULE:
        yield review.lack("NP-DEADLINE-LATE", "deadline", at=moment(deadline.at))
    elif left < timedelta(0):
        yield review.lack("NP-DEADLINE-PASSED", "deadline", at=moment(deadline.at))
    elif left <= timedelta(hours=review.checks.close_hours):
        hours = str(int(left.total_seconds() // 3600))
        yield review.lack("NP-DEADLINE-CLOSE", "deadline", at=moment(deadline.at), hours=hours)
