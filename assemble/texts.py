"""Every text of the answers with the place it stands in."""

from __future__ import annotations

from collections.abc import Iterator

from assemble.answers import AppealAnswers, IssueAnswer

Placed = tuple[str, str]
"""(place, text)"""


def texts_of(answers: AppealAnswers) -> Iterator[Placed]:
    """Every text that a person wrote and that goes into the appeal."""
    for issue in answers.issues:
        yield from _issue_texts(issue)
    for point in answers.points:
        yield f"point “{point.heading}”", point.text
    for claim in answers.evidence:
        yield f"evidence {claim.file}".strip(), claim.shows
    for step in answers.orders:
        yield f"order {step.order}", f"{step.step} {step.detail}"
    yield "signatory", f"{answers.signatory.name}\n{answers.signatory.position}\n{answers.signatory.company}"


def _issue_texts(issue: IssueAnswer) -> Iterator[Placed]:
    name = name_of(issue)
    yield f"root_cause, {name}", issue.root_cause
    yield f"no_violation, {name}", issue.no_violation
    yield f"statement, {name}", issue.statement
    for number, action in enumerate(issue.corrective, start=1):
        yield f"corrective {number}, {name}", action.text
    for number, measure in enumerate(issue.preventive, start=1):
        yield f"preventive {number}, {name}", "\n".join((measure.text, measure.owner, measure.control, measure.record))


def name_of(issue: IssueAnswer) -> str:
    """The violation that an answer is about, as places name it."""
    return issue.violation.value if issue.violation else "the notice"
