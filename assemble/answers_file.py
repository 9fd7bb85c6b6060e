"""The answers file of a case: commented YAML with a place for everything that only the seller knows.

`answers_yaml` writes it, blank or with what is answered so far; `answers_from_yaml` reads it back to the same answers.
Words of the notice stand in it as comments or quoted scalars only, on one line each, so that no notice can add a key.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum

import yaml

from assemble.answers import AppealAnswers, IssueAnswer
from assemble.case import Case, case_asins
from assemble.forms import asked_headings, choose_form, offered_paths, papers_asked
from assemble.issues import issues_of
from assemble.literal import one_line
from config.appeals import AppealRules, FormRule, Guidance, Part
from config.words import ListingState, PaperKind, Seen

Value = str | bool | date | StrEnum | tuple[str, ...] | None

_CONTROLS = re.compile("[\x7f-\x9f]")
_BLOCK = re.compile(r"[^\s#\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff][^\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]*")
"""A text that a block scalar gives back as it is (YAML 1.1, section 9.3): no blank before it, nothing to escape."""
INTRO = """\
# Answers for case {case}: what only you know. Lines that begin with # explain and are not read.
# Write only what is true and what you can show. Leave empty what you do not know yet: it is shown as missing.
# Dates are year-month-day. A longer text goes below its key, moved in by two spaces more than the key.
"""


def answers_yaml(case: Case, rules: AppealRules, given: AppealAnswers | None = None) -> str:
    """The answers file of a case: blank, or with what is answered so far."""
    answers = given or AppealAnswers(case=case.id)
    form = choose_form(case, answers.path, rules).form
    lines = [*INTRO.format(case=case.id).splitlines(), f"case: {scalar(answers.case)}", *_path(case, answers)]
    lines += ["", "# Have you found the same notice in the seller account itself? true or false"]
    lines += [f"seen_in_account: {scalar(answers.seen_in_account)}", "", "issues:"]
    for issue in issues_of(case, answers):
        lines += _issue(case, issue, form, rules)
    lines += [*_points(case, answers, form, rules), *_aside(answers), *_evidence(case, answers)]
    lines += [*_orders(answers, form), *_listings(answers), *_backups(case, answers, rules), *_signatory(answers)]
    return "\n".join(lines) + "\n"


def remark(text: str) -> str:
    """The text fit for a comment: on one line, without the control characters that YAML 1.1 (section 5.1) refuses."""
    return one_line(_CONTROLS.sub(" ", text))


def scalar(value: Value) -> str:
    """The value as YAML on one line; text is quoted, so that nothing in it has a meaning."""
    if value is None or value == ():
        return "[]" if value == () else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (date, StrEnum)):
        return str(value)
    if isinstance(value, tuple):
        return f"[{', '.join(map(scalar, value))}]"
    dumped: str = yaml.safe_dump(value, default_style='"', allow_unicode=True, width=10**9)
    return dumped.strip()


def text_key(key: str, value: str, indent: int) -> Iterator[str]:
    """A key with a text below it that a person can go on writing."""
    blank = " " * indent
    if not value or (_BLOCK.fullmatch(value) and value == value.rstrip()):
        yield f"{blank}{key}: |-"
        yield from (f"{blank}  {line}" if line else "" for line in value.split("\n") if value)
    else:
        yield f"{blank}{key}: {scalar(value)}"


def flow(pairs: Iterable[tuple[str, Value]]) -> str:
    """A mapping on one line, what is empty left out."""
    return "{" + ", ".join(f"{key}: {scalar(value)}" for key, value in pairs if value not in ("", None, ())) + "}"


def _entries(key: str, sample: str, rows: Iterable[Iterable[tuple[str, Value]]], indent: int = 0) -> Iterator[str]:
    """A list of mappings with a sample row as a comment."""
    blank = " " * indent
    yield f"{blank}{key}:"
    yield f"{blank}#  - {sample}"
    yield from (f"{blank}  - {flow(row)}" for row in rows)


def _path(case: Case, answers: AppealAnswers) -> Iterator[str]:
    offered = ", ".join(offered_paths(case)) or "nothing that is known"
    yield ""
    yield f"# The notice offers: {offered}. Name one of them to choose; empty takes the first that fits."
    yield "# plan_of_action owns up to the violation; dispute says that there was none."
    yield f"path: {scalar(answers.path)}".rstrip()


def _issue(case: Case, issue: IssueAnswer, form: FormRule | None, rules: AppealRules) -> Iterator[str]:
    guidance = rules.guidance(issue.violation)
    parts = form.sections if form else ()
    yield f"  # {rules.name(issue.violation)}"
    yield f"  - violation: {scalar(issue.violation)}".rstrip()
    named = ", ".join(map(remark, case_asins(case))) or "none named"
    yield f"    # The ASINs this covers; empty covers all of the case: {named}"
    yield f"    asins: {scalar(issue.asins)}"
    for part in (Part.ROOT_CAUSE, Part.NO_VIOLATION, Part.STATEMENT):
        text: str = getattr(issue, part.value)
        if part in parts or text:
            yield f"    # {_question(part, guidance)}"
            yield from text_key(part.value, text, 4)
    if Part.CORRECTIVE in parts or issue.corrective:
        yield f"    # {guidance.corrective} Only what is done, each with its day and the files that show it."
        rows = [[("text", a.text), ("done", a.done), ("evidence", a.evidence)] for a in issue.corrective]
        yield from _entries("corrective", '{text: "...", done: 2026-01-31, evidence: ["name of a file"]}', rows, 4)
    if Part.PREVENTIVE in parts or issue.preventive:
        yield f"    # {guidance.preventive}"
        sample = '{text: "...", owner: "...", start: 2026-01-31, control: "...", record: "..."}'
        keys = ("text", "owner", "start", "control", "record")
        yield from _entries("preventive", sample, [[(k, getattr(m, k)) for k in keys] for m in issue.preventive], 4)


def _question(part: Part, guidance: Guidance) -> str:
    asked = {Part.ROOT_CAUSE: guidance.root_cause, Part.NO_VIOLATION: guidance.no_violation}
    return asked.get(part, "What do you answer, and which papers show it?")


def _points(case: Case, answers: AppealAnswers, form: FormRule | None, rules: AppealRules) -> Iterator[str]:
    asked = (
        [heading.text for heading in asked_headings(case, form, rules) if heading.part is Part.POINT] if form else []
    )
    given = [(point.heading, point.text) for point in answers.points]
    blank = [(text, "") for text in asked if text not in {one_line(heading) for heading, _ in given}]
    yield from ("", "# Further headings that the notice asks for.", "points:")
    for heading, text in (*given, *blank):
        yield f"  - heading: {scalar(heading)}"
        yield from text_key("text", text, 4)


def _aside(answers: AppealAnswers) -> Iterator[str]:
    yield from ("", "# Entries of the list below that ask for nothing (how to send it, a greeting), by number.")
    rows = [[("request", one.request), ("why", one.why)] for one in answers.aside]
    yield from _entries("aside", '{request: "1", why: "..."}', rows)


def _evidence(case: Case, answers: AppealAnswers) -> Iterator[str]:
    yield from (
        "",
        "# What shows it. Papers added with `noticepack appeal evidence` stand in the case already and need no entry;",
        "# a statement in words has no file. `meets` is a number of this list:",
    )
    requested = papers_asked(case)
    yield from (f"#   {number}. {remark(text)}" for number, text in enumerate(requested, start=1))
    if not requested:
        yield "#   (no list of papers was found in the notice; read it)"
    yield f"# Kinds of paper: {', '.join(PaperKind)}."
    yield f"# Seen in it by a person: {', '.join(Seen)}."
    keys = ("file", "shows", "meets", "asins", "paper", "dated", "seen")
    sample = (
        '{file: "name of a file", shows: "...", meets: "1", asins: [], paper: invoice, dated: 2026-01-31, seen: []}'
    )
    yield from _entries("evidence", sample, [[(k, _plain(getattr(c, k))) for k in keys] for c in answers.evidence])


def _plain(value: Value) -> Value:
    """The value; names of a list of words as texts."""
    return tuple(str(one) for one in value) if isinstance(value, tuple) else value


def _orders(answers: AppealAnswers, form: FormRule | None) -> Iterator[str]:
    if (form is None or form.chain is None) and not answers.orders:
        return
    chain = f" Steps: {'; '.join(form.chain.steps)}." if form and form.chain else ""
    yield ""
    yield f"# The way of each order; a table of shipments given as evidence needs no entry here.{chain}"
    keys = ("order", "step", "at", "detail", "file")
    sample = '{order: "...", step: "...", at: "2026-01-31 10:00 UTC", detail: "...", file: "name of a file"}'
    yield from _entries("orders", sample, [[(k, getattr(one, k)) for k in keys] for one in answers.orders])


def _listings(answers: AppealAnswers) -> Iterator[str]:
    yield from ("", f"# What you saw when you looked at the listings named: {', '.join(ListingState)}.")
    rows = [[("asins", one.asins), ("state", one.state), ("checked", one.checked)] for one in answers.listings]
    yield from _entries("listings", "{asins: [], state: removed, checked: 2026-01-31}", rows)


def _backups(case: Case, answers: AppealAnswers, rules: AppealRules) -> Iterator[str]:
    kinds = ", ".join(rules.checks.backups.get(case.platform, ())) or "whatever you would miss"
    yield from ("", f"# Originals saved outside the seller account, or why there are none: {kinds}.")
    rows = [[("what", one.what), ("done", one.done), ("where", one.where)] for one in answers.backups]
    yield from _entries("backups", '{what: "orders", done: 2026-01-31, where: "..."}', rows)


def _signatory(answers: AppealAnswers) -> Iterator[str]:
    given = answers.signatory
    yield from ("", "# Who signs and submits. It must be the contact registered with the marketplace.", "signatory:")
    for key in ("name", "position", "company"):
        yield f"  {key}: {scalar(getattr(given, key))}"
    yield "  # The address that the account is registered with"
    yield f"  email: {scalar(given.email)}"
    yield "  # true once you have checked that it is that contact"
    yield f"  registered: {scalar(given.registered)}"
