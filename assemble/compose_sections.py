"""The sections of an appeal: under each heading one answer a violation, or a slot that asks for it."""

from __future__ import annotations

from collections.abc import Mapping

from assemble.answers import AppealAnswers, CorrectiveAction, IssueAnswer, PreventiveAction
from assemble.forms import Heading, asked_headings
from assemble.issues import issues_of
from assemble.literal import one_line, paragraphs
from assemble.review import Review
from assemble.sheet import ActionRow, IssuePart, Line, MeasureRow, Section, given, slot
from assemble.wording import day
from config.appeals import AppealRules, FormRule, Part


def sections(review: Review, form: FormRule) -> tuple[Section, ...]:
    """The sections under the notice's own headings where it has some."""
    issues, labels = issues_of(review.case, review.answers), review.evidence.labels()
    return tuple(
        Section(str(number), heading.text, _parts(heading, issues, review.answers, labels, review.rules))
        for number, heading in enumerate(asked_headings(review.case, form, review.rules), start=1)
    )


def _parts(
    heading: Heading,
    issues: tuple[IssueAnswer, ...],
    answers: AppealAnswers,
    labels: Mapping[str, str],
    rules: AppealRules,
) -> tuple[IssuePart, ...]:
    if heading.part is Part.POINT:
        texts = [point.text for point in answers.points if one_line(point.heading) == heading.text]
        lines = tuple(Line(text) for whole in texts for text in paragraphs(whole))
        return (IssuePart("", lines or (slot(rules.ask(Part.POINT, None)),)),)
    return tuple(_part(issue, heading.part, labels, rules, alone=len(issues) == 1) for issue in issues)


def _part(issue: IssueAnswer, part: Part, labels: Mapping[str, str], rules: AppealRules, *, alone: bool) -> IssuePart:
    name = rules.name(issue.violation)
    title = "" if alone else name + (f" ({', '.join(issue.asins)})" if issue.asins else "")
    ask = slot(rules.ask(part, issue.violation))
    if part is Part.CORRECTIVE:
        actions = tuple(_action(action, labels) for action in issue.corrective if action.text.strip())
        return IssuePart(title, lines=() if actions else (ask,), actions=actions)
    if part is Part.PREVENTIVE:
        measures = tuple(_measure(measure) for measure in issue.preventive if measure.text.strip())
        return IssuePart(title, lines=() if measures else (ask,), measures=measures)
    text = {Part.ROOT_CAUSE: issue.root_cause, Part.NO_VIOLATION: issue.no_violation}.get(part, issue.statement)
    return IssuePart(title, tuple(Line(one) for one in paragraphs(text)) or (ask,))


def _action(action: CorrectiveAction, labels: Mapping[str, str]) -> ActionRow:
    date = Line(day(action.done)) if action.done else slot("day")
    return ActionRow(date, Line(action.text.strip()), ", ".join(labels.get(name, name) for name in action.evidence))


def _measure(measure: PreventiveAction) -> MeasureRow:
    return MeasureRow(
        text=Line(measure.text.strip()),
        owner=given(measure.owner, "owner"),
        start=Line(day(measure.start)) if measure.start else slot("start"),
        control=given(measure.control, "control"),
        record=given(measure.record, "record"),
    )
