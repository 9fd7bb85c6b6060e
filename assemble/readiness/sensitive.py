"""Checks on sensitive values: none that nobody asked for, and never a secret. Messages name the kind, no value."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from assemble.case import case_violations, unique
from assemble.claims import claims_about, requests_to_meet
from assemble.lack import Lack
from assemble.papers import Paper
from assemble.redact.find import find
from assemble.review import Review
from assemble.texts import texts_of
from assemble.words_in import first_word
from config.redaction import Entity
from config.words import PaperKind, Seen

MOST = 200_000
"""Characters of a paper that are searched, about a hundred pages; redaction searches all of it."""


def secrets_told(review: Review) -> Iterator[Lack]:
    """Neither a text nor a paper holds a password, key, card or insurance number."""
    for place, text in texts_of(review.answers):
        if kinds := _kinds(review, text, review.checks.secrets):
            yield review.lack("NP-CREDENTIAL", place, kinds=kinds)
    for paper in review.papers:
        wanted = set() if _is_needed(review, paper) else set(review.checks.secrets)
        wanted |= {Entity.TOKEN, Entity.PASSWORD}
        if kinds := _kinds(review, _text(paper), wanted):
            yield review.lack("NP-CREDENTIAL", paper.file.name, kinds=kinds)


def sensitive_text(review: Review) -> Iterator[Lack]:
    """No text holds a tax, bank or identity number."""
    wanted = set(review.checks.sensitive.kinds) - set(review.checks.secrets)
    for place, text in texts_of(review.answers):
        if kinds := _kinds(review, text, wanted):
            yield review.lack("NP-TEXT-SENSITIVE", place, kinds=kinds)


def sensitive_files(review: Review) -> Iterator[Lack]:
    """No paper shows a tax, bank or identity number that the notice does not ask for and its kind does not bring."""
    for paper in review.papers:
        if _is_needed(review, paper):
            continue
        kinds = {claim.paper for claim in claims_about(review.answers, paper.file.name) if claim.paper}
        brought = {entity for kind in kinds for entity in review.checks.papers[kind].may_show}
        wanted = set(review.checks.sensitive.kinds) - set(review.checks.secrets) - brought
        found = _kinds(review, _text(paper), wanted)
        if not found and PaperKind.IDENTITY in kinds:
            found = "identity document"
        if found:
            yield review.lack("NP-FILE-SENSITIVE", paper.file.name, file=paper.file.name, kinds=found)


def _is_needed(review: Review, paper: Paper) -> bool:
    """Whether the notice asks for papers that hold such values, or a person says that this one is asked for."""
    if any(Seen.NEEDED in claim.seen for claim in claims_about(review.answers, paper.file.name)):
        return True
    codes = {violation.value for violation in case_violations(review.case)}
    if set(review.checks.sensitive.unless) & (codes | {code.partition(".")[0] for code in codes}):
        return True
    requests = requests_to_meet(review.case, review.answers, review.rules)
    return any(first_word(request.text, review.checks.sensitive.words) for request in requests)


def _text(paper: Paper) -> str:
    return paper.text.content[:MOST] if paper.text else ""


def _kinds(review: Review, text: str, wanted: Collection[Entity]) -> str:
    """The kinds of sensitive value that stand in the text, for people; empty when none does."""
    found = find(text, review.rules.redaction) if text else ()
    return ", ".join(unique(one.entity.value.replace("_", " ") for one in found if one.entity in wanted))
