"""Deadlines in words, and the list of what is due: the most urgent first, and what a person must look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from assemble.standing import TO_ANSWER
from assemble.wording import zone as offset_words
from config.words import Basis
from extract.facts import Deadline
from noticepack.rows import Summary
from noticepack.screen import Cell, print_table, say, time_left
from storage.catalog_rows import CaseRow


@dataclass(frozen=True, slots=True)
class Due:
    """A case that the seller has to answer, or that a person must look at."""

    row: CaseRow
    deadline: Deadline | None
    left: timedelta | None
    """Less than nothing when it is overdue; None without a deadline."""
    person: str
    """Why a person must look at it whatever the clock says; empty when nobody must."""


def due_cases(rows: Iterable[CaseRow], now: datetime) -> Iterator[Due]:
    """The cases to answer, the most overdue first, then those that a person must look at; in the order of `rows`.

    `rows` come by deadline, those without one last, as the catalog lists them.
    """
    for row in rows:
        summary = Summary.of(row)
        person = summary.person
        if row.state in TO_ANSWER and row.deadline_at:
            yield Due(row, summary.deadline(row), row.deadline_at - now, person)
        elif person:
            yield Due(row, None, None, person)


def shown_time(at: datetime, zone: tzinfo) -> str:
    """`2026-11-03 15:42 CET`: a moment in a time zone, with the name that the zone has then."""
    local = at.astimezone(zone)
    name = local.tzname() or ""
    return f"{local:%Y-%m-%d %H:%M} {name if name.isalpha() else offset_words(local)}"


def deadline_lines(row: CaseRow, now: datetime, zone: tzinfo) -> tuple[str, ...]:
    """The deadline in short lines: the time left while it counts, the moment, and whether it is only our target."""
    if row.deadline_at is None:
        return ("no deadline found" if row.state in TO_ANSWER else "nothing is due",)
    lines = [time_left(row.deadline_at, now)] if row.state in TO_ANSWER else []
    lines.append(shown_time(row.deadline_at, zone))
    if row.deadline_basis == Basis.RULE:
        lines.append("our target")
    return tuple(lines)


def basis_words(deadline: Deadline) -> str:
    """Where a deadline comes from, in a few words and those of the notice."""
    also = f" ({deadline.also})" if deadline.also else ""
    match deadline.basis:
        case Basis.STATED:
            return f"stated: “{deadline.text}”{also}"
        case Basis.RELATIVE:
            return f"counted from the notice: “{deadline.text}”{also}"
        case Basis.RULE:
            return f"our target, no deadline is stated: {deadline.text}{also}"


def in_zones(deadline: Deadline, zone: tzinfo) -> tuple[str, ...]:
    """The moment in the notice's own offset, in the operator's zone and in UTC, each once."""
    own, local, utc = (deadline.at.utcoffset(), deadline.at.astimezone(zone), deadline.at.astimezone(UTC))
    lines = [f"{deadline.at:%Y-%m-%d %H:%M} {offset_words(deadline.at)}, the notice's own time"]
    if local.utcoffset() != own:
        lines.append(f"{shown_time(deadline.at, zone)}, your time")
    if own and local.utcoffset():
        lines.append(shown_time(utc, UTC))
    return tuple(lines)


def print_due(found: Iterable[Due], now: datetime, zone: tzinfo) -> None:
    """What is due, and below it what a person must look at."""
    listed = list(found)
    timed = [one for one in listed if one.deadline]
    open_ = [one for one in listed if one.person]
    cells = [(deadline_lines(one.row, now, zone), (one.row.id, where(one.row)), _about(one)) for one in timed]
    if cells:
        print_table(
            "", ("due", "case", "what, and where the deadline comes from"), cells, whole=("due", "case"), lines=True
        )
    if open_:
        people: list[tuple[Cell, ...]] = [((one.row.id, where(one.row)), (what(one.row), one.person)) for one in open_]
        print_table("A person must look", ("case", "why"), people, whole=("case",))
    if not listed:
        say("nothing is due")


def _about(one: Due) -> tuple[str, ...]:
    return (f"{what(one.row)}, {one.row.state}", basis_words(one.deadline) if one.deadline else "")


def where(row: CaseRow) -> str:
    """`amazon US`."""
    return f"{row.platform} {row.marketplace or ''}".rstrip()


def what(row: CaseRow) -> str:
    """The violations of a case."""
    return ", ".join(row.violations) or "no violation named"


def due_json(one: Due, zone: tzinfo) -> dict[str, object]:
    """What is due, for programs."""
    row, deadline = one.row, one.deadline
    return {
        "case": row.id,
        "platform": row.platform,
        "marketplace": row.marketplace,
        "account": row.account,
        "state": row.state,
        "violations": list(row.violations),
        "deadline": _deadline_json(deadline, zone) if deadline else None,
        "seconds_left": int(one.left.total_seconds()) if one.left is not None else None,
        "overdue": one.left < timedelta(0) if one.left is not None else None,
        "person": one.person or None,
    }


def _deadline_json(deadline: Deadline, zone: tzinfo) -> dict[str, object]:
    return {
        "at": deadline.at.isoformat(),
        "utc": deadline.at.astimezone(UTC).isoformat(),
        "local": deadline.at.astimezone(zone).isoformat(),
        "basis": deadline.basis.value,
        "text": deadline.text,
        "also": deadline.also,
    }
