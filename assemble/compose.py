"""A case with its answers and evidence -> the values of its document. Pure; independent of the clock."""

from __future__ import annotations

from collections.abc import Iterator

from assemble.answers import AppealAnswers, Signatory
from assemble.case import Case, case_requested, case_violations
from assemble.compose_facts import case_facts, exhibits, items, notice_rows, requests
from assemble.compose_sections import sections, steps
from assemble.evidence import Evidence
from assemble.forms import Choice
from assemble.lack import Lack
from assemble.readiness.base import choice_of, issues_of
from assemble.sheet import Cover, LackRow, Sheet, SignRow, given
from assemble.standing import case_deadline, state
from assemble.wording import basis, moment
from config.appeals import AppealRules
from config.rules import Rules
from config.words import Basis, Severity


def compose(
    case: Case,
    answers: AppealAnswers | None,
    evidence: Evidence,
    lacks: tuple[Lack, ...],
    platforms: Rules,
    rules: AppealRules,
) -> Sheet:
    """The values of the case's document: an appeal, or a summary where nothing is to be submitted."""
    choice = choice_of(case, answers, rules)
    form, answers = choice.form, answers or AppealAnswers()
    return Sheet(
        title=form.title if form else rules.file.summary.title,
        subtitle=" · ".join(rules.name(issue.violation) for issue in issues_of(case, answers)),
        case_id=case.id,
        cover=_cover(case, choice, lacks, rules),
        facts=case_facts(case, platforms, rules),
        items=items(case, answers, evidence, form),
        requests=requests(case, answers, evidence),
        sections=sections(case, answers, evidence, form, rules) if form else (),
        steps=steps(case, answers, evidence, form) if form else (),
        exhibits=exhibits(answers, evidence),
        signer=_signer(answers.signatory),
        notices=notice_rows(case),
    )


def _cover(case: Case, choice: Choice, lacks: tuple[Lack, ...], rules: AppealRules) -> Cover:
    deadline, form = case_deadline(case), choice.form
    return Cover(
        verdict=_verdict(case, choice, lacks),
        way=form.submit.way if form else "",
        note=form.submit.note if form else "",
        unconfirmed="" if form is None or form.submit.verified else f"Source: {form.submit.source}.",
        deadline=moment(deadline.at) if deadline else _without_deadline(choice),
        basis=basis(deadline) if deadline else "",
        target=deadline is not None and deadline.basis is Basis.RULE,
        lacks=tuple(_lack_row(one) for one in lacks),
        advice=(*form.advice, *_usual_papers(case, rules)) if form else (rules.file.summary.advice[choice.why],),
    )


def _usual_papers(case: Case, rules: AppealRules) -> Iterator[str]:
    """The papers that are usual for the violations, where the notice lists none itself."""
    for violation in () if case_requested(case) else case_violations(case):
        if papers := rules.guidance(violation).papers:
            yield f"The notice lists no papers. Usual for “{rules.name(violation)}”: {'; '.join(papers)}."


def _without_deadline(choice: Choice) -> str:
    return "None was found. Read the notice for one." if choice.form else "None of the marketplace is known."


def _verdict(case: Case, choice: Choice, lacks: tuple[Lack, ...]) -> str:
    errors = sum(one.severity is Severity.ERROR for one in lacks)
    if choice.form is None:
        return f"Nothing is to be submitted. The case is {state(case)}."
    if not errors:
        return "Every point that can be checked is settled."
    return (
        "Not ready: one point must be settled first."
        if errors == 1
        else f"Not ready: {errors} points must be settled first."
    )


def _lack_row(lack: Lack) -> LackRow:
    return LackRow("Must" if lack.severity is Severity.ERROR else "Check", lack.code, lack.message, lack.remedy)


def _signer(signatory: Signatory) -> tuple[SignRow, ...]:
    return (
        SignRow("Name", given(signatory.name, "name of the registered contact")),
        SignRow("Position", given(signatory.position, "position in the company")),
        SignRow("Company", given(signatory.company, "company name as in the seller account")),
    )
