"""Deadlines as an iCalendar file (RFC 5545) with alarms, for any calendar program.

An entry keeps its UID for good and its SEQUENCE only grows, so that a file that is taken in again changes the entries
of the one before; what is settled is in the file as cancelled for a while.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from assemble.case import Case
from assemble.joining import in_utc
from assemble.standing import TO_ANSWER, last_deadline
from assemble.timeline import Happening, timeline
from config.errors import UsageError
from config.reminder_settings import before_to_delta
from config.rules import PlatformRules, load_platforms
from config.words import Basis
from extract.facts import Deadline
from noticepack.bootstrap import App
from noticepack.due import basis_words, what, where
from noticepack.rows import Summary, case_of
from noticepack.screen import harmless
from storage.catalog_rows import CaseRow
from storage.durable import write_file

if TYPE_CHECKING:
    from icalendar import Calendar, Component

LENGTH = timedelta(minutes=30)
"""How long an entry is: it ends when the deadline does, so that it is seen in a day's view."""
KEPT = timedelta(days=60)
"""How long after its deadline a settled case stays in the file as cancelled."""
REFRESH = "PT1H"
EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
"""SEQUENCE is the seconds since then at which the case was changed: it only grows, and fits 32 bits until 2088."""


def write_calendar(app: App, file: Path) -> int:
    """Write what is due into the file, in place of what it held; how many deadlines are in it.

    Raises:
        UsageError: the file cannot be written. RulesError: a rule file is wrong.
    """
    platforms = load_platforms(app.settings.rules_dir)
    before = [before_to_delta(text) for text in app.settings.reminders.before]
    made = calendar_of(app.catalog.cases(), platforms, before, app.clock())
    new = file.with_name(f".{file.name}.new")
    try:
        write_file(new, made.to_ical())
        new.replace(file)
    except OSError as error:
        raise UsageError(
            f"{file}: {error.strerror}", advice="Name a file in a folder that you may write to."
        ) from error
    return sum(event.get("STATUS") == "CONFIRMED" for event in made.walk("VEVENT"))


def calendar_of(
    rows: Iterable[CaseRow], platforms: Iterable[PlatformRules], before: Iterable[timedelta], now: datetime
) -> Calendar:
    """The calendar of these cases; `before` are the times of its alarms before a deadline."""
    from icalendar import Calendar

    calendar = Calendar()
    for name, value in {
        "prodid": "-//noticepack//deadlines//EN",
        "version": "2.0",
        "calscale": "GREGORIAN",
        "method": "PUBLISH",
        "x-wr-calname": "noticepack deadlines",
        "x-published-ttl": REFRESH,
    }.items():
        calendar.add(name, value)
    rules, times = {one.platform: one for one in platforms}, tuple(sorted(before, reverse=True))
    for row in rows:
        case = case_of(row)
        for entry in _entries(row, case, rules.get(case.platform), times, now):
            calendar.add_component(entry)
    return calendar


def _entries(
    row: CaseRow, case: Case, platform: PlatformRules | None, before: tuple[timedelta, ...], now: datetime
) -> Iterator[Component]:
    deadline = last_deadline(case)
    due = row.state in TO_ANSWER and row.deadline_at is not None
    if deadline and (due or in_utc(deadline.at) > now - KEPT):
        rings = before if due and in_utc(deadline.at) > now else ()
        yield _deadline(row, deadline, rings, now, confirmed=due)
    if person := Summary.of(row).person:
        yield _look(row, person, now)
    for entry in timeline(case, (), platform):
        if entry.happening is Happening.FUNDS and entry.expected and entry.at and in_utc(entry.at) > now - KEPT:
            yield _funds(row, entry.at, entry.detail, now)


def _deadline(
    row: CaseRow, deadline: Deadline, before: tuple[timedelta, ...], now: datetime, *, confirmed: bool
) -> Component:
    from icalendar import Alarm, Event

    title = "Our target" if deadline.basis is Basis.RULE else "Answer due"
    event = Event()
    _common(event, f"{row.id}-deadline", row, now)
    event.add("summary", f"{title}: {row.id} {where(row)}, {what(row)}")
    event.add("description", harmless(f"{basis_words(deadline)}. State: {row.state}. noticepack case show {row.id}"))
    event.add("dtstart", in_utc(deadline.at) - LENGTH)
    event.add("dtend", in_utc(deadline.at))
    event.add("status", "CONFIRMED" if confirmed else "CANCELLED")
    event.add("transp", "TRANSPARENT")
    for time in before:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", f"{title}: {row.id}")
        alarm.add("trigger", -time, parameters={"RELATED": "END"})
        event.add_component(alarm)
    return event


def _look(row: CaseRow, person: str, now: datetime) -> Component:
    from icalendar import Todo

    todo = Todo()
    _common(todo, f"{row.id}-look", row, now)
    todo.add("summary", f"A person must look: {row.id} {where(row)}, {what(row)}")
    todo.add("description", f"{person}. noticepack case show {row.id}")
    todo.add("status", "NEEDS-ACTION")
    return todo


def _funds(row: CaseRow, at: datetime, rule: str, now: datetime) -> Component:
    from icalendar import Event

    event = Event()
    _common(event, f"{row.id}-funds", row, now)
    event.add("summary", f"Held money expected: {row.id} {where(row)}")
    event.add("description", f"{rule}; a rule of ours, not stated by the marketplace")
    event.add("dtstart", at.date())
    event.add("dtend", at.date() + timedelta(days=1))
    event.add("status", "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    return event


def _common(entry: Component, uid: str, row: CaseRow, now: datetime) -> None:
    entry.add("uid", f"{uid}@noticepack")
    entry.add("dtstamp", now)
    entry.add("last-modified", row.updated)
    entry.add("sequence", max(0, int((row.updated - EPOCH).total_seconds())))
    entry.add("class", "PRIVATE")
