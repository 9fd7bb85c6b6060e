"""Checks on who and what stands behind the appeal: the submitter, the notice itself, the way that is taken."""

from __future__ import annotations

from datetime import datetime

from assemble.answers import AppealAnswers, Signatory
from assemble.case import Case, newest
from assemble.evidence import Evidence
from assemble.forms import may_deny, offered_paths
from assemble.lack import Lack
from assemble.readiness.base import choice_of, lack
from config.appeals import AppealRules
from config.words import ACTIONABLE, AppealPath, Platform, Verdict


def submitter(
    case: Case, answers: AppealAnswers | None, evidence: Evidence, rules: AppealRules, now: datetime
) -> tuple[Lack, ...]:
    """A named person signs, and the seller confirms that it is the registered contact of the account."""
    if choice_of(case, answers, rules).form is None:
        return ()
    given = answers.signatory if answers else Signatory()
    wanted = {"name": given.name, "position": given.position, "company": given.company}
    missing = [name for name, value in wanted.items() if not value.strip()]
    lacks = [lack(rules, "NP-SIGNATORY-EMPTY", "signatory", missing=", ".join(missing))] if missing else []
    if not given.registered:
        lacks.append(lack(rules, "NP-SUBMITTER-UNCONFIRMED", "signatory"))
    return tuple(lacks)


def authenticity(
    case: Case, answers: AppealAnswers | None, evidence: Evidence, rules: AppealRules, now: datetime
) -> tuple[Lack, ...]:
    """A notice that is not proven genuine was found in the seller account itself."""
    if answers is not None and answers.seen_in_account:
        return ()
    verdicts = {joined.facts.authenticity.verdict for joined in case.notices}
    where = "Performance Notifications in Seller Central" if case.platform is Platform.AMAZON else "the seller account"
    if Verdict.SUSPICIOUS in verdicts:
        return (lack(rules, "NP-AUTHENTICITY-SUSPICIOUS", "authenticity", where=where),)
    if Verdict.UNVERIFIED in verdicts:
        return (lack(rules, "NP-AUTHENTICITY-UNVERIFIED", "authenticity", where=where),)
    return ()


def way(
    case: Case, answers: AppealAnswers | None, evidence: Evidence, rules: AppealRules, now: datetime
) -> tuple[Lack, ...]:
    """The way that is taken is one that the notice offers, and was chosen where there is a choice."""
    if newest(case).kind not in ACTIONABLE:
        return ()
    offered = offered_paths(case)
    chosen = answers.path if answers else None
    if chosen is not None:
        known = not offered or chosen in offered
        listed = ", ".join(offered)
        return () if known else (lack(rules, "NP-PATH-NOT-OFFERED", "path", path=chosen.value, offered=listed),)
    choice = choice_of(case, answers, rules)
    if choice.form is None:
        code = "NP-PATH-COURT" if AppealPath.COURT in offered else "NP-PATH-NONE"
        return (lack(rules, code, "path"),)
    if may_deny(case, choice.form):
        return (lack(rules, "NP-PATH-CHOICE", "path"),)
    if choice.why == "not_stated":
        return (lack(rules, "NP-PATH-UNKNOWN", "path"),)
    return ()
