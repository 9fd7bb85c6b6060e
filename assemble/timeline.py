"""What happened with a case and what is to come, in the order of time. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from enum import StrEnum

from assemble.case import Case, Joined
from assemble.events import Did, Event
from assemble.joining import in_utc
from assemble.standing import case_deadline
from config.rules import PlatformRules
from config.words import Basis, Kind, Role, Scope
from extract.deadline import add
from extract.facts import Deadline, Facts


class Happening(StrEnum):
    """What kind of thing stands in a timeline."""

    NOTICE = "notice"
    PACKET = "packet"
    DONE = "done"  # by a person, or by noticepack because of a notice
    UNDONE = "undone"
    DEADLINE = "deadline"
    FUNDS = "funds"


KINDS = {
    Kind.VIOLATION: "violation",
    Kind.WARNING: "warning",
    Kind.INFORMATION_REQUEST: "asks for information",
    Kind.APPEAL_RECEIVED: "has the appeal",
    Kind.APPEAL_REJECTED: "rejects the appeal",
    Kind.REINSTATED: "reinstated",
}


@dataclass(frozen=True, slots=True)
class Made:
    """A packet of the case."""

    version: str
    made: datetime
    ready: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a timeline."""

    at: datetime | None
    """With the offset it was stated in; None for a notice without a date."""
    happening: Happening
    what: str
    """One line, our words."""
    detail: str = ""
    """Words of a notice or a person: never ours."""
    item: str | None = None
    """The notice it is about."""
    expected: bool = False
    """By a rule of ours: nobody stated it."""


def timeline(case: Case, packets: Sequence[Made], platform: PlatformRules | None) -> tuple[Entry, ...]:
    """Notices and replies, packets, submissions, decisions, the deadline and the dates of held money, oldest first."""
    entries = [
        *(_notice(joined) for joined in case.notices),
        *(Entry(made.made, Happening.PACKET, _packet(made)) for made in packets),
        *(entry for event in case.events for entry in _event(event)),
        *_deadline(case_deadline(case)),
        *_funds(case, platform),
    ]
    start = datetime.min.replace(tzinfo=UTC)
    return tuple(sorted(entries, key=lambda entry: (in_utc(entry.at) if entry.at else start, entry.expected)))


def _notice(joined: Joined) -> Entry:
    facts = joined.facts
    return Entry(facts.issued, Happening.NOTICE, KINDS.get(facts.kind, facts.kind), facts.subject, facts.item)


def _packet(made: Made) -> str:
    return f"packet {made.version}, {'ready' if made.ready else 'not ready'}"


def _event(event: Event) -> Iterator[Entry]:
    undone = " (undone later)" if event.undone else ""
    yield Entry(event.at, Happening.DONE, f"{_done(event)} by {event.by}{undone}", event.why)
    if event.undone:
        yield Entry(event.undone.at, Happening.UNDONE, f"{event.did} undone by {event.undone.by}", event.undone.why)


def _done(event: Event) -> str:
    number = f"{len(event.items)} notice{'' if len(event.items) == 1 else 's'}"
    match event.did:
        case Did.SUBMITTED:
            return f"packet {event.version} submitted"
        case Did.CLOSED:
            return "closed"
        case Did.MERGED:
            return f"{number} of {event.other} put in"
        case Did.SPLIT:
            return f"{number} moved to {event.other}"


def _deadline(deadline: Deadline | None) -> Iterator[Entry]:
    if deadline:
        ours = deadline.basis is Basis.RULE
        yield Entry(deadline.at, Happening.DEADLINE, "our target" if ours else "answer due", deadline.text, None, ours)


def _funds(case: Case, platform: PlatformRules | None) -> Iterator[Entry]:
    """What notices state about held money, and when it is paid out once the account is reinstated."""
    held = False
    for joined in case.notices:
        facts = joined.facts
        held = held or facts.scope in (Scope.ACCOUNT, Scope.FUNDS)
        for period in facts.periods:
            if period.role is Role.FUNDS:
                held = True
                yield Entry(period.at, Happening.FUNDS, "money held until then", period.text, facts.item)
        for day in facts.dates:
            if day.role is Role.FUNDS:
                held = True
                at = datetime.combine(day.value, datetime.min.time(), tzinfo=_offset(facts))
                yield Entry(at, Happening.FUNDS, "money held until then", day.text, facts.item)
        if held and facts.kind is Kind.REINSTATED and facts.issued and platform and platform.funds:
            at = add(facts.issued, platform.funds.period)
            yield Entry(at, Happening.FUNDS, "money paid out", platform.funds.rule, facts.item, expected=True)


def _offset(facts: Facts) -> tzinfo:
    return (facts.issued.tzinfo if facts.issued else None) or UTC
