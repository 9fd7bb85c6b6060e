"""Checks on the actions: corrections are done, dated and shown; preventions have owner, start, control and record."""

from __future__ import annotations

from collections.abc import Iterator

from assemble.answers import AppealAnswers, CorrectiveAction, PreventiveAction
from assemble.lack import Lack
from assemble.review import Review
from assemble.texts import name_of
from assemble.words_in import first_word


def _corrective(answers: AppealAnswers) -> Iterator[tuple[str, CorrectiveAction]]:
    for issue in answers.issues:
        for number, action in enumerate(issue.corrective, start=1):
            if action.text.strip():
                yield f"corrective {number}, {name_of(issue)}", action


def _preventive(answers: AppealAnswers) -> Iterator[tuple[str, PreventiveAction]]:
    for issue in answers.issues:
        for number, measure in enumerate(issue.preventive, start=1):
            if measure.text.strip():
                yield f"preventive {number}, {name_of(issue)}", measure


def undated_actions(review: Review) -> Iterator[Lack]:
    """Every corrective action has the day on which it was done."""
    for place, action in _corrective(review.answers):
        if action.done is None:
            yield review.lack("NP-ACTION-UNDATED", place, action=action.text)


def promised_actions(review: Review) -> Iterator[Lack]:
    """No corrective action is only announced."""
    for place, action in _corrective(review.answers):
        if word := first_word(action.text, review.checks.promises):
            yield review.lack("NP-ACTION-PROMISED", place, action=action.text, word=word)


def future_actions(review: Review) -> Iterator[Lack]:
    """No corrective action is dated later than today."""
    for place, action in _corrective(review.answers):
        if action.done is not None and action.done > review.now.date():
            yield review.lack("NP-ACTION-FUTURE", place, action=action.text, date=action.done.isoformat())


def unproven_actions(review: Review) -> Iterator[Lack]:
    """Every corrective action names a file that shows it."""
    if review.form is None or not review.form.admits:
        return
    for place, action in _corrective(review.answers):
        if not any(name.strip() for name in action.evidence):
            yield review.lack("NP-CLAIM-UNPROVEN", place, action=action.text)


def incomplete_measures(review: Review) -> Iterator[Lack]:
    """Every preventive measure has an owner, a start, a control and a record."""
    for place, measure in _preventive(review.answers):
        wanted = {"owner": measure.owner, "start": measure.start, "control": measure.control, "record": measure.record}
        missing = [name for name, value in wanted.items() if not (value.strip() if isinstance(value, str) else value)]
        if missing:
            yield review.lack("NP-MEASURE-INCOMPLETE", place, measure=measure.text, missing=", ".join(missing))
