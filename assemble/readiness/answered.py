"""Checks on the match with the notice: every ASIN answered, every paper it asks for there, a dispute proven."""

from __future__ import annotations

from collections.abc import Iterator

from assemble.case import case_asins
from assemble.claims import made_claims, meets, requests_to_meet
from assemble.issues import covered_asins
from assemble.lack import Lack
from assemble.matrix import gaps
from assemble.review import Review
from config.appeals import Part


def unanswered_asins(review: Review) -> Iterator[Lack]:
    """Every ASIN of the notices is covered by an answer that has content."""
    if review.form is None:
        return
    covered = covered_asins(review.case, review.answers, review.form)
    if left := ", ".join(asin for asin in case_asins(review.case) if asin not in covered):
        yield review.lack("NP-ASIN-UNANSWERED", left, asins=left)


def unmet_requests(review: Review) -> Iterator[Lack]:
    """For every paper or statement that a notice asks for there is a file or a statement, and for every ASIN."""
    if review.form is None:
        return
    claims = made_claims(review.answers, review.evidence)
    missing = gaps(review.case, review.answers, review.evidence, review.rules)
    for request in requests_to_meet(review.case, review.answers, review.rules):
        place = f"request {request.number}"
        if not any(meets(claim, request) for claim in claims):
            yield review.lack("NP-REQUEST-UNMET", place, request=request.text)
        elif left := ", ".join(asin for asin, number in missing if number == request.number):
            yield review.lack("NP-REQUEST-ASIN", place, request=request.text, asins=left)


def unproven_dispute(review: Review) -> Iterator[Lack]:
    """A dispute has at least one paper: words alone prove nothing."""
    if review.form is None or Part.NO_VIOLATION not in review.form.sections:
        return
    if not any(claim.file for claim in made_claims(review.answers, review.evidence)):
        yield review.lack("NP-DISPUTE-UNPROVEN", "evidence")
