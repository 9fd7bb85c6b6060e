"""What the marketplace still asks after a packet was submitted: its reply compared with what was sent. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assemble.case import Case, case_requested, requested_of
from assemble.contents import Contents, Met
from assemble.events import Did, Event
from assemble.joining import in_utc, unique
from assemble.standing import CaseState, state
from config.words import ACTIONABLE, AppealPath
from extract.facts import Facts

ALIKE = 85
"""Of 100: two wordings ask for the same when they are at least so alike."""


class Asked(StrEnum):
    """How a request stands to what was sent."""

    AGAIN = "again"  # something was sent for it, and it is asked for again
    UNMET = "unmet"  # asked for before, and nothing was sent for it
    NEW = "new"


@dataclass(frozen=True, slots=True)
class StillAsked:
    """One thing that is still asked for."""

    request: str
    """In the notice's own words."""
    how: Asked
    sent: tuple[str, ...] = ()
    """Files or statements that were sent for it."""


@dataclass(frozen=True, slots=True)
class Outstanding:
    """What is still asked, and what ways the newest reply opens and closes."""

    since: str | None
    """Version of the packet that was submitted last; None where none was."""
    asked: tuple[StillAsked, ...]
    opened: tuple[AppealPath, ...] = ()
    """Ways that no notice offered before."""
    closed: tuple[AppealPath, ...] = ()
    """Ways that were offered and that the newest reply does not name; empty where it names none at all."""


def last_submission(case: Case) -> Event | None:
    """The submission that was made last; None where none stands."""
    made = [event for event in case.standing() if event.did is Did.SUBMITTED]
    return max(made, key=lambda event: in_utc(event.at)) if made else None


def outstanding(case: Case, sent: Contents | None) -> Outstanding:
    """What is still asked; `sent` is what the packet submitted last holds (None: not known, or none submitted)."""
    last = last_submission(case)
    if state(case) in (CaseState.REINSTATED, CaseState.CLOSED, CaseState.MERGED):
        return Outstanding(last.version if last else None, ())
    if last is None:
        return Outstanding(None, tuple(StillAsked(text, Asked.UNMET) for text in case_requested(case)))
    replies = [j.facts for j in case.notices if j.facts.kind in ACTIONABLE and _after(j.facts, last)]
    before = [j.facts for j in case.notices if not _after(j.facts, last)]
    met = sent.requests if sent else tuple(Met(text, ()) for facts in before for text in requested_of(facts))
    return Outstanding(last.version, tuple(_asked(replies, met)), *_ways(before, replies))


def _after(facts: Facts, submission: Event) -> bool:
    """Whether the notice answers the submission: issued after it, or not in view when it was made."""
    if facts.item not in submission.items:
        return True
    return facts.issued is not None and in_utc(facts.issued) > in_utc(submission.at)


def _asked(replies: Sequence[Facts], met: Sequence[Met]) -> Iterator[StillAsked]:
    named = unique(text for facts in replies for text in requested_of(facts))
    told = set()
    for text in named:
        same = _same(text, met)
        if same:
            told.add(same.request)
        how = Asked.NEW if same is None else Asked.AGAIN if same.by else Asked.UNMET
        yield StillAsked(text, how, same.by if same else ())
    for one in met:
        if not one.by and one.request not in told:
            yield StillAsked(one.request, Asked.UNMET)


def _same(text: str, met: Sequence[Met]) -> Met | None:
    """The earlier request that asks for the same; None where none is alike enough."""
    from rapidfuzz import fuzz

    def alike(one: Met) -> float:
        pair = text.casefold(), one.request.casefold()
        return max(fuzz.ratio(*pair), fuzz.token_set_ratio(*pair))

    best = max(met, key=alike, default=None)
    return best if best is not None and alike(best) >= ALIKE else None


def _ways(before: Sequence[Facts], replies: Sequence[Facts]) -> tuple[tuple[AppealPath, ...], tuple[AppealPath, ...]]:
    """The ways that the replies open, and those that the newest of them leaves out."""
    offered = unique(path for facts in before for path in facts.paths)
    now = replies[-1].paths if replies else ()
    return tuple(path for path in now if path not in offered), tuple(p for p in offered if now and p not in now)
