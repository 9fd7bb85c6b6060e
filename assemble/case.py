"""A case: one problem with one account on one platform, and how notices join it. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar

from assemble.literal import entry
from config.words import ACTIONABLE, Basis, Kind, Platform, Scope, Verdict, Violation
from extract.facts import Deadline, Facts
from extract.facts_json import facts_from_json, facts_to_json

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Base 32 without I, L, O and U (Douglas Crockford, Base 32 Encoding)."""

Thing = TypeVar("Thing")


class CaseState(StrEnum):
    """Where a case stands; follows from its notices."""

    OPEN = "open"
    ANSWERED = "answered"
    REFUSED = "refused"
    REINSTATED = "reinstated"


STATES = {
    Kind.APPEAL_RECEIVED: CaseState.ANSWERED,
    Kind.APPEAL_REJECTED: CaseState.REFUSED,
    Kind.REINSTATED: CaseState.REINSTATED,
}
"""What the newest notice makes of a case; every other kind leaves or makes it open."""


@dataclass(frozen=True, slots=True)
class JoinKey:
    """One reason why two notices are about the same problem; equal keys join."""

    reason: str
    """`thread`, `complaint`, `case`, `problem` (account + violation + ASIN overlap), strongest first."""
    value: str
    """Text that is equal for notices that belong together; always starts with the platform."""


@dataclass(frozen=True, slots=True)
class Joined:
    """A notice in a case, and why it is there."""

    facts: Facts
    reason: str
    """`opened`, or the reason of the join key with its value."""


@dataclass(frozen=True, slots=True)
class Case:
    """One problem with one account on one platform: its notices, oldest first."""

    id: str
    """`AMZ-US-7KQ2M4XD`: platform, marketplace, eight base-32 digits of the first item's digest."""
    platform: Platform
    marketplace: str | None
    notices: tuple[Joined, ...]
    """In the order they were issued; those without a date come first."""

    def __post_init__(self) -> None:
        if not self.notices:
            raise ValueError("a case has at least one notice")
        if any(joined.facts.platform is not self.platform for joined in self.notices):
            raise ValueError("the notices of a case come from one platform")


def join_keys(facts: Facts) -> tuple[JoinKey, ...]:
    """The keys of a notice, strongest first, each once; none for what must not join anything.

    A message that is suspicious, unrelated or of an unknown platform has none: it could draw a stranger's words into a
    case. Every value starts with the platform, so that two platforms never share one.
    """
    if facts.platform is Platform.UNKNOWN or facts.kind is Kind.UNRELATED:
        return ()
    if facts.authenticity.verdict is Verdict.SUSPICIOUS:
        return ()
    return unique([*_thread_keys(facts), *_number_keys(facts), *_problem_keys(facts)])


def _thread_keys(facts: Facts) -> Iterator[JoinKey]:
    for message_id in (facts.message_id, *reversed(facts.thread)):
        if bare := message_id.strip().strip("<>"):
            yield _key(facts, "thread", bare)


def _number_keys(facts: Facts) -> Iterator[JoinKey]:
    complaints = [*facts.references.complaint, *(c.complaint_id or "" for c in facts.complaints)]
    for reason, numbers in (("complaint", complaints), ("case", facts.references.case)):
        for number in numbers:
            if bare := re.sub(r"[^0-9A-Za-z]", "", number).upper():
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
            yield _key(facts, "problem", f"{facts.account}:{facts.marketplace or '-'}:{violation}:{thing}")


def _key(facts: Facts, reason: str, value: str) -> JoinKey:
    return JoinKey(reason, f"{facts.platform}:{reason}:{value}")


def open_case(facts: Facts) -> Case:
    """A new case with this notice in it."""
    return Case(case_id(facts), facts.platform, facts.marketplace, (Joined(facts, "opened"),))


def case_id(facts: Facts) -> str:
    """The id of the case that this notice opens; the same notice always gives the same id."""
    digest = int.from_bytes(hashlib.sha256(facts.item.encode("utf-8", "replace")).digest()[:5], "big")
    if re.fullmatch(r"sha256:[0-9a-f]{64}", facts.item):
        digest = int(facts.item[7:17], 16)
    digits = "".join(CROCKFORD[digest >> shift & 31] for shift in range(35, -1, -5))
    return "-".join([*_prefix(facts), digits])


