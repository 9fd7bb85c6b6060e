"""Tables of shipments out of hostile files: values only, under limits; times and numbers are judged, never guessed."""

from __future__ import annotations

import contextlib
import io
import zipfile
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assemble.file_types import XLSX
from assemble.moments import moment_in
from assemble.shipments import is_before
from assemble.table import read_tables
from assemble.tracking import Tracking, judge, mod10_digit, s10_digit, ups_digit
from config.errors import ItemError
from config.shipments import load_shipments
from tests.assemble.made import csv_text, workbook

LIMITS = load_shipments().limits
MOSCOW = timezone(timedelta(hours=3))


def local(day: int, hour: int = 0, minute: int = 0, month: int = 1) -> datetime:
    """A time of 2026 without a zone, as tables have them."""
    return datetime(2026, month, day, hour, minute)  # noqa: DTZ001


def cells(data: bytes, media_type: str = "text/csv") -> list[list[str]]:
    """The texts of the first table."""
    return [[cell.text for cell in row.cells] for row in read_tables(data, media_type, LIMITS)[0].rows]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_csv_is_read_whatever_parts_its_cells(delimiter: str) -> None:
    """The sign that parts cells is found; rows without content are left out, and keep their numbers."""
    data = csv_text([("order", "placed"), ("", ""), ("A 1", "2026-01-02")], delimiter)

    (table,) = read_tables(data, "text/csv", LIMITS)
    assert [(row.number, [cell.text for cell in row.cells]) for row in table.rows] == [
        (1, ["order", "placed"]),
        (3, ["A 1", "2026-01-02"]),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1251"])
def test_a_csv_in_russian_is_read_in_any_usual_encoding(encoding: str) -> None:
    """Column names come out as they were written."""
    text = "номер заказа;дата заказа;вручен\n3TQ8W2;2026-10-05;получил\n" * 3

    assert cells(text.encode(encoding))[0] == ["номер заказа", "дата заказа", "вручен"]


def test_formulas_are_marked_and_never_worked_out() -> None:
    """In both kinds of file a formula is no value; a telephone number and a negative number are."""
    book = workbook({"A": [("=1+1", "@x", "+7 (495) 123-45-67", "-5", "=cmd|' /C calc'!A0")]})
    for data, media_type in ((book, XLSX), (b"=1+1,@x,+7 (495) 123-45-67,-5,=cmd|' /C calc'!A0\n", "text/csv")):
        (table,) = read_tables(data, media_type, LIMITS)
        assert [cell.formula for cell in table.rows[0].cells] == [True, True, False, False, True]


def test_a_workbook_gives_times_as_times() -> None:
    """A cell that holds a time, a whole number or a text gives that."""
    (table,) = read_tables(workbook({"Orders": [(local(2, 3, 4, 1), date(2026, 1, 2), 7.0, " a\nb ")]}), XLSX, LIMITS)

    assert table.name == "Orders"
    assert [cell.text for cell in table.rows[0].cells] == ["2026-01-02 03:04", "2026-01-02", "7", "a b"]
    assert table.rows[0].cells[0].moment == local(2, 3, 4, 1)


def test_what_a_table_needs_not_shuts_it() -> None:
    """Macros, document types and what is no workbook are refused."""
    good = workbook({"A": [("order",)]})
    for name, data in (("xl/vbaProject.bin", b"x"), ("xl/evil.xml", b"<!DOCTYPE x []><x/>")):
        out = io.BytesIO(good)
        with zipfile.ZipFile(out, "a") as archive:
            archive.writestr(name, data)
        with pytest.raises(ItemError) as caught:
            read_tables(out.getvalue(), XLSX, LIMITS)
        assert caught.value.code == "table.broken"
    for data, media_type in ((good[:90], XLSX), (b"PK\x03\x04", XLSX), (b"%PDF-1.4", "application/pdf")):
        with pytest.raises(ItemError):
            read_tables(data, media_type, LIMITS)


@pytest.mark.parametrize(
    "data",
    [
        b"a\n" * (LIMITS.rows + 2),
        b"," * LIMITS.columns + b"a\n",
        b"a" * (LIMITS.cell + 1),
        b"a" * (LIMITS.bytes + 1),
    ],
)
def test_limits_hold(data: bytes) -> None:
    """Too many rows, columns, characters or bytes are said and not cut off."""
    with pytest.raises(ItemError) as caught:
        read_tables(data, "text/csv", LIMITS)
    assert caught.value.code == "table.too_large"


@given(st.binary(max_size=300))
@settings(max_examples=60, deadline=None)
def test_no_bytes_are_read_as_anything_but_a_table(data: bytes) -> None:
    """Whatever the bytes are, there is a table or an error of ours."""
    for media_type in ("text/csv", XLSX):
        with contextlib.suppress(ItemError):
            assert len(read_tables(data, media_type, LIMITS)) <= LIMITS.rows


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-02-27 16:02", local(27, 16, 2, 2)),
        ("2026-02-27T16:02:05Z", datetime(2026, 2, 27, 16, 2, 5, tzinfo=UTC)),
        ("27.02.2026 16:02 MSK", datetime(2026, 2, 27, 16, 2, tzinfo=MOSCOW)),
        ("27.02.2026 16:02 (UTC+03:00)", datetime(2026, 2, 27, 16, 2, tzinfo=MOSCOW)),
        ("Feb 27, 2026 4:02 pm", local(27, 16, 2, 2)),
        ("27 февраля 2026 г., 16:02", local(27, 16, 2, 2)),
        ("2026年2月27日 16:02", local(27, 16, 2, 2)),
        ("16:02 2026-02-14", local(14, 16, 2, 2)),
        ("27/02/2026", local(27, month=2)),
        ("12:30 am 2026-02-27", local(27, 0, 30, 2)),
        ("lost, refunded", None),
        ("", None),
    ],
)
def test_times_as_people_write_them(text: str, expected: datetime | None) -> None:
    """A time keeps its zone where it names one; words are no time."""
    assert moment_in(text) == expected
    assert expected is None or (moment_in(text) or expected).tzinfo == expected.tzinfo


