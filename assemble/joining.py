"""Why two notices are about the same problem: what they share, as keys that a catalog can look up. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from config.words import Kind, Platform, Scope, Verdict
from extract.facts import Facts

PROBLEM_WINDOW = timedelta(days=180)
"""Two notices that share only account, violation and ASIN are one problem when they were issued no further apart."""
SHORTEST_NUMBER = 5
"""Characters of a case or complaint number that can tell one problem from another."""

Thing = TypeVar("Thing")


class Reason(StrEnum):
    """Why a notice stands in a case, strongest first."""

    PERSON = "person"  # somebody decided it
    THREAD = "thread"  # answers the same mail (Message-ID, In-Reply-To, References)
    COMPLAINT = "complaint"
    CASE = "case"
    PROBLEM = "problem"  # same account and marketplace, same violation, a shared ASIN or the account as a whole


STRENGTH = {reason: -place for place, reason in enumerate(Reason)}


@dataclass(frozen=True, slots=True)
class JoinKey:
    """One thing a notice states that a notice about the same problem states too."""

    reason: Reason
    value: str
    """`amazon:complaint:70318845921`; starts with the platform, so that two platforms never share one."""

    @property
    def bare(self) -> str:
        """The value without platform and reason."""
        return self.value.split(":", 2)[2]


@dataclass(frozen=True, slots=True)
class Tie:
    """The one reason why a notice stands in the case of another."""

    reason: Reason
    value: str
    """What both state; for a person's decision the words that person gave."""
    to: str
    """Item of the other notice."""


Rank = tuple[int, int, bool, datetime, str]


def join_keys(facts: Facts) -> tuple[JoinKey, ...]:
    """The keys of a notice, strongest first, each once; none for what must not join anything.

    A message that is suspicious, unrelated or of an unknown platform has none: it could draw a stranger's words into a
    case.
    """
    if facts.platform is Platform.UNKNOWN or facts.kind is Kind.UNRELATED:
        return ()
    if facts.authenticity.verdict is Verdict.SUSPICIOUS:
        return ()
    return unique([*_thread_keys(facts), *_number_keys(facts), *_problem_keys(facts)])


def _thread_keys(facts: Facts) -> Iterator[JoinKey]:
    for message_id in (facts.message_id, *reversed(facts.thread)):
        if bare := message_id.strip().strip("<>"):
            yield _key(facts, Reason.THREAD, bare)


def _number_keys(facts: Facts) -> Iterator[JoinKey]:
    complaints = [*facts.references.complaint, *(c.complaint_id or "" for c in facts.complaints)]
    for reason, numbers in ((Reason.COMPLAINT, complaints), (Reason.CASE, facts.references.case)):
        for number in numbers:
            bare = re.sub(r"[^0-9A-Za-z]", "", number).upper()
            if len(bare) >= SHORTEST_NUMBER:
                yield _key(facts, reason, bare)


def _problem_keys(facts: Facts) -> Iterator[JoinKey]:
    """One key for each violation and ASIN; for what hits the account as a whole, one for each violation."""
    if not facts.account:
        return
    things = list(facts.asins)
    if facts.scope is Scope.ACCOUNT:
        things.append("account")
    for violation in facts.violations:
        for thing in things:
            yield _key(facts, Reason.PROBLEM, f"{facts.account}:{facts.marketplace or '-'}:{violation}:{thing}")


def _key(facts: Facts, reason: Reason, value: str) -> JoinKey:
    return JoinKey(reason, f"{facts.platform}:{reason}:{value}")


def tie(one: Facts, other: Facts) -> Tie | None:
    """Why `one` belongs with `other`; None when they share nothing, or only a problem of long ago."""
    shared = _shared(one, other)
    return Tie(shared[0].reason, shared[0].bare, other.item) if shared else None


def rank(one: Facts, other: Facts) -> Rank | None:
    """How well `one` belongs with `other`: the strongest thing shared, how many of that kind, then the newer other.

    Two notices never have the same rank, so the best does not depend on the order in which they came in.
    """
    shared = _shared(one, other)
    if not shared:
        return None
    alike = sum(key.reason is shared[0].reason for key in shared)
    return (STRENGTH[shared[0].reason], alike, *order(other))


def _shared(one: Facts, other: Facts) -> list[JoinKey]:
    theirs = set(join_keys(other))
    far = _far_apart(one, other)
    return [key for key in join_keys(one) if key in theirs and not (far and key.reason is Reason.PROBLEM)]


def _far_apart(one: Facts, other: Facts) -> bool:
    if one.issued is None or other.issued is None:
        return False
    return abs(in_utc(one.issued) - in_utc(other.issued)) > PROBLEM_WINDOW


def order(facts: Facts) -> tuple[bool, datetime, str]:
    """Sorts notices by the time they were issued; those without a date come first."""
    issued = facts.issued
    return issued is not None, in_utc(issued) if issued else datetime.min.replace(tzinfo=UTC), facts.item


def in_utc(moment: datetime) -> datetime:
    """The moment in UTC; one without a zone is taken as UTC."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def unique(things: Iterable[Thing]) -> tuple[Thing, ...]:
    """The things in their order, each once."""
    return tuple(dict.fromkeys(things))
