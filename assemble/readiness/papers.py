"""Checks on the papers: what the notice asks for is there, in a type it takes, and every file is explained."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from assemble.answers import AppealAnswers, EvidenceClaim
from assemble.case import Case, case_violations, unique
from assemble.evidence import Evidence
from assemble.forms import papers_asked
from assemble.lack import Lack
from assemble.readiness.base import choice_of, lack
from config.appeals import AppealRules

SAME_TYPE = {"jpeg": "jpg", "pjpeg": "jpg", "jpe": "jpg", "jfif": "jpg", "tif": "tiff"}
"""Endings that mean the same file type."""


def accepted_by_notice(case: Case) -> tuple[str, ...]:
    """The file types that the newest notice with such a list takes."""
    for joined in reversed(case.notices):
        if joined.facts.accepted_files:
            return joined.facts.accepted_files
    return ()


def claim_meets(claim: EvidenceClaim, number: int, request: str) -> bool:
    """Whether the claim says that it meets the request, by number or by words."""
    meets = " ".join(claim.meets.split())
    return meets.lstrip("#") == str(number) or meets.casefold() == request.casefold()


def is_made(claim: EvidenceClaim, files: Collection[str]) -> bool:
    """Whether the claim has its file, or is a statement in words that needs none."""
    return claim.file in files if claim.file.strip() else bool(claim.shows.strip())


def unmet_requests(
    case: Case, answers: AppealAnswers | None, evidence: Evidence, rules: AppealRules, now: datetime
) -> tuple[Lack, ...]:
    """For every paper or statement that a notice asks for there is a file in the evidence or a statement."""
    if choice_of(case, answers, rules).form is None:
        return ()
    there = {file.name for file in evidence.files}
    claims = [claim for claim in answers.evidence if is_made(claim, there)] if answers else []
    return tuple(
        lack(rules, "NP-REQUEST-UNMET", f"request {number}", request=request)
        for number, request in enumerate(papers_asked(case), start=1)
        if not any(claim_meets(claim, number, request) for claim in claims)
    )


def file_types(
    case: Case, answers: AppealAnswers | None, evidence: Evidence, rules: AppealRules, now: datetime
) -> tuple[Lack, ...]:
    """Every file has a type that the notice takes; where the notice lists none, one that is usual for the violation."""
    accepted, code = accepted_by_notice(case), "NP-FILE-TYPE"
    if not accepted:
        accepted, code = _usual(case, rules), "NP-FILE-TYPE-USUAL"
    if not accepted:
        return ()
    known = {SAME_TYPE.get(ending, ending) for ending in accepted}
    return tuple(
        lack(rules, code, file.name, file=file.name, accepted=", ".join(accepted))
        for file in evidence.files
        if SAME_TYPE.get(file.extension, file.extension) not in known
    )


def _usual(case: Case, rules: AppealRules) -> tuple[str, ...]:
    """The file types that are usual for every violation of the case; empty where none are known."""
    usual = [set(rules.guidance(violation).accepted_files) for violation in case_violations(case)]
    return tuple(sorted(set.intersection(*usual))) if usual else ()


def named_files(
    case: Case, answers: AppealAnswers | None, evidence: Evidence, rules: AppealRules, now: datetime
) -> tuple[Lack, ...]:
    """Every file that an answer names is in the evidence."""
    there = {file.name for file in evidence.files}
    named = unique(_named(answers)) if answers else ()
    return tuple(lack(rules, "NP-FILE-MISSING", place, file=name) for place, name in named if name not in there)


def _named(answers: AppealAnswers) -> Iterator[tuple[str, str]]:
    yield from ((f"evidence {claim.file}", claim.file) for claim in answers.evidence if claim.file.strip())
    yield from ((f"order {step.order}", step.file) for step in answers.orders if step.file)
    for issue in answers.issues:
        for number, action in enumerate(issue.corrective, start=1):
            yield from ((f"corrective {number}", name) for name in action.evidence)


def explained_files(
    case: Case, answers: AppealAnswers | None, evidence: Evidence, rules: AppealRules, now: datetime
) -> tuple[Lack, ...]:
    """Every file has content, and somebody says what it shows."""
    claims = {claim.file for claim in answers.evidence if claim.shows.strip()} if answers else set()
    lacks = []
    for file in evidence.files:
        if not file.data:
            lacks.append(lack(rules, "NP-FILE-EMPTY", file.name, file=file.name))
        if file.name not in claims:
            lacks.append(lack(rules, "NP-FILE-UNEXPLAINED", file.name, file=file.name))
    return tuple(lacks)
