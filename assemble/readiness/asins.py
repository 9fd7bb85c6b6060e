"""Checks on the ASINs: all of the notice are answered, none of another case is."""

from __future__ import annotations

import re
from datetime import datetime

from assemble.answers import AppealAnswers
from assemble.case import Case, case_asins, unique
from assemble.evidence import Evidence
from assemble.lack import Lack
from assemble.readiness.base import choice_of, issues_of, lack
from assemble.readiness.sections import filled
from assemble.readiness.texts import texts_of
from config.appeals import AppealRules, FormRule

ASIN = re.compile(r"(?<![0-9A-Za-z])B0[0-9A-Z]{8}(?![0-9A-Za-z])")
"""The form that can be told from a word in bare text."""


def unanswered_asins(
    case: Case, answers: AppealAnswers | None, evidence: Evidence, rules: AppealRules, now: datetime
) -> tuple[Lack, ...]:
    """Every ASIN of the notices is covered by an answer that has content."""
    form = choice_of(case, answers, rules).form
    if form is None:
        return ()
    covered = covered_asins(case, answers, form)
    left = [asin for asin in case_asins(case) if asin not in covered]
    return (lack(rules, "NP-ASIN-UNANSWERED", ", ".join(left), asins=", ".join(left)),) if left else ()


def covered_asins(case: Case, answers: AppealAnswers | None, form: FormRule) -> frozenset[str]:
    """The ASINs for which an answer has content in a part of the form."""
    covered: set[str] = set()
    for issue in issues_of(case, answers):
        if any(filled(issue, part) for part in form.sections):
            covered.update(issue.asins or case_asins(case))
    return frozenset(covered)


def foreign_asins(
    case: Case, answers: AppealAnswers | None, evidence: Evidence, rules: AppealRules, now: datetime
) -> tuple[Lack, ...]:
    """No answer speaks of an ASIN that none of the notices names."""
    if answers is None:
        return ()
    named = [(place, asin) for place, text in texts_of(answers) for asin in ASIN.findall(text)]
    named += [("asins of an issue", asin) for issue in answers.issues for asin in issue.asins]
    named += [(f"evidence {claim.file}", asin) for claim in answers.evidence for asin in claim.asins]
    known = set(case_asins(case))
    return unique(lack(rules, "NP-ASIN-FOREIGN", place, asin=asin) for place, asin in named if asin not in known)
