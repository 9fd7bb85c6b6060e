"""The sections of an appeal: under each heading one answer a violation, or a slot that asks for it."""

from __future__ import annotations

from collections.abc import Mapping

from assemble.answers import AppealAnswers, CorrectiveAction, IssueAnswer, OrderStep, PreventiveAction
from assemble.case import Case, case_violations, unique
from assemble.evidence import Evidence
from assemble.forms import Heading, asked_headings
from assemble.literal import one_line, paragraphs
from assemble.readiness.base import issues_of
from assemble.sheet import ActionRow, IssuePart, Line, MeasureRow, Section, StepRow, given, slot
from assemble.wording import day
from config.appeals import AppealRules, FormRule, Part


def sections(
    case: Case, answers: AppealAnswers, evidence: Evidence, form: FormRule, rules: AppealRules
) -> tuple[Section, ...]:
    """The sections under the notice's own headings where it has some."""
    issues, labels = issues_of(case, answers), evidence.labels()
    return tuple(
        Section(str(number), heading.text, _parts(heading, issues, answers, labels, rules))
        for number, heading in enumerate(asked_headings(case, form, rules), start=1)
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


def steps(case: Case, answers: AppealAnswers, evidence: Evidence, form: FormRule) -> tuple[StepRow, ...]:
    """The way of every order that the notices name, step by step, gaps shown; empty for forms that need none."""
    families = {violation.value.partition(".")[0] for violation in case_violations(case)}
    if form.chain is None or not families & set(form.chain.families):
        return ()
    named = [order for joined in case.notices for order in joined.facts.references.order]
    orders = unique([*named, *(step.order for step in answers.orders)]) or ("",)
    wanted = [(order, step) for order in orders for step in form.chain.steps]
    labels = evidence.labels()
    rows = []
    for order, step in wanted:
        given_rows = [_step(one, labels) for one in answers.orders if (one.order, one.step) == (order, step)]
        rows += given_rows or [StepRow(order or "each order", step, slot("time"), "", "")]
    return (*rows, *(_step(one, labels) for one in answers.orders if (one.order, one.step) not in wanted))


def _step(step: OrderStep, labels: Mapping[str, str]) -> StepRow:
    return StepRow(step.order, step.step, given(step.at, "time"), step.detail, labels.get(step.file, step.file))
