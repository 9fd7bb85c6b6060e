"""Whether a paper can be believed: its kind, the signs it must carry, how its file was made, whom it names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from assemble.answers import EvidenceClaim
from assemble.claims import claims_about
from assemble.lack import Lack
from assemble.papers import Paper
from assemble.review import Review
from config.words import PaperKind, Seen

MISSING_SIGN = {
    Seen.BOTH_SIGNATURES: "NP-PAPER-UNSIGNED",
    Seen.ACCREDITATION: "NP-REPORT-UNACCREDITED",
    Seen.URL: "NP-IMAGE-NO-URL",
    Seen.TIME: "NP-IMAGE-NO-TIME",
}
"""The code for a sign that nobody has seen in a paper that must carry it."""
SLACK = timedelta(minutes=10)
"""A program may take so long to write a file it has begun."""


def _claims(review: Review, paper: Paper) -> tuple[EvidenceClaim, ...]:
    return claims_about(review.answers, paper.file.name)


def _seen(review: Review, paper: Paper) -> frozenset[Seen]:
    return frozenset(sign for claim in _claims(review, paper) for sign in claim.seen)


def _kinds(review: Review, paper: Paper) -> frozenset[PaperKind]:
    return frozenset(claim.paper for claim in _claims(review, paper) if claim.paper)


def paper_kinds(review: Review) -> Iterator[Lack]:
    """Of every paper it is said what it is: what must be seen in it depends on that."""
    for paper in review.papers:
        if not _kinds(review, paper):
            yield review.lack("NP-PAPER-KIND", paper.file.name, file=paper.file.name)


def signs_seen(review: Review) -> Iterator[Lack]:
    """In every paper a person has seen the signs that its kind must carry; a picture's own time counts as seen."""
    for paper in review.papers:
        seen = _seen(review, paper) | ({Seen.TIME} if paper.is_image and paper.created else set())
        wanted = {sign: kind for kind in sorted(_kinds(review, paper)) for sign in review.checks.papers[kind].seen}
        for sign, kind in wanted.items():
            if sign not in seen:
                name = review.checks.papers[kind].name
                yield review.lack(MISSING_SIGN[sign], paper.file.name, file=paper.file.name, kind=name)


def modified_papers(review: Review) -> Iterator[Lack]:
    """No PDF was changed after it was made, unless a person says that it came so from its issuer."""
    for paper in review.papers:
        why = _how_modified(paper, review.checks.editors)
        if why and Seen.AS_RECEIVED not in _seen(review, paper):
            yield review.lack("NP-PDF-MODIFIED", paper.file.name, file=paper.file.name, why=why)


def _how_modified(paper: Paper, editors: tuple[str, ...]) -> str:
    """How a PDF shows that it was made over; empty where it does not."""
    if editor := next((name for name in editors if name.casefold() in paper.makers), ""):
        return f"it names {editor} as its program"
    if paper.updates and not paper.signed:
        return "something was added to the finished file"
    if paper.created and paper.modified and _plain(paper.modified) - _plain(paper.created) > SLACK:
        return f"made {paper.created:%Y-%m-%d}, changed {paper.modified:%Y-%m-%d}"
    return ""


def _plain(moment: datetime) -> datetime:
    """The moment without its zone, which one of two dates of a PDF often lacks."""
    return moment.replace(tzinfo=None)


def seller_named(review: Review) -> Iterator[Lack]:
    """A paper that must name the seller does, as far as its text can be read, or a person has seen it."""
    company = _bare(review.answers.signatory.company)
    for paper in review.papers:
        must = any(review.checks.papers[kind].seller for kind in _kinds(review, paper))
        text = paper.text.content if paper.text else ""
        told = company in _bare(text) or Seen.ACCOUNT_NAME in _seen(review, paper)
        if must and company and text.strip() and not told:
            name = review.answers.signatory.company
            yield review.lack("NP-PAPER-NAME", paper.file.name, file=paper.file.name, company=name)


def _bare(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