@pytest.mark.parametrize("text", ["02/03/2026 10:00", "2026-02-27 25:00", "2026-02-27 10:61"])
def test_what_can_mean_two_days_is_refused(text: str) -> None:
    """March or February, and an hour that no day has, are told to the person."""
    with pytest.raises(ValueError, match=r"two days|hour|minute"):
        moment_in(text)


def test_a_time_without_a_zone_is_before_another_only_when_that_is_certain() -> None:
    """Zones differ by up to half a day either way."""
    zoned = datetime(2026, 1, 2, 12, tzinfo=UTC)

    assert is_before(local(2, 11), local(2, 12))
    assert not is_before(local(2, 1), zoned)
    assert is_before(local(1, 21), zoned)
    assert is_before(zoned, datetime(2026, 1, 2, 13, tzinfo=UTC))


@pytest.mark.parametrize(
    ("number", "looks"),
    [
        ("RR123456785CN", Tracking.SOUND),
        ("rr 123 456 785 cn", Tracking.SOUND),
        ("RR123456784CN", Tracking.WRONG),
        ("1Z999AA10123456784", Tracking.SOUND),
        ("1Z999AA10123456783", Tracking.WRONG),
        ("9212391234567812345670", Tracking.SOUND),
        ("9212391234567812345671", Tracking.WRONG),
        ("YT2629300012345678", Tracking.UNKNOWN),
        ("0000000000", Tracking.MALFORMED),
        ("soon", Tracking.MALFORMED),
        ("12345", Tracking.MALFORMED),
        ("see chat", Tracking.MALFORMED),
    ],
)
def test_tracking_numbers(number: str, looks: Tracking) -> None:
    """A known form is checked by its digit; another that may be one is left open."""
    assert judge(number) is looks


@given(st.integers(0, 99_999_999), st.integers(1, 9))
def test_every_wrong_digit_of_a_parcel_number_is_found(serial: int, shift: int) -> None:
    """One digit changed, and no other, gives a number that is wrong; so with the other two forms."""
    digits = f"{serial:08d}"
    right = s10_digit(digits)
    wrong = str((int(right) + shift) % 10)
    body, ups = f"94{serial:018d}0", f"999AA1{serial:09d}"

    assert judge(f"LX{digits}{right}CN") is Tracking.SOUND
    assert judge(f"LX{digits}{wrong}CN") is Tracking.WRONG
    assert judge(body + mod10_digit(body)) is Tracking.SOUND
    assert judge(body + str((int(mod10_digit(body)) + shift) % 10)) is Tracking.WRONG
    assert judge(f"1Z{ups}{ups_digit(ups)}") is Tracking.SOUND
    assert judge(f"1Z{ups}{(int(ups_digit(ups)) + shift) % 10}") is Tracking.WRONG
