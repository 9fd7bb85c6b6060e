"""The calendar file keeps the rules of RFC 5545 and says what the cases say."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import icalendar
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assemble.case import open_case
from assemble.packet import Packet
from config.errors import UsageError
from config.words import Basis
from extract.facts import Deadline
from noticepack.bootstrap import App
from noticepack.casework import close_case, submitted
from noticepack.ical import calendar_of, write_calendar
from noticepack.rows import case_row
from noticepack.screen import harmless
from tests.assemble.builders import DUE, NOW, facts
from tests.noticepack.conftest import SAMPLES, Run

REJECTED = SAMPLES / "amazon-us-inauthentic-rejected-reply.eml"
REINSTATED = SAMPLES / "amazon-us-inauthentic-reinstated.eml"
TABLE = SAMPLES / "amazon-us-inauthentic-pdf-table.eml"
JOOM = SAMPLES / "joom-late-fulfilment-pdf.eml"
RUSSIAN = SAMPLES / "joom-ru-false-tracking-koi8r.eml"
RECEIVED = SAMPLES / "amazon-us-inauthentic-received.eml"

NAME = r"[A-Za-z0-9-]+"
VALUE = r"[^\x00-\x08\x0a-\x1f\x7f]*"
PARAMETER = rf';{NAME}=(?:"[^"\x00-\x08\x0a-\x1f\x7f]*"|[^";:,\x00-\x08\x0a-\x1f\x7f]*)'
LINE = re.compile(rf"({NAME})((?:{PARAMETER})*):({VALUE})")
"""A content line: RFC 5545, section 3.1."""
ONCE = {"VEVENT": {"UID", "DTSTAMP", "DTSTART", "DTEND"}, "VTODO": {"UID", "DTSTAMP"}, "VALARM": {"ACTION", "TRIGGER"}}
"""What a component must hold exactly once in our file (sections 3.6.1, 3.6.2 and 3.6.6)."""


def parse(data: bytes) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """The components of a calendar as the grammar of the RFC has them: name, and (name, parameters, value) of lines.

    Fails where a line is too long, ends wrongly, is no content line, or a component is not closed.
    """
    assert data.endswith(b"\r\n")
    physical = data.split(b"\r\n")[:-1]
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in physical)
    open_: list[tuple[str, list[tuple[str, str, str]]]] = []
    done: list[tuple[str, list[tuple[str, str, str]]]] = []
    for line in data.decode("utf-8").replace("\r\n ", "").split("\r\n")[:-1]:
        match = LINE.fullmatch(line)
        assert match, line
        name, parameters, value = match.groups()
        if name == "BEGIN":
            open_.append((value, []))
        elif name == "END":
            assert open_[-1][0] == value
            done.append(open_.pop())
        else:
            open_[-1][1].append((name, parameters, value))
    assert not open_
    return done


@pytest.fixture
def written(app: App, run: Run, tmp_path: Path) -> Callable[[], bytes]:
    """Writes the calendar of the cases there are."""
    run(app, [JOOM, RUSSIAN, REJECTED])

    def write() -> bytes:
        write_calendar(app, tmp_path / "deadlines.ics")
        return (tmp_path / "deadlines.ics").read_bytes()

    return write


def test_the_file_keeps_the_grammar(written: Callable[[], bytes]) -> None:
    """Every line is a content line of at most 75 octets, every component is closed and holds what it must once."""
    components = parse(written())

    assert components[-1][0] == "VCALENDAR"
    head = {name: value for name, _, value in components[-1][1]}
    assert (head["VERSION"], head["METHOD"]) == ("2.0", "PUBLISH")
    assert "PRODID" in head
    for name, lines in components[:-1]:
        names = [line[0] for line in lines]
        assert all(names.count(one) == 1 for one in ONCE[name])
    uids = [value for name, lines in components for key, _, value in lines if key == "UID"]
    assert len(set(uids)) == len(uids) == 3


def test_entries_end_at_the_deadline_and_ring_before(app: App, written: Callable[[], bytes]) -> None:
    """An entry is in UTC, ends when the deadline does, and rings at each time of the setting while it is to come."""
    calendar = icalendar.Calendar.from_ical(written())
    events = {str(event["UID"]): event for event in calendar.walk("VEVENT")}

    for row in app.catalog.cases():
        if row.deadline_at:
            event = events[f"{row.id}-deadline@noticepack"]
            assert event["DTEND"].dt == row.deadline_at
            assert event["DTEND"].dt.tzinfo is not None
            triggers = [alarm["TRIGGER"] for alarm in event.walk("VALARM")]
            hours = [trigger.dt / timedelta(hours=-1) for trigger in triggers]
            assert hours == ([168, 72, 24, 4] if row.deadline_at > app.clock() else [])
            assert all(trigger.params["RELATED"] == "END" for trigger in triggers)


def test_what_was_answered_is_cancelled_under_the_same_uid(app: App, written: Callable[[], bytes]) -> None:
    """A later file changes the entries of an earlier one: same UID, no smaller SEQUENCE, cancelled without alarms."""
    case_id = next(row.id for row in app.catalog.cases() if row.platform == "joom" and row.deadline_at)
    uid = f"{case_id}-deadline@noticepack"

    def entry(data: bytes) -> icalendar.Event:
        return next(e for e in icalendar.Calendar.from_ical(data).walk("VEVENT") if str(e["UID"]) == uid)

    before = entry(written())
    submitted(app, case_id, when=app.clock(), by="Mara", version=None)
    after = entry(written())

    assert (before["STATUS"], after["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert after["SEQUENCE"] >= before["SEQUENCE"]
    assert after["DTEND"].dt == before["DTEND"].dt
    assert not after.walk("VALARM")
    close_case(app, case_id, by="Mara", why="done")
    assert entry(written())["STATUS"] == "CANCELLED"


def test_a_reply_to_nothing_is_a_task(app: App, run: Run, tmp_path: Path) -> None:
    """What a person must look at and has no date is a task without one."""
    run(app, [RECEIVED])
    file = tmp_path / "x.ics"
    assert write_calendar(app, file) == 0
    (todo,) = icalendar.Calendar.from_ical(file.read_bytes()).walk("VTODO")
    assert "names no case known here" in todo["DESCRIPTION"]


def test_held_money_is_a_day(app: App, run: Run, tmp_path: Path) -> None:
    """Where an account is reinstated, the day on which its money is expected is an entry of that day."""
    run(app, [TABLE, REINSTATED])
    file = tmp_path / "x.ics"
    write_calendar(app, file)
    events = icalendar.Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    funds = next(event for event in events if str(event["UID"]).endswith("-funds@noticepack"))

    assert isinstance(funds["DTSTART"].dt, date)
    assert not isinstance(funds["DTSTART"].dt, datetime)
    assert funds["STATUS"] == "TENTATIVE"
    assert "rule of ours" in funds["DESCRIPTION"]


@example("soon\r\nEND:VEVENT\r\nBEGIN:VALARM\nACTION:EMAIL;,\\ \x1b[31m\u202e")
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
@settings(max_examples=60, deadline=None)
def test_what_a_notice_says_stays_text(text: str) -> None:
    """Words of a notice cannot begin a line, a component or a property of their own, and come back as they were."""
    case = open_case(facts(deadline=Deadline(DUE, Basis.STATED, text), subject=text, account=text))
    packet = Packet(case.id, (), ())
    row = case_row(case, packet, packed="sha256:0", version="v1", now=NOW)
    data = calendar_of([row], [], [timedelta(days=1)], NOW).to_ical()

    assert [name for name, _ in parse(data)] == ["VALARM", "VEVENT", "VCALENDAR"]
    assert b"\x1b" not in data
    assert "\u202e".encode() not in data
    (event,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert harmless(text) in event["DESCRIPTION"]


def test_a_file_that_cannot_be_written(app: App, tmp_path: Path) -> None:
    """A folder that is not there is a person's mistake, said in one line."""
    with pytest.raises(UsageError, match="No such file"):
        write_calendar(app, tmp_path / "no" / "x.ics")
