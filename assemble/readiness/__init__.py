"""Readiness: what a packet still lacks. One rule a function, grouped by topic; all are run, none stops the rest."""

from __future__ import annotations

from datetime import datetime

from assemble.answers import AppealAnswers
from assemble.case import Case
from assemble.evidence import Evidence
from assemble.lack import Lack
from assemble.readiness.actions import future_actions, incomplete_measures, promised_actions, undated_actions
from assemble.readiness.asins import foreign_asins, unanswered_asins
from assemble.readiness.base import Check
from assemble.readiness.length import long_text
from assemble.readiness.papers import explained_files, file_types, named_files, unmet_requests
from assemble.readiness.sections import empty_sections, other_case, other_platform, placeholders
from assemble.readiness.standing import authenticity, submitter, way
from assemble.readiness.time import near_deadline, no_deadline
from config.appeals import AppealRules
from config.words import Severity

LASTING: tuple[Check, ...] = (
    authenticity,
    way,
    no_deadline,
    other_case,
    empty_sections,
    placeholders,
    other_platform,
    unanswered_asins,
    foreign_asins,
    undated_actions,
    promised_actions,
    incomplete_measures,
    unmet_requests,
    file_types,
    named_files,
    explained_files,
    submitter,
    long_text,
)
"""Checks whose result does not depend on the time; these stand on the cover page of the document."""

TIMED: tuple[Check, ...] = (near_deadline, future_actions)
"""Checks against the clock; they stand in readiness.json only, so that a re-run gives the same document."""

CHECKS: tuple[Check, ...] = (*TIMED, *LASTING)


def check(
    case: Case,
    answers: AppealAnswers | None,
    evidence: Evidence,
    rules: AppealRules,
    now: datetime,
    checks: tuple[Check, ...] = CHECKS,
) -> tuple[Lack, ...]:
    """Everything the case lacks, errors first, otherwise in the order of the checks.

    Raises:
        ValueError: no check was given; an empty list would call everything ready.
    """
    if not checks:
        raise ValueError("no readiness check was given")
    found = [lack for one in checks for lack in one(case, answers, evidence, rules, now)]
    return tuple(sorted(found, key=lambda lack: lack.severity is not Severity.ERROR))


__all__ = ["CHECKS", "LASTING", "TIMED", "Check", "check"]
