"""One case, whole: for people as a page of text, for programs as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, tzinfo

from assemble.case import Case, Joined, case_account
from assemble.case_json import event_to_json
from assemble.joining import Reason
from assemble.outstanding import Asked, Outstanding, StillAsked
from assemble.standing import TO_ANSWER, case_deadline, state
from assemble.timeline import Entry, Happening
from assemble.wording import zone as offset_words
from config.words import Scope
from noticepack.casefile import CaseFile
from noticepack.casework import Done
from noticepack.due import basis_words, deadline_lines, in_zones, what, where
from noticepack.fact_table import fact_lines
from noticepack.item_view import SHORT
from noticepack.rows import Summary
from noticepack.screen import Cell, counted, harmless, print_json, print_table, say, time_left
from noticepack.tables import case_json

ASKED = {
    Asked.AGAIN: "asked again although something was sent",
    Asked.UNMET: "nothing was sent for it yet",
    Asked.NEW: "new",
}


def print_case(file: CaseFile, now: datetime, zone: tzinfo) -> None:
    """Where the case stands, what happened, what is still asked, what the newest notice says, and what is missing."""
    row, case = file.row, file.case
    if case.merged_into:
        say(f"{row.id}: its notices stand in {case.merged_into} now: noticepack case show {case.merged_into}")
        return
    print_table("", ("case", row.id), list(_head(file, now, zone)), whole=("case",))
    print_table("What happened", ("when", "what", "in words"), [_entry(e, case) for e in file.entries], whole=("when",))
    if file.linked:
        cells: list[tuple[Cell, ...]] = [
            ((one.id, where(one)), deadline_lines(one, now, zone), f"{what(one)}, {one.state}") for one in file.linked
        ]
        print_table("Other cases of this seller", ("case", "due", "what"), cells, whole=("case", "due"))
    if file.asked.since and (file.asked.asked or file.asked.opened or file.asked.closed):
        print_asked(file.asked)
    print_table("What the newest notice says", ("fact", "value"), list(fact_lines(case.notices[-1].facts)))
    if row.state in TO_ANSWER:
        lacks = [((lack["severity"], lack["code"]), (lack["message"], lack["remedy"])) for lack in file.lacks]
        print_table("What is missing", ("weight, code", "what, and what to do"), lacks, whole=("weight, code",))
    say(harmless(f"take the packet away: noticepack packet {row.id}"))


def _head(file: CaseFile, now: datetime, zone: tzinfo) -> Iterator[tuple[Cell, ...]]:
    row, deadline = file.row, case_deadline(file.case)
    yield "where", where(row)
    yield "seller", case_account(file.case) or "the notices name no account"
    yield "state", f"{row.state}, {what(row)}, archive version {row.version}"
    if deadline:
        left = [time_left(deadline.at, now)] if row.state in TO_ANSWER else []
        yield "due", (*left, *in_zones(deadline, zone), basis_words(deadline))
    else:
        yield "due", deadline_lines(row, now, zone)
    if person := Summary.of(row).person:
        yield "look", f"a person must look: {person}"
    if _may_spread(file):
        others = ", ".join(
            sorted({one.marketplace or "?" for one in file.linked if one.marketplace != row.marketplace})
        )
        yield "spreads", f"an account-wide measure can reach the seller's other marketplaces: {others}"


def _may_spread(file: CaseFile) -> bool:
    """Whether the account as a whole is hit, and the seller has cases in other marketplaces."""
    wide = any(joined.facts.scope is Scope.ACCOUNT for joined in file.case.notices)
    return wide and any(one.marketplace != file.row.marketplace for one in file.linked)


def _entry(entry: Entry, case: Case) -> tuple[Cell, ...]:
    when = f"{entry.at:%Y-%m-%d %H:%M} {offset_words(entry.at)}" if entry.at else "no date"
    what_ = f"{entry.what} (expected)" if entry.expected and entry.happening is Happening.FUNDS else entry.what
    if entry.happening is not Happening.NOTICE:
        return when, what_, entry.detail
    joined = next(one for one in case.notices if one.facts.item == entry.item)
    return when, what_, (entry.detail, f"{joined.facts.item[:SHORT]}, {tie_words(joined, case)}")


def tie_words(joined: Joined, case: Case) -> str:
    """Why a notice stands in its case, in words: `answers the notice of 2026-10-22`."""
    tie = joined.tie
    if tie is None:
        return "opened the case"
    to = next((one.facts for one in case.notices if one.facts.item == tie.to), None)
    other = f"the notice of {to.issued:%Y-%m-%d}" if to and to.issued else "a notice without a date"
    match tie.reason:
        case Reason.PERSON:
            return f"put here by a person: {tie.value}"
        case Reason.THREAD:
            return f"of one mail thread with {other}"
        case Reason.PROBLEM:
            return f"same account, violation and goods as {other}: {', '.join(tie.value.split(':')[-2:])}"
        case Reason.COMPLAINT | Reason.CASE as number:
            return f"same {number} number as {other}: {tie.value}"


def print_asked(asked: Outstanding) -> None:
    """What the marketplace still asks, beside what was sent."""
    rows: list[tuple[Cell, ...]] = [(one.request, _how(one)) for one in asked.asked]
    rows += [(f"new way: {path}", "the newest reply offers it") for path in asked.opened]
    rows += [(f"way: {path}", "the newest reply offers it no more") for path in asked.closed]
    print_table(f"What is still asked since {asked.since} was submitted", ("asked for", "how it stands"), rows)


def _how(one: StillAsked) -> Cell:
    return (ASKED[one.how], f"sent: {', '.join(one.sent)}") if one.sent else ASKED[one.how]


def print_done(done: Done, *, as_json: bool) -> None:
    """What came of a decision."""
    case, other = done.case, done.other
    if as_json:
        event = event_to_json(done.event) if done.event else None
        print_json({"case": case.id, "state": state(case), "other": other.id if other else None, "recorded": event})
        return
    say(f"{case.id}: {state(case)}, {counted(len(case.notices), 'notice')}")
    if other:
        here = counted(len(other.notices), "notice")
        gone = f"its notices stand in {other.merged_into} now" if other.merged_into else here
        say(f"{other.id}: {state(other)}, {gone}")


def whole_case_json(file: CaseFile) -> dict[str, object]:
    """The list entry, all notices with their facts, and all around the case."""
    asked = file.asked
    return {
        **case_json(file.row),
        "merged_into": file.case.merged_into,
        "timeline": [_entry_json(entry) for entry in file.entries],
        "events": [event_to_json(event) for event in file.case.events],
        "still_asked": {
            "since": asked.since,
            "requests": [{"request": a.request, "how": a.how.value, "sent": list(a.sent)} for a in asked.asked],
            "paths_opened": [path.value for path in asked.opened],
            "paths_closed": [path.value for path in asked.closed],
        },
        "linked": [{"case": one.id, "marketplace": one.marketplace, "state": one.state} for one in file.linked],
        "case_file": json.loads(file.row.case_json),
    }


def _entry_json(entry: Entry) -> dict[str, object]:
    return {
        "at": entry.at.isoformat() if entry.at else None,
        "happening": entry.happening.value,
        "what": entry.what,
        "detail": entry.detail,
        "item": entry.item,
        "expected": entry.expected,
    }
