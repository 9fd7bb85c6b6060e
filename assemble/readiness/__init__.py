"""Readiness: what a packet still lacks. One rule a function, grouped by topic; all are run, none stops the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from assemble.lack import Lack
from assemble.readiness.actions import (
    future_actions,
    incomplete_measures,
    promised_actions,
    undated_actions,
    unproven_actions,
)
from assemble.readiness.age import old_papers
from assemble.readiness.answered import unanswered_asins, unmet_requests, unproven_dispute
from assemble.readiness.files import explained_files, file_types, large_files, named_files, repeated_files, sound_files
from assemble.readiness.foreign import foreign_asins, foreign_dates, foreign_names, foreign_numbers, other_case
from assemble.readiness.language import language
from assemble.readiness.length import long_text
from assemble.readiness.proof import modified_papers, paper_kinds, seller_named, signs_seen
from assemble.readiness.resubmission import reused_text, unchanged_text
from assemble.readiness.sections import empty_sections, other_platform, placeholders
from assemble.readiness.sensitive import secrets_told, sensitive_files, sensitive_text
from assemble.readiness.shipments import shipment_faults, shipments_complete, stock_shown
from assemble.readiness.standing import authenticity, backups, listings, submitter, way
from assemble.readiness.time import near_deadline, no_deadline
from assemble.readiness.wording import blaming, contradicting, emotional, services
from assemble.review import Review
from config.words import Severity

Check = Callable[[Review], Iterator[Lack]]
"""One rule: what a dossier lacks at a point in time; nothing when it lacks nothing."""

LASTING: tuple[Check, ...] = (
    authenticity,
    way,
    no_deadline,
    other_case,
    empty_sections,
    placeholders,
    other_platform,
    unanswered_asins,
    foreign_asins,
    foreign_numbers,
    foreign_names,
    foreign_dates,
    undated_actions,
    promised_actions,
    unproven_actions,
    incomplete_measures,
    unmet_requests,
    unproven_dispute,
    named_files,
    sound_files,
    file_types,
    explained_files,
    repeated_files,
    large_files,
    paper_kinds,
    signs_seen,
    modified_papers,
    seller_named,
    old_papers,
    shipment_faults,
    shipments_complete,
    stock_shown,
    sensitive_files,
    sensitive_text,
    secrets_told,
    language,
    emotional,
    blaming,
    contradicting,
    services,
    unchanged_text,
    reused_text,
    long_text,
    listings,
    backups,
    submitter,
)
"""Checks whose result does not depend on the time; these stand in the documents."""

TIMED: tuple[Check, ...] = (near_deadline, future_actions)
"""Checks against the clock; they stand in readiness.json only, so that a re-run gives the same documents."""

CHECKS: tuple[Check, ...] = (*TIMED, *LASTING)


def check(review: Review, checks: tuple[Check, ...] = CHECKS) -> tuple[Lack, ...]:
    """Everything the dossier lacks, errors first, otherwise in the order of the checks.

    Raises:
        ValueError: no check was given; an empty list would call everything ready.
    """
    if not checks:
        raise ValueError("no readiness check was given")
    return by_weight(tuple(lack for one in checks for lack in one(review)))


def by_weight(lacks: tuple[Lack, ...]) -> tuple[Lack, ...]:
    """Errors first, otherwise in the order given."""
    return tuple(sorted(lacks, key=lambda lack: lack.severity is not Severity.ERROR))


def is_ready(lacks: tuple[Lack, ...]) -> bool:
    """Whether nothing that was found holds the packet back."""
    return all(lack.severity is not Severity.ERROR for lack in lacks)


__all__ = ["CHECKS", "LASTING", "TIMED", "Check", "by_weight", "check", "is_ready"]