def _prefix(facts: Facts) -> list[str]:
    if facts.platform is Platform.JOOM:
        return ["JOOM"]
    known = facts.marketplace if re.fullmatch(r"[A-Z]{2}", facts.marketplace or "") else None
    name = "AMZ" if facts.platform is Platform.AMAZON else "UNKNOWN"
    return [name, known] if known else [name]


def join(case: Case, facts: Facts, reason: str) -> Case:
    """The case with one more notice, in the order they were issued; an item that is there already changes nothing.

    The order in which notices join does not matter for their order in the case.

    Raises:
        ValueError: the notice is of another platform.
    """
    if any(joined.facts.item == facts.item for joined in case.notices):
        return case
    notices = sorted((*case.notices, Joined(facts, reason)), key=lambda joined: _order(joined.facts))
    return replace(case, notices=tuple(notices), marketplace=case.marketplace or facts.marketplace)


def _order(facts: Facts) -> tuple[bool, datetime, str]:
    issued = facts.issued
    return issued is not None, in_utc(issued) if issued else datetime.min.replace(tzinfo=UTC), facts.item


def in_utc(moment: datetime) -> datetime:
    """The moment in UTC; one without a zone is taken as UTC."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def newest(case: Case) -> Facts:
    """The facts of the notice that was issued last."""
    return case.notices[-1].facts


def state(case: Case) -> CaseState:
    """Where the case stands: what its newest notice says."""
    return STATES.get(newest(case).kind, CaseState.OPEN)


def case_violations(case: Case) -> tuple[Violation, ...]:
    """Every violation of every notice, oldest notice first, each once."""
    return unique(violation for joined in case.notices for violation in joined.facts.violations)


def case_asins(case: Case) -> tuple[str, ...]:
    """Every ASIN of every notice, oldest notice first, each once."""
    return unique(asin for joined in case.notices for asin in joined.facts.asins)


def case_requested(case: Case) -> tuple[str, ...]:
    """Every paper or statement that a notice asked for, in its own words, oldest notice first, each once."""
    texts = (entry(text) for joined in case.notices for text in joined.facts.requested)
    return unique(text for text in texts if text)


def case_deadline(case: Case) -> Deadline | None:
    """The deadline in force: that of the newest notice that asks for something and has one; none once reinstated.

    A working target of ours (basis `rule`) never takes the place of a notice's own deadline that is still running when
    the newer notice is issued.
    """
    if state(case) is CaseState.REINSTATED:
        return None
    asking = [j.facts for j in reversed(case.notices) if j.facts.kind in ACTIONABLE and j.facts.deadline is not None]
    if not asking:
        return None
    first = asking[0]
    for facts in asking:
        if facts.deadline is not None and facts.deadline.basis is not Basis.RULE:
            running = first.issued is None or in_utc(facts.deadline.at) >= in_utc(first.issued)
            return facts.deadline if facts is first or running else first.deadline
    return first.deadline


def unique(things: Iterable[Thing]) -> tuple[Thing, ...]:
    """The things in their order, each once."""
    return tuple(dict.fromkeys(things))


def case_to_json(case: Case) -> dict[str, Any]:
    """The case as plain JSON data that `case_from_json` reads back; the same case gives the same data."""
    notices = [{"reason": joined.reason, "facts": facts_to_json(joined.facts)} for joined in case.notices]
    platform = case.platform.value
    return {"id": case.id, "platform": platform, "marketplace": case.marketplace, "notices": notices}


def case_from_json(data: Mapping[str, Any]) -> Case:
    """The case that `case_to_json` made.

    Raises:
        ValueError, KeyError: the data are no such case.
    """
    notices = tuple(Joined(facts_from_json(entry["facts"]), entry["reason"]) for entry in data["notices"])
    return Case(data["id"], Platform(data["platform"]), data["marketplace"], notices)
