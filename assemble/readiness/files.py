"""Checks on the files: they are there, can be opened, have a type that the form takes, and are told about."""

from __future__ import annotations

from collections.abc import Iterator

from assemble.accepted import accepted_by_notice, is_accepted, page_type, type_of, usual_types
from assemble.answers import AppealAnswers
from assemble.case import unique
from assemble.file_types import ENDINGS, TEXTS, plain_type
from assemble.lack import Lack
from assemble.papers import Paper
from assemble.review import Review


def named_files(review: Review) -> Iterator[Lack]:
    """Every file that an answer names is in the evidence."""
    there = review.evidence.names()
    for place, name in unique(_named(review.answers)):
        if name not in there:
            yield review.lack("NP-FILE-MISSING", place, file=name)


def _named(answers: AppealAnswers) -> Iterator[tuple[str, str]]:
    yield from ((f"evidence {claim.file}", claim.file) for claim in answers.evidence if claim.file.strip())
    yield from ((f"order {step.order}", step.file) for step in answers.orders if step.file)
    for issue in answers.issues:
        for number, action in enumerate(issue.corrective, start=1):
            yield from ((f"corrective {number}", name) for name in action.evidence if name.strip())


def sound_files(review: Review) -> Iterator[Lack]:
    """Every file has content, can be opened without a password, and is what its name says."""
    for paper in review.papers:
        name = paper.file.name
        if not paper.file.data:
            yield review.lack("NP-FILE-EMPTY", name, file=name)
        elif paper.fault:
            yield review.lack("NP-FILE-UNREADABLE", name, file=name, why=paper.fault)
        elif _is_misnamed(paper):
            yield review.lack(
                "NP-FILE-MISNAMED", name, file=name, found=ENDINGS.get(paper.media_type, "something else")
            )
    for name in review.evidence.sealed:
        yield review.lack("NP-FILE-SEALED", name, file=name)


def _is_misnamed(paper: Paper) -> bool:
    """Whether the ending of the name says another type than the bytes do."""
    ending = plain_type(paper.file.extension)
    if true := ENDINGS.get(paper.media_type):
        return ending != true
    return ending in ENDINGS.values() or (ending in TEXTS and not paper.media_type.startswith("text/"))


def file_types(review: Review) -> Iterator[Lack]:
    """Every file has a type that the notice takes or can be turned into one; without a list, one that is usual."""
    stated = accepted_by_notice(review.case)
    accepted = stated or usual_types(review.case, review.rules)
    for paper in review.papers:
        if is_accepted(paper, accepted) or not paper.file.data:
            continue
        name, listed = paper.file.name, ", ".join(accepted)
        if not stated:
            yield review.lack("NP-FILE-TYPE-USUAL", name, file=name, accepted=listed)
        elif made := page_type(paper, stated):
            yield review.lack("NP-FILE-CONVERTED", name, file=name, accepted=listed, made=made, found=type_of(paper))
        else:
            yield review.lack("NP-FILE-TYPE", name, file=name, accepted=listed)


def explained_files(review: Review) -> Iterator[Lack]:
    """Of every file somebody says what it shows."""
    told = {claim.file for claim in review.answers.evidence if claim.shows.strip()}
    for name in (*(file.name for file in review.evidence.files), *review.evidence.sealed):
        if name not in told:
            yield review.lack("NP-FILE-UNEXPLAINED", name, file=name)


def repeated_files(review: Review) -> Iterator[Lack]:
    """No paper is there twice under two names."""
    first: dict[str, str] = {}
    for file in review.evidence.files:
        other = first.setdefault(file.digest, file.name)
        if other != file.name and file.data:
            yield review.lack("NP-FILE-TWICE", file.name, file=file.name, other=other)


def large_files(review: Review) -> Iterator[Lack]:
    """No file is larger than forms are expected to take."""
    limit = review.checks.file_bytes
    for file in review.evidence.files:
        if len(file.data) > limit:
            size = f"{len(file.data) / 1_000_000:.1f}"
            yield review.lack("NP-FILE-LARGE", file.name, file=file.name, size=size, limit=f"{limit / 1_000_000:g}")
