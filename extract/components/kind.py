"""The kind of a notice: what was done, what may be done, what is asked, and what replies to appeals say."""

from __future__ import annotations

from dataclasses import dataclass

from config.words import Kind, Violation
from extract.components.clauses import affirmed, firm, overlap, plainly, refused, says
from extract.components.status import Status
from extract.reading import Reading, Sentence

DATA_ONLY = frozenset(
    {Violation.ACCOUNT_IDENTITY, Violation.ACCOUNT_INFORM_ACT, Violation.ACCOUNT_DAC7, Violation.ACCOUNT_DORMANT}
)
_STATES = frozenset({"subject", "status", "why", "other"})
"""Sections that say what is so."""


@dataclass(frozen=True, slots=True)
class _Reply:
    """What a message says of an appeal."""

    about: bool
    named: bool
    """Whether what was sent is called an appeal."""
    papers: bool
    """Whether only the papers of an application were sent."""
    received: bool
    pending: bool
    """Whether an answer is on its way and nothing is asked."""
    rejected: bool
    lacking: bool
    more: bool
    supply: bool
    """Whether the seller is asked to send or tell something."""
    restored_at: int | None
    """The folded offset of the first sentence that gives something back."""


def kind_of(reading: Reading, status: Status, violations: tuple[Violation, ...], *, notice: bool, due: bool) -> Kind:
    """The kind of a notice; UNRELATED for what says nothing about the seller's account, listings or funds."""
    reply = _reply(reading, status, violations)
    if reply.restored_at is not None:
        refuses = reply.about and reply.rejected
        if not (refuses or status.fresh) or reply.restored_at < _first_taken(status, reading):
            return Kind.REINSTATED
    if reply.about and (answered := _answer(reply, status)):
        return answered
    if not notice:
        return Kind.APPEAL_RECEIVED if reply.about and reply.received else Kind.UNRELATED
    if status.taken:
        return Kind.VIOLATION
    if set(violations) & DATA_ONLY and not status.risk_in_front:
        return Kind.INFORMATION_REQUEST
    if status.risk or status.open or (due and violations and not _asks_data(reading)):
        return Kind.WARNING
    return Kind.VIOLATION if violations and not _asks_data(reading) else Kind.INFORMATION_REQUEST


def _answer(reply: _Reply, status: Status) -> Kind | None:
    if reply.papers and (reply.rejected or reply.lacking):
        return Kind.INFORMATION_REQUEST
    if reply.rejected and (reply.named or not status.fresh):
        return Kind.APPEAL_REJECTED  # what is newly taken and called no appeal is closed for good, not refused
    wants = reply.more or (reply.supply and not status.fresh)
    if wants and (reply.received or reply.lacking or (reply.more and not status.fresh)):
        return Kind.INFORMATION_REQUEST
    if reply.lacking:
        return Kind.APPEAL_REJECTED
    if reply.received and not status.fresh:
        return Kind.APPEAL_RECEIVED
    waits = reply.pending and not (status.fresh or status.risk or status.open)
    return Kind.APPEAL_RECEIVED if waits else None


def _reply(reading: Reading, status: Status, violations: tuple[Violation, ...]) -> _Reply:
    replies = reading.rules.cues.replies
    plain = [s for s in reading.sentences if not s.question and not s.heading]
    statements = [s for s in plain if s.section in _STATES]
    rejected = any(_rejects(reading, s) for s in statements)
    lacking = any(_lacks(reading, s) for s in statements)
    named = any(says(reading, replies.named, s) for s in plain)
    papers = bool(set(violations) & DATA_ONLY) and not named  # of an application, not of an appeal
    if papers and status.taken:
        rejected = lacking = False
    asks = any(
        says(reading, reading.rules.cues.requests.asks, s) and not says(reading, replies.nothing, s) for s in plain
    )
    return _Reply(
        named=named,
        papers=papers,
        about=any(says(reading, replies.appeal, s) for s in statements),
        received=any(says(reading, replies.received, s) for s in statements),
        pending=not asks and any(says(reading, replies.pending, s) for s in statements),
        rejected=rejected,
        lacking=lacking,
        more=any(says(reading, replies.more, s) and not says(reading, replies.nothing, s) for s in plain),
        supply=any(affirmed(reading, replies.supply, s) and not says(reading, replies.nothing, s) for s in plain),
        restored_at=_restored_at(reading, status, statements),
    )


def _restored_at(reading: Reading, status: Status, statements: list[Sentence]) -> int | None:
    """Where something is given back: it is said so, or what was sent convinced and the thing can be used."""
    replies = reading.rules.cues.replies
    for sentence in statements:
        if firm(reading, replies.restored, sentence) and not _refuses(reading, sentence):
            return sentence.start
    if status.fresh or status.risk or any(_lacks(reading, s) for s in statements):
        return None
    accepts = [s for s in statements if affirmed(reading, replies.accepted, s)]
    usable = [s for s in statements if affirmed(reading, replies.usable, s)]
    return usable[0].start if accepts and usable else None


def _rejects(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence says that what was decided stays, and not only `until we have decided`."""
    replies = reading.rules.cues.replies
    places = reading.within(replies.rejected, sentence)
    if not places:
        return False
    verbs = reading.within(replies.stays, sentence)
    stays = [place for place in places if any(overlap(place, verb) for verb in verbs)]
    if len(stays) < len(places) and firm(reading, replies.rejected, sentence):
        return True
    return (
        bool(stays) and plainly(reading, replies.rejected, sentence) and not says(reading, replies.meanwhile, sentence)
    )


def _lacks(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence says that what was sent is not enough, or that nothing is given back."""
    replies = reading.rules.cues.replies
    return plainly(reading, replies.lacking, sentence) or any(
        refused(reading, wordings, sentence) for wordings in (replies.accepted, replies.back)
    )


def _refuses(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence says that something is not given back."""
    return bool(says(reading, reading.rules.cues.replies.rejected, sentence)) or _lacks(reading, sentence)


def _first_taken(status: Status, reading: Reading) -> int:
    return min((reading.folded.place(mark.start) for mark in status.taken), default=10**9)


def _asks_data(reading: Reading) -> bool:
    wordings = reading.rules.cues.replies.information
    return any(says(reading, wordings, s) for s in reading.sentences if not s.question)
