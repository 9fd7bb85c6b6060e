"""The blank answers file of a case: commented YAML with a place for everything that only the seller knows.

Words of the notice stand in it as comments or quoted scalars only, on one line each, so that no notice can add a key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from assemble.case import Case, case_asins, case_violations
from assemble.forms import asked_headings, choose_form, offered_paths, papers_asked
from assemble.literal import one_line
from config.appeals import AppealRules, FormRule, Guidance, Part
from config.words import Violation

_CONTROLS = re.compile("[\x7f-\x9f]")
INTRO = """\
# Answers for case {case}: what only you know. Lines that begin with # explain and are not read.
# Write only what is true and what you can show. Leave empty what you do not know yet: it is shown as missing.
# Dates are year-month-day. A longer text goes below its key, moved in by two spaces more than the key.
"""


def blank_answers(case: Case, rules: AppealRules) -> str:
    """An answers file for the case with nothing filled in; `answers_from_yaml` reads it as it is."""
    form = choose_form(case, None, rules).form
    lines = [*INTRO.format(case=case.id).splitlines(), f"case: {quoted(case.id)}", *_path(case)]
    lines += [
        "",
        "# Have you found the same notice in the seller account itself? true or false",
        "seen_in_account: false",
    ]
    lines += ["", "issues:"]
    for violation in case_violations(case) or (None,):
        lines += _issue(case, violation, form, rules)
    lines += [*_points(case, form, rules), *_evidence(case), *_orders(case, form), *_signatory()]
    return "\n".join(lines) + "\n"


def remark(text: str) -> str:
    """The text fit for a comment: on one line, without the control characters that YAML 1.1 (section 5.1) refuses."""
    return one_line(_CONTROLS.sub(" ", text))


def quoted(value: str) -> str:
    """The text as one YAML scalar on one line."""
    dumped: str = yaml.safe_dump(one_line(value), default_style='"', allow_unicode=True, width=10**9)
    return dumped.strip()


def _path(case: Case) -> Iterator[str]:
    offered = ", ".join(offered_paths(case)) or "nothing that is known"
    yield ""
    yield f"# The notice offers: {offered}. Name one of them to choose; empty takes the first that fits."
    yield "# plan_of_action owns up to the violation; dispute says that there was none."
    yield "path:"


def _issue(case: Case, violation: Violation | None, form: FormRule | None, rules: AppealRules) -> Iterator[str]:
    guidance = rules.guidance(violation)
    parts = form.sections if form else ()
    yield f"  # {rules.name(violation)}"
    yield f"  - violation: {violation.value if violation else ''}"
    named = ", ".join(map(remark, case_asins(case))) or "none named"
    yield f"    # The ASINs this covers; empty covers all of the case: {named}"
    yield "    asins: []"
    for part in (Part.ROOT_CAUSE, Part.NO_VIOLATION, Part.STATEMENT):
        if part in parts:
            yield from _text_key(part, guidance)
    if Part.CORRECTIVE in parts:
        yield f"    # {guidance.corrective} Only what is done, each with its day."
        yield "    corrective:"
        yield '    #  - {text: "...", done: 2026-01-31, evidence: ["name of a file"]}'
    if Part.PREVENTIVE in parts:
        yield f"    # {guidance.preventive}"
        yield "    preventive:"
        yield '    #  - {text: "...", owner: "...", start: 2026-01-31, control: "...", record: "..."}'


def _text_key(part: Part, guidance: Guidance) -> Iterator[str]:
    asked = {Part.ROOT_CAUSE: guidance.root_cause, Part.NO_VIOLATION: guidance.no_violation}
    yield f"    # {asked.get(part, 'What do you answer, and which papers show it?')}"
    yield f"    {part.value}: |-"


def _points(case: Case, form: FormRule | None, rules: AppealRules) -> Iterator[str]:
    own = [heading.text for heading in asked_headings(case, form, rules) if heading.part is Part.POINT] if form else []
    yield from ("", "# Further headings that the notice asks for.", "points:")
    for heading in own:
        yield f"  - heading: {quoted(heading)}"
        yield "    text: |-"


def _evidence(case: Case) -> Iterator[str]:
    yield from (
        "",
        "# What each file shows; a statement in words has no file. `meets` is a number of this list:",
    )
    requested = papers_asked(case)
    for number, text in enumerate(requested, start=1):
        yield f"#   {number}. {remark(text)}"
    if not requested:
        yield "#   (no list of papers was found in the notice; read it)"
    yield "evidence:"
    yield '#  - {file: "name of a file", shows: "...", meets: "1", asins: []}'


def _orders(case: Case, form: FormRule | None) -> Iterator[str]:
    if form is None or form.chain is None:
        return
    yield from ("", f"# The way of each order. Steps: {'; '.join(form.chain.steps)}.", "orders:")
    yield '#  - {order: "...", step: "...", at: "2026-01-31 10:00 UTC", detail: "...", file: "name of a file"}'


def _signatory() -> Iterator[str]:
    yield from ("", "# Who signs and submits. It must be the contact registered with the marketplace.", "signatory:")
    yield from (
        '  name: ""',
        '  position: ""',
        '  company: ""',
        "  # true once you have checked that it is that contact",
    )
    yield "  registered: false"
