"""The answers of a case by violation, and what of them has content."""

from __future__ import annotations

from assemble.answers import AppealAnswers, IssueAnswer
from assemble.case import Case, case_asins, case_violations
from config.appeals import FormRule, Part


def issues_of(case: Case, answers: AppealAnswers) -> tuple[IssueAnswer, ...]:
    """One answer or more for each violation of the case, empty where the seller gave none; then what else is given."""
    violations = case_violations(case) or (None,)
    answered = {issue.violation for issue in answers.issues}
    blank = tuple(IssueAnswer(violation=violation) for violation in violations if violation not in answered)
    place = {violation: number for number, violation in enumerate(violations)}
    return tuple(sorted((*answers.issues, *blank), key=lambda issue: place.get(issue.violation, len(place))))


def filled(issue: IssueAnswer, part: Part) -> bool:
    """Whether the answer has content for a part."""
    match part:
        case Part.CORRECTIVE:
            return any(action.text.strip() for action in issue.corrective)
        case Part.PREVENTIVE:
            return any(measure.text.strip() for measure in issue.preventive)
        case Part.ROOT_CAUSE:
            return bool(issue.root_cause.strip())
        case Part.NO_VIOLATION:
            return bool(issue.no_violation.strip())
        case Part.STATEMENT:
            return bool(issue.statement.strip())
        case Part.POINT:
            return True


def covered_asins(case: Case, answers: AppealAnswers, form: FormRule) -> frozenset[str]:
    """The ASINs for which an answer has content in a part of the form."""
    covered: set[str] = set()
    for issue in issues_of(case, answers):
        if any(filled(issue, part) for part in form.sections):
            covered.update(issue.asins or case_asins(case))
    return frozenset(covered)
