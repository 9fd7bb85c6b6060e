"""Where a case stands: its state, its deadline, and when a person must look."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from assemble.case import join, newest, open_case
from assemble.decisions import Who, close, submit
from assemble.standing import CaseState, case_deadline, needs_person, state
from config.words import Basis, Kind
from extract.facts import Deadline, Facts
from tests.assemble.builders import ISSUED, facts


def later(name: str, hours: int, **changes: object) -> Facts:
    """A notice of the same case, some hours after the first."""
    return facts(name, issued=ISSUED + timedelta(hours=hours), **changes)


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ([Kind.VIOLATION], CaseState.OPEN),
        ([Kind.VIOLATION, Kind.APPEAL_RECEIVED], CaseState.ANSWERED),
        ([Kind.VIOLATION, Kind.APPEAL_RECEIVED, Kind.APPEAL_REJECTED], CaseState.REFUSED),
        ([Kind.VIOLATION, Kind.APPEAL_REJECTED, Kind.INFORMATION_REQUEST], CaseState.OPEN),
        ([Kind.WARNING, Kind.REINSTATED], CaseState.REINSTATED),
    ],
)
def test_state(kinds: list[Kind], expected: CaseState) -> None:
    """Where nobody did anything, the newest notice says where a case stands."""
    case = open_case(facts("n0", kind=kinds[0]))
    for number, kind in enumerate(kinds[1:], start=1):
        case = join(case, later(f"n{number}", number, kind=kind))

    assert state(case) is expected
    assert newest(case).kind is kinds[-1]


def due(hours: int, basis: Basis) -> Deadline:
    """A deadline some hours after the first notice."""
    return Deadline(ISSUED + timedelta(hours=hours), basis, "text")


@pytest.mark.parametrize(
    ("first", "second", "kind", "expected"),
    [
        (due(400, Basis.RELATIVE), due(90, Basis.STATED), Kind.INFORMATION_REQUEST, 90),
        (due(400, Basis.STATED), None, Kind.INFORMATION_REQUEST, 400),
        (due(400, Basis.STATED), due(90, Basis.STATED), Kind.APPEAL_RECEIVED, 400),
        (due(72, Basis.STATED), due(240, Basis.RULE), Kind.INFORMATION_REQUEST, 72),
        (due(10, Basis.STATED), due(240, Basis.RULE), Kind.APPEAL_REJECTED, 240),
        (due(72, Basis.RULE), due(240, Basis.RULE), Kind.INFORMATION_REQUEST, 240),
        (due(72, Basis.RULE), due(240, Basis.STATED), Kind.INFORMATION_REQUEST, 240),
        (None, None, Kind.INFORMATION_REQUEST, None),
        (due(400, Basis.STATED), None, Kind.APPEAL_REJECTED, 400),
        (due(10, Basis.STATED), None, Kind.APPEAL_REJECTED, None),
        (due(10, Basis.STATED), None, Kind.VIOLATION, 10),
        (due(72, Basis.STATED), due(300, Basis.STATED), Kind.VIOLATION, 72),
        (due(400, Basis.STATED), due(90, Basis.STATED), Kind.WARNING, 90),
        (due(12, Basis.STATED), due(90, Basis.STATED), Kind.VIOLATION, 90),
        (due(72, Basis.STATED), due(300, Basis.STATED), Kind.APPEAL_REJECTED, 300),
        (due(72, Basis.STATED), due(90, Basis.STATED), Kind.REINSTATED, None),
    ],
)
def test_deadline_in_force(first: Deadline | None, second: Deadline | None, kind: Kind, expected: int | None) -> None:
    """A reply sets a new deadline, a further notice the earlier one; a target never hides an own that still runs."""
    case = join(open_case(facts(deadline=first)), later("second", 24, deadline=second, kind=kind))
    found = case_deadline(case)

    assert (found.at if found else None) == (ISSUED + timedelta(hours=expected) if expected is not None else None)


def test_times_without_a_zone_can_be_compared() -> None:
    """A date without a zone stands beside one with a zone and breaks nothing."""
    bare = datetime(2026, 3, 2, 9, 14)  # noqa: DTZ001
    case = join(open_case(facts()), facts("bare", issued=bare, deadline=Deadline(bare, Basis.RULE, "r")))

    assert [joined.facts.source for joined in case.notices] == ["bare.eml", "first.eml"]
    assert case_deadline(case) == facts().deadline


MARA = "Mara Ellison"


def at(hours: float) -> datetime:
    """A moment some hours after the first notice."""
    return ISSUED + timedelta(hours=hours)


def test_a_submission_answers_what_was_there() -> None:
    """A submitted packet makes the case answered until the marketplace asks again."""
    case = submit(open_case(facts()), Who(at(5), MARA), "v1")

    assert state(case) is CaseState.ANSWERED
    assert case_deadline(case) == facts().deadline
    again = join(case, later("second", 9, kind=Kind.INFORMATION_REQUEST, deadline=due(90, Basis.STATED)))
    assert state(again) is CaseState.OPEN
    assert case_deadline(again) == due(90, Basis.STATED)
    assert case_deadline(join(case, later("third", 9, kind=Kind.INFORMATION_REQUEST, deadline=None))) is None
    assert state(join(case, later("fourth", 9, kind=Kind.APPEAL_REJECTED))) is CaseState.REFUSED
    assert state(join(case, later("fifth", 9, kind=Kind.REINSTATED))) is CaseState.REINSTATED


def test_a_submission_recorded_late_is_in_its_place() -> None:
    """What was submitted before a rejection does not answer the rejection, whenever it is recorded."""
    case = join(open_case(facts()), later("second", 48, kind=Kind.APPEAL_REJECTED))

    assert state(submit(case, Who(at(10), MARA), "v1")) is CaseState.REFUSED
    assert state(submit(case, Who(at(50), MARA), "v1")) is CaseState.ANSWERED


def test_a_notice_that_comes_in_late_is_not_answered() -> None:
    """A notice issued before a submission that nobody had seen then keeps the case open, with its own deadline."""
    case = submit(open_case(facts()), Who(at(10), MARA), "v1")
    late = later("late", 4, kind=Kind.WARNING, deadline=due(30, Basis.STATED))

    assert state(join(case, late)) is CaseState.OPEN
    assert case_deadline(join(case, late)) == due(30, Basis.STATED)
    unseen = join(case, replace(late, deadline=None))
    assert case_deadline(unseen) is None
    assert "no deadline" in needs_person(unseen)
    assert state(join(case, replace(late, kind=Kind.APPEAL_RECEIVED))) is CaseState.ANSWERED


def test_a_closed_case_opens_again() -> None:
    """A person closes a case; a notice that asks for something opens it again."""
    case = close(open_case(facts()), Who(at(20), MARA, "we gave the product up"))

    assert state(case) is CaseState.CLOSED
    assert case_deadline(case) is None
    assert needs_person(case) == ""
    assert state(join(case, later("new", 30))) is CaseState.OPEN
    assert state(join(case, later("unseen", -30))) is CaseState.OPEN


@pytest.mark.parametrize(
    ("notices", "words"),
    [
        ([facts()], ""),
        ([facts(deadline=None)], "no deadline"),
        ([facts(), later("r", 3, kind=Kind.APPEAL_RECEIVED, deadline=None)], ""),
        ([facts("r", kind=Kind.APPEAL_RECEIVED, deadline=None)], "names no case"),
        ([facts("r", kind=Kind.REINSTATED, deadline=None)], "names no case"),
        ([facts("r", kind=Kind.APPEAL_REJECTED)], "names no case"),
        ([facts(deadline=None), later("r", 3, kind=Kind.REINSTATED, deadline=None)], ""),
    ],
)
def test_a_person_must_look(notices: list[Facts], words: str) -> None:
    """A case that asks without a deadline, and a reply to nothing known, are shown to a person; others are not."""
    case = open_case(notices[0])
    for one in notices[1:]:
        case = join(case, one)

    assert words in needs_person(case)
    assert bool(words) is bool(needs_person(case))
