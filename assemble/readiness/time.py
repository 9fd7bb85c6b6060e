"""Checks on the deadline: there is one, it is the notice's own, and it has not passed."""

from __future__ import annotations

from datetime import datetime, timedelta

from assemble.answers import AppealAnswers
from assemble.case import Case, in_utc, newest
from assemble.evidence import Evidence
from assemble.lack import Lack
from assemble.readiness.base import lack
from assemble.standing import case_deadline
from assemble.wording import moment
from config.appeals import AppealRules
from config.words import ACTIONABLE, Basis


def no_deadline(
    case: Case, answers: AppealAnswers | None, evidence: Evidence, rules: AppealRules, now: datetime
) -> tuple[Lack, ...]:
    """A case that asks for something has a deadline, and a person knows when it is only our own working target."""
    if newest(case).kind not in ACTIONABLE:
        return ()
    deadline = case_deadline(case)
    if deadline is None:
        return (lack(rules, "NP-DEADLINE-NONE", "deadline"),)
    if deadline.basis is Basis.RULE:
        return (lack(rules, "NP-DEADLINE-RULE", "deadline", at=moment(deadline.at)),)
    return ()


def near_deadline(
    case: Case, answers: AppealAnswers | None, evidence: Evidence, rules: AppealRules, now: datetime
) -> tuple[Lack, ...]:
    """The deadline has not passed and is not close."""
    deadline = case_deadline(case)
    if deadline is None or newest(case).kind not in ACTIONABLE:
        return ()
    left = in_utc(deadline.at) - in_utc(now)
    if left < timedelta(0):
        return (lack(rules, "NP-DEADLINE-PASSED", "deadline", at=moment(deadline.at)),)
    if left <= timedelta(hours=rules.file.close_hours):
        hours = str(int(left.total_seconds() // 3600))
        return (lack(rules, "NP-DEADLINE-CLOSE", "deadline", at=moment(deadline.at), hours=hours),)
    return ()
