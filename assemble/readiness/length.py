"""Check on the length of the text for the form."""

from __future__ import annotations

from datetime import datetime

from assemble.answers import AppealAnswers
from assemble.case import Case
from assemble.evidence import Evidence
from assemble.lack import Lack
from assemble.readiness.base import choice_of, lack
from assemble.readiness.texts import texts_of
from config.appeals import AppealRules


def form_length(text: str) -> int:
    """The length of a text as a browser's form counts it, in UTF-16 code units (HTML, maxlength)."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def long_text(
    case: Case, answers: AppealAnswers | None, evidence: Evidence, rules: AppealRules, now: datetime
) -> tuple[Lack, ...]:
    """What the seller wrote is not longer than the form is expected to take."""
    form = choice_of(case, answers, rules).form
    if form is None or answers is None:
        return ()
    length, limit = sum(form_length(text) for _, text in texts_of(answers)), form.limits.characters
    if length <= limit:
        return ()
    return (lack(rules, "NP-TEXT-LONG", "submission.txt", length=str(length), limit=str(limit)),)
