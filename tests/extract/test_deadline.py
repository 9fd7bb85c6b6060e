"""Deadline arithmetic holds for every date, period and offset."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.rules import Rules
from config.words import AppealPath, Basis, Kind, Platform, Role
from extract.deadline import add, end_of_day, period_end, read_deadline, target_deadline
from extract.measures import DateMention, Issued, PeriodMention

MOMENTS = st.datetimes(
    min_value=datetime(2001, 1, 1),  # noqa: DTZ001 - hypothesis wants naive bounds
    max_value=datetime(2090, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=-8)), timezone(timedelta(hours=5, minutes=45))]),
)
ISSUED = Issued(datetime(2026, 2, 12, 13, 37, tzinfo=timezone(timedelta(hours=-8))), exact=True)


def period(text: str, role: Role | None = Role.RESPONSE, *, business: bool = False) -> PeriodMention:
    """A mention of a period."""
    return PeriodMention(text, business, text, 0, 1, role)


def day(value: date, role: Role = Role.RESPONSE) -> DateMention:
    """A mention of a date."""
    return DateMention(value, value.isoformat(), 0, 1, True, None, role)


@pytest.mark.parametrize(
    ("start", "length", "business", "end"),
    [
        ("2026-02-12T13:37", "P14D", True, "2026-03-04T13:37"),
        ("2026-02-14T13:37", "P1D", True, "2026-02-16T13:37"),  # a Saturday: Monday is the first business day
        ("2026-02-13T13:37", "P1D", True, "2026-02-16T13:37"),
        ("2026-09-28T23:10", "PT72H", False, "2026-10-01T23:10"),
        ("2026-04-02T16:31", "P3W", False, "2026-04-23T16:31"),
        ("2026-01-31T00:00", "P1M", False, "2026-02-28T00:00"),
        ("2024-02-29T00:00", "P1Y", False, "2025-02-28T00:00"),
        ("2025-12-22T11:11", "P17D", False, "2026-01-08T11:11"),
    ],
)
def test_a_period_ends_where_the_calendar_says(start: str, length: str, business: bool, end: str) -> None:
    """Days, hours, weeks, months and business days are counted as people count them."""
    moment = datetime.fromisoformat(start).replace(tzinfo=UTC)

    assert add(moment, length, business=business) == datetime.fromisoformat(end).replace(tzinfo=UTC)


@given(MOMENTS, st.integers(1, 400))
def test_business_days_never_end_on_a_weekend_and_never_come_before_calendar_days(moment: datetime, days: int) -> None:
    """Counting business days ends Monday to Friday, and later than or when calendar days end."""
    end = add(moment, f"P{days}D", business=True)

    assert end.weekday() < 5
    assert end >= add(moment, f"P{days}D") - timedelta(days=0)


@given(MOMENTS, st.integers(1, 900), st.integers(1, 900))
def test_more_days_end_later_and_keep_the_offset(moment: datetime, days: int, more: int) -> None:
    """A longer period never ends earlier, and the notice's own offset stays."""
    short, long = add(moment, f"P{days}D"), add(moment, f"P{days + more}D")

    assert short < long
    assert short.utcoffset() == moment.utcoffset()


@given(MOMENTS, st.integers(1, 60))
def test_months_keep_the_day_or_take_the_last_one(moment: datetime, months: int) -> None:
    """A month later is the same day, or the last of a shorter month."""
    end = add(moment, f"P{months}M")

    assert end.day == moment.day or (end + timedelta(days=1)).day == 1


def test_a_date_without_time_means_the_end_of_that_day_in_the_notices_offset() -> None:
    """23:59:59, where the notice was written."""
    assert end_of_day(date(2026, 3, 1), ISSUED).isoformat() == "2026-03-01T23:59:59-08:00"


def test_a_stated_date_counts_before_a_period() -> None:
    """What is written as a date needs no counting."""
    found = read_deadline(ISSUED, [period("P3D")], [day(date(2026, 2, 25))], None)

    assert found is not None
    assert (found.basis, found.at.date()) == (Basis.STATED, date(2026, 2, 25))


def test_the_earliest_of_several_counts() -> None:
    """Of two deadlines the earlier one is shown."""
    found = read_deadline(ISSUED, [period("P17D"), period("P7D"), period("P1D", Role.FUNDS)], [], "or two appeals")

    assert found is not None
    assert found.at == ISSUED.moment + timedelta(days=7)
    assert found.also == "or two appeals"


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.RESPONSE])
def test_other_roles_make_no_deadline(role: Role) -> None:
    """Only what the seller must meet is a deadline."""
    assert read_deadline(ISSUED, [period("P90D", role)], [day(date(2026, 3, 1), role)], None) is None


def test_a_stated_date_before_the_notice_is_no_deadline() -> None:
    """A date in the past was met or missed before the notice was written."""
    assert read_deadline(ISSUED, [], [day(date(2026, 2, 11))], None) is None


def test_without_a_notice_date_a_period_has_no_end() -> None:
    """No anchor, no date: never the day of reading."""
    assert read_deadline(None, [period("P7D")], [], None) is None


def test_days_counted_from_a_day_run_to_its_end() -> None:
    """A PDF that gives only a day leaves the whole last day; hours are counted from its start."""
    issued = Issued(datetime(2025, 10, 6, tzinfo=UTC), exact=False)

    assert period_end(issued, period("P17D")) == datetime(2025, 10, 23, 23, 59, 59, tzinfo=UTC)
    assert period_end(issued, period("PT72H")) == datetime(2025, 10, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("platform", "kind", "paths", "days"),
    [
        (Platform.JOOM, Kind.VIOLATION, (AppealPath.APPEAL_FORM,), 3),
        (Platform.AMAZON, Kind.VIOLATION, (AppealPath.DOCUMENTS,), 10),
        (Platform.AMAZON, Kind.VIOLATION, (AppealPath.NONE,), None),
        (Platform.AMAZON, Kind.VIOLATION, (AppealPath.COURT,), None),
        (Platform.AMAZON, Kind.APPEAL_REJECTED, (AppealPath.DOCUMENTS,), None),
        (Platform.AMAZON, Kind.REINSTATED, (AppealPath.DOCUMENTS,), None),
        (Platform.UNKNOWN, Kind.VIOLATION, (AppealPath.DOCUMENTS,), None),
    ],
)
def test_our_own_target_is_for_notices_that_can_be_answered(
    rules: Rules, platform: Platform, kind: Kind, paths: tuple[AppealPath, ...], days: int | None
) -> None:
    """The working target of the rules comes with basis `rule`, or not at all."""
    found = target_deadline(ISSUED, kind, paths, rules.of(platform))

    assert (found and (found.at - ISSUED.moment, found.basis)) == (days and (timedelta(days=days), Basis.RULE))
