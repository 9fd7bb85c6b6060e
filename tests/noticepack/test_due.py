"""What is due is listed by urgency, with its basis, in the right time zone, and without broken words."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from assemble.case import Case, open_case
from assemble.packet import Packet
from config.words import Basis, Kind
from extract.facts import Deadline
from noticepack.due import deadline_lines, due_cases, due_json, in_zones, print_due, shown_time
from noticepack.rows import case_row
from noticepack.tables import print_cases
from storage.catalog_rows import CaseRow
from tests.assemble.builders import ISSUED, facts, joom, trademark

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


def row(case: Case) -> CaseRow:
    """The case as the catalog lists it."""
    return case_row(case, Packet(case.id, (), ()), packed="sha256:0", version="v1", now=NOW)


def due(hours: float, basis: Basis = Basis.STATED, **more: Any) -> CaseRow:
    """A case whose deadline is some hours from now."""
    at = (NOW + timedelta(hours=hours)).astimezone(ISSUED.tzinfo)
    return row(open_case(facts(f"{hours}", deadline=Deadline(at, basis, "by March 12"), **more)))


ROWS = [
    due(-50),
    due(-1, Basis.RULE),
    due(5, Basis.RELATIVE),
    due(500, kind=Kind.REINSTATED),
    row(open_case(trademark())),
    row(open_case(joom("reply", kind=Kind.APPEAL_RECEIVED, deadline=None))),
]


def test_overdue_comes_first_and_people_are_asked() -> None:
    """The most overdue is on top; what asks without a deadline, and a reply to nothing, wait for a person below."""
    found = list(due_cases(ROWS, NOW))

    left = [timedelta(hours=-50), timedelta(hours=-1), timedelta(hours=5), None, None, None]
    assert [one.left for one in found] == left
    assert ["no deadline was found" in one.person for one in found] == [False, False, False, False, True, False]
    assert all("names no case known here" in found[place].person for place in (3, 5))


def test_programs_get_every_form_of_the_moment() -> None:
    """JSON has the notice's own time, UTC, the operator's, the basis, the seconds left and whether it is overdue."""
    lines = [json.loads(json.dumps(due_json(one, BERLIN))) for one in due_cases(ROWS, NOW)]

    assert lines[0]["deadline"] == {
        "at": "2026-03-08T02:00:00-08:00",
        "utc": "2026-03-08T10:00:00+00:00",
        "local": "2026-03-08T11:00:00+01:00",
        "basis": "stated",
        "text": "by March 12",
        "also": None,
    }
    assert [line["overdue"] for line in lines] == [True, True, False, None, None, None]
    assert lines[0]["seconds_left"] == -50 * 3600


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), "2026-03-29 01:59 CET"),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "2026-03-29 03:00 CEST"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "2026-10-25 02:30 CEST"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "2026-10-25 02:30 CET"),
    ],
)
def test_clock_changes_are_told_apart(at: datetime, words: str) -> None:
    """A moment is shown with the name its zone has then, so that an hour that comes twice is told apart."""
    assert shown_time(at, BERLIN) == words
    assert shown_time(at, ZoneInfo("America/Sao_Paulo")).endswith("UTC-03:00")


def test_a_deadline_in_three_zones() -> None:
    """The notice's own time comes first, then the operator's and UTC, none said twice."""
    own = Deadline(datetime(2026, 3, 12, 9, 14, tzinfo=ISSUED.tzinfo), Basis.STATED, "x")

    assert in_zones(own, BERLIN) == (
        "2026-03-12 09:14 UTC-08:00, the notice's own time",
        "2026-03-12 18:14 CET, your time",
        "2026-03-12 17:14 UTC",
    )
    assert len(in_zones(own, UTC)) == 2
    assert len(in_zones(replace(own, at=own.at.astimezone(UTC)), UTC)) == 1
    assert len(in_zones(replace(own, at=own.at.astimezone(UTC)), BERLIN)) == 2


def test_a_target_of_ours_is_called_so() -> None:
    """Our own target is never shown as the notice's deadline; what is settled counts no time."""
    assert deadline_lines(ROWS[1], NOW, UTC)[-1] == "our target"
    assert deadline_lines(ROWS[0], NOW, UTC)[-1] == "2026-03-08 10:00 UTC"
    assert deadline_lines(ROWS[3], NOW, UTC) == ("nothing is due",)
    assert deadline_lines(ROWS[4], NOW, UTC) == ("no deadline found",)


@pytest.mark.parametrize("width", [80, 120])
def test_no_word_is_broken(width: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """At 80 and 120 columns no id, violation or word is broken, and no line is longer than the terminal."""
    monkeypatch.setenv("COLUMNS", str(width))
    print_cases(ROWS, NOW, BERLIN)
    print_due(due_cases(ROWS, NOW), NOW, BERLIN)

    shown = capsys.readouterr().out
    assert max(map(len, shown.splitlines())) <= width
    words = set(shown.replace(",", " ").split())
    for one in ROWS:
        assert {one.id, *one.violations} <= words
    assert {"overdue", "deadline", "(appeal_received)", "reinstated"} <= words


def test_nothing_is_due(capsys: pytest.CaptureFixture[str]) -> None:
    """An empty list says so."""
    print_due([], NOW, UTC)

    assert capsys.readouterr().out == "nothing is due\n"
