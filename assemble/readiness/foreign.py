"""Checks for what belongs to another case: its answers, violations, ASINs, numbers, names and days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from assemble.case import Case, case_asins, case_violations, unique
from assemble.days import days_in
from assemble.lack import Lack
from assemble.review import Review
from assemble.subjects import names_of, numbers_of
from assemble.texts import texts_of
from assemble.words_in import first_word

ASIN = re.compile(r"(?<![0-9A-Za-z])B0[0-9A-Z]{8}(?![0-9A-Za-z])")
"""The form that can be told from a word in bare text."""


def other_case(review: Review) -> Iterator[Lack]:
    """The answers were written for this case and answer only violations that its notices name."""
    given = review.answers.case.strip()
    if given and given != review.case.id:
        yield review.lack("NP-CASE-FOREIGN", "case", found=given, case=review.case.id)
    known = case_violations(review.case)
    for issue in review.answers.issues:
        if issue.violation is not None and known and issue.violation not in known:
            name = review.rules.name(issue.violation)
            yield review.lack("NP-VIOLATION-FOREIGN", f"issue {issue.violation}", violation=name)


def foreign_asins(review: Review) -> Iterator[Lack]:
    """No answer speaks of an ASIN that none of the notices names."""
    answers = review.answers
    named = [(place, asin) for place, text in texts_of(answers) for asin in ASIN.findall(text)]
    named += [("asins of an issue", asin) for issue in answers.issues for asin in issue.asins]
    named += [(f"evidence {claim.file}", asin) for claim in answers.evidence for asin in claim.asins]
    named += [("listings", asin) for one in answers.listings for asin in one.asins]
    known = set(case_asins(review.case))
    for place, asin in unique((place, asin) for place, asin in named if asin not in known):
        yield review.lack("NP-ASIN-FOREIGN", place, asin=asin)


def foreign_numbers(review: Review) -> Iterator[Lack]:
    """No text names a complaint, case, order or right that belongs to another case of the seller."""
    own = numbers_of(review.case)
    strange = {number: other.case for other in review.dossier.others for number in other.numbers if number not in own}
    for place, text in texts_of(review.answers):
        if number := first_word(text, strange):
            yield review.lack("NP-REFERENCE-FOREIGN", place, number=number, case=strange[number])


def foreign_names(review: Review) -> Iterator[Lack]:
    """No text names a rights owner or product of another case of the seller."""
    own = {name.casefold() for name in names_of(review.case)}
    others = [(name, other.case) for other in review.dossier.others for name in sorted(other.names)]
    strange = {name: case for name, case in others if name.casefold() not in own}
    for place, text in texts_of(review.answers):
        if name := first_word(text, strange):
            yield review.lack("NP-NAME-FOREIGN", place, name=name, case=strange[name])


def foreign_dates(review: Review) -> Iterator[Lack]:
    """No text names a day long before the notices, or the day of another case's notice."""
    first = _first_day(review.case)
    oldest = first - timedelta(days=review.checks.oldest_days) if first else date.min
    own = {joined.facts.issued.date() for joined in review.case.notices if joined.facts.issued}
    own |= {action.done for issue in review.answers.issues for action in issue.corrective if action.done}
    theirs = {day for other in review.dossier.others for day in other.days} - own
    for place, text in texts_of(review.answers):
        for day, words in days_in(text):
            if day < oldest or day in theirs:
                yield review.lack("NP-DATE-FOREIGN", place, date=words)


def _first_day(case: Case) -> date | None:
    days = [joined.facts.issued.date() for joined in case.notices if joined.facts.issued]
    return min(days, default=None)
