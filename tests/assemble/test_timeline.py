"""The timeline of a case: what happened, what is to come, in order."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from assemble.case import Case, join, open_case
from assemble.decisions import Who, close, submit, undo
from assemble.timeline import Happening, Made, timeline
from config.rules import PlatformRules, load_platforms
from config.words import Kind, Platform, Role, Scope
from extract.facts import DateFact, Period
from tests.assemble.builders import DUE, ISSUED, facts, joom, trademark

RULES = {one.platform: one for one in load_platforms()}
MARA = Who(ISSUED + timedelta(days=2), "Mara Ellison", "case 4711")


def words(case: Case, rules: PlatformRules | None = None) -> list[str]:
    """The timeline in few words."""
    made = [Made("v1", (ISSUED + timedelta(days=1)).astimezone(UTC), True)]
    return [entry.what for entry in timeline(case, made, rules or RULES[case.platform])]


def test_a_whole_story() -> None:
    """Notices, packets, submissions, replies, the deadline and the money come in the order of time."""
    reply = facts("r", issued=ISSUED + timedelta(days=5), kind=Kind.APPEAL_RECEIVED, deadline=None)
    end = facts("e", issued=ISSUED + timedelta(days=30), kind=Kind.REINSTATED, deadline=None)
    case = join(submit(open_case(facts()), MARA, "v1"), reply)

    assert words(case) == [
        "violation",
        "packet v1, ready",
        "packet v1 submitted by Mara Ellison",
        "has the appeal",
        "answer due",
    ]
    assert words(join(case, end))[-2:] == ["reinstated", "money paid out"]


@pytest.mark.parametrize(("case", "days"), [(open_case(facts()), 14), (open_case(joom(scope=Scope.ACCOUNT)), 7)])
def test_held_money_is_expected_by_a_rule(case: Case, days: int) -> None:
    """When the account is reinstated the money is expected after 14 days on Amazon and 7 on Joom, as a rule of ours."""
    first = case.notices[0].facts
    assert first.issued is not None
    kind = {"kind": Kind.REINSTATED, "issued": first.issued + timedelta(days=9), "deadline": None}
    end = facts("e", **kind) if case.platform is Platform.AMAZON else joom("e", **kind)
    entry = timeline(join(case, end), (), RULES[case.platform])[-1]

    assert (entry.happening, entry.expected) == (Happening.FUNDS, True)
    assert entry.at == first.issued + timedelta(days=9 + days)
    assert f"{days} days" in entry.detail


def test_no_money_is_held_for_a_listing() -> None:
    """Where only a listing was hit no money is held, so none is expected."""
    case = join(
        open_case(trademark()),
        trademark("e", kind=Kind.REINSTATED, issued=ISSUED + timedelta(days=9)),
    )

    assert "money paid out" not in words(case)


def test_what_notices_state_about_money() -> None:
    """Periods and dates of held money stand in the timeline in the notice's words and its own offset."""
    end = ISSUED + timedelta(days=90)
    case = open_case(
        trademark(
            periods=(Period(Role.FUNDS, "P90D", "90 days or longer", end), Period(Role.REVIEW, "P2D", "2 days", end)),
            dates=(
                DateFact(Role.FUNDS, date(2026, 4, 1), "April 1"),
                DateFact(Role.COURT, date(2026, 4, 2), "April 2"),
            ),
        )
    )
    found = [entry for entry in timeline(case, (), None) if entry.happening is Happening.FUNDS]

    assert [(entry.at, entry.detail) for entry in found] == [
        (datetime(2026, 4, 1, tzinfo=ISSUED.tzinfo), "April 1"),
        (end, "90 days or longer"),
    ]


def test_what_was_undone_is_told() -> None:
    """The record keeps what was done and that it was taken back, each at its time."""
    case = close(open_case(facts()), MARA)
    arranged = undo((case,), case, Who(MARA.at + timedelta(days=1), "Ivo Marsh", "too early"), lambda _: "")
    found = timeline(arranged.cases[0], (), None)

    assert [entry.what for entry in found] == [
        "violation",
        "closed by Mara Ellison (undone later)",
        "closed undone by Ivo Marsh",
        "answer due",
    ]
    assert found[-1].at == DUE


def test_notices_without_a_date_come_first() -> None:
    """What has no date stands on top and is said to have none."""
    case = join(open_case(facts()), facts("bare", issued=None, subject="a scan"))
    found = timeline(case, (), None)

    assert (found[0].at, found[0].detail) == (None, "a scan")
