"""Checks on the actions: corrections are done and dated, preventions have an owner, a start, a control and a record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from assemble.answers import AppealAnswers, CorrectiveAction, PreventiveAction
from assemble.case import Case
from assemble.evidence import Evidence
from assemble.lack import Lack
from assemble.readiness.base import lack
from assemble.readiness.sections import first_word
from config.appeals import AppealRules


def _corrective(answers: AppealAnswers | None) -> Iterator[tuple[str, CorrectiveAction]]:
    for issue in answers.issues if answers else ():
        name = issue.violation.value if issue.violation else "the notice"
        for number, action in enumerate(issue.corrective, start=1):
            if action.text.strip():
                yield f"corrective {number}, {name}", action


def _preventive(answers: AppealAnswers | None) -> Iterator[tuple[str, PreventiveAction]]:
    for issue in answers.issues if answers else ():
        name = issue.violation.value if issue.violation else "the notice"
        for number, measure in enumerate(issue.preventive, start=1):
            if measure.text.strip():
                yield f"preventive {number}, {name}", measure


def undated_actions(
    case: Case, answers: AppealAnswers | None, evidence: Evidence, rules: AppealRules, now: datetime
) -> tuple[Lack, ...]:
    """Every corrective action has the day on which it was done."""
    return tuple(
        lack(rules, "NP-ACTION-UNDATED", place, action=action.text)
        for place, action in _corrective(answers)
        if action.done is None
    )


def promised_actions(
    case: Case, answers: AppealAnswers | None, evidence: Evidence, rules: AppealRules, now: datetime
) -> tuple[Lack, ...]:
    """No corrective action is only announced."""
    return tuple(
        lack(rules, "NP-ACTION-PROMISED", place, action=action.text, word=word)
        for place, action in _corrective(answers)
        if (word := first_word(action.text, rules.file.promises))
    )


def future_actions(
    case: Case, answers: AppealAnswers | None, evidence: Evidence, rules: AppealRules, now: datetime
) -> tuple[Lack, ...]:
    """No corrective action is dated later than today."""
    return tuple(
        lack(rules, "NP-ACTION-FUTURE", place, action=action.text, date=action.done.isoformat())
        for place, action in _corrective(answers)
        if action.done is not None and action.done > now.date()
    )


def incomplete_measures(
    case: Case, answers: AppealAnswers | None, evidence: Evidence, rules: AppealRules, now: datetime
) -> tuple[Lack, ...]:
    """Every preventive measure has an owner, a start, a control and a record."""
    lacks = []
    for place, measure in _preventive(answers):
        wanted = {"owner": measure.owner, "start": measure.start, "control": measure.control, "record": measure.record}
        missing = [name for name, value in wanted.items() if not (value.strip() if isinstance(value, str) else value)]
        if missing:
            lacks.append(lack(rules, "NP-MEASURE-INCOMPLETE", place, measure=measure.text, missing=", ".join(missing)))
    return tuple(lacks)
