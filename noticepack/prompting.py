"""The answers of a case asked for one by one on the terminal; what is given already is shown and stays on Enter.

What it gives is the same value that the answers file is read to, and it is written as that file: nothing can be said
here that cannot be said there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

import click

from assemble.answers import (
    MAX_TEXT,
    AppealAnswers,
    Backup,
    CorrectiveAction,
    EvidenceClaim,
    IssueAnswer,
    ListingCheck,
    PointAnswer,
    PreventiveAction,
)
from assemble.case import Case, case_asins
from assemble.claims import meets, requests_to_meet
from assemble.forms import asked_headings, choose_form, offered_paths
from assemble.issues import issues_of
from assemble.literal import one_line
from config.appeals import AppealRules, FormRule, Part
from config.words import AppealPath, ListingState
from noticepack.screen import harmless

END = "."
"""A line with only this ends a text, as in mail(1)."""

Answer = TypeVar("Answer")


def ask(case: Case, given: AppealAnswers, rules: AppealRules) -> AppealAnswers:
    """The answers after every question was put. Ctrl-C or the end of input ends it and changes nothing."""
    answers = replace(given, case=case.id, path=_path(case, given))
    seen = click.confirm("Have you found the same notice in the seller account itself?", default=given.seen_in_account)
    answers = replace(answers, seen_in_account=seen)
    form = choose_form(case, answers.path, rules).form
    if form is not None:
        issues = tuple(_issue(case, issue, form, rules) for issue in issues_of(case, answers))
        answers = replace(answers, issues=issues, points=_points(case, answers, form, rules))
        answers = replace(answers, evidence=_statements(case, answers, rules), listings=_listings(case, answers, form))
        answers = replace(answers, backups=_backups(answers, rules.checks.backups.get(case.platform, ())))
    return _signatory(answers)


def _path(case: Case, given: AppealAnswers) -> AppealPath | None:
    offered = offered_paths(case)
    if len(offered) < 2:
        return given.path
    click.echo(f"The notice offers: {', '.join(offered)}.")
    click.echo("plan_of_action owns up to the violation; dispute says that there was none.")
    chosen: str = click.prompt(
        "Which way", default=given.path or offered[0], type=click.Choice([path.value for path in offered])
    )
    return AppealPath(chosen)


def _issue(case: Case, issue: IssueAnswer, form: FormRule, rules: AppealRules) -> IssueAnswer:
    guidance = rules.guidance(issue.violation)
    click.echo()
    click.secho(rules.name(issue.violation), bold=True)
    if Part.ROOT_CAUSE in form.sections:
        issue = replace(issue, root_cause=_text(f"Root cause. {guidance.root_cause}", issue.root_cause))
    if Part.NO_VIOLATION in form.sections:
        asked = f"Why there was no violation. {guidance.no_violation}"
        issue = replace(issue, no_violation=_text(asked, issue.no_violation))
    if Part.STATEMENT in form.sections:
        issue = replace(issue, statement=_text("What do you answer, and which papers show it?", issue.statement))
    if Part.CORRECTIVE in form.sections:
        click.echo(f"Corrective actions: only what is done. {guidance.corrective}")
        issue = replace(issue, corrective=_more(issue.corrective, _corrective, lambda one: one.text))
    if Part.PREVENTIVE in form.sections:
        click.echo(f"Preventive actions. {guidance.preventive}")
        issue = replace(issue, preventive=_more(issue.preventive, _preventive, lambda one: one.text))
    return issue


def _more(
    given: Sequence[Answer], ask_one: Callable[[], Answer | None], show: Callable[[Answer], str]
) -> tuple[Answer, ...]:
    """The entries given that are kept, and new ones until an empty one."""
    kept = [one for one in given if click.confirm(f"  Keep “{_shown(show(one))}”?", default=True)]
    while (one := ask_one()) is not None:
        kept.append(one)
    return tuple(kept)


def _corrective() -> CorrectiveAction | None:
    text = _line("  What was done (Enter when there is no more)")
    if not text:
        return None
    files = _line("  Names of the files that show it, with commas between")
    return CorrectiveAction(
        text, _day("  On which day"), tuple(name.strip() for name in files.split(",") if name.strip())
    )


def _preventive() -> PreventiveAction | None:
    text = _line("  What prevents it (Enter when there is no more)")
    if not text:
        return None
    owner, start = _line("  Who answers for it"), _day("  From which day")
    return PreventiveAction(
        text, owner, start, _line("  How is it checked, how often"), _line("  Where is that recorded")
    )


def _points(case: Case, answers: AppealAnswers, form: FormRule, rules: AppealRules) -> tuple[PointAnswer, ...]:
    given = {one_line(point.heading): point for point in answers.points}
    for heading in asked_headings(case, form, rules):
        if heading.part is Part.POINT:
            before = given.get(heading.text, PointAnswer(heading.text))
            given[heading.text] = replace(before, text=_text(f"The notice asks for: {heading.text}", before.text))
    return tuple(given.values())


def _statements(case: Case, answers: AppealAnswers, rules: AppealRules) -> tuple[EvidenceClaim, ...]:
    claims = list(answers.evidence)
    for request in requests_to_meet(case, answers, rules):
        if not any(meets(claim, request) for claim in claims):
            click.echo(f"The notice asks for: {_shown(request.text, 300)}")
            text = _line("  Answer in words (Enter where a paper answers it: `noticepack appeal evidence` adds it)")
            if text:
                claims.append(EvidenceClaim("", text, str(request.number)))
    return tuple(claims)


def _listings(case: Case, answers: AppealAnswers, form: FormRule) -> tuple[ListingCheck, ...]:
    asins = case_asins(case)
    if not form.admits or not asins or not click.confirm("Have you looked at the listings just now?", default=False):
        return answers.listings
    states = [state.value for state in ListingState]
    found = {asin: click.prompt(f"  {asin}", type=click.Choice(states), default=states[0]) for asin in asins}
    day = _day("  On which day did you look")
    groups = {state: tuple(asin for asin in asins if found[asin] == state) for state in states}
    return tuple(ListingCheck(named, ListingState(state), day) for state, named in groups.items() if named)


def _backups(answers: AppealAnswers, kinds: Sequence[str]) -> tuple[Backup, ...]:
    given = {one.what.casefold(): one for one in answers.backups}
    for what in kinds:
        if what.casefold() not in given:
            where = _line(
                f"Where are {what} saved outside the account, or why is there nothing to save (Enter: not yet)"
            )
            if where:
                given[what.casefold()] = Backup(what, _day("  On which day"), where)
    return tuple(given.values())


def _signatory(answers: AppealAnswers) -> AppealAnswers:
    click.echo()
    click.secho("Who signs and submits", bold=True)
    given = answers.signatory
    fields = {"name": "Name", "position": "Position", "company": "Company, as in the seller account", "email": "E-mail"}
    told = {key: _line(label, getattr(given, key)) for key, label in fields.items()}
    registered = click.confirm("Is this the contact registered with the marketplace?", default=given.registered)
    return replace(answers, signatory=replace(given, **told, registered=registered))


def _line(label: str, default: str = "") -> str:
    """One line; Enter keeps what was given."""
    while True:
        value: str = click.prompt(label, default=default, show_default=bool(default)).strip()
        if len(value) <= MAX_TEXT:
            return value
        click.echo(f"  at most {MAX_TEXT} characters", err=True)


def _text(label: str, given: str) -> str:
    """A text of several lines, ended by a line with only a dot; a dot at once keeps what was given."""
    click.echo(label)
    if given:
        click.echo(f"  Now: {_shown(given, 300)}")
    click.echo(f"  (end with a line that holds only {END!r}; {END!r} at once keeps what is there)")
    lines: list[str] = []
    while (line := click.prompt("", prompt_suffix="> ", default="", show_default=False)) != END:
        lines.append(line)
    text = "\n".join(lines).strip()
    return text[:MAX_TEXT] or given


def _day(label: str) -> date | None:
    """A day, asked again until it is one; Enter for none."""
    while True:
        value: str = click.prompt(f"{label} (year-month-day)", default="", show_default=False).strip()
        try:
            return date.fromisoformat(value) if value else None
        except ValueError:
            click.echo("  Write year-month-day, like 2026-01-31.", err=True)


def _shown(text: str, most: int = 80) -> str:
    line = harmless(one_line(text))
    return line if len(line) <= most else line[: most - 1] + "…"
