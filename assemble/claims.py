"""What the evidence is said to show, and which request of the notice each claim meets."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from assemble.answers import AppealAnswers, EvidenceClaim
from assemble.case import Case, case_asins
from assemble.evidence import Evidence
from assemble.forms import asks_for_plan, choose_form, papers_asked
from config.appeals import AppealRules

FEWEST = 12
"""Characters of a request's beginning that may stand for the whole of it."""


@dataclass(frozen=True, slots=True)
class Request:
    """Something that a notice asks for."""

    number: int
    """Its place in the notice's list, 1-based."""
    text: str
    """In the notice's own words."""


def requests_to_meet(case: Case, answers: AppealAnswers, rules: AppealRules) -> tuple[Request, ...]:
    """What the notices ask for besides the plan that the packet is.

    Entries that the seller put aside because they ask for nothing are left out.
    """
    form = choose_form(case, answers.path, rules).form
    every = [Request(number, text) for number, text in enumerate(papers_asked(case), start=1)]
    if form is not None and form.admits:
        every = [one for one in every if not asks_for_plan(one.text, rules)]
    return tuple(one for one in every if not any(is_named(aside.request, one) for aside in answers.aside))


def is_named(name: str, request: Request) -> bool:
    """Whether a person's name for a request, its number or its (first) words, means this one."""
    words = " ".join(name.split()).casefold()
    if words.lstrip("#") == str(request.number):
        return True
    text = request.text.casefold()
    return words == text or (len(words) >= FEWEST and text.startswith(words))


def meets(claim: EvidenceClaim, request: Request) -> bool:
    """Whether the claim says that it meets the request."""
    return is_named(claim.meets, request)


def is_made(claim: EvidenceClaim, files: Collection[str]) -> bool:
    """Whether the claim has its file, or is a statement in words that needs none."""
    return claim.file in files if claim.file.strip() else bool(claim.shows.strip())


def made_claims(answers: AppealAnswers, evidence: Evidence) -> tuple[EvidenceClaim, ...]:
    """The claims that have what they need."""
    files = evidence.names()
    return tuple(claim for claim in answers.evidence if is_made(claim, files))


def claims_about(answers: AppealAnswers, file: str) -> tuple[EvidenceClaim, ...]:
    """What is said about a file."""
    return tuple(claim for claim in answers.evidence if claim.file == file)


def about(claim: EvidenceClaim, case: Case) -> tuple[str, ...]:
    """The ASINs that the claim is about: those it names, or all of the case."""
    return claim.asins or case_asins(case)
