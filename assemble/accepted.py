"""Which file types a form takes, and which files can be turned into one of them."""

from __future__ import annotations

from collections.abc import Collection

from assemble.case import Case, case_violations
from assemble.file_types import ENDINGS, IMAGES, PDF, plain_type
from assemble.papers import Paper
from config.appeals import AppealRules

PAGE_TYPES = ("png", "jpg", "tiff")
"""Types that a page or picture can be turned into, the best first."""


def accepted_by_notice(case: Case) -> tuple[str, ...]:
    """The file types that the newest notice with such a list takes."""
    for joined in reversed(case.notices):
        if joined.facts.accepted_files:
            return joined.facts.accepted_files
    return ()


def usual_types(case: Case, rules: AppealRules) -> tuple[str, ...]:
    """The file types that are usual for every violation of the case; empty where none are known."""
    usual = [set(rules.guidance(violation).accepted_files) for violation in case_violations(case)]
    return tuple(sorted(set.intersection(*usual))) if usual else ()


def type_of(paper: Paper) -> str:
    """The type of a paper as an ending: by its bytes, by its name where the bytes do not tell."""
    return ENDINGS.get(paper.media_type) or plain_type(paper.file.extension)


def is_accepted(paper: Paper, accepted: Collection[str]) -> bool:
    """Whether a form that lists these types takes the paper as it is; an empty list takes everything."""
    return not accepted or type_of(paper) in {plain_type(ending) for ending in accepted}


def page_type(paper: Paper, accepted: Collection[str]) -> str | None:
    """The type that the pages of a paper can be turned into so that the form takes them; None where that cannot be."""
    if paper.fault or paper.media_type not in (PDF, *IMAGES):
        return None
    known = {plain_type(ending) for ending in accepted}
    return next((ending for ending in PAGE_TYPES if ending in known), None)
