"""Checks on the text of the appeal: every part is there and finished, and speaks of this case and this platform."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from assemble.answers import AppealAnswers, IssueAnswer
from assemble.case import Case, case_violations
from assemble.evidence import Evidence
from assemble.forms import asked_headings
from assemble.lack import Lack
from assemble.literal import one_line
from assemble.readiness.base import choice_of, issues_of, lack
from assemble.readiness.texts import texts_of
from config.appeals import AppealRules, Part

PLACEHOLDER = re.compile(
    r"\{\{[^{}\n]{0,80}\}\}|\{%[^%\n]{0,80}%\}|<[A-Z][A-Z _-]{2,40}>|\[[A-Z][A-Z _-]{2,40}\]"
    r"|\[(?:seller|insert|your)\b[^\]\n]{0,200}\]"
    r"|\$\{[^}\n]{1,60}\}|_{4,}|\.{6,}|…{3,}",
    re.IGNORECASE,
)
"""Forms of a gap left in a text: template tags, bracketed prompts, lines of dots or underscores."""


def empty_sections(
    case: Case, answers: AppealAnswers | None, evidence: Evidence, rules: AppealRules, now: datetime
) -> tuple[Lack, ...]:
    """Every part of the form has content for every violation, every heading of the notice's own has its text."""
    form = choice_of(case, answers, rules).form
    if form is None:
        return ()
    headings = asked_headings(case, form, rules)
    words = {heading.part: heading.text for heading in reversed(headings)}
    lacks = []
    for issue in issues_of(case, answers):
        for part in form.sections:
            if not filled(issue, part):
                place = f"{part.value}, {issue.violation.value if issue.violation else 'the notice'}"
                name = rules.name(issue.violation)
                lacks.append(lack(rules, "NP-SECTION-EMPTY", place, section=words[part], violation=name))
    points = {one_line(point.heading): point.text for point in answers.points} if answers else {}
    for heading in headings:
        if heading.part is Part.POINT and not points.get(heading.text, "").strip():
            lacks.append(lack(rules, "NP-POINT-EMPTY", f"point “{heading.text}”", heading=heading.text))
    return tuple(lacks)


def filled(issue: IssueAnswer, part: Part) -> bool:
    """Whether the answer has content for a part."""
    match part:
        case Part.CORRECTIVE:
            return any(action.text.strip() for action in issue.corrective)
        case Part.PREVENTIVE:
            return any(measure.text.strip() for measure in issue.preventive)
        case Part.ROOT_CAUSE:
            return bool(issue.root_cause.strip())
        case Part.NO_VIOLATION:
            return bool(issue.no_violation.strip())
        case Part.STATEMENT:
            return bool(issue.statement.strip())
        case Part.POINT:
            return True


def placeholders(
    case: Case, answers: AppealAnswers | None, evidence: Evidence, rules: AppealRules, now: datetime
) -> tuple[Lack, ...]:
    """No text still holds what a sample or draft left in it."""
    if answers is None:
        return ()
    return tuple(
        lack(rules, "NP-PLACEHOLDER", place, found=found)
        for place, text in texts_of(answers)
        for found in _left_over(text, rules.file.placeholders)
    )


def _left_over(text: str, words: Iterable[str]) -> Iterator[str]:
    if match := PLACEHOLDER.search(text):
        yield match[0]
    elif word := first_word(text, words):
        yield word


def first_word(text: str, words: Iterable[str]) -> str | None:
    """The first of the words that stands in the text as a whole word, whatever its case."""
    folded = text.casefold()
    for word in words:
        at = folded.find(needle := word.casefold())
        while at >= 0:
            if _is_whole(folded, at, at + len(needle)):
                return word
            at = folded.find(needle, at + 1)
    return None


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether no letter or digit of an alphabet continues the word; scripts without spaces have no such ends."""
    return not (_joins(text[start - 1 : start], text[start]) or _joins(text[end - 1], text[end : end + 1]))


def _joins(left: str, right: str) -> bool:
    return bool(left and right) and left.isalnum() and right.isalnum() and max(left, right) < "\u2e80"


def other_platform(
    case: Case, answers: AppealAnswers | None, evidence: Evidence, rules: AppealRules, now: datetime
) -> tuple[Lack, ...]:
    """No text names another platform: that shows a text that was written for another case."""
    if answers is None:
        return ()
    strange = [
        w for platform, words in rules.file.platform_words.items() if platform is not case.platform for w in words
    ]
    return tuple(
        lack(rules, "NP-WRONG-PLATFORM", place, word=word, platform=case.platform.value.capitalize())
        for place, text in texts_of(answers)
        if (word := first_word(text, strange))
    )


def other_case(
    case: Case, answers: AppealAnswers | None, evidence: Evidence, rules: AppealRules, now: datetime
) -> tuple[Lack, ...]:
    """The answers were written for this case and answer only violations that its notices name."""
    if answers is None:
        return ()
    lacks = []
    if answers.case.strip() and answers.case.strip() != case.id:
        lacks.append(lack(rules, "NP-CASE-FOREIGN", "case", found=answers.case, case=case.id))
    known = case_violations(case)
    for issue in answers.issues:
        if issue.violation is not None and known and issue.violation not in known:
            lacks.append(
                lack(rules, "NP-VIOLATION-FOREIGN", f"issue {issue.violation}", violation=rules.name(issue.violation))
            )
    return tuple(lacks)
