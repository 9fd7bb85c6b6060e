"""Which appeal document a case gets, and under which headings: decided by what its notices offer and ask for.

The first form of the platform whose ways the notice offers is the draft; the seller may choose another way. A plan of
action owns up to a violation, a dispute denies it: where a notice offers both, the plan is drafted and a readiness
check says that there is a choice.
"""

from __future__ import annotations

from dataclasses import dataclass

from assemble.case import Case, case_requested, newest, unique
from assemble.literal import entry
from config.appeals import AppealRules, FormRule, Part
from config.words import ACTIONABLE, AppealPath, Kind, Platform

NO_WAY = frozenset({AppealPath.NONE, AppealPath.COURT})
"""Ways that need no appeal document."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The form of a case."""

    form: FormRule | None
    """None: nothing is to be submitted; the case gets a summary."""
    why: str
    """For a summary the key of its advice in config/appeals.yaml; else `offered`, `chosen` or `not_stated`."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the appeal."""

    part: Part
    text: str
    """In the notice's own words where it has some."""
    own: bool
    """Whether the words are the notice's."""


def offered_paths(case: Case) -> tuple[AppealPath, ...]:
    """The ways that the newest notice offers; where it names none, those of the newest notice that does."""
    for joined in reversed(case.notices):
        if joined.facts.paths:
            return joined.facts.paths
    return ()


def asked_words(case: Case) -> tuple[str, ...]:
    """The headings that the newest notice with any asks a plan of action to have, in its own words."""
    for joined in reversed(case.notices):
        if joined.facts.headings:
            return unique(entry(text) for text in joined.facts.headings if entry(text))
    return ()


def papers_asked(case: Case) -> tuple[str, ...]:
    """What the notices ask for besides the headings of a plan, which the document has as sections."""
    headings = {text.casefold() for text in asked_words(case)}
    return tuple(text for text in case_requested(case) if text.casefold() not in headings)


def choose_form(case: Case, path: AppealPath | None, rules: AppealRules) -> Choice:
    """The form for a case; `path` is the way the seller chose, None takes the first that the notice offers."""
    if why := _nothing_to_submit(case):
        return Choice(None, why)
    forms = [form for form in rules.file.forms if form.platform is case.platform]
    fallback = next((form for form in forms if form.fallback), None)
    if fallback is None:
        return Choice(None, "unknown_platform")
    if path is not None:
        return Choice(next((form for form in forms if path in form.paths), fallback), "chosen")
    offered = offered_paths(case)
    if not offered and asked_words(case):
        offered = (AppealPath.PLAN_OF_ACTION,)
    fitting = next((form for form in forms if set(form.paths) & set(offered)), fallback)
    return Choice(fitting, "offered" if offered else "not_stated")


def _nothing_to_submit(case: Case) -> str:
    """The key of the advice when there is nothing to submit, else an empty text."""
    kind = newest(case).kind
    if kind not in ACTIONABLE:
        return kind.value if kind in (Kind.REINSTATED, Kind.APPEAL_RECEIVED) else "none"
    if case.platform is Platform.UNKNOWN:
        return "unknown_platform"
    offered = set(offered_paths(case))
    if not offered or offered - NO_WAY:
        return ""
    if AppealPath.COURT in offered:
        return "court"
    return "appeal_rejected" if kind is Kind.APPEAL_REJECTED else "none"


def asked_headings(case: Case, form: FormRule, rules: AppealRules) -> tuple[Heading, ...]:
    """The headings of the appeal: those of the notice in its words and order, then what the form still needs.

    A plan of action answers three questions, cause, correction and prevention, even where a notice lists fewer.
    """
    seen: set[Part] = set()
    headings = []
    for text in asked_words(case) if form.admits else ():
        part = heading_part(text, form, rules)
        headings.append(Heading(Part.POINT if part in seen else part, text, own=True))
        seen.add(part)
    rest = [Heading(part, rules.file.sections[part].heading, own=False) for part in form.sections if part not in seen]
    return (*headings, *rest)


def heading_part(text: str, form: FormRule, rules: AppealRules) -> Part:
    """The part that a heading of a notice asks for; `POINT` when it is none of the form's."""
    folded = text.casefold()
    for part, cues in rules.file.heading_cues.items():
        if part in form.sections and any(cue.casefold() in folded for cue in cues):
            return part
    return Part.POINT


def asks_for_plan(text: str, rules: AppealRules) -> bool:
    """Whether a request asks for the plan of action itself: for causes, corrections and prevention together."""
    folded = text.casefold()
    parts = (Part.ROOT_CAUSE, Part.CORRECTIVE, Part.PREVENTIVE)
    return all(any(cue.casefold() in folded for cue in rules.file.heading_cues[part]) for part in parts)


def may_deny(case: Case, form: FormRule) -> bool:
    """Whether the form owns up to the violation although the notice also offers to deny it."""
    return form.admits and AppealPath.DISPUTE in offered_paths(case)
