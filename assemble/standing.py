"""Where a case stands: its state and the deadline in force, worked out from what happened. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from assemble.case import Case, newest
from assemble.events import Did, Event
from assemble.joining import in_utc
from config.words import ACTIONABLE, Basis, Kind
from extract.facts import Deadline, Facts


class CaseState(StrEnum):
    """Where a case stands."""

    OPEN = "open"  # the seller has to answer
    ANSWERED = "answered"  # a packet was submitted, or the marketplace says that it has the appeal
    REFUSED = "refused"  # the appeal was rejected: the seller has to answer again
    REINSTATED = "reinstated"
    CLOSED = "closed"  # a person closed it
    MERGED = "merged"  # its notices stand in another case


TO_ANSWER = frozenset({CaseState.OPEN, CaseState.REFUSED})
"""States in which the seller has to do something."""

STATES = {
    Kind.APPEAL_RECEIVED: CaseState.ANSWERED,
    Kind.APPEAL_REJECTED: CaseState.REFUSED,
    Kind.REINSTATED: CaseState.REINSTATED,
}
"""What a notice makes of a case; every other kind leaves or makes it open."""

TURNS = frozenset({Kind.APPEAL_REJECTED, Kind.INFORMATION_REQUEST})
"""Replies that set a new deadline in place of the old one."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened, in the order of time."""

    at: datetime
    """UTC."""
    thing: Facts | Event


def steps(case: Case) -> tuple[Step, ...]:
    """Notices, submissions and closings in the order of time; an event comes after a notice of the same moment."""
    start = datetime.min.replace(tzinfo=UTC)
    notices = [Step(in_utc(j.facts.issued) if j.facts.issued else start, j.facts) for j in case.notices]
    done = [Step(in_utc(e.at), e) for e in case.standing() if e.did in (Did.SUBMITTED, Did.CLOSED)]
    return tuple(sorted([*notices, *done], key=lambda step: (step.at, isinstance(step.thing, Event))))


def state(case: Case) -> CaseState:
    """Where the case stands.

    What happened last decides. A notice that came in only after a submission or closing, though it was issued before,
    was not in view then: it counts as happening after.
    """
    if case.merged_into:
        return CaseState.MERGED
    now = CaseState.OPEN
    last: Event | None = None
    for step in steps(case):
        if isinstance(step.thing, Event):
            last = step.thing
            now = CaseState.CLOSED if last.did is Did.CLOSED else CaseState.ANSWERED
        else:
            last, now = None, STATES.get(step.thing.kind, CaseState.OPEN)
    unseen = _unseen(case, last) if last else ()
    return STATES.get(unseen[-1].kind, CaseState.OPEN) if unseen else now


def _unseen(case: Case, event: Event) -> tuple[Facts, ...]:
    """Notices that ask for something and that nobody knew of when the event was recorded."""
    return tuple(j.facts for j in case.notices if j.facts.kind in ACTIONABLE and j.facts.item not in event.items)


def case_deadline(case: Case) -> Deadline | None:
    """The deadline in force; None where no notice gives one, and once the case is reinstated, closed or merged."""
    if state(case) in (CaseState.REINSTATED, CaseState.CLOSED, CaseState.MERGED):
        return None
    return last_deadline(case)


def last_deadline(case: Case) -> Deadline | None:
    """The deadline that is or was in force last, whatever became of the case.

    Every notice that asks adds its own. A reply (rejection, request for information) sets a new one in its place, and
    so does a notice that comes after the seller answered; another notice of the same kind does not: the earlier of the
    two stands. A working target of ours never takes the place of a notice's own deadline that is still running.
    """
    current: Deadline | None = None
    answered: Event | None = None
    over = False
    for step in steps(case):
        if isinstance(step.thing, Event):
            answered = step.thing
        elif step.thing.kind is Kind.REINSTATED:
            over = True
        elif step.thing.kind in ACTIONABLE:
            current = step.thing.deadline if answered or over else _next(current, step.thing)
            answered, over = None, False
    return _with_unseen(case, answered, current)


def _next(current: Deadline | None, notice: Facts) -> Deadline | None:
    """The deadline in force after one more notice that asks."""
    new = notice.deadline
    over = current is not None and notice.issued is not None and in_utc(current.at) < in_utc(notice.issued)
    if new is None and over and notice.kind in TURNS:
        return None  # a reply after the deadline: that one is history, and what counts now is for a person to find out
    if new is None or current is None:
        return new or current
    if current.basis is Basis.RULE or over or (new.basis is not Basis.RULE and notice.kind in TURNS):
        return new
    return current if new.basis is Basis.RULE else min(current, new, key=lambda one: in_utc(one.at))


def _with_unseen(case: Case, event: Event | None, current: Deadline | None) -> Deadline | None:
    """The deadline of what nobody had seen when the case was answered, where there is any."""
    unseen = [notice.deadline for notice in (_unseen(case, event) if event else ())]
    own = [deadline for deadline in unseen if deadline]
    return min(own, key=lambda one: in_utc(one.at)) if own else None if unseen else current


def needs_person(case: Case) -> str:
    """Why a person must look at the case whatever the clock says; empty when nobody must."""
    at = state(case)
    if at in TO_ANSWER and case_deadline(case) is None:
        return "it asks for something and no deadline was found: read the notice"
    only_replies = all(joined.facts.kind in STATES for joined in case.notices)
    if at is not CaseState.CLOSED and at is not CaseState.MERGED and only_replies:
        return f"a reply ({newest(case).kind}) that names no case known here: `case merge` puts it where it belongs"
    return ""
