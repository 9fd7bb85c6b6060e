"""What every readiness check has in common: its shape, and how a lack gets its texts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from assemble.answers import AppealAnswers, IssueAnswer
from assemble.case import Case, case_violations
from assemble.evidence import Evidence
from assemble.forms import Choice, choose_form
from assemble.lack import Lack
from assemble.literal import one_line
from config.appeals import AppealRules

Check = Callable[[Case, AppealAnswers | None, Evidence, AppealRules, datetime], tuple[Lack, ...]]
"""One rule: what a case, its answers and its evidence lack at a point in time; empty when nothing."""

MAX_VALUE = 160
"""Characters of a value shown in a message."""


def lack(rules: AppealRules, code: str, place: str, **values: str) -> Lack:
    """The lack with the texts that config/codes.yaml has for its code, `values` filled in."""
    texts = rules.codes[code]
    shown = {name: one_line(value)[:MAX_VALUE] for name, value in values.items()}
    return Lack(code, texts.severity, texts.text.format_map(shown), one_line(place), texts.remedy.format_map(shown))


def choice_of(case: Case, answers: AppealAnswers | None, rules: AppealRules) -> Choice:
    """The form that the packet is built with."""
    return choose_form(case, answers.path if answers else None, rules)


def issues_of(case: Case, answers: AppealAnswers | None) -> tuple[IssueAnswer, ...]:
    """One answer or more for each violation of the case, empty where the seller gave none; then what else is given."""
    given = answers.issues if answers else ()
    violations = case_violations(case) or (None,)
    answered = {issue.violation for issue in given}
    blank = tuple(IssueAnswer(violation=violation) for violation in violations if violation not in answered)
    place = {violation: number for number, violation in enumerate(violations)}
    return tuple(sorted((*given, *blank), key=lambda issue: place.get(issue.violation, len(place))))
